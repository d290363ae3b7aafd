/* stream.h - from stored streams to what the writers of output/ take. */
#pragma once

#include "run/run.h"
#include "store/archives.h"

#define ALWAYS ((struct interval){INT64_MIN, INT64_MAX})

/* The path of its page; NULL: it is that of all entries, which the front page
 * shows. */
const char *stream_page(struct arena *a, const struct live_stream *live);

/* With the entries, which are newest first; out lives in the arena. Where it is
 * served is the caller's. */
bool stream_make(struct stream *out, struct run *run, struct arena *a,
        const struct live_stream *live, const struct stored *entries,
        struct err *err) MUST_USE;

/* Adds what was taken down of what had arrived at that time. */
bool stream_bury(struct stream *stream, struct run *run, struct arena *a,
        const struct live_stream *live, struct interval time,
        struct err *err) MUST_USE;
