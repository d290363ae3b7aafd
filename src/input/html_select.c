/* html_select.c - what the operator's selectors find in a page. */
#include <limits.h>
#include <string.h>

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/selector.h"
#include "base/text.h"
#include "input/html.h"

/* libxml2 2.12 made the error const. */
#if LIBXML_VERSION >= 21200
#define XML_ERROR_PARAMETER const xmlError *
#else
#define XML_ERROR_PARAMETER xmlError *
#endif

enum {
    XPATH_STEPS = 4000000, /* libxml2's operations: about half a second */
    NODES_MAX = 1000,
};

static void say_nothing(void *data, XML_ERROR_PARAMETER error)
{
    UNUSED(data);
    UNUSED(error);
}

/* Attributes and texts stand in for their elements; a document is none. */
static xmlNode *element_of(xmlNode *node)
{
    if (node->type == XML_NAMESPACE_DECL)
        return NULL;
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->parent;
    return node;
}

static void keep(struct html_nodes *out, struct arena *a, const xmlNodeSet *set)
{
    for (int i = 0; set && i < set->nodeNr && out->count < NODES_MAX; i++) {
        xmlNode *node = set->nodeTab[i], *element = element_of(node);
        struct html_node *into = &out->items[out->count];

        if (!element)
            continue;
        *into = (struct html_node){.element = element};
        if (node->type == XML_ATTRIBUTE_NODE)
            into->value = html_attribute(a, element, (const char *)node->name);
        else if (node->type == XML_TEXT_NODE)
            into->value = text_line(a, (const char *)node->content,
                    strlen((const char *)node->content));
        out->count++;
    }
}

static bool evaluate(struct html_nodes *out, struct arena *a, xmlDoc *doc,
        const char *xpath, struct err *err)
{
    xmlXPathContext *context = xmlXPathNewContext(doc);
    xmlXPathObject *found = NULL;

    if (context) {
        context->error = say_nothing;
        context->opLimit = XPATH_STEPS;
        context->node = (xmlNode *)doc;
        found = xmlXPathEval((const xmlChar *)xpath, context);
    }
    if (found && found->type == XPATH_NODESET) {
        xmlXPathNodeSetSort(found->nodesetval);
        keep(out, a, found->nodesetval);
    }
    xmlXPathFreeContext(context);
    if (!found)
        return fail(err, ERR_USAGE, "%s: too much work on this page", xpath);
    xmlXPathFreeObject(found);
    return true;
}

bool html_select(struct html_nodes *out, struct arena *a, xmlDoc *doc,
        const struct selector *selectors, const char *part, struct err *err)
{
    const char *xpath;
    int column;

    *out = (struct html_nodes){0};
    for (const struct selector *s = selectors; s; s = s->next) {
        if (strcmp(s->part, part) != 0)
            continue;
        if (!out->items)
            out->items = ARENA_ARRAY(a, struct html_node, NODES_MAX);
        if (!selector_xpath(&xpath, a, s->text, &column, err) ||
                !evaluate(out, a, doc, xpath, err))
            return fail_in(err, "%s: ", part);
    }
    return true;
}
