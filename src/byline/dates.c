#include <string.h>

#include "byline/dates.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2099, DAY = 24 * 60 * 60 };

/* ---- the parts of dates ---- */

static int month_at(const struct scan *s, size_t *at)
{
    size_t size = scan_word(s, *at);
    const char *word = s->f->text + *at;
    int month = size ? calendar_month(s->lang->calendar, word, size) : 0;

    if (!month && size)
        month = calendar_month(&calendars[CALENDAR_EN], word, size);
    if (month)
        *at += size;
    return month;
}

/* Years of two digits are of this century, up to the next. */
static bool year_of(const struct scan *s, size_t *at, int *year)
{
    int digits = scan_digits(s, *at);
    size_t next = *at;

    if (digits >= 4) { /* what follows may be glued on */
        *year = scan_number(s, &next, 4);
        *at = next;
        return *year >= YEAR_MIN && *year <= YEAR_MAX;
    }
    if (digits != 2)
        return false;
    *year = scan_number(s, &next, 2);
    if (fold_is_letter(scan_char(s, next)) && !fold_is_boundary(s->f, next))
        return false;
    *at = next;
    *year += *year + 2000 <= s->today.year + 1 ? 2000 : 1900;
    return true;
}

/* ".", ", ", "/", " de ", " '" between a month and its year. */
static size_t skip_of(const struct scan *s, size_t at)
{
    size_t size;

    at = scan_skip(s, at, " .,/-'");
    size = scan_word(s, at);
    if (scan_is(s, at, size, s->lang->calendar->of))
        at = scan_skip(s, at + size, " ");
    return at;
}

/* Whether a time begins there, so that "14" is no year. */
static bool is_time(const struct scan *s, size_t at)
{
    int digits = scan_digits(s, at);
    size_t next = scan_skip(s, at + (size_t)digits, " ");
    char c = scan_char(s, next);

    if (digits < 1 || digits > 2)
        return false;
    if ((c == ':' || c == '.') && fold_is_digit(scan_char(s, next + 1)))
        return true;
    if (c == 'a' || c == 'p') /* "8 a.m.", but not "12/03/19 à" */
        return scan_char(s, scan_skip(s, next + 1, ". ")) == 'm' &&
                scan_word(s, next) <= 2;
    return scan_is(s, next, scan_word(s, next), HOUR_WORDS);
}

/* The year behind day and month, or the latest such day. */
static void take_year(const struct scan *s, size_t *at, struct moment *m)
{
    size_t next = skip_of(s, *at);

    if (!is_time(s, next) && year_of(s, &next, &m->wall.year)) {
        *at = next;
        return;
    }
    m->yearless = m->reckoned = true;
    m->wall.year = s->today.year;
    if (civil_seconds(&m->wall) > civil_seconds(&s->today))
        m->wall.year--;
}

/* "er", "st", "." behind a day */
static size_t skip_ordinal(const struct scan *s, size_t at)
{
    size_t next = scan_skip(s, at, " "), size = scan_word(s, next);

    if (scan_char(s, at) == SIGN) /* "1°" */
        return at + 1;
    if (scan_is(s, next, size, "er|re|st|nd|rd|th|o|a"))
        at = next + size;
    return at;
}

static bool named_date(const struct scan *s, size_t *at, struct moment *m)
{
    int digits = scan_digits(s, *at);

    if (digits < 1 || digits > 2)
        return false;
    m->wall.day = scan_number(s, at, digits);
    *at = skip_of(s, skip_ordinal(s, *at));
    m->wall.month = month_at(s, at);
    if (!m->wall.month)
        return false;
    if (scan_char(s, *at) == '.')
        ++*at;
    take_year(s, at, m);
    m->precision = "day";
    return true;
}

static bool month_date(const struct scan *s, size_t *at, struct moment *m)
{
    int digits;

    m->wall.month = month_at(s, at);
    if (!m->wall.month || scan_char(s, scan_skip(s, *at, " ")) == '-')
        return false; /* "Augustin Mars - 4 avril" */
    *at = skip_of(s, *at);
    digits = scan_digits(s, *at);
    if (digits >= 4) {
        m->precision = "month";
        m->wall.day = 1;
        return year_of(s, at, &m->wall.year);
    }
    if (digits < 1 || digits > 2 || is_time(s, *at))
        return false;
    m->precision = "day";
    m->wall.day = scan_number(s, at, digits);
    *at = skip_ordinal(s, *at);
    take_year(s, at, m);
    return true;
}

/* The sign between numbers, with the spaces around it. */
static char mark_at(const struct scan *s, size_t *at)
{
    size_t next = scan_skip(s, *at, " ");
    char mark = scan_char(s, next);

    if (!mark || !strchr("./-", mark))
        return '\0';
    *at = mark == '/' ? scan_skip(s, next + 1, " ") : next + 1;
    return mark;
}

static bool iso_date(const struct scan *s, size_t *at, struct moment *m)
{
    int digits;
    char mark;

    m->precision = "day";
    if (scan_digits(s, *at) != 4)
        return false;
    m->wall.year = scan_number(s, at, 4);
    mark = mark_at(s, at);
    digits = scan_digits(s, *at);
    if (!mark || digits < 1 || digits > 2)
        return false;
    m->wall.month = scan_number(s, at, digits);
    digits = scan_digits(s, *at + 1);
    if (mark_at(s, at) != mark || digits < 1 || digits > 2)
        return false;
    m->wall.day = scan_number(s, at, digits);
    return m->wall.year >= YEAR_MIN && m->wall.year <= YEAR_MAX;
}

static bool numeric_date(const struct scan *s, size_t *at, struct moment *m)
{
    int first_digits = scan_digits(s, *at), second_digits, first, second;
    bool swap;
    size_t next;
    char mark;

    if (first_digits < 1 || first_digits > 2)
        return false;
    first = scan_number(s, at, first_digits);
    mark = mark_at(s, at);
    second_digits = scan_digits(s, *at);
    if (!mark || second_digits < 1 || second_digits > 2)
        return false;
    second = scan_number(s, at, second_digits);
    if (mark_at(s, at) != mark)
        return false;
    next = *at; /* "05 /11 /novembre /2009" */
    if (month_at(s, &next) == second && mark_at(s, &next) == mark)
        *at = next;
    swap = (s->month_first && second <= 31 && first <= 12) || second > 12;
    m->wall.day = swap ? second : first;
    m->wall.month = swap ? first : second;
    m->precision = "day";
    return !is_time(s, *at) && year_of(s, at, &m->wall.year);
}

/* With both parts of "quarta-feira". */
static size_t weekday_size(const struct scan *s, size_t at)
{
    size_t size = scan_word(s, at), whole;

    if (scan_char(s, at + size) != '-')
        return size;
    whole = size + 1 + scan_word(s, at + size + 1);
    return scan_is(s, at, whole, s->lang->calendar->weekdays) ? whole : size;
}

enum found date_at(const struct scan *s, size_t *at, struct moment *out)
{
    static bool (*const forms[])(const struct scan *, size_t *,
            struct moment *) = {
            iso_date,
            numeric_date,
            named_date,
            month_date,
    };
    size_t start = *at, size = weekday_size(s, start);
    size_t day = start;

    if (scan_is(s, start, size, s->lang->calendar->weekdays) ||
            scan_is(s, start, size, calendars[CALENDAR_EN].weekdays))
        day = scan_skip(s, start + size, " .,");
    for (int i = 0; i < 2; i++, day = start) /* "mar" may be March after all */
        for (size_t k = 0; k < COUNT(forms); k++) {
            struct moment m = {.yearless = false};
            size_t next = day;

            if (!forms[k](s, &next, &m))
                continue;
            *at = next;
            *out = m;
            return civil_is_real(&m.wall) ? FOUND : FOUND_IMPOSSIBLE;
        }
    return FOUND_NOTHING;
}

bool year_at(const struct scan *s, size_t *at, struct moment *out)
{
    struct moment m = {.precision = "year"};

    if (scan_digits(s, *at) != 4 || !year_of(s, at, &m.wall.year))
        return false;
    m.wall.month = m.wall.day = 1;
    *out = m;
    return true;
}

bool day_at(const struct scan *s, size_t *at, struct moment *out)
{
    int digits = scan_digits(s, *at);

    if (digits < 1 || digits > 2)
        return false;
    *out = (struct moment){.precision = "day"};
    out->wall.day = scan_number(s, at, digits);
    return out->wall.day >= 1 && out->wall.day <= 31;
}

bool weekday_at(const struct scan *s, size_t *at, struct moment *out)
{
    size_t size = weekday_size(s, *at), next;
    int64_t today = civil_seconds(&s->today) / DAY, back;
    int day = calendar_weekday(s->lang->calendar, s->f->text + *at, size);

    if (day == 0)
        return false;
    back = (today + 3 - (day - 1) + 7) % 7; /* 1970 began on a Thursday */
    *out = (struct moment){.precision = "day",
            .reckoned = true,
            .wall = civil_of((today - back) * DAY)};
    *at += size;
    next = scan_skip(s, *at, " ");
    size = scan_word(s, next);
    if (scan_is(s, next, size, "dernier|passado|pasado|scorso|letzten|jl"))
        *at = next + size;
    return true;
}
