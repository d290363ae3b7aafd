#include <string.h>

#include "base/text.h"
#include "rules/expr.h"
#include "rules/plan.h"

enum {
    PIECE = 3,        /* characters */
    PIECES_MAX = 24,  /* of one text: more hardly tell more */
    TEXTS_MAX = 8192, /* bytes of all of them */
    DEPTH_MAX = 8,    /* parentheses inside each other */
};

/* ---- ids and dates ---- */

static void keep_id(struct plan *plan, const struct node *node)
{
    const char **id = node->field == FIELD_TAG ? &plan->tag
            : node->field == FIELD_ACTOR       ? &plan->actor
            : node->field == FIELD_SOURCE      ? &plan->source
                                               : NULL;

    if (id && !*id && !node->words->next)
        *id = node->words->text;
}

static void not_before(struct plan_times *times, int64_t from)
{
    if (from > times->from)
        times->from = from;
}

static void not_after(struct plan_times *times, int64_t to)
{
    if (to < times->to)
        times->to = to;
}

static void keep_times(struct plan *plan, const struct node *node, bool negated,
        int64_t now)
{
    struct plan_times *times = node->field == FIELD_PUBLISHED ? &plan->published
                                                              : &plan->updated;
    /* The condition turns from yes to no, or the other way, at edge. */
    int64_t edge = node->test == TEST_AFTER ? node->to
            : node->test == TEST_BEFORE     ? node->from
                                            : now - node->to;

    if (node->test == TEST_OLDER && now == 0)
        return;
    if (negated == (node->test == TEST_AFTER))
        not_after(times, edge - 1);
    else
        not_before(times, edge);
}

static void keep_test(struct plan *plan, const struct node *node, bool negated,
        int64_t now)
{
    if (node->test == TEST_IN && !negated)
        keep_id(plan, node);
    else if (node->test == TEST_BEFORE || node->test == TEST_AFTER ||
            node->test == TEST_OLDER)
        keep_times(plan, node, negated, now);
}

/* What must be true of node, or where negated of its contrary. */
static void keep(struct plan *plan, const struct node *node, bool negated,
        int64_t now)
{
    const enum node_kind joined = negated ? NODE_ANY : NODE_ALL;

    if (node->kind == NODE_TEST)
        keep_test(plan, node, negated, now);
    else if (node->kind == NODE_NOT)
        keep(plan, node->children, !negated, now);
    else if (node->kind == joined)
        for (const struct node *c = node->children; c; c = c->next)
            keep(plan, c, negated, now);
}

/* ---- texts ---- */

static const enum field text_fields[] = {FIELD_TEXT, FIELD_TITLE,
        FIELD_CATEGORY, FIELD_LINK, FIELD_ID};

static bool is_of_text(enum field field)
{
    for (size_t i = 0; i < COUNT(text_fields); i++)
        if (text_fields[i] == field)
            return true;
    return false;
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static const char *skip(const char *text, size_t count)
{
    for (size_t size = strlen(text), at = 0; count > 0; count--) {
        text_next(text, size, &at);
        if (count == 1)
            return text + at;
    }
    return text;
}

static void write_piece(struct buf *out, const char *text)
{
    const char *end = skip(text, PIECE);

    buf_char(out, '"');
    for (; text < end; text++) {
        if (*text == '"')
            buf_char(out, '"');
        buf_char(out, *text);
    }
    buf_char(out, '"');
}

/* False where the text is too short to be found by its pieces. */
static bool write_pieces(struct buf *out, const char *folded)
{
    size_t count = folded ? characters(folded) : 0, stride;

    if (count < PIECE)
        return false;
    count -= PIECE - 1;
    stride = (count + PIECES_MAX - 1) / PIECES_MAX;
    for (size_t at = 0; at < count; at += stride) {
        if (at > 0)
            buf_text(out, " AND ");
        write_piece(out, folded);
        folded = skip(folded, stride < count - at ? stride : 0);
    }
    return true;
}

static bool write_test(struct buf *out, const struct node *node,
        struct arena *a)
{
    const bool folded = node->test == TEST_CONTAINS;

    if (!is_of_text(node->field) || (!folded && node->test != TEST_IN))
        return false;
    buf_text(out, "((");
    for (const struct word *w = node->words; w; w = w->next) {
        if (w != node->words)
            buf_text(out, ") OR (");
        if (!write_pieces(out,
                    folded ? w->text : text_fold(a, w->text, w->size)))
            return false;
    }
    buf_text(out, "))");
    return true;
}

static bool write_texts(struct buf *out, const struct node *node,
        struct arena *a, int depth);

/* Of all, those that can be told are enough; of any, each must be. */
static bool write_children(struct buf *out, const struct node *node,
        struct arena *a, int depth)
{
    const bool any = node->kind == NODE_ANY;
    bool some = false;

    buf_char(out, '(');
    for (const struct node *c = node->children; c; c = c->next) {
        AUTO(buf) struct buf one = {0};
        const bool told = write_texts(&one, c, a, depth + 1);

        if (!told && any)
            return false;
        if (!told)
            continue;
        if (some)
            buf_text(out, any ? " OR " : " AND ");
        buf_add(out, one.data, one.size);
        some = true;
    }
    buf_char(out, ')');
    return some;
}

/* Where it is false, what was written is of no use. */
static bool write_texts(struct buf *out, const struct node *node,
        struct arena *a, int depth)
{
    if (node->kind == NODE_TEST)
        return write_test(out, node, a);
    return node->kind != NODE_NOT && depth < DEPTH_MAX &&
            write_children(out, node, a, depth);
}

void plan_text(struct buf *out, struct arena *a, const struct entry *entry)
{
    const struct subject subject = {.entry = entry};
    struct view view = {.subject = &subject, .entry = entry, .arena = a};

    for (size_t i = 0; i < COUNT(text_fields); i++) {
        for (struct value *v = field_values(&view, text_fields[i]); v;
                v = v->next) {
            const char *folded = value_folded(&view, v);

            /* The text mostly begins with the title. */
            if (!out->data || strncmp(out->data, folded, v->folded_size) != 0) {
                buf_text(out, folded);
                buf_char(out, '\n');
            }
        }
    }
}

/* ---- the plan ---- */

void expr_plan(struct plan *out, struct arena *a, const struct expr *expr,
        int64_t now)
{
    static const struct plan_times ever = {INT64_MIN, INT64_MAX};
    AUTO(buf) struct buf texts = {.max = TEXTS_MAX};

    *out = (struct plan){.published = ever, .updated = ever};
    keep(out, expr->condition, false, now);
    if (write_texts(&texts, expr->condition, a, 0) && !texts.full)
        out->texts = arena_copy(a, texts.data, texts.size);
}

static void show(struct buf *out, size_t before, const char *what,
        const char *id)
{
    if (out->size > before)
        buf_text(out, ", ");
    buf_printf(out, "%s%s%s", what, id ? " " : "", id ? id : "");
}

static bool is_bound(const struct plan_times *times)
{
    return times->from != INT64_MIN || times->to != INT64_MAX;
}

bool plan_show(struct buf *out, const struct plan *plan)
{
    size_t before = out->size;

    if (plan->tag)
        show(out, before, "tag", plan->tag);
    if (plan->actor)
        show(out, before, "actor", plan->actor);
    if (plan->source)
        show(out, before, "source", plan->source);
    if (is_bound(&plan->published))
        show(out, before, "published", NULL);
    if (is_bound(&plan->updated))
        show(out, before, "updated", NULL);
    if (plan->texts)
        show(out, before, "texts", NULL);
    return out->size > before;
}
