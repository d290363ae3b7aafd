/*
 * xml.c - libxml2's SAX2 parser in front of a tree of our own.
 *
 * repair.c has taken the DOCTYPE away, put every entity in and lifted the texts
 * out, so that libxml2 meets tags and little else. XML_PARSE_NOENT then only
 * makes "&#38;" in attributes an "&". What is still not well-formed is
 * recovered from; that is the worker's to do, which has nothing to lose.
 */
#include <ctype.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/text.h"
#include "base/url.h"
#include "input/repair.h"
#include "input/xml.h"
#include "input/xml_names.h"

enum {
    CHUNK_BYTES = 16 * 1024,
    NODES_MAX = 250 * 1000,
    NAMES_MAX = 2000,            /* different ones */
    BASES_MAX = 8 * 1024 * 1024, /* bytes that xml:base amounts to */
};

struct builder {
    struct xml_document *document;
    struct reading *reading;
    struct arena *a;
    struct xml_node root; /* the document; its only child is the root */
    struct xml_node *open;
    /* The text since the last tag: where it is one that was lifted out, that;
     * else all together. */
    struct bytes whole;
    struct buf text;
    const struct repaired *repaired;
    const struct lifted *lifted; /* the next */
    struct xml_names names;
    int64_t nodes, errors, bases; /* bases: bytes */
    xmlParserCtxt *parser;
};

/* ---- events ---- */

static struct xml_node *add(struct builder *b)
{
    struct xml_node *node = ARENA_NEW(b->a, struct xml_node);
    struct xml_node *parent = b->open;

    node->parent = parent;
    node->scope = parent->scope;
    if (parent->last)
        parent->last->next = node;
    else
        parent->children = node;
    parent->last = node;
    b->nodes++;
    return node;
}

static void end_text(struct builder *b)
{
    struct xml_node *node;

    if (b->whole.size == 0 && b->text.size == 0)
        return;
    node = add(b);
    node->text = b->whole.data;
    node->size = b->whole.size;
    if (b->whole.size == 0) {
        node->text = arena_copy(b->a, b->text.data, b->text.size);
        node->size = b->text.size;
    }
    b->whole.size = 0;
    buf_clear(&b->text);
}

/* xml:lang and xml:base. */
static void set_scope(struct builder *b, struct xml_node *node)
{
    struct xml_scope scope = *node->scope, *own;

    for (const struct xml_attr *attr = node->attrs; attr; attr = attr->next) {
        if (attr->name->ns != NS_XML)
            continue;
        if (strcmp(attr->name->key, "lang") == 0) {
            scope.lang = xml_trim(b->a, attr->value, strlen(attr->value));
            scope.lang = scope.lang ? scope.lang : "";
        } else if (strcmp(attr->name->key, "base") == 0) {
            const char *base = url_join(b->a, scope.base, attr->value);

            if (base && url_is_web(base))
                scope.base = base;
            b->bases += base ? (int64_t)strlen(base) : 0;
        }
    }
    if (scope.lang == node->scope->lang && scope.base == node->scope->base)
        return;
    own = ARENA_NEW(b->a, struct xml_scope);
    *own = scope;
    node->scope = own;
}

/* NOLINTNEXTLINE(readability-function-size): libxml2's parameters */
static void start_element(void *data, const xmlChar *local,
        const xmlChar *prefix, const xmlChar *uri, int ns_count,
        const xmlChar **namespaces, int count, int defaulted,
        const xmlChar **attributes)
{
    struct builder *b = data;
    struct xml_node *node;
    struct xml_attr **tail;

    UNUSED(defaulted);
    end_text(b);
    node = add(b);
    node->name = xml_name_of(&b->names, b->a, local, prefix, uri);
    tail = &node->attrs;
    /* Five pointers each: local name, prefix, URI, value, and its end. */
    for (; count > 0; count--, attributes += 5) {
        const char *value = (const char *)attributes[3];
        struct xml_attr *attr = ARENA_NEW(b->a, struct xml_attr);

        attr->name = xml_name_of(&b->names, b->a, attributes[0], attributes[1],
                attributes[2]);
        attr->value = arena_copy(b->a, value,
                (size_t)((const char *)attributes[4] - value));
        *tail = attr;
        tail = &attr->next;
    }
    if (node->attrs)
        set_scope(b, node);
    for (; ns_count > 0; ns_count--, namespaces += 2)
        if (b->open == &b->root && !namespaces[0])
            b->document->default_ns = arena_text(b->a,
                    (const char *)namespaces[1]);
    b->open = node;
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix,
        const xmlChar *uri)
{
    struct builder *b = data;
    const struct xml_name *name = xml_name_of(&b->names, b->a, local, prefix,
            uri);
    struct xml_node *node = b->open;

    end_text(b);
    /* libxml2 does not tell of the end of elements whose tags it refused. */
    while (node != &b->root && node->name != name)
        node = node->parent;
    if (node != &b->root)
        b->open = node->parent;
}

static void characters(void *data, const xmlChar *text, int size)
{
    struct builder *b = data;

    buf_add(&b->text, b->whole.data, b->whole.size);
    b->whole.size = 0;
    buf_add(&b->text, (const char *)text, (size_t)size);
}

/* The only instructions that are left stand for texts. */
static void instruction(void *data, const xmlChar *target, const xmlChar *rest)
{
    struct builder *b = data;
    struct bytes text;

    UNUSED(target);
    UNUSED(rest);
    if (!b->lifted)
        return;
    text = b->lifted->text;
    b->lifted = b->lifted->next;
    if (b->whole.size == 0 && b->text.size == 0)
        b->whole = text;
    else
        characters(b, (const xmlChar *)text.data, (int)text.size);
}

#if LIBXML_VERSION >= 21200
typedef const xmlError sax_error;
#else
typedef xmlError sax_error;
#endif

static void note_error(void *data, sax_error *error)
{
    struct builder *b = data;
    const char *text = error->message ? error->message : "not well-formed";
    int64_t line, column;
    long at;

    /* That the document is cut was told already; to tell where costs a look at
     * all that is before. */
    if (error->level < XML_ERR_ERROR || error->code == XML_ERR_DOCUMENT_END ||
            b->errors++ >= PROBLEMS_MAX)
        return;
    at = xmlByteConsumed(b->parser);
    repair_place(&line, &column, b->repaired, at > 0 ? (size_t)at : 0);
    problem_add(&b->reading->problems, b->a, "xml", line, column, "%.*s",
            (int)strcspn(text, "\n"), text);
}

/* ---- parsing ---- */

static bool is_too_much(const struct builder *b)
{
    return b->nodes > NODES_MAX || b->names.count > NAMES_MAX ||
            b->bases > BASES_MAX;
}

/* The bounds are looked at between chunks. */
static void feed_parser(struct builder *b, struct bytes text)
{
    for (size_t at = 0; at < text.size && !is_too_much(b); at += CHUNK_BYTES) {
        size_t left = text.size - at;

        (void)xmlParseChunk(b->parser, text.data + at,
                (int)(left < CHUNK_BYTES ? left : CHUNK_BYTES), 0);
    }
    (void)xmlParseChunk(b->parser, NULL, 0, 1);
}

static bool build(struct builder *b, struct bytes text, struct err *err)
{
    xmlSAXHandler sax = {
            .startElementNs = start_element,
            .endElementNs = end_element,
            .characters = characters,
            .ignorableWhitespace = characters,
            .processingInstruction = instruction,
            .serror = note_error,
            .initialized = XML_SAX2_MAGIC,
    };

    b->parser = xmlCreatePushParserCtxt(&sax, b, NULL, 0, NULL);
    if (!b->parser)
        return fail(err, ERR_SYSTEM, "no memory for a parser");
    xmlCtxtUseOptions(b->parser,
            XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
    feed_parser(b, text);
    xmlFreeParserCtxt(b->parser);
    end_text(b);
    buf_auto(&b->text);
    if (is_too_much(b))
        return fail(err, ERR_DOCUMENT,
                "it has more than %d elements and texts, %d names, or %d bytes "
                "of xml:base",
                NODES_MAX, NAMES_MAX, BASES_MAX);
    for (struct xml_node *n = b->open; n; n = n->parent)
        n->is_cut = true;
    return true;
}

bool xml_parse(struct xml_document *out, struct reading *reading,
        struct arena *a, const struct document *doc, struct bytes text,
        struct err *err)
{
    struct builder *b = ARENA_NEW(a, struct builder);
    struct xml_scope *scope = ARENA_NEW(a, struct xml_scope);
    const struct xml_node *root;
    struct repaired repaired;

    *out = (struct xml_document){0};
    if (!repair_xml(&repaired, reading, a, text, err))
        return false;
    scope->base = doc->url;
    *b = (struct builder){
            .document = out,
            .reading = reading,
            .a = a,
            .root.scope = scope,
            .open = &b->root,
            .repaired = &repaired,
            .lifted = repaired.lifted,
    };
    if (!build(b, repaired.text, err))
        return false;
    root = b->root.children;
    if (!root || !root->name)
        return fail(err, ERR_DOCUMENT, "no element is in it");
    reading->complete = repaired.complete && !root->is_cut;
    out->root = root;
    return true;
}

/* ---- looking ---- */

bool xml_is(const struct xml_node *node, enum xml_ns ns, const char *key)
{
    return node->name && node->name->ns == ns &&
            strcmp(node->name->key, key) == 0;
}

const struct xml_node *xml_child(const struct xml_node *parent, enum xml_ns ns,
        const char *key)
{
    for (const struct xml_node *n = parent->children; n; n = n->next)
        if (xml_is(n, ns, key) && !n->is_cut)
            return n;
    return NULL;
}

static const struct xml_attr *attr_of(const struct xml_node *node,
        enum xml_ns ns, const char *key)
{
    for (const struct xml_attr *attr = node->attrs; attr; attr = attr->next) {
        enum xml_ns own = attr->name->ns;

        if ((own == ns || (ns == NS_NONE && own == node->name->ns)) &&
                strcmp(attr->name->key, key) == 0)
            return attr;
    }
    return NULL;
}

bool xml_has_attr(const struct xml_node *node, enum xml_ns ns, const char *key)
{
    return attr_of(node, ns, key) != NULL;
}

const char *xml_attr(struct arena *a, const struct xml_node *node,
        enum xml_ns ns, const char *key)
{
    const struct xml_attr *attr = attr_of(node, ns, key);

    return attr ? xml_trim(a, attr->value, strlen(attr->value)) : NULL;
}

const char *xml_trim(struct arena *a, const char *text, size_t size)
{
    while (size > 0 && isspace((unsigned char)*text)) {
        text++;
        size--;
    }
    while (size > 0 && isspace((unsigned char)text[size - 1]))
        size--;
    if (size == 0)
        return NULL;
    return text[size] == '\0' ? text : arena_copy(a, text, size);
}

/* Nesting is bounded by XML_DEPTH_MAX. */
static void add_text(struct buf *out, const struct xml_node *node, bool deep)
{
    for (const struct xml_node *n = node->children; n; n = n->next)
        if (!n->name)
            buf_add(out, n->text, n->size);
        else if (deep)
            add_text(out, n, true);
}

const char *xml_text(struct arena *a, const struct xml_node *node)
{
    const struct xml_node *first = node->children;
    AUTO(buf) struct buf all = {0};
    const char *trimmed;

    if (first && !first->name && !first->next)
        return xml_trim(a, first->text, first->size);
    add_text(&all, node, false);
    trimmed = xml_trim(a, all.data, all.size);
    if (!trimmed && xml_has_elements(node)) {
        buf_clear(&all);
        add_text(&all, node, true);
        trimmed = xml_trim(a, all.data, all.size);
    }
    return trimmed ? arena_text(a, trimmed) : NULL;
}

bool xml_has_elements(const struct xml_node *node)
{
    for (const struct xml_node *n = node->children; n; n = n->next)
        if (n->name)
            return true;
    return false;
}
