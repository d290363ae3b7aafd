#include <string.h>

#include "input/extension.h"

/* The prefixes in the table, whatever they are in the document. */
static const char *prefix_of(const struct xml_node *node)
{
    static const char *const prefixes[] = {
            [NS_GEORSS] = "georss",
            [NS_ITUNES] = "itunes",
            [NS_MEDIA] = "media",
            [NS_PODCAST] = "podcast",
    };
    enum xml_ns ns = node->name->ns;

    return ns < COUNT(prefixes) ? prefixes[ns] : NULL;
}

static void add(struct taker *t, const char *prefix, const char *name,
        const char *text, struct property *properties)
{
    struct extension *made;

    if (!text && !properties)
        return;
    made = ARENA_NEW(t->a, struct extension);
    *made = (struct extension){.prefix = prefix,
            .name = name,
            .text = text,
            .properties = properties};
    list_add_most(&t->item->extensions, made, PARTS_MAX);
}

static struct property *properties(struct taker *t, const struct xml_node *node,
        const struct vocabulary *v)
{
    struct property *first = NULL;

    for (const struct xml_attr *attr = node->attrs; attr; attr = attr->next) {
        struct property *made;
        const char *name = attr->name->ns == NS_NONE
                ? vocabulary_word(t->a, v->properties, attr->name->key)
                : NULL;

        if (!name || !*attr->value)
            continue;
        made = ARENA_NEW(t->a, struct property);
        made->name = name;
        made->value = attr->value;
        list_add_most(&first, made, PARTS_MAX);
    }
    return first;
}

static void take(struct taker *t, const struct xml_node *node)
{
    const char *prefix = prefix_of(node);
    const struct vocabulary *v = prefix ? vocabulary_of(prefix) : NULL;
    const char *name = v ? vocabulary_word(t->a, v->names, node->name->key)
                         : NULL;

    if (name)
        add(t, prefix, name,
                xml_has_elements(node) ? NULL : xml_text(t->a, node),
                properties(t, node, v));
}

/* The first element of that name below node, or NULL. Nesting is bounded by
 * XML_DEPTH_MAX. */
static const struct xml_node *below(const struct xml_node *node,
        const char *key)
{
    const struct xml_node *found = NULL;

    for (const struct xml_node *n = node->children; n && !found; n = n->next)
        if (n->name && !n->is_cut)
            found = strcmp(n->name->key, key) == 0 ? n : below(n, key);
    return found;
}

static const char *text_below(struct taker *t, const struct xml_node *node,
        const char *key)
{
    const struct xml_node *found = node ? below(node, key) : NULL;

    return found ? xml_text(t->a, found) : NULL;
}

/* What GML says in more words: georss.org, section on encodings. */
static void take_where(struct taker *t, const struct xml_node *where)
{
    static const struct {
        const char *shape, *list, *name;
    } shapes[] = {
            {"point",      "pos",     "point"  },
            {"linestring", "poslist", "line"   },
            {"polygon",    "poslist", "polygon"},
    };
    const char *low = text_below(t, where, "lowercorner");
    const char *high = text_below(t, where, "uppercorner");

    for (size_t i = 0; i < COUNT(shapes); i++)
        add(t, "georss", shapes[i].name,
                text_below(t, below(where, shapes[i].shape), shapes[i].list),
                NULL);
    if (low && high)
        add(t, "georss", "box", arena_printf(t->a, "%s %s", low, high), NULL);
}

void extension_take(struct taker *t, const struct xml_node *node)
{
    const struct xml_node *lat = xml_child(node, NS_GEO, "lat");
    const struct xml_node *longitude = xml_child(node, NS_GEO, "long");

    for (const struct xml_node *n = node->children; n; n = n->next) {
        if (!n->name || n->is_cut)
            continue;
        if (xml_is(n, NS_GEORSS, "where"))
            take_where(t, n);
        else
            take(t, n);
        if (n->name->ns == NS_MEDIA || xml_is(n, NS_GEO, "point"))
            extension_take(t, n); /* groups, and what stands in a content */
    }
    if (lat && longitude && xml_text(t->a, lat) && xml_text(t->a, longitude))
        add(t, "georss", "point",
                arena_printf(t->a, "%s %s", xml_text(t->a, lat),
                        xml_text(t->a, longitude)),
                NULL);
}
