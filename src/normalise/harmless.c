#include <string.h>

#include "base/url.h"
#include "normalise/attributes.h"
#include "normalise/escape.h"
#include "normalise/harmless.h"
#include "normalise/sanitise.h"

enum {
    OPEN_MAX = 250,
    VALUE_MAX = 16 * 1024,       /* bytes of an attribute */
    ENDING_ROOM = OPEN_MAX * 20, /* bytes, for all end tags */
    WORK_MAX = 256 * 1024,
};

struct writer {
    struct buf *out;
    size_t limit; /* of out->size */
    bool cut;
    struct arena work; /* of one tag; given back when it has grown */
    const char *base;
    struct tokenizer tokens;
    struct {
        const char *name;
        enum harmless_place place; /* in it */
    } open[OPEN_MAX];
    size_t depth;
};

static bool is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], name) == 0)
            return true;
    return false;
}

#define ONE_OF(name, list) is_one_of((name), (list), COUNT(list))

static bool is_void(const char *name)
{
    static const char *const names[] = {"area", "br", "col", "command",
            "event-source", "hr", "img", "input", "keygen", "nextid", "source",
            "spacer", "track", "wbr"};

    return ONE_OF(name, names);
}

static bool is_address(const char *name)
{
    static const char *const names[] = {"action", "background", "cite", "data",
            "datasrc", "dynsrc", "href", "icon", "itemid", "longdesc", "lowsrc",
            "ping", "poster", "src", "urn", "usemap", "vrml", "xlink:href"};

    return ONE_OF(name, names);
}

static struct slice slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

/* The value with its references read, outer white space removed. */
static char *value_of(struct writer *w, struct slice raw)
{
    AUTO(buf) struct buf value = {.max = VALUE_MAX};
    size_t start = 0;

    html_read(&value, raw, true);
    while (value.size > 0 && html_is_space(value.data[value.size - 1]))
        value.size--;
    while (start < value.size && html_is_space(value.data[start]))
        start++;
    return arena_copy(&w->work, value.data ? value.data + start : "",
            value.size - start);
}

/* Writes value, which has its references read already. */
static void put_read(struct writer *w, const char *value)
{
    for (const char *and; (and = strchr(value, '&')); value = and+1) {
        html_escape(w->out, (struct slice){value, (size_t)(and-value)}, true,
                VALUE_MAX);
        buf_text(w->out, "&amp;");
    }
    html_escape(w->out, slice_of(value), true, VALUE_MAX);
}

/* "#note-1": in the document itself. */
static bool is_within(const char *value)
{
    return *value == '#' && value[strcspn(value, " \t\n\r\f")] == '\0';
}

static bool put_address(struct writer *w, const char *value)
{
    const char *url = value;

    if (*value && !is_within(value))
        url = url_resolve(&w->work, w->base, value);
    if (url)
        put_read(w, url);
    return url != NULL;
}

static bool put_set(struct writer *w, const char *value)
{
    static const struct attribute kind = {.kind = ATTRIBUTE_SET};
    const char *set = attributes_resolve_set(&w->work, w->base, value);
    size_t start = w->out->size;

    if (!set)
        return false;
    put_read(w, set);
    return attribute_is_valid(&kind,
            (struct slice){w->out->data + start, w->out->size - start});
}

static bool put_style(struct writer *w, const char *value)
{
    AUTO(buf) struct buf style = {0};

    harmless_style(&style, value);
    if (style.size > 0)
        put_read(w, style.data);
    return style.size > 0;
}

/* As what SVG has of CSS: "url(", or escapes that could spell it. */
static bool may_load(const char *value)
{
    return strchr(value, '(') &&
            (strcasestr(value, "url(") || strchr(value, '\\'));
}

/* False where nothing may be said of it. */
static bool put_value(struct writer *w, const char *name, struct slice raw)
{
    size_t start = w->out->size;

    if (is_address(name))
        return put_address(w, value_of(w, raw));
    if (strcmp(name, "srcset") == 0)
        return put_set(w, value_of(w, raw));
    if (strcmp(name, "style") == 0)
        return put_style(w, value_of(w, raw));
    html_escape(w->out, raw, true, VALUE_MAX);
    return !may_load(w->out->data ? w->out->data + start : "");
}

static void put_attribute(struct writer *w, const char *name, struct slice raw)
{
    size_t before = w->out->size;

    buf_char(w->out, ' ');
    buf_text(w->out, name);
    buf_text(w->out, "=\"");
    if (put_value(w, name, raw))
        buf_char(w->out, '"');
    else
        w->out->size = before;
}

static void put_attributes(struct writer *w, const struct token *token,
        enum harmless_place where)
{
    const char *written[TOKEN_ATTRIBUTES];
    size_t count = 0;

    for (size_t i = 0; i < token->count; i++) {
        const char *name = harmless_attribute(token->attributes[i].name, where);

        if (!name || is_one_of(name, written, count))
            continue;
        written[count++] = name;
        put_attribute(w, name, token->attributes[i].value);
    }
}

static void put_end(struct writer *w)
{
    buf_text(w->out, "</");
    buf_text(w->out, w->open[--w->depth].name);
    buf_char(w->out, '>');
}

/* The elements whose content goes, too. */
static const char *dropped(struct slice name)
{
    static const char *const names[] = {"applet", "script", "style"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (slice_is(name, names[i]))
            return names[i];
    return NULL;
}

static enum harmless_place place(const struct writer *w)
{
    return w->depth > 0 ? w->open[w->depth - 1].place : IN_HTML;
}

static enum harmless_place entered(const struct writer *w, struct slice name)
{
    if (slice_is(name, "svg"))
        return IN_SVG;
    if (slice_is(name, "math"))
        return IN_MATHML;
    return place(w);
}

static void start(struct writer *w, const struct token *token)
{
    enum harmless_place where = entered(w, token->text);
    const char *name = harmless_element(token->text, where);
    size_t before = w->out->size;

    if (dropped(token->text) && !token->self_closing)
        tokenizer_skip(&w->tokens, dropped(token->text));
    if (!name || w->depth == OPEN_MAX)
        return;
    buf_char(w->out, '<');
    buf_text(w->out, name);
    put_attributes(w, token, where);
    buf_char(w->out, '>');
    if (w->work.used > WORK_MAX)
        arena_auto(&w->work);
    if (w->out->size > w->limit) {
        w->out->size = before;
        w->cut = true;
        return;
    }
    if (where == IN_HTML && is_void(name))
        return;
    w->open[w->depth].name = name;
    w->open[w->depth++].place = where;
    if (token->self_closing && where != IN_HTML)
        put_end(w);
}

static void end(struct writer *w, struct slice name)
{
    size_t depth = w->depth;

    while (depth > 0 && !slice_is(name, w->open[depth - 1].name))
        depth--;
    while (depth > 0 && w->depth >= depth)
        put_end(w);
}

static void put_text(struct writer *w, struct slice raw)
{
    size_t room = w->out->size < w->limit ? w->limit - w->out->size : 0;

    if (!html_escape(w->out, raw, false, room))
        w->cut = true;
}

bool harmless(struct buf *out, struct arena *scratch, const char *markup,
        size_t size, const char *base)
{
    struct writer w = {
            .out = out,
            .limit = out->size + SANITISE_MAX - ENDING_ROOM,
            .base = base,
            .tokens = {.at = markup, .end = markup + size}
    };
    struct token token;

    UNUSED(scratch);
    while (!w.cut && tokenizer_next(&w.tokens, &token))
        if (token.kind == TOKEN_START)
            start(&w, &token);
        else if (token.kind == TOKEN_END)
            end(&w, token.text);
        else
            put_text(&w, token.text);
    while (w.depth > 0)
        put_end(&w);
    arena_auto(&w.work);
    return !w.cut;
}
