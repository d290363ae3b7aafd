/*
 * html.h - libxml2's HTML parser behind a small interface.
 *
 * The tree is not the browser's: nothing safe follows from it. What is taken
 * out as markup goes through normalise/sanitise.c.
 */
#pragma once

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "document.h"

/* More attributes than this in one tag cost the parser quadratic time. */
enum { HTML_ATTRIBUTES_MAX = 256 };

/*
 * *complete is false where the parser gave up because of nesting: the tree
 * then holds what came before. Fails with ERR_DOCUMENT.
 */
bool html_parse(xmlDoc **out, struct bytes text, bool *complete,
        struct err *err) MUST_USE;
void htmldoc_auto(xmlDoc **doc);

/* The charset that a <meta> in the first bytes names, as written; or NULL. */
const char *html_charset(struct arena *a, const char *head, size_t size);

/* Whether bytes begin as a page does. */
bool html_claims(const char *head, size_t size);

/*
 * The element after node in document order that lies below root, NULL at the
 * end; html_after() leaves out what is below node.
 *
 *	for (node = root; node; node = html_next(root, node))
 */
xmlNode *html_next(const xmlNode *root, xmlNode *node);
xmlNode *html_after(const xmlNode *root, xmlNode *node);

/* The next element beside node, or with a step of -1 the one before; or NULL.
 */
xmlNode *html_sibling(const xmlNode *node, int step);

bool html_is(const xmlNode *node, const char *name);
/* Whether its name is among the space-separated names. */
bool html_is_one(const xmlNode *node, const char *names);
bool html_is_heading(const xmlNode *node);
bool html_contains(const xmlNode *ancestor, const xmlNode *node);

/* The first element of that name below root, or root itself. */
xmlNode *html_find(xmlNode *root, const char *name);

/* An attribute's value, outer white space gone; NULL where absent or empty. */
const char *html_attribute(struct arena *a, const xmlNode *node,
        const char *name);

/* The value as it stands in the tree; "" where absent. */
const char *html_raw(const xmlNode *node, const char *name);

/* Whether the attribute, a list of words, has that word, whatever its case. */
bool html_has_word(const xmlNode *node, const char *attribute,
        const char *word);

/* Whether one of the space-separated words is a class of node. */
bool html_has_class(const xmlNode *node, const char *words);

/* The same for a part of a class, such as "date" in "post-date". */
bool html_has_class_part(const xmlNode *node, const char *words);

/* Whether the word is one of the space-separated words, whatever its case. */
bool html_is_among(const char *word, size_t size, const char *words);

/* What a selector found: an element; or an attribute or text, whose value it
 * is, of an element. */
struct html_node {
    xmlNode *element;
    const char *value;
};

struct html_nodes {
    struct html_node *items; /* in document order */
    size_t count;
};

/*
 * What the operator's selectors for that part select; nothing where there are
 * none. Fails with ERR_USAGE.
 */
bool html_select(struct html_nodes *out, struct arena *a, xmlDoc *doc,
        const struct selector *selectors, const char *part,
        struct err *err) MUST_USE;

/* The markup of node's children, or of itself, too. */
void html_write(struct buf *out, xmlNode *node, bool itself);
