/*
 * date_words.c - RFC 822, asctime and what people make of them: words and
 * numbers, whose order decides only between day and year.
 */
#include <string.h>

#include "base/date_draft.h"
#include "base/text.h"

enum { LONGEST_WORD = 48 /* bytes, with accents; a fold is no longer */ };

/* The numbers that are no time, in their order. */
struct numbers {
    int value[3], digits[3];
    size_t count;
};

/* "pm" ahead: what was read is an hour. */
static bool is_before_half(const struct draft *d)
{
    struct draft ahead = *d;
    size_t size;

    draft_skip_space(&ahead);
    size = draft_word(ahead.at);
    return draft_same(ahead.at, size, "am") || draft_same(ahead.at, size, "pm");
}

static bool read_number(struct draft *d, struct numbers *n)
{
    int digits = draft_digits(d->at), value;

    if (digits > 4 || !draft_take(&value, d, digits))
        return false;
    if (digits <= 2 && !d->timed && value > 0 && is_before_half(d)) {
        d->civil.hour = value;
        d->timed = true;
        return true;
    }
    if (digits <= 2 && !d->timed && *d->at == ':') {
        d->civil.hour = value;
        if (d->half && value <= 12)
            d->civil.hour = value % 12 + (d->half == HALF_AFTER ? 12 : 0);
        return draft_read_minutes(d);
    }
    if (n->count == COUNT(n->value))
        return false;
    n->value[n->count] = value;
    n->digits[n->count++] = digits;
    return true;
}

/* "1st", "2nd", "16th"; "1er", "2e" */
static bool is_ordinal(const char *word, size_t size)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "er", "re",
            "e", "o", "a", "º", "ª"};

    for (size_t i = 0; i < COUNT(endings); i++)
        if (draft_same(word, size, endings[i]))
            return true;
    return false;
}

/* What the scripts of East Asia say of a number before it, or of a time that
 * follows. */
static bool read_unit(struct draft *d, const char *word, size_t size)
{
    static const struct {
        const char *name;
        int half;
        bool number; /* of the number before it */
        bool korean;
    } units[] = {
            {"年",    HALF_UNKNOWN, true,  false},
            {"月",    HALF_UNKNOWN, true,  false},
            {"日",    HALF_UNKNOWN, true,  false},
            {"년",    HALF_UNKNOWN, true,  true },
            {"월",    HALF_UNKNOWN, true,  true },
            {"일",    HALF_UNKNOWN, true,  true },
            {"오전", HALF_BEFORE,  false, true },
            {"오후", HALF_AFTER,   false, true },
            {"上午", HALF_BEFORE,  false, false},
            {"下午", HALF_AFTER,   false, false},
    };

    for (size_t i = 0; i < COUNT(units); i++) {
        if (!draft_same(word, size, units[i].name) ||
                units[i].number != is_digit(word[-1]))
            continue;
        if (!units[i].number)
            d->half = units[i].half;
        d->korean |= units[i].korean;
        d->named = true;
        return true;
    }
    return false;
}

/* Words between the parts of a date: "12 de enero de 2020 a las 10:00". */
static bool is_small(const char *folded, size_t size)
{
    static const char small[] =
            "a|alle|as|at|d|de|del|den|der|do|e|el|em|en|et|"
            "il|kl|klo|la|las|le|om|os|um";

    return calendar_has(small, folded, size);
}

/* After a time: "10:00 Uhr"; "H" is a zone. */
static bool is_clock(const char *word, size_t size)
{
    return calendar_has("h|uhr|Uhr", word, size);
}

/* A word in the form of the calendar; "" where it is too long for it. */
static void fold(char out[LONGEST_WORD], const char *word, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *folded = NULL;
    bool ascii = size < LONGEST_WORD;

    for (size_t i = 0; i < size && ascii; i++) {
        out[i] = text_lower(word[i]);
        ascii = (word[i] & 0x80) == 0;
    }
    if (!ascii)
        folded = size < LONGEST_WORD ? text_fold(&a, word, size) : NULL;
    out[ascii ? size : 0] = '\0';
    if (folded && strlen(folded) < LONGEST_WORD)
        memcpy(out, folded, strlen(folded) + 1);
}

static bool read_word(struct draft *d, const char *start, struct numbers *n)
{
    const char *word = d->at;
    size_t size = draft_word(word), length;
    char folded[LONGEST_WORD];
    int month;

    fold(folded, word, size);
    length = strlen(folded);
    month = length > 1 ? calendar_month(d->calendar, folded, length) : 0;
    d->named |= month > 0;
    d->at += size;
    if (word == start) { /* "Thu,"; nobody trusts it: any word will do */
        d->civil.month = month;
        d->month_first = month > 0;
        return true;
    }
    if (month && (!d->civil.month || d->month_first)) {
        d->civil.month = month;
        d->month_first = false;
        return true;
    }
    if (calendar_has(d->calendar->weekdays, folded, length))
        return true;
    if (draft_same(word, size, "T") && is_digit(word[1]))
        return !d->timed;
    if (read_unit(d, word, size))
        return true;
    if (is_digit(word[-1]) && !d->timed)
        return n->count && is_ordinal(word, size);
    if (d->timed && !is_clock(word, size) &&
            (draft_read_half(d, word, size) || draft_read_zone(d, word, size)))
        return true;
    return is_clock(word, size) || is_small(folded, length);
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
    if (n->digits[year] < 2)
        return false;
    t->year = draft_year(n->value[year], n->digits[year]);
    t->day = n->count == 1 ? 1 : n->value[year == 0 ? n->count - 1 : 0];
    if (n->count == 3) /* day first, but where that cannot be */
        t->month = n->value[1];
    if (n->count == 3 && year == 2 && t->month > 12) {
        t->month = n->value[0];
        t->day = n->value[1];
    }
    return n->count < 3 || n->digits[1] <= 2;
}

bool draft_read_words(struct draft *d)
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
            ok = draft_read_offset(d);
        else if (is_space(*d->at) || strchr(",.-/'", *d->at))
            d->at++;
        else
            ok = draft_skip_comment(d);
        if (!ok)
            return false;
    }
    if (d->korean && d->timed && !d->zoned)
        d->offset = 9 * HOUR;
    return place(d, &numbers);
}
