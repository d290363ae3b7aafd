/*
 * Two grammars. ISO 8601 is read from left to right, its parts told apart by
 * the number of their digits. RFC 822, asctime and what people make of them
 * are read as words and numbers whose order decides only between day and year.
 */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/month.h"
#include "base/offset.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* What has been read so far. */
struct draft {
    const char *at;
    struct civil civil;
    int64_t add; /* seconds, for 24:00 and days counted in weeks or years */
    int offset;
    bool timed, zoned;
    const char *zone; /* its name, resolved when the day is known */
    size_t zone_size;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of UTF-8 are letters here: months have names in other scripts. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_space(struct draft *d)
{
    while (is_space(*d->at))
        d->at++;
}

static bool skip(struct draft *d, char c)
{
    if (*d->at != c)
        return false;
    d->at++;
    return true;
}

static int digits_at(const char *at)
{
    int count = 0;

    while (count < 20 && is_digit(at[count]))
        count++;
    return count;
}

/* Takes exactly that many digits, at most nine. */
static bool take(int *out, struct draft *d, int digits)
{
    int value = 0;

    if (digits < 1 || digits > 9 || digits_at(d->at) < digits)
        return false;
    while (digits-- > 0)
        value = value * 10 + (*d->at++ - '0');
    *out = value;
    return true;
}

/* RFC 5322 section 4.3. */
static int whole_year(int year, int digits)
{
    if (digits == 2)
        return year + (year < 50 ? 2000 : 1900);
    return digits == 3 ? year + 1900 : year;
}

/* ---- times and zones, common to both grammars ---- */

/* "14:55", "1455", ":55.123": what follows an hour. */
static bool read_minutes(struct draft *d)
{
    struct civil *t = &d->civil;
    bool mark = skip(d, ':') ||
            (*d->at == '.' && is_digit(d->at[1]) && skip(d, '.'));

    d->timed = true;
    if (!is_digit(*d->at))
        return !mark;
    if (!take(&t->minute, d, 2))
        return false;
    if (skip(d, ':') || is_digit(*d->at)) {
        if (!take(&t->second, d, 2))
            return false;
        if ((*d->at == '.' || *d->at == ',') && is_digit(d->at[1]))
            for (d->at++; is_digit(*d->at);)
                d->at++;
    }
    return true;
}

/* "+01:00", "-0500", "+1". */
static bool read_offset(struct draft *d)
{
    int sign = *d->at++ == '-' ? -1 : 1;
    int digits = digits_at(d->at), hours, minutes = 0;

    if (digits > 4 || !take(&hours, d, digits > 2 ? digits - 2 : digits))
        return false;
    if ((skip(d, ':') || digits > 2) && !take(&minutes, d, 2))
        return false;
    d->offset = sign * (hours * HOUR + minutes * MINUTE);
    d->zoned = true;
    return hours < 24 && minutes < 60;
}

static size_t word_size(const char *at)
{
    size_t size = 0;

    while (is_letter(at[size]) || at[size] == '_' ||
            ((at[size] == '/' || at[size] == '.') && size &&
                    is_letter(at[size + 1])))
        size++;
    return size;
}

static bool same(const char *word, size_t size, const char *want)
{
    return strlen(want) == size && strncasecmp(word, want, size) == 0;
}

/* "pm", "p.m." */
static bool read_half(struct draft *d, const char *word, size_t size)
{
    struct civil *t = &d->civil;
    bool before = same(word, size, "am") || same(word, size, "a.m");

    if (!d->timed || t->hour > 12 ||
            (!before && !same(word, size, "pm") && !same(word, size, "p.m")))
        return false;
    t->hour = t->hour % 12 + (before ? 0 : 12);
    return true;
}

/* A name of a zone, or capitals that look like one and so are in UTC. */
static bool read_zone(struct draft *d, const char *word, size_t size)
{
    int offset;

    if (d->zoned)
        return true;
    d->zone = word;
    d->zone_size = size;
    if (offset_named(&offset, word, size, &d->civil))
        return true;
    d->zone = NULL;
    for (size_t i = 0; i < size; i++)
        if (word[i] < 'A' || word[i] > 'Z')
            return false;
    return size >= 3 && size <= 5;
}

/* A comment, as RFC 822 allows it anywhere: "(CET)". */
static bool skip_comment(struct draft *d)
{
    const char *end = strchr(d->at, ')');

    if (*d->at != '(' || !end)
        return false;
    d->at = end + 1;
    return true;
}

static bool finish(int64_t *out, struct draft *d)
{
    struct civil *t = &d->civil;
    int64_t seconds;

    if (t->hour == 24 && t->minute == 0 && t->second == 0) {
        t->hour = 0;
        d->add += DAY;
    }
    if (!civil_is_real(t))
        return false;
    if (d->zone && !d->zoned &&
            !offset_named(&d->offset, d->zone, d->zone_size, t))
        return false;
    seconds = civil_seconds(t) + d->add - d->offset;
    if (civil_of(seconds).year < 1 || civil_of(seconds).year > 9999)
        return false;
    *out = seconds;
    return true;
}

/* ---- ISO 8601 and RFC 3339 ---- */

/* "W22-6", "W226", "W22" */
static bool read_week(struct draft *d)
{
    struct civil january = {.year = d->civil.year, .month = 1, .day = 4};
    int64_t thursday; /* a week is of the year that holds it */
    int week, day = 1;

    if (!take(&week, d, 2))
        return false;
    if ((skip(d, '-') || is_digit(*d->at)) && !take(&day, d, 1))
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
    int digits = digits_at(d->at), day;

    if (skip(d, 'W'))
        return read_week(d);
    if (digits == 3 && separator != '/')
        return take(&day, d, 3) && read_ordinal(d, day);
    if (!take(&t->month, d, separator && digits == 1 ? 1 : 2))
        return false;
    t->day = 1;
    if (!separator)
        return !is_digit(*d->at) || take(&t->day, d, 2);
    if (!skip(d, separator))
        return true;
    digits = digits_at(d->at);
    return digits <= 2 && take(&t->day, d, digits);
}

static bool read_iso_date(struct draft *d)
{
    struct civil *t = &d->civil;
    int digits = digits_at(d->at);
    char separator = d->at[digits];
    int year_digits = digits == 2 ? 2 : 4;

    if (separator != '-' && separator != '/')
        separator = '\0';
    if ((digits < 4 && (digits != 2 || separator != '-')) || digits == 5 ||
            digits == 6)
        return false;
    take(&t->year, d, year_digits);
    t->year = whole_year(t->year, year_digits);
    t->month = t->day = 1;
    if (digits <= 4 && !separator && *d->at != 'W')
        return true;
    if (separator && digits <= 4)
        d->at++;
    if (digits > 4) /* 20031231-0500 */
        separator = '\0';
    return t->year >= 1 && read_rest_of_date(d, separator);
}

static bool read_iso_zone(struct draft *d)
{
    const char *word;

    skip_space(d);
    if (*d->at == '+' || *d->at == '-')
        return read_offset(d);
    word = d->at;
    d->at += word_size(word);
    return d->at == word || read_half(d, word, (size_t)(d->at - word)) ||
            read_zone(d, word, (size_t)(d->at - word));
}

static bool read_iso_time(struct draft *d)
{
    return take(&d->civil.hour, d, digits_at(d->at) == 1 ? 1 : 2) &&
            read_minutes(d) && read_iso_zone(d);
}

static bool read_iso(struct draft *d)
{
    if (!read_iso_date(d))
        return false;
    if (*d->at && strchr("Tt ", *d->at) && is_digit(d->at[1]))
        d->at++;
    if (is_digit(*d->at) && !read_iso_time(d)) /* or 20031231101455 */
        return false;
    if (!d->timed && !read_iso_zone(d))
        return false;
    skip_space(d);
    return !*d->at || (skip_comment(d) && !*d->at);
}

/* ---- RFC 822, asctime and kin ---- */

/* The numbers that are no time, in their order. */
struct numbers {
    int value[3], digits[3];
    size_t count;
};

static bool read_number(struct draft *d, struct numbers *n)
{
    int digits = digits_at(d->at), value;

    if (digits > 4 || !take(&value, d, digits))
        return false;
    if (digits <= 2 && !d->timed && *d->at == ':') {
        d->civil.hour = value;
        return read_minutes(d);
    }
    if (n->count == COUNT(n->value))
        return false;
    n->value[n->count] = value;
    n->digits[n->count++] = digits;
    return true;
}

/* "1st", "2nd", "16th" */
static bool is_ordinal(const char *word, size_t size)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};

    for (size_t i = 0; i < COUNT(endings); i++)
        if (same(word, size, endings[i]))
            return true;
    return false;
}

static bool read_word(struct draft *d, const char *start, struct numbers *n)
{
    const char *word = d->at;
    size_t size = word_size(word);
    int month = month_named(word, size);

    d->at += size;
    if (word == start) { /* "Thu,"; nobody trusts it: any word will do */
        d->civil.month = month;
        return true;
    }
    if (month && !d->civil.month) {
        d->civil.month = month;
        return true;
    }
    if (is_digit(word[-1]) && !d->timed)
        return n->count && is_ordinal(word, size);
    if (same(word, size, "at"))
        return true;
    return d->timed && (read_half(d, word, size) || read_zone(d, word, size));
}

/* Which number is the day, which the year. */
static bool place(struct draft *d, const struct numbers *n)
{
    struct civil *t = &d->civil;
    size_t year = n->count - 1;

    if (n->count < 2 && (!t->month || n->count == 0 || n->digits[0] != 4))
        return false;
    if (n->count == 3 && t->month)
        return false;
    if (n->digits[0] == 4)
        year = 0;
    t->year = whole_year(n->value[year], n->digits[year]);
    t->day = n->count == 1 ? 1 : n->value[year == 0 ? n->count - 1 : 0];
    if (n->count == 3) /* day first, but where that cannot be */
        t->month = n->value[1];
    if (n->count == 3 && year == 2 && t->month > 12) {
        t->month = n->value[0];
        t->day = n->value[1];
    }
    return n->count < 3 || n->digits[1] <= 2;
}

static bool read_words(struct draft *d)
{
    const char *start = d->at;
    struct numbers numbers = {.count = 0};

    while (*d->at) {
        bool ok = true;

        if (is_digit(*d->at))
            ok = read_number(d, &numbers);
        else if (is_letter(*d->at))
            ok = read_word(d, start, &numbers);
        else if (d->timed && !d->zoned &&
                (*d->at == '+' || (*d->at == '-' && is_digit(d->at[1]))))
            ok = read_offset(d);
        else if (is_space(*d->at) || strchr(",.-/", *d->at))
            d->at++;
        else
            ok = skip_comment(d);
        if (!ok)
            return false;
    }
    return place(d, &numbers);
}

bool date_read_zoned(const char *text, int64_t *out, bool *day_only,
        bool *zoned)
{
    struct draft start = {.at = text}, d;

    skip_space(&start);
    d = start;
    if (!read_iso(&d)) {
        d = start;
        if (!read_words(&d))
            return false;
    }
    if (!finish(out, &d))
        return false;
    *day_only = !d.timed;
    *zoned = d.zoned || d.zone;
    return true;
}

bool date_read(const char *text, int64_t *out, bool *day_only)
{
    bool day = false, zoned;

    if (!date_read_zoned(text, out, &day, &zoned))
        return false;
    if (day_only)
        *day_only = day;
    return true;
}
