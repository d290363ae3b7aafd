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
    list_add(&t->item->extensions, made);
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
        list_add(&first, made);
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
        add(t, prefix, name, xml_text(t->a, node), properties(t, node, v));
}

/* The first text of an element of that name below node, or NULL. */
static const char *text_below(struct taker *t, const struct xml_node *node,
        const char *key)
{
    const char *text = NULL;

    for (const struct xml_node *n = node->children; n && !text; n = n->next) {
        if (!n->name || n->is_cut)
            continue;
        text = strcmp(n->name->key, key) == 0 ? xml_text(t->a, n)
                                              : text_below(t, n, key);
    }
    return text;
}

/* What GML says in more words: georss.org, section on encodings. */
static void take_where(struct taker *t, const struct xml_node *where)
{
    const char *low = text_below(t, where, "lowercorner");
    const char *high = text_below(t, where, "uppercorner");

    add(t, "georss", "point", text_below(t, where, "pos"), NULL);
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
        if (xml_is(n, NS_GEORSS, "where") || xml_is(n, NS_GEO, "point"))
            take_where(t, n);
        else if (xml_is(n, NS_MEDIA, "group"))
            extension_take(t, n);
        else
            take(t, n);
    }
    if (lat && longitude && xml_text(t->a, lat) && xml_text(t->a, longitude))
        add(t, "georss", "point",
                arena_printf(t->a, "%s %s", xml_text(t->a, lat),
                        xml_text(t->a, longitude)),
                NULL);
}
