/* member.h - in which streams an entry is. */
#pragma once

#include "flow/run.h"

/* Of the entries of a cluster, one stands for all of it, and one for those of
 * its actor; where all came with back catalogues, only such. */
enum standing { STANDS_FOR_NONE, STANDS_FOR_ACTOR, STANDS_FOR_ALL };

/*
 * Puts the entry into the streams where it belongs and takes it out of others.
 * tags are its cluster's.
 * Streams that it enters, leaves or stays in are marked as changed.
 */
bool member_update(struct run *run, struct arena *a,
        const struct stored *stored, const struct stored_tag *tags,
        enum standing standing, struct err *err) MUST_USE;

/* Marks the streams as changed that the entry is in. */
bool member_mark_entry(struct run *run, struct arena *a, int64_t entry,
        struct err *err) MUST_USE;

/* The same of all entries of a source. */
bool member_mark_source(struct run *run, int64_t source,
        struct err *err) MUST_USE;

/* The stream's files are to be written again. Stored at once, so that a run
 * that is killed later still knows. */
bool member_mark(struct run *run, struct live_stream *stream,
        struct err *err) MUST_USE;
