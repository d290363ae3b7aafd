/* dates.h - dates and times as people write them. */
#pragma once

#include "byline/scan.h"

/* What stands behind a number of hours, in any language. */
#define HOUR_WORDS "h|hs|hrs|heure|heures|u|uur|uhr|hora|horas|ore"

/* A date, a time, or both. */
struct moment {
    struct civil wall;
    const char *precision; /* of the date; NULL where there is none */
    bool timed, seconds, yearless;
    const char *zone; /* "CET", of zone_size */
    size_t zone_size;
    int offset;    /* seconds; used where zoned */
    bool zoned;    /* "+01:00" was said, after the name or without */
    bool exact;    /* instant is known: "2 hours ago" */
    bool reckoned; /* from when the text was read */
    int64_t instant;
};

enum found {
    FOUND_NOTHING,
    FOUND,
    FOUND_IMPOSSIBLE, /* 31 February, 25:61 */
};

/* Read at *at, and move it on behind what they find. */
enum found date_at(const struct scan *s, size_t *at, struct moment *out);
enum found time_at(const struct scan *s, size_t *at, struct moment *out,
        bool dotted); /* 17.52 is a time here */

/* A year, or the day of a month (month 0), alone, as they may follow a label */
bool year_at(const struct scan *s, size_t *at, struct moment *out);
bool day_at(const struct scan *s, size_t *at, struct moment *out);

/* A weekday's name: the latest such day. */
bool weekday_at(const struct scan *s, size_t *at, struct moment *out);

/* N units of that role ago. */
struct moment moment_ago(const struct scan *s, enum role role, int number);

/* Whether both name the same day. */
bool moment_same_day(const struct moment *a, const struct moment *b);

/* Adds the time of day in time to the date. */
void moment_join(struct moment *date, const struct moment *time);

/* Puts it into a zone. False where there is no date. */
bool moment_resolve(struct byline_date *out, const struct scan *s,
        const struct moment *m);
