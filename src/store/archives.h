/*
 * archives.h - what streams held in the months that are over, and what was
 * taken out of them.
 *
 * Whatever puts entries into streams, takes them out or touches them there
 * marks the months that they arrived in, in the same transaction (triggers in
 * schema.c).
 */
#pragma once

#include "store/streams.h"

/* From its first instant to the one that it ends before. */
struct archived_month {
    struct archived_month *next;
    int64_t starts;
    int64_t entries, documents; /* when it was written */
    int64_t since; /* all that arrived before is as it was then; 0: all is */
};

/* A time between two instants; the last is not in it. */
struct interval {
    int64_t starts, ends;
};

/* The earliest first; months in which nothing ever arrived are not there. */
bool store_archives(struct store *store, struct arena *a, int64_t stream,
        struct archived_month **out, struct err *err) MUST_USE;

/* How many entries arrived then: in all, and before since. */
struct arrivals {
    int64_t all, before;
};
bool store_count_archive(struct store *store, int64_t stream,
        struct interval time, int64_t since, struct arrivals *out,
        struct err *err) MUST_USE;

/* Their numbers, eight bytes each, as they arrived: of what did at once, the
 * oldest is the first. */
bool store_archive_entries(struct store *store, struct arena *a, int64_t stream,
        struct interval time, struct bytes *out, struct err *err) MUST_USE;

/* The month is written; it is forgotten where it has no entries. */
bool store_keep_archive(struct store *store, int64_t stream,
        const struct archived_month *month, struct err *err) MUST_USE;
/* An entry, all of a source, all of a stream, looks otherwise in the archives
 * that have it. archived: see struct stored_stream. */
bool store_spoil_archives(struct store *store, int64_t entry,
        struct err *err) MUST_USE;
bool store_spoil_archives_of(struct store *store, int64_t source,
        struct err *err) MUST_USE;
bool store_spoil_archives_of_stream(struct store *store, int64_t stream,
        int64_t archived, struct err *err) MUST_USE;

/* ---- what was taken down ---- */

/* The entry, all of a source, is taken out of its streams because `what` is
 * hidden: that is told for as long as it is so. */
bool store_bury(struct store *store, int64_t entry, const char *what,
        int64_t at, struct err *err) MUST_USE;
bool store_bury_source(struct store *store, int64_t source, const char *what,
        int64_t at, struct err *err) MUST_USE;

/* Of entries that had arrived then; the latest first. */
bool store_tombstones(struct store *store, struct arena *a, int64_t stream,
        struct interval time, struct tombstone **out, struct err *err) MUST_USE;

/* The numbers of the streams with tombstones that are of `what`, or of that
 * instant or older; some may be there twice. */
bool store_buried(struct store *store, struct arena *a, const char *what,
        int64_t until, struct bytes *out, struct err *err) MUST_USE;
bool store_forget_tombstones(struct store *store, int64_t until,
        struct err *err) MUST_USE;
