/* progress.h - one line on a terminal that says how far a long work has come.
 */
#pragma once

#include "poll/fetch.h"

struct progress {
    bool shown;
    int64_t next_ms; /* not written again before, by the monotonic clock */
};

/* Whether anybody looks: standard error is a terminal. */
bool progress_is_wanted(void);

/* As struct fetch_options wants it; arg is a struct progress. */
void progress_fetch(void *arg, const struct fetch_result *result,
        size_t in_flight);

/* As struct texts_progress wants it; likewise. */
void progress_texts(void *arg, int done);

/* Takes the line away. */
void progress_end(const struct progress *progress);
