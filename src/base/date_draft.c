#include <string.h>
#include <strings.h>

#include "base/date_draft.h"
#include "base/offset.h"

void draft_skip_space(struct draft *d)
{
    while (is_space(*d->at))
        d->at++;
}

bool draft_skip(struct draft *d, char c)
{
    if (*d->at != c)
        return false;
    d->at++;
    return true;
}

int draft_digits(const char *at)
{
    int count = 0;

    while (count < 20 && is_digit(at[count]))
        count++;
    return count;
}

bool draft_take(int *out, struct draft *d, int digits)
{
    int value = 0;

    if (digits < 1 || digits > 9 || draft_digits(d->at) < digits)
        return false;
    while (digits-- > 0)
        value = value * 10 + (*d->at++ - '0');
    *out = value;
    return true;
}

int draft_year(int year, int digits)
{
    if (digits == 2)
        return year + (year < 50 ? 2000 : 1900);
    return digits == 3 ? year + 1900 : year;
}

bool draft_read_minutes(struct draft *d)
{
    struct civil *t = &d->civil;
    bool mark = draft_skip(d, ':') ||
            (*d->at == '.' && is_digit(d->at[1]) && draft_skip(d, '.'));

    d->timed = true;
    if (!is_digit(*d->at))
        return !mark;
    if (!draft_take(&t->minute, d, 2))
        return false;
    if (draft_skip(d, ':') || is_digit(*d->at)) {
        if (!draft_take(&t->second, d, 2))
            return false;
        if ((*d->at == '.' || *d->at == ',') && is_digit(d->at[1]))
            for (d->at++; is_digit(*d->at);)
                d->at++;
    }
    return true;
}

bool draft_read_offset(struct draft *d)
{
    int sign = *d->at++ == '-' ? -1 : 1;
    int digits = draft_digits(d->at), hours, minutes = 0;

    if (digits > 4 || !draft_take(&hours, d, digits > 2 ? digits - 2 : digits))
        return false;
    if ((draft_skip(d, ':') || digits > 2) && !draft_take(&minutes, d, 2))
        return false;
    d->offset = sign * (hours * HOUR + minutes * MINUTE);
    d->zoned = true;
    return hours < 24 && minutes < 60;
}

size_t draft_word(const char *at)
{
    size_t size = 0;

    while (is_letter(at[size]) || at[size] == '_' ||
            ((at[size] == '/' || at[size] == '.') && size &&
                    is_letter(at[size + 1])))
        size++;
    return size;
}

bool draft_same(const char *word, size_t size, const char *want)
{
    return strlen(want) == size && strncasecmp(word, want, size) == 0;
}

bool draft_read_half(struct draft *d, const char *word, size_t size)
{
    struct civil *t = &d->civil;
    bool before = draft_same(word, size, "am") || draft_same(word, size, "a.m");

    if (!d->timed || t->hour > 12 ||
            (!before && !draft_same(word, size, "pm") &&
                    !draft_same(word, size, "p.m")))
        return false;
    t->hour = t->hour % 12 + (before ? 0 : 12);
    return true;
}

bool draft_read_zone(struct draft *d, const char *word, size_t size)
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

bool draft_skip_comment(struct draft *d)
{
    const char *end = strchr(d->at, ')');

    if (*d->at != '(' || !end)
        return false;
    d->at = end + 1;
    return true;
}

bool draft_finish(int64_t *out, struct draft *d)
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
