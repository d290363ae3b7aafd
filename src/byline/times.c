#include <string.h>

#include "base/offset.h"
#include "byline/dates.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* "am", "p.m.", "a. m." */
static void take_half(const struct scan *s, size_t *at, struct civil *t)
{
    size_t next = scan_skip(s, *at, " ");
    char half = scan_char(s, next);

    if ((half != 'a' && half != 'p') || t->hour > 12)
        return;
    next = scan_skip(s, next + 1, ". ");
    if (scan_char(s, next) != 'm' || fold_is_letter(scan_char(s, next + 1)))
        return;
    *at = next + 1;
    if (scan_char(s, *at) == '.')
        ++*at;
    t->hour = t->hour % 12 + (half == 'p' ? 12 : 0);
}

/* "CET", "(GMT+2)", "HNE": capitals that offset_named() knows. */
static void take_zone(const struct scan *s, size_t *at, struct moment *m)
{
    static const struct civil any = {.year = 2000, .month = 1, .day = 1};
    size_t next = scan_skip(s, *at, " ("), size = scan_word(s, next);
    int digits, offset;

    for (size_t i = 0; i < size; i++)
        if (!s->f->upper[next + i])
            return;
    if (size < 2 || !offset_named(&offset, s->f->text + next, size, &any))
        return;
    m->zone = s->f->text + next;
    m->zone_size = size;
    *at = next + size;
    digits = scan_digits(s, *at + 1);
    if ((scan_char(s, *at) == '+' || scan_char(s, *at) == '-') && digits > 0 &&
            digits <= 2) {
        int sign = scan_char(s, (*at)++) == '-' ? -1 : 1;

        m->offset = sign * scan_number(s, at, digits) * HOUR;
        m->zoned = true;
    }
    *at = scan_char(s, *at) == ')' ? *at + 1 : *at;
}

/* What may stand between hours and minutes: ":", "h", " heures ", ".". */
static bool take_mark(const struct scan *s, size_t *at, bool *hours)
{
    size_t next = scan_skip(s, *at, " "), size = scan_word(s, next);

    *hours = scan_is(s, next, size, HOUR_WORDS);
    if (*hours) {
        *at = next + size;
        return true;
    }
    if (scan_char(s, *at) != ':' && scan_char(s, *at) != '.')
        return false;
    return fold_is_digit(scan_char(s, ++*at));
}

/* "31", "31:07", "42min" */
static bool take_minutes(const struct scan *s, size_t *at, struct moment *m,
        bool hours)
{
    size_t next = hours ? scan_skip(s, *at, " ") : *at, size;

    if (scan_digits(s, next) != 2)
        return hours;
    if (hours && next > *at + 1)
        return true;
    m->wall.minute = scan_number(s, &next, 2);
    *at = next;
    if ((scan_char(s, next) == ':' || scan_char(s, next) == '.') &&
            scan_digits(s, next + 1) == 2) {
        next++;
        m->wall.second = scan_number(s, &next, 2);
        m->seconds = true;
        *at = next;
    }
    next = scan_skip(s, *at, " ");
    size = scan_word(s, next);
    if (hours && scan_is(s, next, size, "min|mn|minutes|m"))
        *at = next + size;
    return true;
}

static bool is_oclock(const struct scan *s, size_t *at)
{
    size_t next = scan_skip(s, *at, " "), size = scan_word(s, next);

    if (!scan_is(s, next, size, HOUR_WORDS))
        return false;
    *at = next + size;
    return true;
}

enum found time_at(const struct scan *s, size_t *at, struct moment *out,
        bool dotted)
{
    int digits = scan_digits(s, *at), hour;
    struct moment m = {.timed = true};
    bool hours = false, marked;
    size_t next = *at, bare;
    char mark;

    if (digits < 1 || digits > 2)
        return FOUND_NOTHING;
    m.wall.hour = hour = scan_number(s, &next, digits);
    bare = next;
    mark = scan_char(s, next);
    marked = take_mark(s, &next, &hours) && take_minutes(s, &next, &m, hours);
    if (!marked)
        next = bare;
    digits = (int)(next - bare);
    take_half(s, &next, &m.wall);
    if (!marked && (int)(next - bare) == digits)
        return FOUND_NOTHING; /* neither minutes nor a.m. */
    if (!is_oclock(s, &next) && marked && mark == '.' && !dotted)
        return FOUND_NOTHING;
    take_zone(s, &next, &m);
    *at = next;
    *out = m;
    if (hour == 24 && m.wall.minute == 0 && m.wall.second == 0)
        return FOUND;
    return hour < 24 && m.wall.minute < 60 && m.wall.second <= 60
            ? FOUND
            : FOUND_IMPOSSIBLE;
}

/* ---- what they amount to ---- */

struct moment moment_ago(const struct scan *s, enum role role, int number)
{
    static const struct unit {
        enum role role;
        int months;
        int64_t seconds; /* 0: counted in months */
        const char *precision;
    } units[] = {
            {ROLE_SECONDS_AGO, 0,  1,                "minute"},
            {ROLE_MINUTES_AGO, 0,  MINUTE,           "minute"},
            {ROLE_HOURS_AGO,   0,  HOUR,             "hour"  },
            {ROLE_DAYS_AGO,    0,  DAY,              "day"   },
            {ROLE_WEEKS_AGO,   0,  (int64_t)7 * DAY, "day"   },
            {ROLE_MONTHS_AGO,  1,  0,                "month" },
            {ROLE_YEARS_AGO,   12, 0,                "year"  },
    };
    const struct unit *u = units;
    struct moment m = {.wall = s->today, .reckoned = true};
    int months;

    while (u->role != role)
        u++;
    m.precision = u->precision;
    if (u->seconds && u->seconds < DAY) {
        m.exact = m.timed = true;
        m.instant = s->context->now - number * u->seconds;
    } else if (u->seconds) {
        m.wall = civil_of(civil_seconds(&s->today) - number * u->seconds);
    } else {
        months = s->today.year * 12 + s->today.month - 1 - number * u->months;
        m.wall.year = months / 12;
        m.wall.month = months % 12 + 1;
        while (!civil_is_real(&m.wall) && m.wall.day > 28)
            m.wall.day--;
    }
    m.wall.hour = m.wall.minute = m.wall.second = 0;
    return m;
}

bool moment_same_day(const struct moment *a, const struct moment *b)
{
    return a->precision && b->precision && !a->exact && !b->exact &&
            a->wall.year == b->wall.year && a->wall.month == b->wall.month &&
            a->wall.day == b->wall.day;
}

void moment_join(struct moment *date, const struct moment *time)
{
    date->wall.hour = time->wall.hour;
    date->wall.minute = time->wall.minute;
    date->wall.second = time->wall.second;
    date->timed = true;
    date->seconds = time->seconds;
    date->zone = time->zone;
    date->zone_size = time->zone_size;
    date->zoned = time->zoned;
    date->offset = time->offset;
}

bool moment_resolve(struct byline_date *out, const struct scan *s,
        const struct moment *m)
{
    struct civil wall = m->wall;
    int offset = m->offset;

    if (!m->precision)
        return false;
    if (m->timed && wall.hour == 24)
        wall = civil_of(civil_seconds(&wall)); /* the next day, 00:00 */
    if (m->exact)
        out->instant = m->instant;
    else if (m->zoned ||
            (m->zone && offset_named(&offset, m->zone, m->zone_size, &wall)))
        out->instant = civil_seconds(&wall) - offset;
    else
        out->instant = zone_instant(s->context->zone, &wall, &out->fit);
    out->reckoned = m->reckoned;
    out->offset = m->zoned || m->zone
            ? offset
            : zone_offset(s->context->zone, out->instant);
    out->precision = m->exact || !m->timed ? m->precision
            : m->seconds                   ? "second"
                                           : "minute";
    return true;
}
