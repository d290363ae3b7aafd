/* schedule.h - who is asked when, and why not now. */
#pragma once

#include "http/http.h"
#include "run/run.h"

/*
 * Whether the source is asked at now; *why says in words, in the arena, why or
 * why not. force asks sources that are not due, but none whose server said when
 * to come back.
 */
bool schedule_is_due(const struct live_source *live, int64_t now, bool force,
        struct arena *a, const char **why);

/* Whether it is asked no more unless forced: it is gone. */
bool schedule_is_over(const struct live_source *live);

/*
 * When it is asked next: after its interval, which grows while it has no news,
 * or later where its server (see schedule_fresh), its feed or its failures say
 * so, but within 32 days. The second poll is put off by up to an hour, so that
 * sources that were added together are not asked together for ever.
 */
void schedule_next(struct live_source *live, int64_t now);

/* Until when an answer holds by what its server says (RFC 9111 4.2.1): max-age,
 * else Expires, against the server's own clock where it tells it; else now. */
int64_t schedule_fresh(const struct http_response *response, int64_t now);

/* Remembers what the feed itself says of when to ask. */
void schedule_learn(struct source_state *state, const struct entry *feed);

/* Until when a server that answered so is to be left alone, by Retry-After in
 * either form (RFC 9110 10.2.3) and its own clock, but within a week; 0: it did
 * not say. One that has enough is left alone for an hour at least. */
int64_t schedule_not_before(const struct http_response *response, int64_t now);
