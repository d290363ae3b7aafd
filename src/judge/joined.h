/* joined.h - an entry with what the copies of its article add to it. */
#pragma once

#include "judge/cluster.h"

struct joined {
    const struct cluster *cluster; /* that it is in */
    const struct stored_tag *tags; /* its own, and those of the copies: some may
                                      be there twice */
};

bool joined_load(struct joined *out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err) MUST_USE;

/* Whether the other is a copy that adds something: no rule dropped it, and its
 * source is configured. */
bool joined_counts(const struct run *run, const struct stored *stored,
        const struct stored *other);

/* The entry as conditions of streams see it: as rules left it, with all these
 * tags, and told by the actors of all that counts. */
bool joined_subject(struct subject *out, struct run *run, struct arena *a,
        const struct stored *whole, const struct joined *joined,
        struct err *err) MUST_USE;
