#include <string.h>

#include "base/url.h"
#include "input/markup.h"

struct writer {
    struct arena *a;
    struct buf out;
    const char *base; /* that whoever reads the markup will take */
};

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* HTML 13.1.2: these have no end tag. */
static bool is_void(const char *key)
{
    static const char *const names[] = {"area", "base", "br", "col", "embed",
            "hr", "img", "input", "link", "meta", "source", "track", "wbr"};

    return is_one_of(key, names, COUNT(names));
}

static bool is_url(const char *key)
{
    static const char *const names[] = {"action", "background", "cite", "data",
            "href", "longdesc", "poster", "src", "usemap"};

    return is_one_of(key, names, COUNT(names));
}

static void escape(struct buf *out, const char *text, size_t size)
{
    size_t from = 0;

    for (size_t i = 0; i < size; i++) {
        const char *with = NULL;

        if (text[i] == '&')
            with = "&amp;";
        else if (text[i] == '<')
            with = "&lt;";
        else if (text[i] == '>')
            with = "&gt;";
        else if (text[i] == '"')
            with = "&quot;";
        if (!with)
            continue;
        buf_add(out, text + from, i - from);
        buf_text(out, with);
        from = i + 1;
    }
    buf_add(out, text + from, size - from);
}

static void attributes(struct writer *w, const struct xml_node *node)
{
    for (const struct xml_attr *attr = node->attrs; attr; attr = attr->next) {
        const char *value = attr->value;

        if (attr->name->ns == NS_XML)
            continue; /* in the scope already */
        if (node->scope->base != w->base && is_url(attr->name->key) &&
                *value != '#') {
            value = url_join(w->a, node->scope->base, value);
            if (!value)
                continue;
        }
        buf_char(&w->out, ' ');
        buf_text(&w->out,
                attr->name->ns == NS_OTHER ? attr->name->qname
                                           : attr->name->local);
        buf_text(&w->out, "=\"");
        escape(&w->out, value, strlen(value));
        buf_char(&w->out, '"');
    }
}

/* Nesting is bounded by XML_DEPTH_MAX. */
static void children(struct writer *w, const struct xml_node *parent)
{
    for (const struct xml_node *n = parent->children; n; n = n->next) {
        if (!n->name) {
            escape(&w->out, n->text, n->size);
            continue;
        }
        buf_char(&w->out, '<');
        buf_text(&w->out, n->name->local);
        attributes(w, n);
        buf_char(&w->out, '>');
        children(w, n);
        if (is_void(n->name->key))
            continue;
        buf_text(&w->out, "</");
        buf_text(&w->out, n->name->local);
        buf_char(&w->out, '>');
    }
}

const char *markup_write(struct arena *a, const struct xml_node *node)
{
    struct writer w = {.a = a, .base = node->scope->base};
    const char *written;

    children(&w, node);
    written = arena_text(a, xml_trim(a, w.out.data, w.out.size));
    buf_auto(&w.out);
    return written;
}
