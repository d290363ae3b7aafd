/*
 * naming.h - whose an id is that several entries claim.
 *
 * Entries of one cluster may share an id: one of them stands for all. Of others
 * the one that came first keeps it; a later one gets a "tag:" URI of its own,
 * for good, and status tells.
 */
#pragma once

#include "flow/run.h"

/* Settles what an entry claims against all that are not in its cluster, which
 * are the numbers in `cluster`. */
bool naming_settle(struct run *run, struct arena *a, const struct stored *entry,
        const struct index *cluster, struct err *err) MUST_USE;

/* "tag:" and what the site, the source and the item's key are. */
const char *naming_mint(const struct run *run, struct arena *a,
        const struct stored *entry);
