/*
 * archive.h - archives of streams (RFC 5005 section 4): what arrived in each
 * month, UTC, in documents of as many entries as the stream's own file has, and
 * of a hundred at least, each with a page beside it. That file and the archives
 * hold all that is in the stream.
 *
 * Nothing comes into a month that is over; and nothing into a document that is
 * full. Of the month that is not, only what the stream's own file lacks is
 * archived, and what arrived before that.
 */
#pragma once

#include "publish/sink.h"
#include "run/run.h"
#include "store/archives.h"

struct archives {
    struct run *run;
    const struct sink *sink;
    struct arena *arena;
    int64_t print;             /* of what is in all archives */
    struct archive_kept *kept; /* to be remembered when all is written */
};

void archives_begin(struct archives *out, struct run *run,
        const struct sink *sink, struct arena *a);

/* Wants the stream's archives, and writes those that changed or are not as they
 * were written. *newest is the path of the last, without a suffix; or NULL.
 * *moved tells, where that is another than it was, and else is left alone. */
bool archive_write(struct archives *archives, struct live_stream *live,
        const char **newest, bool *moved, struct err *err) MUST_USE;

/* They are written: remembers it. */
bool archives_written(struct archives *archives, struct err *err) MUST_USE;

/* The path, without a suffix, of the archive that has an entry of a stream by
 * its rank there; NULL: none. */
bool archive_find(const char **out, struct run *run, struct arena *a,
        const struct membership *member, struct err *err) MUST_USE;

/* What is in an archive of the stream, as it stands there; nothing where there
 * is none of that path. */
bool archive_entries(struct stored **out, struct run *run, struct arena *a,
        struct live_stream *live, const char *path, struct err *err) MUST_USE;
