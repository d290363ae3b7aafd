/*
 * sense.c - a condition is taken apart into the ways in which it can be true;
 * each is a list of tests of which every one must pass, or fail. The tests of a
 * field are then compared with each other.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "rules/sense.h"

/* More ways than these are not looked at. */
enum { STEPS_MAX = 2000 };

/* A test that must pass, or fail. */
struct fact {
    const struct fact *next;
    const struct node *node;
    bool is, unsure;
};

/* Of an entry; or, of an actor and a source, of an article. */
static bool has_many_values(enum field field)
{
    return field == FIELD_AUTHOR || field == FIELD_CATEGORY ||
            field == FIELD_LINK || field == FIELD_TAG || field == FIELD_ACTOR ||
            field == FIELD_SOURCE;
}

static bool is_of_value(const struct node *node)
{
    return node->test == TEST_MATCHES || node->test == TEST_CONTAINS ||
            node->test == TEST_IN;
}

/* ---- one value ---- */

static bool is_range_of(const struct word *range, const struct word *tag)
{
    return range->size <= tag->size &&
            strncasecmp(range->text, tag->text, range->size) == 0 &&
            (tag->size == range->size || tag->text[range->size] == '-');
}

static bool is_in(const struct node *node, const struct word *value)
{
    const struct word *w = node->words;

    while (w &&
            (node->field == FIELD_LANG ? !is_range_of(w, value)
                                       : w->size != value->size ||
                                    memcmp(w->text, value->text, w->size) != 0))
        w = w->next;
    return w != NULL;
}

/* Whether the field passes the test when this is its value. */
static enum matched passes(const struct sense *s, const struct node *node,
        const struct word *value)
{
    AUTO(arena) struct arena a = {0};
    const char *folded;
    struct span span;

    if (node->test == TEST_IN)
        return is_in(node, value) ? MATCHED_YES : MATCHED_NO;
    if (node->test == TEST_MATCHES)
        return pattern_match(&span, s->matcher, node->pattern, value->text,
                value->size);
    folded = text_fold(&a, value->text, value->size);
    return folded && strstr(folded, node->words->text) ? MATCHED_YES
                                                       : MATCHED_NO;
}

/* ---- two tests of one field ---- */

static bool holds_word(const char *text, const char *word)
{
    AUTO(arena) struct arena a = {0};
    const char *folded = text_fold(&a, text, strlen(text));

    return folded && strstr(folded, word);
}

static bool is_same_pattern(const struct pattern *a, const struct pattern *b)
{
    return pattern_options(a) == pattern_options(b) &&
            strcmp(pattern_text(a), pattern_text(b)) == 0;
}

/* Whether every value that passes a passes b. */
static bool implies(const struct sense *s, const struct node *a,
        const struct node *b)
{
    if (a->test == TEST_IN) {
        const struct word *w = a->words;

        while (w && passes(s, b, w) == MATCHED_YES)
            w = w->next;
        /* "fr" is also "fr-CA", of which b may think otherwise */
        return !w && (a->field != FIELD_LANG || b->test == TEST_IN);
    }
    if (b->test == TEST_CONTAINS && a->test == TEST_CONTAINS)
        return strstr(a->words->text, b->words->text);
    if (b->test == TEST_CONTAINS)
        return pattern_is_word(a->pattern) &&
                holds_word(pattern_text(a->pattern), b->words->text);
    return a->test == TEST_MATCHES && b->test == TEST_MATCHES &&
            is_same_pattern(a->pattern, b->pattern);
}

static bool is_premise(const struct fact *f)
{
    return f->is && is_of_value(f->node) &&
            !(f->unsure && f->node->test == TEST_MATCHES);
}

/* ---- all tests of one field ---- */

/* Whether w can be the field's only value. */
static bool is_candidate(const struct sense *s, const struct fact *facts,
        enum field field, const struct word *w)
{
    for (const struct fact *f = facts; f; f = f->next)
        if (f->node->field == field && is_of_value(f->node) &&
                passes(s, f->node, w) == (f->is ? MATCHED_NO : MATCHED_YES))
            return false;
    return true;
}

/* Whether two lists of languages have a tag in common. */
static bool can_meet(const struct node *a, const struct node *b)
{
    for (const struct word *x = a->words; x; x = x->next)
        for (const struct word *y = b->words; y; y = y->next)
            if (is_range_of(x, y) || is_range_of(y, x))
                return true;
    return false;
}

/* A field of one value, of which fact names all that it can be. */
static bool has_candidate(const struct sense *s, const struct fact *facts,
        const struct fact *fact)
{
    if (fact->node->field == FIELD_LANG) {
        for (const struct fact *f = facts; f; f = f->next)
            if (f->is && f->node->field == FIELD_LANG &&
                    f->node->test == TEST_IN && !can_meet(f->node, fact->node))
                return false;
        return true;
    }
    for (const struct word *w = fact->node->words; w; w = w->next)
        if (is_candidate(s, facts, fact->node->field, w))
            return true;
    return false;
}

static bool values_agree(const struct sense *s, const struct fact *facts,
        enum field field)
{
    for (const struct fact *f = facts; f; f = f->next) {
        if (f->node->field != field || !is_premise(f))
            continue;
        if (f->node->test == TEST_IN && !has_many_values(field) &&
                !has_candidate(s, facts, f))
            return false;
        for (const struct fact *g = facts; g; g = g->next)
            if (g->node->field == field && !g->is && is_of_value(g->node) &&
                    implies(s, f->node, g->node))
                return false;
    }
    return true;
}

/* What the facts ask of a date that is there: from and to belong to it; its age
 * is more than young, and at most old. */
struct dates {
    int64_t from, to, young, old;
};

static void narrow(struct dates *d, const struct fact *f)
{
    const struct node *n = f->node;
    int64_t *least = n->test == TEST_OLDER ? &d->young : &d->from;
    int64_t *most = n->test == TEST_OLDER ? &d->old : &d->to;
    int64_t at = n->test == TEST_BEFORE ? n->from : n->to;
    bool above = f->is != (n->test == TEST_BEFORE);
    int64_t last = n->test == TEST_OLDER ? at : at - 1;

    if (above && at > *least)
        *least = at;
    if (!above && last < *most)
        *most = last;
}

static bool dates_agree(const struct fact *facts, enum field field)
{
    struct dates d = {INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX};

    for (const struct fact *f = facts; f; f = f->next)
        if (f->node->field == field && f->node->test != TEST_PRESENT &&
                f->node->test != TEST_ABSENT)
            narrow(&d, f);
    return d.from <= d.to && d.young < d.old;
}

/* Whether the field must be there, or must not, by one fact. */
static bool asks(const struct fact *f, bool present)
{
    const struct node *n = f->node;

    if (n->test == TEST_PRESENT || n->test == TEST_ABSENT)
        return (f->is == (n->test == TEST_PRESENT)) == present;
    return present && f->is;
}

static bool agree(const struct sense *s, const struct fact *facts,
        enum field field)
{
    bool present = false, absent = false;

    for (const struct fact *f = facts; f; f = f->next) {
        present |= f->node->field == field && asks(f, true);
        absent |= f->node->field == field && asks(f, false);
    }
    if (!present) /* without the field, whatever must fail fails */
        return true;
    return !absent &&
            (field_is_time(field) ? dates_agree(facts, field)
                                  : values_agree(s, facts, field));
}

/* ---- what is known before ---- */

static enum matched with_tags(const struct sense *s, const struct node *node,
        const struct tag *tags)
{
    AUTO(arena) struct arena a = {0};
    struct view view = {.subject = &s->stage->subject,
            .entry = s->stage->subject.entry,
            .tags = tags,
            .arena = &a};
    struct run run = {.view = &view, .matcher = s->matcher};

    return evaluate(node, &run);
}

/* Whether the field can have the value at all: "www.x.example" is no address of
 * an article, "fr_FR" no language as entries have them. */
static bool is_value(enum field field, const struct word *w)
{
    static const char letters[] =
            "abcdefghijklmnopqrstuvwxyz"
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

    if (field == FIELD_LANG)
        return strspn(w->text, letters) == w->size;
    return strncasecmp(w->text, "http", 4) == 0 ||
            strncasecmp(w->text, "mailto:", 7) == 0;
}

static enum matched decide_value(const struct node *node)
{
    const struct word *w = node->words;

    if (node->test != TEST_IN)
        return MATCHED_UNKNOWN;
    while (w && !is_value(node->field, w))
        w = w->next;
    return w ? MATCHED_UNKNOWN : MATCHED_NO;
}

static bool is_name(const struct node *node)
{
    return node->field == FIELD_ACTOR || node->field == FIELD_SOURCE;
}

/*
 * An article is looked at from each of its sources. Where the facts ask for
 * others, and not for this one, it is from those that they can be met.
 */
static bool is_seen_here(const struct sense *s, const struct fact *facts)
{
    bool mine = false, others = false;

    for (const struct fact *f = facts; f; f = f->next) {
        if (!f->is || !is_name(f->node))
            continue;
        if (with_tags(s, f->node, NULL) == MATCHED_YES)
            mine = true;
        else
            others = true;
    }
    return mine || !others;
}

/* Unknown where it depends on the entry. */
static enum matched decide(const struct sense *s, const struct node *node)
{
    enum matched most, least;

    if (is_name(node)) {
        least = with_tags(s, node, NULL);
        return s->stage->article && least == MATCHED_NO ? MATCHED_UNKNOWN
                                                        : least;
    }
    if (node->field == FIELD_LINK || node->field == FIELD_LANG)
        return decide_value(node);
    if (node->field != FIELD_TAG)
        return MATCHED_UNKNOWN;
    most = with_tags(s, node, s->stage->possible);
    least = with_tags(s, node, s->stage->certain);
    return most == least ? most : MATCHED_UNKNOWN;
}

/* ---- taking apart ---- */

static bool go_on(struct sense *s, const struct goal *goals,
        const struct fact *facts, long last);

static bool test(struct sense *s, const struct goal *goal,
        const struct fact *facts, long last)
{
    const struct fact fact = {facts, goal->node, goal->is, goal->unsure};
    enum matched decided = decide(s, goal->node);

    if (decided != MATCHED_UNKNOWN)
        return (decided == MATCHED_YES) == goal->is &&
                go_on(s, goal->next, is_name(goal->node) ? &fact : facts, last);
    return agree(s, &fact, goal->node->field) &&
            go_on(s, goal->next, &fact, last);
}

/* The node and those after it. */
static bool all(struct sense *s, const struct goal *goal,
        const struct node *node, const struct fact *facts, long last)
{
    const struct goal rest = {.next = goal->next,
            .node = node->next,
            .is = goal->is,
            .unsure = goal->unsure,
            .siblings = true};
    const struct goal first = {.next = node->next ? &rest : goal->next,
            .node = node,
            .is = goal->is,
            .unsure = goal->unsure};

    return go_on(s, &first, facts, last);
}

static bool any(struct sense *s, const struct goal *goal,
        const struct fact *facts, long last)
{
    struct goal one = *goal;

    one.siblings = false;
    for (const struct node *c = goal->node->children; c; c = c->next) {
        one.node = c;
        if (go_on(s, &one, facts, last))
            return true;
    }
    return false;
}

static bool negated(struct sense *s, const struct goal *goal,
        const struct fact *facts, long last)
{
    struct goal inner = *goal;

    inner.node = goal->node->children;
    inner.is = !goal->is;
    return go_on(s, &inner, facts, last);
}

/* Whether all goals can be reached beside the facts. Each step is a call, so
 * their number bounds the depth. */
static bool go_on(struct sense *s, const struct goal *goal,
        const struct fact *facts, long last)
{
    const struct node *node = goal ? goal->node : NULL;

    if (!goal)
        return is_seen_here(s, facts);
    if (++s->steps > last)
        return true;
    if (!node)
        return goal->is && go_on(s, goal->next, facts, last);
    if (goal->siblings)
        return all(s, goal, node, facts, last);
    if (node->kind == NODE_TEST)
        return test(s, goal, facts, last);
    if (node->kind == NODE_NOT)
        return negated(s, goal, facts, last);
    if ((node->kind == NODE_ALL) == goal->is)
        return all(s, goal, node->children, facts, last);
    return any(s, goal, facts, last);
}

bool sense_is_possible(struct sense *sense, const struct goal *goals)
{
    return go_on(sense, goals, NULL, sense->steps + STEPS_MAX);
}
