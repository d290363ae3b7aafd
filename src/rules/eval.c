/*
 * eval.c - conditions, with three outcomes: yes, no, and unknown where a
 * pattern hit a limit. Unknown stays so unless the rest decides without it.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "rules/expr.h"

enum { SHOWN_MAX = 120 };

const char *show_text(struct arena *a, const char *text, size_t size)
{
    return arena_copy(a, text, text_cut(text, size, SHOWN_MAX));
}

static void show(struct run *run, const char *text, size_t size)
{
    if (run->show && !run->shown)
        run->shown = show_text(run->view->arena, text, size);
}

static enum matched yes(bool is)
{
    return is ? MATCHED_YES : MATCHED_NO;
}

/* ---- tests of text: whether one of the values passes ---- */

static enum matched matches(const struct node *node, struct run *run,
        struct value *value)
{
    struct span span;
    enum matched matched = pattern_match(&span, run->matcher, node->pattern,
            value->text, value->size);

    if (matched == MATCHED_YES)
        show(run, value->text + span.start, span.end - span.start);
    run->limited |= matched == MATCHED_UNKNOWN;
    return matched;
}

static enum matched contains(const struct node *node, struct run *run,
        struct value *value)
{
    const char *folded = value_folded(run->view, value);
    const char *found = memmem(folded, value->folded_size, node->words->text,
            node->words->size);

    if (found)
        show(run, node->words->text, node->words->size);
    return yes(found != NULL);
}

/* RFC 4647, 3.3.1: the range "fr" holds "fr" and "fr-CA". */
static bool in_range(const char *tag, const struct word *range)
{
    return strncasecmp(tag, range->text, range->size) == 0 &&
            (tag[range->size] == '\0' || tag[range->size] == '-');
}

static enum matched in(const struct node *node, struct run *run,
        struct value *value)
{
    for (const struct word *w = node->words; w; w = w->next) {
        if (node->field == FIELD_LANG ? !in_range(value->text, w)
                                      : w->size != value->size ||
                                memcmp(w->text, value->text, w->size) != 0)
            continue;
        show(run, value->text, value->size);
        return MATCHED_YES;
    }
    return MATCHED_NO;
}

static enum matched any_value(const struct node *node, struct run *run)
{
    static enum matched (*const tests[])(const struct node *, struct run *,
            struct value *) = {
            [TEST_MATCHES] = matches,
            [TEST_CONTAINS] = contains,
            [TEST_IN] = in,
    };
    enum matched result = MATCHED_NO;

    for (struct value *v = field_values(run->view, node->field); v;
            v = v->next) {
        enum matched one = tests[node->test](node, run, v);

        if (one == MATCHED_YES)
            return one;
        if (one == MATCHED_UNKNOWN)
            result = one;
    }
    return result;
}

/* ---- tests of time ---- */

static enum matched older(struct run *run, int64_t time, int64_t span)
{
    int64_t flips = time + span + 1;

    if (time == 0)
        return MATCHED_NO;
    if (run->view->subject->now >= flips)
        return MATCHED_YES;
    if (run->until == 0 || flips < run->until)
        run->until = flips;
    return MATCHED_NO;
}

static bool is_present(const struct node *node, struct run *run)
{
    if (field_is_time(node->field))
        return field_time(run->view, node->field) != 0;
    return field_values(run->view, node->field) != NULL;
}

static enum matched test(const struct node *node, struct run *run)
{
    int64_t time = field_time(run->view, node->field);

    switch (node->test) {
    case TEST_BEFORE:
        return yes(time != 0 && time < node->from);
    case TEST_AFTER:
        return yes(time != 0 && time >= node->to);
    case TEST_OLDER:
        return older(run, time, node->to);
    case TEST_PRESENT:
        return yes(is_present(node, run));
    case TEST_ABSENT:
        return yes(!is_present(node, run));
    case TEST_MATCHES:
    case TEST_CONTAINS:
    case TEST_IN:
        break;
    }
    return any_value(node, run);
}

/* ---- or, and, not ---- */

/* Until one child is what decides: a no among all, a yes among any. */
static enum matched children(const struct node *node, struct run *run,
        enum matched deciding)
{
    enum matched result = deciding == MATCHED_YES ? MATCHED_NO : MATCHED_YES;

    for (const struct node *c = node->children; c; c = c->next) {
        enum matched one = evaluate(c, run);

        if (one == deciding)
            return one;
        if (one == MATCHED_UNKNOWN)
            result = one;
    }
    return result;
}

static enum matched negate(enum matched matched)
{
    return matched == MATCHED_UNKNOWN ? matched : yes(matched == MATCHED_NO);
}

/* Its depth is bounded where it was read. */
enum matched evaluate(const struct node *node, struct run *run)
{
    switch (node->kind) {
    case NODE_TEST:
        return test(node, run);
    case NODE_NOT:
        return negate(evaluate(node->children, run));
    case NODE_ALL:
        return children(node, run, MATCHED_NO);
    case NODE_ANY:
        return children(node, run, MATCHED_YES);
    }
    return MATCHED_NO;
}
