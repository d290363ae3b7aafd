/*
 * rss.c - RSS 0.90 to 2.0, among them the two of RDF, with their modules.
 *
 * The specifications are loose and their users looser: a field is looked for in
 * several elements, and items beside the channel as in it.
 */
#include <string.h>

#include "input/extension.h"
#include "input/prolog.h"
#include "input/rhythm.h"

static TAKE(comments);
static TAKE(enclosure);
static TAKE(image);
static TAKE(license);
static TAKE(art);
static TAKE(source);

/* The format's own elements before those of modules. */
static const struct rule item_rules[] = {
        {NS_NONE,    "guid",        take_text,      AT(id),      NULL       },
        {NS_NONE,    "title",       take_said,      AT(title),   "text"     },
        {NS_DC,      "title",       take_said,      AT(title),   "text"     },
        {NS_MEDIA,   "title",       take_said,      AT(title),   "text"     },
        {NS_ITUNES,  "title",       take_said,      AT(title),   "text"     },
        {NS_NONE,    "description", take_said,      AT(summary), "html"     },
        {NS_DC,      "description", take_said,      AT(summary), "html"     },
        {NS_ITUNES,  "summary",     take_said,      AT(summary), "html"     },
        {NS_ITUNES,  "subtitle",    take_said,      AT(summary), "html"     },
        {NS_MEDIA,   "description", take_said,      AT(summary), "html"     },
        {NS_ATOM,    "summary",     take_typed,     AT(summary), NULL       },
        {NS_CONTENT, "encoded",     take_said,      AT(content), "html"     },
        {NS_XHTML,   "body",        take_said,      AT(content), "html"     },
        {NS_NONE,    "body",        take_said,      AT(content), "html"     },
        {NS_NONE,    "fullitem",    take_said,      AT(content), "html"     },
        {NS_ATOM,    "content",     take_typed,     AT(content), NULL       },
        {NS_DC,      "rights",      take_said,      AT(rights),  "text"     },
        {NS_NONE,    "copyright",   take_said,      AT(rights),  "text"     },
        {NS_ATOM,    "rights",      take_typed,     AT(rights),  NULL       },
        {NS_NONE,    "link",        take_link,      0,           "alternate"},
        {NS_ATOM,    "link",        take_link,      0,           NULL       },
        {NS_NONE,    "enclosure",   take_enclosure, 0,           NULL       },
        {NS_NONE,    "comments",    take_comments,  0,           NULL       },
        {NS_WFW,     "commentrss",  take_comments,  0,           NULL       },
        {NS_CC,      "license",     take_license,   0,           NULL       },
        {NS_NONE,    "author",      take_author,    0,           NULL       },
        {NS_DC,      "creator",     take_author,    0,           NULL       },
        {NS_DC,      "author",      take_author,    0,           NULL       },
        {NS_ITUNES,  "author",      take_author,    0,           NULL       },
        {NS_ATOM,    "author",      take_author,    0,           NULL       },
        {NS_DC,      "contributor", take_helper,    0,           NULL       },
        {NS_ATOM,    "contributor", take_helper,    0,           NULL       },
        {NS_NONE,    "category",    take_category,  0,           NULL       },
        {NS_DC,      "subject",     take_category,  0,           NULL       },
        {NS_ITUNES,  "category",    take_category,  0,           "text"     },
        {NS_ITUNES,  "keywords",    take_keywords,  0,           NULL       },
        {NS_MEDIA,   "category",    take_category,  0,           NULL       },
        {NS_ATOM,    "category",    take_category,  0,           "term"     },
        {NS_NONE,    "pubdate",     take_issued,    0,           NULL       },
        {NS_TERMS,   "issued",      take_issued,    0,           NULL       },
        {NS_ATOM,    "published",   take_issued,    0,           NULL       },
        {NS_TERMS,   "created",     take_issued,    0,           NULL       },
        {NS_TERMS,   "modified",    take_updated,   0,           NULL       },
        {NS_ATOM,    "updated",     take_updated,   0,           NULL       },
        {NS_DC,      "date",        take_updated,   0,           NULL       },
        {NS_MEDIA,   "thumbnail",   take_picture,   AT(image),   NULL       },
        {NS_ITUNES,  "image",       take_picture,   AT(image),   NULL       },
        {NS_ITUNES,  "link",        take_art,       AT(image),   NULL       },
        {NS_MEDIA,   "group",       take_media,     0,           NULL       },
        {NS_DC,      "language",    take_lang,      0,           NULL       },
        {NS_NONE,    "source",      take_source,    0,           NULL       },
        {NS_THR,     "in-reply-to", take_reply,     0,           NULL       },
        {NS_APP,     "control",     take_control,   0,           NULL       },
};

static const struct rule channel_rules[] = {
        {NS_NONE,   "title",          take_said,     AT(title),    "text"     },
        {NS_DC,     "title",          take_said,     AT(title),    "text"     },
        {NS_ITUNES, "title",          take_said,     AT(title),    "text"     },
        {NS_NONE,   "description",    take_said,     AT(subtitle), "text"     },
        {NS_DC,     "description",    take_said,     AT(subtitle), "text"     },
        {NS_ITUNES, "subtitle",       take_said,     AT(subtitle), "text"     },
        {NS_ITUNES, "summary",        take_said,     AT(subtitle), "text"     },
        {NS_ATOM,   "subtitle",       take_typed,    AT(subtitle), NULL       },
        {NS_NONE,   "copyright",      take_said,     AT(rights),   "text"     },
        {NS_DC,     "rights",         take_said,     AT(rights),   "text"     },
        {NS_ATOM,   "rights",         take_typed,    AT(rights),   NULL       },
        {NS_NONE,   "link",           take_link,     0,            "alternate"},
        {NS_ATOM,   "link",           take_link,     0,            NULL       },
        {NS_CC,     "license",        take_license,  0,            NULL       },
        {NS_NONE,   "managingeditor", take_author,   0,            NULL       },
        {NS_NONE,   "author",         take_author,   0,            NULL       },
        {NS_DC,     "creator",        take_author,   0,            NULL       },
        {NS_DC,     "author",         take_author,   0,            NULL       },
        {NS_ITUNES, "author",         take_author,   0,            NULL       },
        {NS_ATOM,   "author",         take_author,   0,            NULL       },
        {NS_DC,     "contributor",    take_helper,   0,            NULL       },
        {NS_ATOM,   "contributor",    take_helper,   0,            NULL       },
        {NS_NONE,   "category",       take_category, 0,            NULL       },
        {NS_DC,     "subject",        take_category, 0,            NULL       },
        {NS_ITUNES, "category",       take_category, 0,            "text"     },
        {NS_ITUNES, "keywords",       take_keywords, 0,            NULL       },
        {NS_MEDIA,  "category",       take_category, 0,            NULL       },
        {NS_NONE,   "pubdate",        take_issued,   0,            NULL       },
        {NS_TERMS,  "issued",         take_issued,   0,            NULL       },
        {NS_TERMS,  "created",        take_issued,   0,            NULL       },
        {NS_NONE,   "lastbuilddate",  take_updated,  0,            NULL       },
        {NS_TERMS,  "modified",       take_updated,  0,            NULL       },
        {NS_ATOM,   "updated",        take_updated,  0,            NULL       },
        {NS_DC,     "date",           take_updated,  0,            NULL       },
        {NS_NONE,   "generator",      take_program,  0,            NULL       },
        {NS_ADMIN,  "generatoragent", take_program,  0,            NULL       },
        {NS_ATOM,   "icon",           take_text,     AT(icon),     NULL       },
        {NS_NONE,   "image",          take_image,    AT(logo),     NULL       },
        {NS_ITUNES, "image",          take_picture,  AT(logo),     NULL       },
        {NS_ITUNES, "link",           take_art,      AT(logo),     NULL       },
        {NS_ATOM,   "logo",           take_text,     AT(logo),     NULL       },
        {NS_DC,     "language",       take_lang,     0,            NULL       },
        {NS_NONE,   "language",       take_lang,     0,            NULL       },
        {NS_ATOM,   "id",             take_text,     AT(id),       NULL       },
        {NS_NONE,   "ttl",            take_ttl,      0,            NULL       },
};

/* ---- links ---- */

static void add_link(struct taker *t, const struct xml_node *node,
        struct link link)
{
    struct link *copy;

    if (!link.href)
        return;
    copy = ARENA_NEW(t->a, struct link);
    *copy = link;
    copy->base = node->scope->base;
    list_add_most(&t->item->links, copy, PARTS_MAX);
}

/* A page; or wfw's feed of them. */
static TAKE(comments)
{
    bool is_feed = node->name->ns == NS_WFW;

    UNUSED(rule);
    add_link(t, node,
            (struct link){.rel = "replies",
                    .href = xml_text(t->a, node),
                    .type = is_feed ? "application/rss+xml" : "text/html"});
}

static TAKE(enclosure)
{
    UNUSED(rule);
    add_link(t, node,
            (struct link){.rel = "enclosure",
                    .href = xml_attr(t->a, node, NS_NONE, "url"),
                    .type = xml_attr(t->a, node, NS_NONE, "type"),
                    .length = element_number(
                            xml_attr(t->a, node, NS_NONE, "length"))});
}

/* One of the two modules has it as a text, the other as a reference. */
static TAKE(license)
{
    const char *href = xml_attr(t->a, node, NS_RDF, "resource");

    UNUSED(rule);
    add_link(t, node,
            (struct link){.rel = "license",
                    .href = href ? href : xml_text(t->a, node)});
}

/* A guid is the item's address too, unless it says that it is none. */
static void link_by_guid(struct taker *t, const struct xml_node *item)
{
    const struct xml_node *guid = element_child(t, item, "guid");
    const char *is_link, *href;

    for (const struct link *l = t->item->links; l; l = l->next)
        if (!l->rel || strcmp(l->rel, "alternate") == 0)
            return;
    if (!guid)
        return;
    is_link = xml_attr(t->a, guid, NS_NONE, "ispermalink");
    href = xml_text(t->a, guid);
    if (href &&
            (is_link ? strcasecmp(is_link, "false") != 0
                     : strncasecmp(href, "http", 4) == 0))
        add_link(t, guid, (struct link){.rel = "alternate", .href = href});
}

/* ---- pictures and sources ---- */

static TAKE(image)
{
    const struct xml_node *url = element_child(t, node, "url");

    if (url)
        take_text(t, url, rule);
}

/* itunes:link, which some publishers have made up. */
static TAKE(art)
{
    const char *rel = xml_attr(t->a, node, NS_NONE, "rel");

    if (rel && strcasecmp(rel, "image") == 0)
        take_picture(t, node, rule);
}

static TAKE(source)
{
    static const struct rule title = {.into = AT(title), .what = "text"};
    struct taker inner = *t;

    UNUSED(rule);
    if (t->item->source)
        return;
    element_begin(&inner, node);
    take_said(&inner, node, &title);
    add_link(&inner, node,
            (struct link){.rel = "self",
                    .href = xml_attr(t->a, node, NS_NONE, "url")});
    t->item->source = inner.item;
}

/* ---- the document ---- */

static bool claims(const struct document *doc, const char *head, size_t size)
{
    static const char *const roots[] = {"rss", "rdf", "channel"};

    UNUSED(doc);
    for (size_t i = 0; i < COUNT(roots); i++)
        if (prolog_is(head, size, roots[i]))
            return true;
    return false;
}

/* RDF's two versions differ in their elements' namespace. */
static const char *version_of(struct arena *a, const struct xml_document *xml,
        const struct xml_node *channel)
{
    const char *ns = xml->default_ns;

    if (strcmp(xml->root->name->key, "rdf") != 0)
        return xml_attr(a, xml->root, NS_NONE, "version");
    if (channel && channel->name->uri)
        ns = channel->name->uri;
    return ns && strstr(ns, "netscape") ? "0.90" : "1.0";
}

/* Adds the items among the children of node; false where there are enough. */
static bool read_items(struct taker *t, struct items *items,
        const struct xml_node *node)
{
    for (const struct xml_node *n = node->children; n; n = n->next) {
        if (!element_is(t, n, "item"))
            continue;
        element_begin(t, n);
        element_follow(t, n, item_rules, COUNT(item_rules));
        if (!t->item->id)
            t->item->id = xml_attr(t->a, n, NS_RDF, "about");
        link_by_guid(t, n);
        extension_take(t, n);
        if (!element_add(t, items))
            return false;
    }
    return true;
}

/* A channel that the end of the document cut is still the channel. */
static const struct xml_node *find_channel(const struct taker *t,
        const struct xml_node *root)
{
    if (strcmp(root->name->key, "channel") == 0)
        return root;
    for (const struct xml_node *n = root->children; n; n = n->next)
        if (n->name && strcmp(n->name->key, "channel") == 0 &&
                (n->name->ns == NS_NONE || n->name->ns == t->own))
            return n;
    return NULL;
}

static bool read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes text, struct err *err)
{
    struct taker t = {.a = a, .reading = out};
    struct items items = {.tail = &out->items};
    struct xml_document xml;
    const struct xml_node *root, *channel;
    const struct rule logo = {.into = AT(logo)};

    if (!xml_parse(&xml, out, a, doc, text, err))
        return false;
    root = xml.root;
    t.own = root->name->ns == NS_RDF ? NS_NONE : root->name->ns;
    channel = find_channel(&t, root);
    out->version = version_of(a, &xml, channel);
    element_begin(&t, channel ? channel : root);
    out->feed = t.item;
    if (channel)
        element_follow(&t, channel, channel_rules, COUNT(channel_rules));
    rhythm_take(&t, channel ? channel : root);
    for (const struct xml_node *n = root->children; n; n = n->next)
        if (element_is(&t, n, "image"))
            take_image(&t, n, &logo);
    if (!channel || channel == root || read_items(&t, &items, channel))
        read_items(&t, &items, root);
    return true;
}

const struct input input_rss = {
        .name = "rss",
        .claims = claims,
        .read = read,
};
