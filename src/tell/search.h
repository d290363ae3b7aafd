/* search.h - what is published that has the words somebody looks for. */
#pragma once

#include "run/run.h"

enum {
    SEARCH_LEAVES_MAX = 50,     /* what is found is the newest so many */
    SEARCH_MILLISECONDS = 2000, /* after which no more is looked for */
};

struct search {
    const char *words;   /* as one line; also where they are refused */
    struct stream found; /* its self is the feed of what is found */
    bool more;           /* there may be older ones that are not in it */
    bool late;           /* because time was over */
};

/*
 * What stands for its article in any stream and has the words (words.h), which
 * are UTF-8. Finds it by the index of texts where there is one, else by looking
 * at each. ERR_USAGE where the words are refused.
 */
bool search_find(struct search *out, struct run *run, struct arena *a,
        const char *words, struct err *err) MUST_USE;
