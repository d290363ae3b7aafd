/*
 * moved.h - permanent redirects (RFC 9110 15.4.2, 15.4.9), which are believed
 * when they have proved true: parked domains and portals send them, too.
 *
 * An address that several polls over days led to, and that was read each time,
 * is asked itself; the configuration stays as it is. One that fails is
 * forgotten, and the configured address asked again.
 */
#pragma once

#include "run/run.h"

enum { MOVED_POLLS = 3, MOVED_SECONDS = 2 * 24 * 60 * 60 };

/* Whether what permanent redirects lead to has proved true. */
bool moved_is_proved(const struct live_source *live, int64_t now);

/* The address to ask at now: the configured one, or where it moved to. */
const char *moved_address(const struct live_source *live, int64_t now);

/* Whether a private address may be asked there: leave was given to the
 * configured host alone, whatever its documents name. */
bool moved_allows_private(const struct live_source *live, const char *address);

/*
 * After a poll of address: moved_to is where permanent redirects led, or NULL;
 * well, whether what was there could be read. Texts live as long as the run.
 */
void moved_settle(struct live_source *live, const char *address,
        const char *moved_to, bool well, int64_t now);
