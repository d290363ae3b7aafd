/* trial.h - what a run that only tries something would change. */
#pragma once

#include "run/run.h"

/* An entry that a stream would gain or lose, or that would be another. */
struct change {
    const char *stream; /* NULL: wherever it is */
    const char *what; /* "appears", "vanishes"; "rises" and "sinks": it stays in
                         the stream, but comes into its files, or out of them;
                         "title"; "changes": all else of it */
    const char *title, *url;
    const char *was; /* the title, where it is another */
    int64_t published;
    int64_t beyond; /* what appears, or vanishes, is not among as many entries,
                       which the stream's files have; else 0 */
};

extern const struct shape change_shape;

/*
 * Tells of each, stream by stream; then of entries. Of entries that were
 * published before since nothing is said.
 */
bool trial_tell(struct run *run, int64_t since,
        void (*tell)(void *arg, const struct change *change), void *arg,
        struct err *err) MUST_USE;
