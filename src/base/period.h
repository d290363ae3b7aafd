/*
 * period.h - days, weeks and months that are cut at a time of a zone's wall
 * clock.
 *
 * A period holds its first instant and not its end, which is the first of the
 * next: together they hold every instant once. A day may so have 23 or 25
 * hours. A time that clocks leave out is moved on by what they leave out, of
 * one that they show twice the first is meant, as in zone.h.
 */
#pragma once

#include "base/zone.h"

enum period_kind { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

enum { PERIOD_EVERY_DAY = 0x7F };

struct period_rule {
    enum period_kind kind;
    int64_t cutoff;    /* seconds after midnight */
    int64_t publish;   /* the same, on the day of the end; not before it */
    int64_t first_day; /* of a week; 0 is Monday */
    int64_t days;      /* a bit for each weekday that a period may end on, the
                          lowest Monday's; of PERIOD_DAY only */
    const struct zone *zone;
};

enum { PERIOD_KEY_SIZE = sizeof("2022-05-31") };

struct period {
    int64_t starts, ends;
    int64_t publish;  /* never before ends */
    struct civil day; /* of a day, that of its end; else that of its start */
    int year, week;   /* ISO 8601: that which most of a week's days are in */
    char key[PERIOD_KEY_SIZE]; /* "2022-05-31", "2022-W22", "2022-05" */
};

/* The one that holds the instant, of a year from 1 to 9998. At least one day
 * must be in days. */
void period_at(struct period *out, const struct period_rule *rule,
        int64_t instant);

/* The ISO 8601 week of a day: 1 to 53, of that year. */
int period_week(const struct civil *day, int *year);
