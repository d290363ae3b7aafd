#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>

#include "base/text.h"
#include "input/html.h"

enum {
    CHARSET_HEAD = 1024, /* bytes that the WHATWG's prescan looks at */
    HTML_OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
            HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT
};

#define CLASS_BREAKS " \t\r\n\f-_"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- before parsing ---- */

/* Moves past a tag's end and counts what may be its attributes. */
static const char *skip_tag(const char *at, const char *end, int *attributes)
{
    char quote = '\0', before = '\0';

    for (; at < end; at++) {
        if (quote) {
            if (*at == quote)
                quote = '\0';
        } else if (*at == '>') {
            return at + 1;
        } else if ((*at == '"' || *at == '\'') && before == '=') {
            quote = *at;
        } else if ((is_space(*at) || *at == '/') && before != ' ') {
            ++*attributes;
            before = before == '=' ? '=' : ' ';
            continue;
        }
        before = *at;
    }
    return end;
}

static const char *skip_past(const char *at, const char *end, const char *what)
{
    const char *found = memmem(at, (size_t)(end - at), what, strlen(what));

    return found ? found + strlen(what) : end;
}

static bool starts(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(end - at) >= size && strncasecmp(at, word, size) == 0;
}

/* Scripts hold no tags. Their end is looked for as "</" alone, since that is
 * where counting may safely go on. */
static bool prescan(struct bytes text, struct err *err)
{
    const char *at = text.data, *end = at + text.size, *tag;
    int attributes;

    while (at < end && (tag = memchr(at, '<', (size_t)(end - at)))) {
        at = tag + 1;
        attributes = 0;
        if (starts(at, end, "!--"))
            at = skip_past(at + 3, end, "-->");
        else if (at < end && is_letter(*at))
            at = skip_tag(at, end, &attributes);
        if (attributes > HTML_ATTRIBUTES_MAX)
            return fail(err, ERR_DOCUMENT,
                    "a tag with more than %d attributes, at byte %zu",
                    (int)HTML_ATTRIBUTES_MAX, (size_t)(tag - text.data));
        if (starts(tag, end, "<script"))
            at = skip_past(at, end, "</");
    }
    return true;
}

bool html_parse(xmlDoc **out, struct bytes text, bool *complete,
        struct err *err)
{
    htmlParserCtxt *parser;

    *out = NULL;
    if (text.size > INT_MAX)
        return fail(err, ERR_DOCUMENT, "the page is too large");
    if (!prescan(text, err))
        return false;
    parser = htmlNewParserCtxt();
    if (parser) {
        *out = htmlCtxtReadMemory(parser, text.data, (int)text.size, NULL,
                "UTF-8", HTML_OPTIONS);
        *complete = parser->disableSAX == 0; /* set where it stopped */
        htmlFreeParserCtxt(parser);
    }
    if (*out && xmlDocGetRootElement(*out))
        return true;
    xmlFreeDoc(*out);
    *out = NULL;
    return fail(err, ERR_DOCUMENT, "no HTML in it");
}

void htmldoc_auto(xmlDoc **doc)
{
    xmlFreeDoc(*doc);
}

/* The value after charset=, which stands in an attribute of its own or in
 * content="text/html; charset=...". */
static const char *charset_in(struct arena *a, const char *tag, size_t size)
{
    const char *end = tag + size, *from;

    for (const char *at = tag; at < end; at++) {
        if (!starts(at, end, "charset"))
            continue;
        at += strlen("charset");
        while (at < end && is_space(*at))
            at++;
        if (at == end || *at != '=')
            continue;
        at++;
        while (at < end && (is_space(*at) || *at == '"' || *at == '\''))
            at++;
        for (from = at; at < end && !is_space(*at) && !strchr("\"';/>", *at);)
            at++;
        return at > from ? arena_copy(a, from, (size_t)(at - from)) : NULL;
    }
    return NULL;
}

const char *html_charset(struct arena *a, const char *head, size_t size)
{
    const char *at = head, *end, *tag, *charset;
    int attributes = 0;

    end = head + (size < CHARSET_HEAD ? size : CHARSET_HEAD);
    while (at < end && (tag = memchr(at, '<', (size_t)(end - at)))) {
        at = tag + 1;
        if (starts(at, end, "!--")) {
            at = skip_past(at + 3, end, "-->");
        } else if (starts(at, end, "meta")) {
            at = skip_tag(at, end, &attributes);
            charset = charset_in(a, tag, (size_t)(at - tag));
            if (charset)
                return charset;
        }
    }
    return NULL;
}

bool html_claims(const char *head, size_t size)
{
    static const char *const beginnings[] = {"<!doctype html", "<html", "<head",
            "<body", "<title", "<meta"};
    const char *end = head + size, *at = head;

    while (at && at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        for (size_t i = 0; i < COUNT(beginnings); i++)
            if (starts(at, end, beginnings[i]))
                return true;
        at++;
    }
    return false;
}

/* ---- walking ---- */

static xmlNode *element_from(xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

xmlNode *html_after(const xmlNode *root, xmlNode *node)
{
    xmlNode *next;

    while (node && node != root) {
        next = element_from(node->next);
        if (next)
            return next;
        node = node->parent;
    }
    return NULL;
}

xmlNode *html_next(const xmlNode *root, xmlNode *node)
{
    xmlNode *child = element_from(node->children);

    return child ? child : html_after(root, node);
}

xmlNode *html_sibling(const xmlNode *node, int step)
{
    xmlNode *next = step > 0 ? node->next : node->prev;

    while (next && next->type != XML_ELEMENT_NODE)
        next = step > 0 ? next->next : next->prev;
    return next;
}

bool html_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
            strcmp((const char *)node->name, name) == 0;
}

bool html_is_among(const char *word, size_t size, const char *words)
{
    size_t length;

    for (words += strspn(words, " \t\r\n\f"); *words;
            words += strspn(words, " \t\r\n\f")) {
        length = strcspn(words, " \t\r\n\f");
        if (length == size && strncasecmp(words, word, size) == 0)
            return true;
        words += length;
    }
    return false;
}

bool html_is_one(const xmlNode *node, const char *names)
{
    const char *name = (const char *)node->name;

    return node->type == XML_ELEMENT_NODE &&
            html_is_among(name, strlen(name), names);
}

bool html_is_heading(const xmlNode *node)
{
    return html_is_one(node, "h1 h2 h3 h4 h5 h6");
}

bool html_contains(const xmlNode *ancestor, const xmlNode *node)
{
    while (node && node != ancestor)
        node = node->parent;
    return node != NULL;
}

xmlNode *html_find(xmlNode *root, const char *name)
{
    for (xmlNode *n = root; n; n = html_next(root, n))
        if (html_is(n, name))
            return n;
    return NULL;
}

/* ---- attributes and text ---- */

/* The parser resolved all references and makes one text of each value. */
const char *html_raw(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE)
        return "";
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (strcmp((const char *)at->name, name) == 0 && at->children &&
                at->children->content)
            return (const char *)at->children->content;
    return "";
}

const char *html_attribute(struct arena *a, const xmlNode *node,
        const char *name)
{
    const char *value = html_raw(node, name);
    size_t size;

    while (is_space(*value))
        value++;
    size = strlen(value);
    while (size > 0 && is_space(value[size - 1]))
        size--;
    return size > 0 ? arena_copy(a, value, size) : NULL;
}

bool html_has_word(const xmlNode *node, const char *name, const char *word)
{
    return html_is_among(word, strlen(word), html_raw(node, name));
}

bool html_has_class(const xmlNode *node, const char *words)
{
    const char *have = html_raw(node, "class");
    size_t size;

    for (have += strspn(have, " \t\r\n\f"); *have;
            have += strspn(have, " \t\r\n\f")) {
        size = strcspn(have, " \t\r\n\f");
        if (html_is_among(have, size, words))
            return true;
        have += size;
    }
    return false;
}

bool html_has_class_part(const xmlNode *node, const char *words)
{
    const char *at = html_raw(node, "class");
    size_t size;

    for (at += strspn(at, CLASS_BREAKS); *at; at += strspn(at, CLASS_BREAKS)) {
        size = strcspn(at, CLASS_BREAKS);
        if (html_is_among(at, size, words))
            return true;
        at += size;
    }
    return false;
}

/* ---- writing ---- */

static int write_bytes(void *data, const char *bytes, int size)
{
    buf_add(data, bytes, (size_t)size);
    return size;
}

void html_write(struct buf *out, xmlNode *node, bool itself)
{
    xmlOutputBuffer *writer = xmlOutputBufferCreateIO(write_bytes, NULL, out,
            NULL);

    if (!writer)
        return;
    if (itself)
        htmlNodeDumpFormatOutput(writer, node->doc, node, NULL, 0);
    else
        for (xmlNode *n = node->children; n; n = n->next)
            htmlNodeDumpFormatOutput(writer, node->doc, n, NULL, 0);
    xmlOutputBufferClose(writer);
}
