/*
 * probe.c - texts that a pattern may take long on are made of what it repeats:
 * what must come before, then over and over what the repetition takes, then
 * something that it does not take, so that all ways through are tried in vain.
 */
#include <string.h>

#include "base/record.h"
#include "base/text.h"
#include "rules/effort.h"
#include "rules/probe.h"

enum {
    ITEMS_MAX = 200,
    SCOPES_MAX = 8,
    BODIES_MAX = 16,
    BODY_BYTES = 16,
    SHOWN_MAX = 30,
    BUDGET = 4 * PATTERN_STEPS, /* of one pattern */
};

/* ---- one item, alone ---- */

/* Whether the text, as a pattern, matches the whole of subject. */
static bool is_match(const char *text, size_t size, uint32_t options,
        struct bytes subject)
{
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_code *code;
    size_t at;
    int error, result = PCRE2_ERROR_NOMATCH;

    code = pcre2_compile((PCRE2_SPTR)text, size, options, &error, &at, NULL);
    if (code && data)
        result = pcre2_match(code, (PCRE2_SPTR)subject.data, subject.size, 0,
                PCRE2_NO_UTF_CHECK, data, NULL);
    pcre2_code_free(code);
    pcre2_match_data_free(data);
    return result >= 0;
}

/* ---- for all ---- */

/* What stands around a place can make it match there and not elsewhere. */
static bool looks_around(const char *text)
{
    static const char *const signs[] = {"(?=", "(?!", "(?<=", "(?<!", "(*",
            "(?("};

    for (size_t i = 0; i < COUNT(signs); i++)
        if (strstr(text, signs[i]))
            return true;
    return false;
}

/*
 * Where nothing is asked of what comes later, whether nothing matches at the
 * start depends on the first character only: a letter, another or a line's end;
 * and on whether it is the last.
 */
bool probe_matches_all(const struct pattern *pattern)
{
    static const struct bytes starts[] = {
            {"a",    1},
            {"ab",   2},
            {"a\n",  2},
            {"!",    1},
            {"!!",   2},
            {"!\n",  2},
            {"\n",   1},
            {"\n\n", 2},
            {"\na",  2},
            {"\n!",  2},
    };
    AUTO(buf) struct buf nothing = {0};
    const char *text = pattern_text(pattern);

    if (looks_around(text))
        return false;
    /* a comment would go on to the end of the line */
    buf_printf(&nothing, "\\A(?:%s%s)\\A", text,
            pattern_options(pattern) & PCRE2_EXTENDED ? "\n" : "");
    for (size_t i = 0; i < COUNT(starts); i++)
        if (!is_match(nothing.data, nothing.size, pattern_options(pattern),
                    starts[i]))
            return false;
    return true;
}

/* ---- the items of a pattern ---- */

struct item {
    const char *text;
    size_t size;
    char sample[5]; /* a character that it takes; "": none */
    bool repeated;
    int open; /* of ")": the index of its "(" */
};

/* What is repeated: the items from first to last. */
struct scope {
    int first, last;
};

struct probe {
    struct arena *arena;
    struct matcher *matcher;
    struct pattern *pattern;
    struct item items[ITEMS_MAX];
    int count;
    struct scope scopes[SCOPES_MAX];
    int scope_count;
    const char *bodies[BODIES_MAX];
    int body_count;
    size_t steps;
};

/* The size of an item without what says how often it is repeated. */
static size_t head_size(const char *item, size_t size)
{
    size_t head = size;
    const char *open;

    while (head > 1 && strchr("*+?", item[head - 1]))
        head--;
    open = item[head - 1] == '}' ? memrchr(item, '{', head) : NULL;
    if (open > item &&
            !(open - item == 2 && item[0] == '\\' && strchr("xopPNu", item[1])))
        head = (size_t)(open - item);
    return head == 1 && *item == '\\' && size > 1 ? 2 : head;
}

/* The first character of text, then of some others, that the item takes. */
static void find_sample(struct item *item, uint32_t options)
{
    static const char others[] = "a0 A_-.,:;/\xC3\xA9\n!\"'<>()[]\t";
    AUTO(buf) struct buf whole = {0}, tried = {0};
    size_t head = head_size(item->text, item->size);

    buf_printf(&whole, "\\A(?:%.*s)\\z", (int)head, item->text);
    buf_add(&tried, item->text, head);
    buf_text(&tried, others);
    for (size_t at = 0; at < tried.size;) {
        size_t first = at;
        struct bytes one = {tried.data + first, 0};

        text_next(tried.data, tried.size, &at);
        one.size = at - first;
        if (!is_match(whole.data, whole.size, options, one))
            continue;
        memcpy(item->sample, one.data, one.size);
        return;
    }
}

static int add_item(pcre2_callout_enumerate_block *block, void *data)
{
    struct probe *p = data;
    struct item *item = &p->items[p->count];
    size_t head;

    if (block->next_item_length == 0 || p->count == ITEMS_MAX)
        return 0;
    p->count++;
    item->text = pattern_text(p->pattern) + block->pattern_position;
    item->size = block->next_item_length;
    head = head_size(item->text, item->size);
    item->repeated = head < item->size && item->text[head] != '?';
    if (!strchr("(|)", *item->text))
        find_sample(item, pattern_options(p->pattern));
    return 0;
}

static bool read_items(struct probe *p)
{
    size_t at;
    int error;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern_text(p->pattern),
            PCRE2_ZERO_TERMINATED,
            pattern_options(p->pattern) | PCRE2_AUTO_CALLOUT, &error, &at,
            NULL);

    if (!code)
        return false;
    pcre2_callout_enumerate(code, add_item, p);
    pcre2_code_free(code);
    return true;
}

static void find_scopes(struct probe *p)
{
    int open[ITEMS_MAX], depth = 0;

    for (int i = 0; i < p->count; i++) {
        struct item *item = &p->items[i];

        item->open = i;
        if (*item->text == '(')
            open[depth++] = i;
        else if (*item->text == ')' && depth > 0)
            item->open = open[--depth];
        if (item->repeated && p->scope_count < SCOPES_MAX)
            p->scopes[p->scope_count++] = (struct scope){item->open, i};
    }
}

/* ---- what is repeated ---- */

static void add_body(struct probe *p, const char *text, size_t size)
{
    const char *body = size > 0 ? arena_copy(p->arena, text, size) : NULL;

    if (!body || p->body_count == BODIES_MAX)
        return;
    for (int i = 0; i < p->body_count; i++)
        if (strcmp(p->bodies[i], body) == 0)
            return;
    p->bodies[p->body_count++] = body;
}

/* Each scope's characters one after the other, and each of them alone. */
static void find_bodies(struct probe *p)
{
    for (int i = 0; i < p->scope_count; i++) {
        AUTO(buf) struct buf body = {.max = BODY_BYTES};

        for (int at = p->scopes[i].first; at <= p->scopes[i].last; at++)
            buf_text(&body, p->items[at].sample);
        add_body(p, body.data, body.size);
    }
    for (int i = 0; i < p->count; i++)
        add_body(p, p->items[i].sample, strlen(p->items[i].sample));
}

/* The ")" of the "(" at that index. */
static int close_of(const struct probe *p, int open)
{
    int at = open;

    while (at < p->count &&
            (*p->items[at].text != ')' || p->items[at].open != open))
        at++;
    return at;
}

/* What leads to the item at end: of alternatives the first, or the one that it
 * is in. */
static void add_prefix(struct buf *out, const struct probe *p, int end)
{
    size_t starts[ITEMS_MAX + 1] = {0};
    int opens[ITEMS_MAX + 1] = {-1}, depth = 0;

    for (int i = 0; i < end; i++) {
        const struct item *item = &p->items[i];

        buf_text(out, item->sample);
        if (*item->text == '(') {
            opens[++depth] = i;
            starts[depth] = out->size;
        } else if (*item->text == ')') {
            depth -= depth > 0;
        } else if (*item->text == '|') {
            int close = depth > 0 ? close_of(p, opens[depth]) : p->count;

            if (close < end)
                i = close - 1;
            else
                out->size = starts[depth];
        }
    }
}

/* ---- trying ---- */

static bool is_limit(struct probe *p, const struct buf *text)
{
    struct span span;
    enum matched matched;

    if (p->steps > BUDGET)
        return false;
    matched = pattern_match(&span, p->matcher, p->pattern, text->data,
            text->size);
    p->steps += matcher_steps(p->matcher);
    return matched == MATCHED_UNKNOWN;
}

static const char *shown(struct arena *a, const char *text, size_t size)
{
    char *cut = arena_copy(a, text, text_cut(text, size, SHOWN_MAX));

    for (char *c = cut; *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return cut;
}

/* The text that hit the limit; or NULL. */
static const char *try_body(struct probe *p, const struct scope *scope,
        const char *body)
{
    static const char *const ends[] = {"\n", "!", "\n\xEE\x80\x80"};
    AUTO(buf) struct buf text = {0};
    size_t size;

    add_prefix(&text, p, scope->first);
    while (text.size < PROBE_BYTES)
        buf_text(&text, body);
    size = text.size;
    for (size_t i = 0; i < COUNT(ends); i++) {
        text.size = size;
        buf_text(&text, ends[i]);
        if (is_limit(p, &text))
            return shown(p->arena, text.data, size);
        for (int at = scope->last + 1; at < p->count; at++)
            buf_text(&text, p->items[at].sample);
        if (is_limit(p, &text))
            return shown(p->arena, text.data, size);
    }
    return NULL;
}

const char *probe_limit(struct arena *a, struct matcher *matcher,
        struct pattern *pattern)
{
    AUTO(arena) struct arena scratch = {0};
    struct probe *p = ARENA_NEW(&scratch, struct probe);
    const char *found = NULL;

    *p = (struct probe){.arena = a, .matcher = matcher, .pattern = pattern};
    if (pattern_is_cheap(pattern, 2L * PROBE_BYTES) || !read_items(p))
        return NULL;
    find_scopes(p);
    find_bodies(p);
    for (int s = 0; s < p->scope_count; s++)
        for (int b = 0; b < p->body_count && !found; b++)
            found = try_body(p, &p->scopes[s], p->bodies[b]);
    return found;
}
