/*
 * probe.h - what a pattern does on texts that are made up for it.
 *
 * Both answers are facts: a pattern of which they are true has been seen to be
 * so. Where nothing was found there may be something all the same.
 */
#pragma once

#include "rules/pattern.h"

/* Whether it matches nothing at the start of every text: it asks for nothing.
 */
bool probe_matches_all(const struct pattern *pattern);

enum { PROBE_BYTES = 1000 }; /* of a text that is tried, about */

/* A text on which a match hits its limit, short enough to be shown; NULL: none
 * was found in a number of steps that is the same everywhere. */
const char *probe_limit(struct arena *a, struct matcher *matcher,
        struct pattern *pattern);
