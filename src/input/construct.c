/*
 * construct.c - text constructs: RFC 4287 sections 3.1 and 4.1.3, and the draft
 * of Atom 0.3, which had a mode beside the type.
 */
#include <ctype.h>
#include <string.h>

#include "base/entity.h"
#include "base/text.h"
#include "input/construct.h"
#include "input/markup.h"

/* A tag that closes something, at "<". */
static bool is_closing(const char *at)
{
    bool is_end = at[1] == '/';
    const char *name = at + 1 + is_end;
    size_t size;

    if (!isalpha((unsigned char)*name))
        return false;
    size = strcspn(name, "<>");
    return name[size] == '>' && (is_end || name[size - 1] == '/');
}

bool construct_is_markup(const char *text)
{
    const char *end = text + strlen(text);
    char meaning[ENTITY_SIZE];

    for (text = strpbrk(text, "<&"); text; text = strpbrk(text + 1, "<&")) {
        size_t size;

        if (*text == '<' && is_closing(text))
            return true;
        if (*text == '<')
            continue;
        size = entity_read(meaning, text, (size_t)(end - text), false);
        if (size > 0 && text[size - 1] == ';')
            return true;
    }
    return false;
}

static const struct said *make(struct arena *a, const struct xml_node *node,
        const char *type, const char *value)
{
    struct said *said;

    if (!value)
        return NULL;
    said = ARENA_NEW(a, struct said);
    said->type = type;
    said->value = value;
    said->lang = node->scope->lang;
    said->base = node->scope->base;
    return said;
}

const struct said *construct_plain(struct arena *a, const struct xml_node *node,
        const char *type)
{
    const char *value;

    if (xml_has_elements(node))
        return make(a, node, "html", markup_write(a, node));
    value = xml_text(a, node);
    if (value && strcmp(type, "text") == 0 && construct_is_markup(value))
        type = "html";
    return make(a, node, type, value);
}

/* ---- base64 ---- */

static int sextet(char c)
{
    static const char digits[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* NULL where text is no base64 of a text in UTF-8. */
static const char *decode_base64(struct arena *a, const char *text)
{
    AUTO(buf) struct buf out = {0};
    uint32_t bits = 0;
    int count = 0;

    for (; *text && *text != '='; text++) {
        int six = sextet(*text);

        if (isspace((unsigned char)*text))
            continue;
        if (six < 0)
            return NULL;
        bits = bits << 6 | (uint32_t)six;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_char(&out, (char)(bits >> count & 0xFF));
        }
    }
    if (out.size == 0 || !text_is_utf8(out.data, out.size) ||
            memchr(out.data, '\0', out.size))
        return NULL;
    return arena_text(a, xml_trim(a, out.data, out.size));
}

/* ---- types ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);

    return size >= end_size && strcasecmp(text + size - end_size, end) == 0;
}

static const char *plain_type(const char *said)
{
    static const char *const names[][2] = {
            {"plain",                 "text" },
            {"text/plain",            "text" },
            {"text",                  "text" },
            {"html",                  "html" },
            {"text/html",             "html" },
            {"xhtml",                 "xhtml"},
            {"application/xhtml+xml", "xhtml"},
    };

    for (size_t i = 0; said && i < COUNT(names); i++)
        if (strcasecmp(said, names[i][0]) == 0)
            return names[i][1];
    return said;
}

/* What Atom 1.0 puts a fragment in; its children are meant. */
static const struct xml_node *wrapper(struct arena *a,
        const struct xml_node *node)
{
    const struct xml_node *found = NULL;

    for (const struct xml_node *n = node->children; n; n = n->next) {
        if (!n->name && !xml_trim(a, n->text, n->size))
            continue;
        if (found || !n->name || strcmp(n->name->key, "div") != 0)
            return node;
        found = n;
    }
    return found ? found : node;
}

static const struct said *from_base64(struct arena *a, struct reading *reading,
        const struct xml_node *node, const char *type)
{
    const char *text = xml_text(a, node);
    const char *value = text ? decode_base64(a, text) : NULL;

    if (text && !value) {
        problem_add(&reading->problems, a, "content", 0, 0,
                "<%s> holds no text in base64", node->name->local);
        return make(a, node, type, text);
    }
    if (value && (!type || strchr(type, '/')))
        type = construct_is_markup(value) ? "html" : "text";
    return make(a, node, type, value);
}

static const struct said *from_elsewhere(struct arena *a,
        const struct xml_node *node, const char *type, const char *src)
{
    struct said *said = ARENA_NEW(a, struct said);

    said->type = type;
    said->src = src;
    said->base = node->scope->base;
    return said;
}

const struct said *construct_typed(struct arena *a, struct reading *reading,
        const struct xml_node *node)
{
    const char *type = plain_type(xml_attr(a, node, NS_NONE, "type"));
    const char *mode = xml_attr(a, node, NS_NONE, "mode");
    const char *src = xml_attr(a, node, NS_NONE, "src");
    bool is_media = type && strchr(type, '/');

    if (src)
        return from_elsewhere(a, node, type, src);
    if (mode && strcasecmp(mode, "base64") == 0)
        return from_base64(a, reading, node, type);
    if (is_media && (ends_with(type, "+xml") || ends_with(type, "/xml")))
        return make(a, node, type, markup_write(a, node));
    if (is_media && strncasecmp(type, "text/", 5) != 0)
        return from_base64(a, reading, node, type);
    if (type && strcmp(type, "xhtml") == 0 && !mode)
        node = wrapper(a, node);
    if ((type && strcmp(type, "xhtml") == 0) || xml_has_elements(node))
        return make(a, node, "xhtml", markup_write(a, node));
    return make(a, node, type ? type : "text", xml_text(a, node));
}
