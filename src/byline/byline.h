/*
 * byline.h - lines such as «Par Le RAMEAU - Publié le 31 mai 2022 - 11:31 -
 * Mise à jour le 31 mai 2022 - 13:54», read as authors and dates.
 *
 * Prose with dates in it is no byline: a line is read only where its tokens
 * (label, name, date, time, zone, relative, separator, noise) leave almost
 * nothing over.
 */
#pragma once

#include "base/zone.h"
#include "feed.h"

struct byline_context {
    const char *lang; /* "fr", "en-GB"; NULL: French, then what fits */
    const struct zone *zone;
    int64_t now;              /* for relative dates, and to choose a year */
    const char *const *names; /* known actor names, never split; NULL-ended, or
                                 NULL */
};

struct byline_date {
    int64_t instant; /* 0: absent */
    int offset;      /* seconds east, as said or of the zone then */
    const char
            *precision; /* "year", "month", "day", "hour", "minute", "second" */
    bool reckoned;      /* from when the text was read: "yesterday", "3 May" */
    enum zone_fit fit;  /* of what the wall's clock said */
};

struct byline {
    struct person *authors;
    struct byline_date published, updated;
};

/* Blocks are separated by LF. Returns false, and an empty *out, for what is no
 * byline. */
bool byline_read(struct byline *out, struct arena *a, const char *text,
        const struct byline_context *context) MUST_USE;
