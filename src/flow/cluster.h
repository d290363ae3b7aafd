/*
 * cluster.h - which entries are the same article, which of them stands for the
 * others, and what that means for streams.
 *
 * Two entries are the same where they share a key (reader_keys()). A key that
 * one source uses for several of its entries identifies nothing.
 */
#pragma once

#include "flow/run.h"

/*
 * Finds the cluster of an entry that was stored or judged, chooses its winner
 * and puts all of it into the streams where it belongs. was_there tells that it
 * may be in streams and in a cluster already.
 */
bool cluster_place(struct run *run, struct arena *a,
        const struct stored *stored, bool was_there, struct err *err) MUST_USE;

/* The numbers, eight bytes each, of the entries that it is in a cluster with,
 * its own among them. */
bool cluster_members(struct run *run, struct arena *a,
        const struct stored *stored, struct bytes *out,
        struct err *err) MUST_USE;
