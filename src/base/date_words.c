/*
 * date_words.c - RFC 822, asctime and what people make of them: words and
 * numbers, whose order decides only between day and year.
 */
#include <string.h>

#include "base/date_draft.h"
#include "base/text.h"

enum { LONGEST_MONTH = 48 /* bytes, with accents */ };

/* The numbers that are no time, in their order. */
struct numbers {
    int value[3], digits[3];
    size_t count;
};

static bool read_number(struct draft *d, struct numbers *n)
{
    int digits = draft_digits(d->at), value;

    if (digits > 4 || !draft_take(&value, d, digits))
        return false;
    if (digits <= 2 && !d->timed && *d->at == ':') {
        d->civil.hour = value;
        if (d->afternoon && value < 12)
            d->civil.hour += 12;
        return draft_read_minutes(d);
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
        if (draft_same(word, size, endings[i]))
            return true;
    return false;
}

/* What the scripts of East Asia say of a number before it, or of a time that
 * follows. Korea, which is all in one zone, leaves the zone out. */
static bool read_unit(struct draft *d, const char *word, size_t size)
{
    static const struct {
        const char *name;
        bool number, afternoon, korean;
    } units[] = {
            {"年",    true,  false, false},
            {"月",    true,  false, false},
            {"日",    true,  false, false},
            {"년",    true,  false, true },
            {"월",    true,  false, true },
            {"일",    true,  false, true },
            {"오전", false, false, true },
            {"오후", false, true,  true },
            {"上午", false, false, false},
            {"下午", false, true,  false},
    };

    for (size_t i = 0; i < COUNT(units); i++) {
        if (!draft_same(word, size, units[i].name) ||
                units[i].number != is_digit(word[-1]))
            continue;
        d->afternoon |= units[i].afternoon;
        if (units[i].korean && !d->zoned)
            d->offset = 9 * HOUR;
        return true;
    }
    return false;
}

/* Words between the parts of a date: "12 de enero de 2020 a las 10:00". */
static bool is_small(const char *word, size_t size)
{
    static const char small[] =
            "a|à|alle|às|at|d|de|del|do|kl|klo|la|las|le|"
            "om|os|um|den|der";

    return calendar_has(small, word, size);
}

static int month_of(const struct draft *d, const char *word, size_t size)
{
    AUTO(arena) struct arena a = {0};
    char lower[LONGEST_MONTH];
    const char *folded;
    bool ascii = true;

    if (size < 2 || size > sizeof(lower))
        return 0;
    for (size_t i = 0; i < size; i++) {
        lower[i] = text_lower(word[i]);
        ascii = ascii && (word[i] & 0x80) == 0;
    }
    if (ascii)
        return calendar_month(d->calendar, lower, size);
    folded = text_fold(&a, word, size);
    return folded ? calendar_month(d->calendar, folded, strlen(folded)) : 0;
}

static bool read_word(struct draft *d, const char *start, struct numbers *n)
{
    const char *word = d->at;
    size_t size = draft_word(word);
    int month = month_of(d, word, size);

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
    if (draft_same(word, size, "T") && is_digit(word[1]))
        return !d->timed;
    if (read_unit(d, word, size))
        return true;
    if (is_digit(word[-1]) && !d->timed)
        return n->count && is_ordinal(word, size);
    if (is_small(word, size))
        return true;
    return d->timed &&
            (draft_read_half(d, word, size) || draft_read_zone(d, word, size));
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
    return place(d, &numbers);
}
