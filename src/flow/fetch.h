/*
 * fetch.h - from sources that are due to stored entries: one loop that keeps
 * the network, the workers and the store busy at the same time.
 */
#pragma once

#include "flow/run.h"

struct fetch_options {
    const char *user_agent;
    const char *ca_file;       /* or NULL */
    const char *const *actors; /* ids, NULL-ended: only these; NULL: all */
    bool force;
};

struct fetch_result {
    int asked, unchanged, added, failed;
};

/*
 * A source that fails is remembered with its reason and fails nothing else: err
 * is for what stops the whole (the store, the system). Sources whose health
 * changes are logged, one line each.
 */
bool fetch_sources(struct run *run, const struct fetch_options *options,
        struct fetch_result *out, struct err *err) MUST_USE;
