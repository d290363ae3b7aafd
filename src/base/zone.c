/*
 * TZif, RFC 9636: a header and data with 32-bit times, then both again with
 * 64-bit times, then a line with the rule for what comes after the last of
 * them. Files of version 1, which have no second part, are refused.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/zone.h"

enum {
    MINUTE = 60,
    HOUR = 60 * MINUTE,
    DAY = 24 * HOUR,
    HEADER = 44,
    FILE_MAX = 256 * 1024, /* the fattest of tzdata has 4 KiB */
    OFFSET_MAX = 26 * HOUR,
};

/* A day of the year when clocks change. */
struct change {
    char kind; /* 'M' month, week, day; 'J' day from 1, never 29 February; '0'
                  day from 0 */
    int month, week, day;
    int time; /* seconds after midnight, on the wall before the change */
};

struct zone {
    size_t count; /* of transitions */
    const int64_t *at;
    const int32_t *offset; /* from at[i] on */
    int32_t first;         /* before them */
    bool ruled, has_summer;
    int32_t winter, summer; /* after them, where ruled */
    struct change start, end;
};

/* ---- reading ---- */

struct reader {
    const char *at;
    size_t left;
};

/* Big-endian, two's complement; size is 4 or 8. */
static int64_t number(const char *at, int size)
{
    uint64_t value = *at & 0x80 ? ~UINT64_C(0) : 0;

    for (int i = 0; i < size; i++)
        value = value << 8 | (unsigned char)at[i];
    return (int64_t)value;
}

static const char *take(struct reader *r, uint64_t size)
{
    const char *at = r->at;

    if (size > r->left)
        return NULL;
    r->at += size;
    r->left -= size;
    return at;
}

/* The counts of a header, in the order in which they stand. */
enum { UT, STD, LEAP, TIME, TYPE, CHAR, COUNTS };

static bool read_header(uint64_t counts[COUNTS], struct reader *r)
{
    const char *head = take(r, HEADER);

    if (!head || memcmp(head, "TZif", 4) != 0 || head[4] < '2')
        return false;
    for (size_t i = 0; i < COUNTS; i++)
        counts[i] = (uint64_t)number(head + 20 + 4 * i, 4) & UINT32_MAX;
    return true;
}

/* Bytes of the data that follows, with times of that many bytes. */
static uint64_t data_size(const uint64_t counts[COUNTS], uint64_t time)
{
    return counts[TIME] * (time + 1) + counts[TYPE] * 6 + counts[CHAR] +
            counts[LEAP] * (time + 4) + counts[STD] + counts[UT];
}

/* The offset of a type, where it is one that a place on Earth could have. */
static bool type_offset(int32_t *out, const char *types, size_t i)
{
    int64_t offset = number(types + 6 * i, 4);

    *out = (int32_t)offset;
    return offset > -OFFSET_MAX && offset < OFFSET_MAX;
}

static bool read_data(struct zone *zone, struct arena *a, const char *data,
        const uint64_t counts[COUNTS])
{
    size_t count = (size_t)counts[TIME];
    const char *indexes = data + 8 * count, *types = indexes + count;
    int64_t *at = ARENA_ARRAY(a, int64_t, count);
    int32_t *offset = ARENA_ARRAY(a, int32_t, count);

    for (size_t i = 0; i < count; i++) {
        unsigned char type = (unsigned char)indexes[i];

        at[i] = number(data + 8 * i, 8);
        if (type >= counts[TYPE] || (i > 0 && at[i] <= at[i - 1]) ||
                !type_offset(&offset[i], types, type))
            return false;
    }
    zone->count = count;
    zone->at = at;
    zone->offset = offset;
    return counts[TYPE] > 0 && type_offset(&zone->first, types, 0);
}

/* ---- the rule at the end: "CET-1CEST,M3.5.0,M10.5.0/3" ---- */

static bool read_int(int *out, const char **at, int max)
{
    const char *start = *at;
    int value = 0;

    while (**at >= '0' && **at <= '9' && value <= max)
        value = value * 10 + (*(*at)++ - '0');
    *out = value;
    return *at > start && value <= max;
}

/* "-1", "5:30", "+167:00:00" */
static bool read_time(int *out, const char **at)
{
    int sign = **at == '-' ? -1 : 1, hours, minutes = 0, seconds = 0;

    if (**at == '-' || **at == '+')
        (*at)++;
    if (!read_int(&hours, at, 167))
        return false;
    if (**at == ':' && ((*at)++, !read_int(&minutes, at, 59)))
        return false;
    if (**at == ':' && ((*at)++, !read_int(&seconds, at, 59)))
        return false;
    *out = sign * (hours * HOUR + minutes * MINUTE + seconds);
    return true;
}

/* POSIX counts west of Greenwich. */
static bool read_west(int32_t *out, const char **at)
{
    int west;

    if (!read_time(&west, at))
        return false;
    *out = -west;
    return west > -OFFSET_MAX && west < OFFSET_MAX;
}

/* "CET", "<+0330>" */
static bool skip_name(const char **at)
{
    const char *start = *at;

    if (**at == '<') {
        const char *end = strchr(start, '>');

        *at = end ? end + 1 : start;
    } else {
        while ((**at | 0x20) >= 'a' && (**at | 0x20) <= 'z')
            (*at)++;
    }
    return *at > start;
}

static bool read_day(struct change *c, const char **at)
{
    const char *s = *at;
    bool ok;

    c->kind = '0';
    if (*s == 'M' || *s == 'J')
        c->kind = *s++;
    if (c->kind == 'M')
        ok = read_int(&c->month, &s, 12) && c->month > 0 && *s++ == '.' &&
                read_int(&c->week, &s, 5) && c->week > 0 && *s++ == '.' &&
                read_int(&c->day, &s, 6);
    else
        ok = read_int(&c->day, &s, 365) && (c->kind == '0' || c->day > 0);
    *at = s;
    return ok;
}

static bool read_change(struct change *c, const char **at)
{
    c->time = 2 * HOUR;
    if (*(*at)++ != ',' || !read_day(c, at))
        return false;
    if (**at != '/')
        return true;
    (*at)++;
    return read_time(&c->time, at);
}

static bool read_rule(struct zone *zone, const char *rule)
{
    if (!skip_name(&rule) || !read_west(&zone->winter, &rule))
        return false;
    zone->ruled = true;
    if (!*rule)
        return true;
    zone->has_summer = true;
    if (!skip_name(&rule))
        return false;
    zone->summer = zone->winter + HOUR;
    if (*rule != ',' && !read_west(&zone->summer, &rule))
        return false;
    return read_change(&zone->start, &rule) && read_change(&zone->end, &rule) &&
            !*rule;
}

static bool read_footer(struct zone *zone, struct arena *a, struct reader *r)
{
    const char *line = r->at + 1, *end;

    if (r->left < 2 || *r->at != '\n')
        return false;
    end = memchr(line, '\n', r->left - 1);
    if (!end || memchr(line, '\0', (size_t)(end - line)))
        return false;
    if (end == line)
        return true; /* the last offset stays */
    return read_rule(zone, arena_copy(a, line, (size_t)(end - line)));
}

bool zone_read(const struct zone **out, struct arena *a, const char *name,
        const char *bytes, size_t size, struct err *err)
{
    struct reader r = {.at = bytes, .left = size};
    struct zone *zone = ARENA_NEW(a, struct zone);
    uint64_t counts[COUNTS];
    const char *data;

    if (!read_header(counts, &r) || !take(&r, data_size(counts, 4)) ||
            !read_header(counts, &r) ||
            !(data = take(&r, data_size(counts, 8))) ||
            !read_data(zone, a, data, counts) || !read_footer(zone, a, &r))
        return fail(err, ERR_SYSTEM, "time zone %s: not a TZif file", name);
    *out = zone;
    return true;
}

/* ---- files ---- */

static bool is_name(const char *name)
{
    static const char allowed[] =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            "_+/-";

    return *name && *name != '/' && strspn(name, allowed) == strlen(name);
}

const char *zone_folder(void)
{
    const char *folder = getenv("TZDIR");

    return folder && *folder ? folder : "/usr/share/zoneinfo";
}

bool zone_load(const struct zone **out, struct arena *a, const char *name,
        struct err *err)
{
    const char *path;
    char *bytes;
    size_t size = 0;
    FILE *file;

    if (strcmp(name, "UTC") == 0) {
        *out = zone_utc();
        return true;
    }
    if (!is_name(name))
        return fail(err, ERR_USAGE, "%s is no name of a time zone", name);
    path = arena_printf(a, "%s/%s", zone_folder(), name);
    file = fopen(path, "rbe");
    bytes = arena_alloc(a, FILE_MAX);
    if (file) {
        size = fread(bytes, 1, FILE_MAX, file);
        fclose(file);
    }
    if (size == 0)
        return fail(err, ERR_USAGE, "there is no time zone %s", name);
    return zone_read(out, a, name, bytes, size, err);
}

const struct zone *zone_utc(void)
{
    static const struct zone utc = {.count = 0};

    return &utc;
}

/* ---- asking ---- */

/* Wall clock seconds of a change in that year, before its offset. */
static int64_t change_in(const struct change *c, int year)
{
    struct civil first = {.year = year, .month = 1, .day = 1};
    struct civil march = {.year = year, .month = 3, .day = 1};
    int64_t day;

    if (c->kind == 'M') {
        first.month = c->month;
        day = (c->day + 6 - civil_weekday(&first)) % 7 + (c->week - 1) * 7;
        for (first.day = (int)day + 1; !civil_is_real(&first);)
            first.day -= 7; /* week 5 is the last, be it the fourth */
        return civil_seconds(&first) + c->time;
    }
    day = c->day;
    if (c->kind == 'J') {
        bool leap = civil_seconds(&march) - civil_seconds(&first) ==
                (int64_t)60 * DAY;

        day += (leap && day >= 60) - 1;
    }
    return civil_seconds(&first) + day * DAY + c->time;
}

static int rule_offset(const struct zone *zone, int64_t instant)
{
    int64_t start, end;
    int year;

    if (!zone->has_summer)
        return zone->winter;
    year = civil_of(instant + zone->winter).year;
    start = change_in(&zone->start, year) - zone->winter;
    end = change_in(&zone->end, year) - zone->summer;
    if (start < end)
        return instant >= start && instant < end ? zone->summer : zone->winter;
    return instant >= end && instant < start ? zone->winter : zone->summer;
}

/* Far from the ends of int64_t and within the years of civil_is_real(). */
static int64_t sane(int64_t instant)
{
    static const struct civil first = {.year = 1, .month = 1, .day = 3};
    static const struct civil last = {.year = 9999, .month = 12, .day = 29};
    int64_t least = civil_seconds(&first), most = civil_seconds(&last);

    return instant < least ? least : instant > most ? most : instant;
}

int zone_offset(const struct zone *zone, int64_t instant)
{
    size_t low = 0, high = zone->count; /* the first at[] that is later */

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (zone->at[middle] <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == zone->count && zone->ruled)
        return rule_offset(zone, sane(instant));
    return low > 0 ? zone->offset[low - 1] : zone->first;
}

/*
 * Clocks change at most once within two days, so that one of the offsets a day
 * before and a day after is the right one.
 */
int64_t zone_instant(const struct zone *zone, const struct civil *wall,
        enum zone_fit *fit)
{
    int64_t seconds = civil_seconds(wall);
    int before = zone_offset(zone, seconds - DAY);
    int after = zone_offset(zone, seconds + DAY);
    int64_t early = seconds - (before > after ? before : after);
    int64_t late = seconds - (before > after ? after : before);
    bool is_early = zone_offset(zone, early) == seconds - early;
    bool is_late = zone_offset(zone, late) == seconds - late;

    if (fit)
        *fit = early != late && is_early && is_late ? ZONE_AMBIGUOUS
                : is_early || is_late               ? ZONE_UNIQUE
                                                    : ZONE_NONEXISTENT;
    if (is_early)
        return early;
    return is_late ? late : seconds - before;
}
