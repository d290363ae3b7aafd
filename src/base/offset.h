/* offset.h - the offsets that dates write as names: EST, CEST, HNE, ET. */
#pragma once

#include "base/date.h"

/*
 * Seconds east of UTC. Names without a season ("ET", "Europe/Paris") are
 * resolved for that wall clock's reading. Returns false for a name not known;
 * case does not matter.
 */
bool offset_named(int *out, const char *name, size_t size,
        const struct civil *wall) MUST_USE;
