/* person.h - people as RSS writes them: on one line. */
#pragma once

#include "feed.h"

/* "ann@cafe.example (Ann B)", "Ann B <ann@cafe.example>", either alone, and
 * either way round. NULL where nothing is in it. */
struct person *person_read(struct arena *a, const char *text);
