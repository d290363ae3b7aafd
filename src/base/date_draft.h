/* date_draft.h - a date while it is read: what its grammars share. */
#pragma once

#include "base/calendar.h"
#include "base/date.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* What has been read so far. */
struct draft {
    const char *at;
    const struct calendar *calendar; /* the only one that counts */
    struct civil civil;
    int64_t add; /* seconds, for 24:00 and days counted in weeks or years */
    int offset;
    bool timed, zoned;
    bool named; /* a word of the calendar was in it, or a unit */
    enum {
        HALF_UNKNOWN,
        HALF_BEFORE,
        HALF_AFTER
    } half;           /* said before a time */
    bool korean;      /* Korea, which is all in one zone, leaves it out */
    bool month_first; /* the month is the first word, perhaps a weekday */
    const char *zone; /* its name, resolved when the day is known */
    size_t zone_size;
};

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of UTF-8 are letters here: months have names in other scripts. */
static inline bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static inline bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void draft_skip_space(struct draft *d);
bool draft_skip(struct draft *d, char c);

/* A comment, as RFC 822 allows it anywhere: "(CET)". */
bool draft_skip_comment(struct draft *d);

/* The number of digits at at, at most 20. */
int draft_digits(const char *at);

/* Takes exactly that many digits, at most nine. */
bool draft_take(int *out, struct draft *d, int digits);

/* A year of so many digits: RFC 5322 section 4.3. */
int draft_year(int year, int digits);

/* What follows an hour: "14:55", "1455", ":55.123". */
bool draft_read_minutes(struct draft *d);

/* "+01:00", "-0500", "+1". */
bool draft_read_offset(struct draft *d);

/* The bytes of the word at at; and whether it is that word. */
size_t draft_word(const char *at);
bool draft_same(const char *word, size_t size, const char *want);

/* "pm", "p.m." */
bool draft_read_half(struct draft *d, const char *word, size_t size);

/* A name of a zone, or capitals that look like one and so are in UTC. */
bool draft_read_zone(struct draft *d, const char *word, size_t size);

/* The two grammars; d is at the beginning of the text. */
bool draft_read_iso(struct draft *d);   /* ISO 8601 and RFC 3339 */
bool draft_read_words(struct draft *d); /* RFC 822, asctime and kin */

/* The instant; false where there is none such. */
bool draft_finish(int64_t *out, struct draft *d);
