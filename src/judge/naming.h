/*
 * naming.h - whose an id is that several entries claim.
 *
 * Entries of one cluster may share an id: one of them stands for all. Of others
 * the one that came first has it; any other gets a "tag:" URI of its own, and
 * status tells. Who came first is a function of what is stored, as clusters
 * are: so is who has the id.
 */
#pragma once

#include "judge/winner.h"

/* Settles what the entries of a cluster claim against all others. */
bool naming_settle(struct run *run, struct arena *a,
        const struct cluster *cluster, struct err *err) MUST_USE;

/* "tag:" and what the site, the source and the item's key are. */
const char *naming_mint(const struct run *run, struct arena *a,
        const struct stored *entry);
