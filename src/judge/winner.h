/* winner.h - which entry of a cluster is published for all of them. */
#pragma once

#include "run/run.h"

enum { CLUSTER_MAX = 50 /* entries; more are none */ };

/* Entries that are the same article. */
struct cluster {
    const struct stored *members[CLUSTER_MAX];
    size_t count;
};

/*
 * The one that prefer puts first, of those that no rule dropped and whose
 * source is configured; NULL where there is none. Of those that prefer does not
 * part: the first in the operator's order, the earliest, the first by its key
 * in its source.
 */
bool winner_choose(const struct stored **out, struct run *run, struct arena *a,
        const struct cluster *cluster, enum prefer prefer,
        struct err *err) MUST_USE;

/* Puts the members in that order, without regard to what is preferred. */
void winner_sort(const struct run *run, struct cluster *cluster);

/* Whether it lies where its actor lives: the others republish it. */
bool winner_is_at_home(const struct run *run, struct arena *a,
        const struct stored *stored);

/* "the longest copy" */
const char *winner_reason(enum prefer prefer);
