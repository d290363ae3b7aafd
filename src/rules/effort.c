/*
 * effort.c - a bound on the work of a match, from the pattern's items.
 *
 * On n bytes it is items * ways * alternatives * n^(degree+1): from each of n
 * starts, each unbounded repetition (degree of them) can end at n places, each
 * bounded one at as many as it allows, and each alternative can be taken. A
 * group that is repeated without a bound can be exponential; so can recursion:
 * such patterns are wild. The estimate may be too high, never too low.
 *
 * PCRE2 itself says what the items are: it names them to callouts, repetition
 * included, with groups that are repeated a fixed number of times written out.
 */
#include <ctype.h>
#include <string.h>

#include "rules/effort.h"

/* In steps of a nanosecond or less. */
static const double SMALL_WORK = 1e8;

/* (, (?:, (?i), (?=, (?<name>, ...; not (?R), (?(1), (*SKIP) */
static bool is_plain_group(const char *item, size_t size)
{
    static const char known[] = ":=!>|'<imsxnJ^";

    return size == 1 ||
            (size > 2 && item[1] == '?' &&
                    (memchr(known, item[2], sizeof(known) - 1) ||
                            (size > 3 && item[2] == 'P' && item[3] == '<')));
}

/* {2}, {2,} or {2,3} at text; false where it is none of them. */
static bool read_range(const char *text, size_t size, uint32_t *least,
        uint32_t *most)
{
    size_t at = 1;

    *least = 0;
    while (at < size && isdigit((unsigned char)text[at]) && *least < UINT16_MAX)
        *least = *least * 10 + (uint32_t)(text[at++] - '0');
    *most = *least;
    if (at > 1 && at < size && text[at] == ',') {
        *most = text[++at] == '}' ? UINT32_MAX : 0;
        while (at < size && isdigit((unsigned char)text[at]) &&
                *most < UINT16_MAX)
            *most = *most * 10 + (uint32_t)(text[at++] - '0');
    }
    return at > 1 && at < size && text[at] == '}' && *most >= *least;
}

/* The length of the item without its repetition, or less: where less, a
 * repetition is seen that is none, which makes the estimate too high only. */
static size_t item_head(const char *item, size_t size)
{
    const char *close = NULL;

    if (size > 3 && item[0] == '\\' && item[2] == '{' &&
            strchr("xopPN", item[1]))
        close = memchr(item, '}', size);
    return close ? (size_t)(close - item) + 1 : 1;
}

static void repeated(struct effort *e, const char *item, size_t size)
{
    bool group = item[0] == ')', unbounded = false;
    uint32_t least, most;

    for (size_t i = item_head(item, size); i < size; i++) {
        if (item[i] == '*' || (item[i] == '+' && !(group && i > 1))) {
            unbounded = true;
        } else if (item[i] == '?') {
            e->ways *= 2;
        } else if (item[i] != '{') {
            continue;
        } else if (!read_range(item + i, size - i, &least, &most)) {
            e->wild = true;
        } else {
            unbounded |= most == UINT32_MAX;
            e->longest = least > e->longest ? least : e->longest;
            e->items += most == UINT32_MAX ? least : most;
            e->ways *= most == UINT32_MAX ? 1 : most - least + 1;
        }
    }
    e->wild |= unbounded && group;
    e->degree += unbounded;
}

static int add_item(pcre2_callout_enumerate_block *block, void *data)
{
    struct effort *e = data;
    const char *item = e->text + block->pattern_position;
    size_t size = block->next_item_length;

    if (size == 0)
        return 0;
    e->items++;
    if (*item == '|')
        e->bars++;
    if (*item == '(') {
        e->groups++;
        e->wild |= !is_plain_group(item, size);
        return 0;
    }
    if (*item == '\\' && size > 1) {
        e->backward |= isdigit((unsigned char)item[1]) || item[1] == 'k' ||
                item[1] == 'g';
        e->degree += item[1] == 'X';
    }
    repeated(e, item, size);
    return 0;
}

/* At worst the bars are shared out evenly among the groups. */
static double alternatives(const struct effort *e)
{
    int groups = e->groups + 1 < e->bars ? e->groups + 1 : e->bars;
    double result = 1;

    for (int i = 0; i < groups; i++)
        result *= 1 + (double)e->bars / groups;
    return result;
}

void effort_of(struct effort *out, const pcre2_code *code, const char *text)
{
    *out = (struct effort){.text = text, .ways = 1};
    pcre2_callout_enumerate(code, add_item, out);
}

bool effort_is_small(const struct effort *e, size_t size)
{
    double work = e->items * e->ways * alternatives(e);

    for (int i = 0; i <= e->degree && work <= SMALL_WORK; i++)
        work *= (double)size;
    return !e->wild && !e->backward && work <= SMALL_WORK;
}
