/* find.h - the entries that a condition is true of. */
#pragma once

#include "run/run.h"

struct found {
    const struct stored *stored;
    bool matches;
    int64_t until; /* see expr_matches() */
};

struct find {
    const struct expr *expr; /* NULL: all match */
    /* Asked of one that expr is true of, as rules left it: whether it matches.
     * NULL: it does. */
    bool (*also)(void *arg, struct arena *a, const struct entry *entry);
    const struct live_stream *stream; /* NULL: what stands for its article, news
                                         or not; or */
    bool dropped;  /* what rules or people keep from being published */
    int64_t limit; /* of those that match; 0: none */
    bool each;     /* every entry of the stream is looked at */
    bool ever;     /* so is every one that time alone could make match */
    /* Told of all that were looked at, newest first. May change the store. */
    bool (*tell)(void *arg, struct arena *a, const struct found *found,
            struct err *err);
    void *arg;
};

/* No more entries than an index cannot rule out are looked at, one at a time.
 * -v tells how many, and by what they were found. */
bool find_entries(struct run *run, const struct find *find,
        struct err *err) MUST_USE;
