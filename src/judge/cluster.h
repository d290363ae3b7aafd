/*
 * cluster.h - which entries are the same article, which of them stands for the
 * others, and what that means for streams.
 *
 * A cluster is all that same.h joins, directly or through others. Where that is
 * more than CLUSTER_MAX entries, only ids and URLs join; and nothing where they
 * are still as many.
 */
#pragma once

#include "judge/same.h"
#include "judge/winner.h"

/*
 * Finds the cluster of an entry that was stored or judged, chooses its winners
 * and puts all of it into the streams where it belongs; and those that it was
 * in a cluster with, or may come into one with by it. was_there tells that it
 * may be in streams and in a cluster already.
 */
bool cluster_place(struct run *run, struct arena *a,
        const struct stored *stored, bool was_there, struct err *err) MUST_USE;

/* The numbers, eight bytes each, of the entries that it is in a cluster with,
 * its own among them. */
bool cluster_members(struct run *run, struct arena *a,
        const struct stored *stored, struct bytes *out,
        struct err *err) MUST_USE;
/* The same for one whose keys are as they were, and which is kept, or dropped,
 * as it was: only what rules put on it is otherwise, and it stays in its
 * cluster. */
bool cluster_refresh(struct run *run, struct arena *a,
        const struct stored *stored, struct err *err) MUST_USE;

/* What took the article down that a cluster is; NULL: nothing. Then no copy of
 * it is published, wherever it is. */
const struct suppression *cluster_takedown(const struct run *run,
        const struct cluster *cluster);

/* The cluster that a stored entry is in, itself included, slim and sorted. */
bool cluster_load(struct cluster *out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err) MUST_USE;
