/* date_iso.c - ISO 8601, read from left to right, its parts told apart by the
 * number of their digits. */
#include <string.h>

#include "base/date_draft.h"

/* "W22-6", "W226", "W22" */
static bool read_week(struct draft *d)
{
    struct civil january = {.year = d->civil.year, .month = 1, .day = 4};
    int64_t thursday; /* a week is of the year that holds it */
    int week, day = 1;

    if (!draft_take(&week, d, 2))
        return false;
    if ((draft_skip(d, '-') || is_digit(*d->at)) && !draft_take(&day, d, 1))
        return false;
    d->civil.month = 1;
    d->civil.day = 4; /* it is always in week 1 */
    d->add = ((int64_t)(week - 1) * 7 - civil_weekday(&january)) * DAY;
    thursday = civil_seconds(&january) + d->add + (int64_t)3 * DAY;
    d->add += (int64_t)(day - 1) * DAY;
    return week >= 1 && civil_of(thursday).year == january.year && day >= 1 &&
            day <= 7;
}

static bool read_ordinal(struct draft *d, int day)
{
    struct civil december = {.year = d->civil.year, .month = 12, .day = 31};

    d->civil.month = d->civil.day = 1;
    d->add = (int64_t)(day - 1) * DAY;
    return day >= 1 &&
            civil_seconds(&d->civil) + d->add <= civil_seconds(&december);
}

/* What follows a year and its separator, if it has one. */
static bool read_rest_of_date(struct draft *d, char separator)
{
    struct civil *t = &d->civil;
    int digits = draft_digits(d->at), day;

    if (draft_skip(d, 'W'))
        return read_week(d);
    if (digits == 3 && separator != '/')
        return draft_take(&day, d, 3) && read_ordinal(d, day);
    if (!draft_take(&t->month, d, separator && digits == 1 ? 1 : 2))
        return false;
    t->day = 1;
    if (!separator)
        return !is_digit(*d->at) || draft_take(&t->day, d, 2);
    if (!draft_skip(d, separator))
        return true;
    digits = draft_digits(d->at);
    return digits <= 2 && draft_take(&t->day, d, digits);
}

static bool read_iso_date(struct draft *d)
{
    struct civil *t = &d->civil;
    bool no_century = draft_skip(d,
            '-'); /* ISO 8601 of 1988: "-03-12", "-0312" */
    int digits = draft_digits(d->at);
    char separator = d->at[digits];
    int year_digits = digits == 2 || no_century ? 2 : 4;

    if (separator != '-' && separator != '/')
        separator = '\0';
    if (no_century ? digits != 2 && digits != 4
                   : (digits < 4 && (digits != 2 || separator != '-')) ||
                            digits == 5 || digits == 6)
        return false;
    draft_take(&t->year, d, year_digits);
    t->year = draft_year(t->year, year_digits);
    t->month = t->day = 1;
    if (!is_digit(*d->at) && !separator && *d->at != 'W')
        return true;
    if (!is_digit(*d->at) && separator)
        d->at++;
    else /* 20031231-0500 */
        separator = '\0';
    return t->year >= 1 && read_rest_of_date(d, separator);
}

static bool read_iso_zone(struct draft *d)
{
    const char *word;

    draft_skip_space(d);
    if (*d->at == '+' || *d->at == '-')
        return draft_read_offset(d);
    word = d->at;
    d->at += draft_word(word);
    return d->at == word || draft_read_half(d, word, (size_t)(d->at - word)) ||
            draft_read_zone(d, word, (size_t)(d->at - word));
}

static bool read_iso_time(struct draft *d)
{
    return draft_take(&d->civil.hour, d, draft_digits(d->at) == 1 ? 1 : 2) &&
            draft_read_minutes(d) && read_iso_zone(d);
}

bool draft_read_iso(struct draft *d)
{
    if (!read_iso_date(d))
        return false;
    if (*d->at && strchr("Tt ", *d->at) && is_digit(d->at[1]))
        d->at++;
    if (is_digit(*d->at) && !read_iso_time(d)) /* or 20031231101455 */
        return false;
    if (!d->timed && !read_iso_zone(d))
        return false;
    draft_skip_space(d);
    return !*d->at || (draft_skip_comment(d) && !*d->at);
}
