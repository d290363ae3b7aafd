/* date.h - dates as numbers, the machine-made dates of feeds, and RFC 3339. */
#pragma once

#include "base/base.h"

/* A day and a time as on a wall: what a text says before a zone is known. */
struct civil {
    int year;                 /* 1 to 9999 */
    int month, day;           /* from 1 */
    int hour, minute, second; /* second 60 where a leap second was written */
};

bool civil_is_real(const struct civil *t) MUST_USE;

/* Seconds from 1970-01-01T00:00:00 to t, both read in the same zone. */
int64_t civil_seconds(const struct civil *t);
struct civil civil_of(int64_t seconds);

/* 0 is Monday. */
int civil_weekday(const struct civil *t);

/*
 * Reads an RFC 3339 or ISO 8601, RFC 822 or asctime date, with the slips seen
 * in the wild: a space for the T, no seconds, no zone, a two-digit year, named
 * zones, 24:00, weekdays that lie, months spelt out, in English or in one of
 * the languages of calendar.h. What is no English is read in each of those by
 * itself, and is no date where two of them read it differently.
 *
 * The result is in Unix seconds, UTC; without a zone it is read in UTC. Returns
 * false, and leaves *out alone, where text is no date or an impossible one.
 * *day_only, if not NULL, tells whether no time of day was given.
 */
bool date_read(const char *text, int64_t *out, bool *day_only) MUST_USE;

/* The same of a text in the language lang, NULL where that is unknown. *zoned
 * tells whether text named a zone, so that a caller who knows a better one than
 * UTC can take it. No other pointer may be NULL. */
bool date_read_zoned(const char *text, const char *lang, int64_t *out,
        bool *day_only, bool *zoned) MUST_USE;

/* Nothing that feeds tell of is older than the web: 1990-01-01. */
#define DATE_EARLIEST INT64_C(631152000)

enum { DATE_SIZE = sizeof("-9999-12-31T23:59:59+00:00") };

/* Writes seconds as RFC 3339 in UTC, as Atom wants it: 2006-01-02T15:04:05Z. */
void date_write(char out[DATE_SIZE], int64_t seconds);

/* The same with an offset, in seconds east: 2006-01-02T16:04:05+01:00. */
void date_write_offset(char out[DATE_SIZE], int64_t seconds, int offset);

/* Writes seconds as RFC 822 in GMT, as RSS and OPML want it. */
enum { DATE_RFC822_SIZE = sizeof("Mon, 02 Jan 2006 15:04:05 GMT") };
void date_write_rfc822(char out[DATE_RFC822_SIZE], int64_t seconds);
