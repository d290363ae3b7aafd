/*
 * fetch.h - from sources that are due to stored entries: one loop that keeps
 * the network, the workers and the store busy at the same time.
 */
#pragma once

#include "run/run.h"

struct fetch_result {
    int due, done; /* done: of those that were due, whatever came of it */
    int asked, unchanged, added, failed;
    int64_t bytes; /* of documents */
};

struct fetch_options {
    const char *ca_file;       /* or NULL */
    const char *const *actors; /* ids, NULL-ended: only these; NULL: all */
    bool force;
    /* Called often, with the number of requests in flight; or NULL. */
    void (*progress)(void *arg, const struct fetch_result *result,
            size_t in_flight);
    void *progress_arg;
};

/*
 * A source that fails is remembered with its reason and fails nothing else: err
 * is for what stops the whole (the store, the system). Sources whose health
 * changes are logged, one line each; why each was asked, or was not, and what
 * came of it, is in run->sources.
 */
bool fetch_sources(struct run *run, const struct fetch_options *options,
        struct fetch_result *out, struct err *err) MUST_USE;
