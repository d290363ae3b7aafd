/* schedule.h - who is asked when, and why not now. */
#pragma once

#include "flow/run.h"

/*
 * Whether the source is asked at run->now. If not, *why says it in words, in
 * the arena. force asks sources that are not due, but none whose server said
 * when to come back.
 */
bool schedule_is_due(const struct live_source *live, int64_t now, bool force,
        struct arena *a, const char **why);

/* When it is asked next, after what health and failures now say. */
void schedule_next(struct live_source *live, int64_t now);

/* Retry-After in either form (RFC 9110 10.2.3), as an instant within a week of
 * now; 0 where it cannot be read. */
int64_t schedule_retry_after(const char *text, int64_t now);
