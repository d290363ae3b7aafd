/* member.h - in which streams an entry is. */
#pragma once

#include "judge/winner.h"

/* What a cluster is for streams. */
struct standing {
    const struct cluster *cluster; /* NULL: it is in no stream */
    const struct stored_tag *tags; /* of all its entries that are kept */
    int64_t winners[PREFERENCES];  /* who stands for it, by what is preferred */
    int64_t for_actor; /* who does in the stream of the entry's actor */
    bool is_news; /* not all of it came with back catalogues, which only actors'
                     streams have */
};

/*
 * Puts the entry into the streams where it belongs and takes it out of others:
 * into those that prefer it to the others of its cluster, and its actor's.
 * Streams that it enters, leaves or stays in are marked as changed.
 */
bool member_update(struct run *run, struct arena *a,
        const struct stored *stored, const struct standing *standing,
        struct err *err) MUST_USE;

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
