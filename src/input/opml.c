/* opml.c - lists of feeds (OPML 1.0 and 2.0), for those who bring their own. */
#include <string.h>

#include "input/element.h"
#include "input/prolog.h"

/* Feeds, and the groups they are in: the names of the outlines around them. */
struct opml {
    struct taker t;
    struct items items;
};

static const char *named(const struct opml *o, const struct xml_node *outline)
{
    const char *text = xml_attr(o->t.a, outline, NS_NONE, "text");

    return text ? text : xml_attr(o->t.a, outline, NS_NONE, "title");
}

/* "feed:" was a scheme once, before a URL or in its place. A password is no
 * part of what is written, and so of what is polled. */
static const char *address(const struct opml *o, const char *url)
{
    const char *host = strstr(url, "://");
    size_t user = host ? strcspn(host + 3, "@/?#") : 0;

    if (host && host[3 + user] == '@')
        problem_add(&o->t.reading->problems, o->t.a, "content", 0, 0,
                "a user and password are left out of an address of %s",
                host + 3 + user + 1);
    if (strncasecmp(url, "feed:", 5) != 0)
        return url;
    url += 5;
    return strncmp(url, "//", 2) == 0 ? arena_printf(o->t.a, "http:%s", url)
                                      : url;
}

static void add_link(struct opml *o, const char *rel, const char *href)
{
    struct link *link;

    if (!href)
        return;
    link = ARENA_NEW(o->t.a, struct link);
    link->rel = rel;
    link->href = href;
    list_add_most(&o->t.item->links, link, PARTS_MAX);
}

static void add_groups(struct opml *o, const struct xml_node *outline)
{
    for (const struct xml_node *n = outline->parent; n && n->name;
            n = n->parent) {
        const char *name = strcmp(n->name->key, "outline") == 0 ? named(o, n)
                                                                : NULL;
        struct category *group;

        if (!name)
            continue;
        group = ARENA_NEW(o->t.a, struct category);
        group->term = name;
        list_add_most(&o->t.item->categories, group, PARTS_MAX);
    }
}

static bool add_feed(struct opml *o, const struct xml_node *outline)
{
    const char *url = xml_attr(o->t.a, outline, NS_NONE, "xmlurl");
    const char *name = named(o, outline);
    struct said *title;

    element_begin(&o->t, outline);
    add_link(o, "self", address(o, url));
    add_link(o, "alternate", xml_attr(o->t.a, outline, NS_NONE, "htmlurl"));
    add_groups(o, outline);
    if (name) {
        title = ARENA_NEW(o->t.a, struct said);
        *title = (struct said){.type = "text", .value = name};
        o->t.item->title = title;
    }
    return element_add(&o->t, &o->items);
}

/* Nesting is bounded by XML_DEPTH_MAX. */
static bool add_feeds(struct opml *o, const struct xml_node *parent)
{
    for (const struct xml_node *n = parent->children; n; n = n->next) {
        if (!n->name || n->is_cut)
            continue;
        if (xml_attr(o->t.a, n, NS_NONE, "xmlurl") && !add_feed(o, n))
            return false;
        if (!add_feeds(o, n))
            return false;
    }
    return true;
}

static bool claims(const struct document *doc, const char *head, size_t size)
{
    UNUSED(doc);
    return prolog_is(head, size, "opml");
}

static bool read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes text, struct err *err)
{
    struct opml o = {
            .t = {.a = a, .reading = out},
            .items = {.tail = &out->items     }
    };
    struct xml_document xml;

    if (!doc->kind || strcmp(doc->kind, "opml") != 0)
        return fail(err, ERR_DOCUMENT,
                "it is a list of feeds: affluent import reads it");
    if (!xml_parse(&xml, out, a, doc, text, err))
        return false;
    out->version = xml_attr(a, xml.root, NS_NONE, "version");
    element_begin(&o.t, xml.root);
    out->feed = o.t.item;
    add_feeds(&o, xml.root);
    return true;
}

const struct input input_opml = {
        .name = "opml",
        .claims = claims,
        .read = read,
};
