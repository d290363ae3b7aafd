/* part.h - from stored entries to what issues of an edition tell of them. */
#pragma once

#include "output/issue.h"
#include "run/run.h"

/* What is asked of an entry before it becomes a part. */
struct part_wish {
    struct run *run;
    const struct live_edition *live;
    int64_t starts, ends; /* of the period */
    int64_t oldest;       /* entries that are older are in no issue */
    bool updates;         /* the entry is told again, since it changed */
};

/*
 * The entry as a part, packed; without data where it is not of that period, or
 * the edition does not select it.
 *
 * What counts is when the entry was published, and, where that is later, or is
 * known to the day alone, when it was first seen. One that came too late for
 * its own period is of the first that is not out yet.
 */
bool part_choose(struct bytes *out, const struct part_wish *wish,
        struct arena *a, int64_t entry, struct err *err) MUST_USE;

/* The entry as a part, whatever its period; its source must be configured. */
bool part_pack(struct bytes *out, const struct part_wish *wish, struct arena *a,
        const struct stored *stored, struct err *err) MUST_USE;
