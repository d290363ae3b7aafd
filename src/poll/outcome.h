/* outcome.h - what one poll means for its source. */
#pragma once

#include "run/run.h"

/* The source answered, and what came could be read. */
void outcome_ok(struct live_source *live);

/* It did not; reason in words, as status shows it. gone: for good. */
void outcome_failed(struct run *run, struct live_source *live, bool gone,
        const char *fmt, ...) PRINTF(4, 5);

/* It did in part, and what came of it is stored: it is not well, but there is
 * no reason to ask it less often. */
void outcome_cut(struct run *run, struct live_source *live, int64_t added);

/* Settles the source's health, schedules its next poll, stores both and what
 * the poll was. What is said of the poll is "reason" where the source failed,
 * else words.
 */
bool outcome_save(struct run *run, struct live_source *live, struct poll *poll,
        struct err *err) MUST_USE;
