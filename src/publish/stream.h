/* stream.h - from stored streams to what the writers of output/ take. */
#pragma once

#include "output/river.h"
#include "run/run.h"
#include "store/archives.h"

#define ALWAYS ((struct interval){INT64_MIN, INT64_MAX})

/* Entries by their numbers, eight bytes each, in the order of files: the newest
 * first, then by id. Without their items. */
bool stream_load(struct stored **out, struct run *run, struct arena *a,
        struct bytes ids, struct err *err) MUST_USE;

/* With the entries, which are newest first; out lives in the arena. Where it is
 * served is the caller's. */
bool stream_make(struct stream *out, struct run *run, struct arena *a,
        const struct live_stream *live, const struct stored *entries,
        struct err *err) MUST_USE;

/* One of its pages, but for whose it is. */
void stream_page(struct buf *out, const struct run *run,
        const struct live_stream *live, const struct stream *stream,
        struct river_page which);

/* Adds what was taken down of what had arrived at that time. */
bool stream_bury(struct stream *stream, struct run *run, struct arena *a,
        const struct live_stream *live, struct interval time,
        struct err *err) MUST_USE;
