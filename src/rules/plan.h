/*
 * plan.h - what an index can tell of a condition.
 *
 * Every entry that the condition is true of is in the plan; which of those in
 * the plan are, the condition decides. An OR at the top leaves nothing to tell,
 * but for texts.
 */
#pragma once

#include "base/buf.h"
#include "rules/rules.h"

/* Whoever keeps texts of plan_text() makes them again where this changes. */
enum { PLAN_TEXT_VERSION = 1 };

/* Both ends are within. */
struct plan_times {
    int64_t from, to;
};

struct plan {
    const char *tag, *actor, *source; /* ids; NULL: any */
    struct plan_times published, updated;
    /* What is in plan_text() of the entry, three characters a piece: "abc" AND
     * ("b c" OR """d"""). NULL: anything. */
    const char *texts;
};

/* now: the subject's; 0: whatever time it is. Entries have both dates. */
void expr_plan(struct plan *out, struct arena *a, const struct expr *expr,
        int64_t now);

/* What the plan goes by, for people: "tag emploi, published, texts". Is false,
 * and writes nothing, where that is nothing. */
bool plan_show(struct buf *out, const struct plan *plan);

/* All that the texts of plans are looked for in, folded. */
void plan_text(struct buf *out, struct arena *a, const struct entry *entry);
