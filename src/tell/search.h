/* search.h - what is published that has the words somebody looks for. */
#pragma once

#include "run/run.h"

enum {
    SEARCH_WORDS_MAX = 400,     /* bytes */
    SEARCH_TERMS_MAX = 8,       /* words, or phrases in quotes */
    SEARCH_LEAVES_MAX = 50,     /* what is found is the newest so many */
    SEARCH_MILLISECONDS = 2000, /* after which no more is looked for */
};

struct search {
    const char *words;   /* as one line */
    struct stream found; /* its self is the feed of what is found */
    bool more;           /* there may be older ones that are not in it */
    bool late;           /* because time was over */
};

/*
 * Entries of the stream of all that have every term in their title, summary or
 * content, whatever its case and accents. Finds them by the index of texts
 * where there is one, else by looking at each. words is UTF-8. ERR_USAGE where
 * it has no term, too many, or is too long.
 */
bool search_find(struct search *out, struct run *run, struct arena *a,
        const char *words, struct err *err) MUST_USE;
