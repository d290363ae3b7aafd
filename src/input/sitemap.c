/*
 * sitemap.c - the protocol of sitemaps.org, with Google's news and images.
 *
 * Where any address is marked as news, the others are not: legal notices, tags.
 * lastmod says when an article changed, never when it appeared.
 */
#include <string.h>

#include "input/xml.h"

enum { SITEMAP_ITEMS_MAX = 2000 };

#define SITEMAP_NEWS  "google.com/schemas/sitemap-news/"
#define SITEMAP_IMAGE "google.com/schemas/sitemap-image/"

/* The first child of that name in one of Google's namespaces, or NULL. */
static const struct xml_node *extension(const struct xml_node *parent,
        const char *ns, const char *key)
{
    const struct xml_node *node = parent ? parent->children : NULL;

    for (; node; node = node->next)
        if (node->name && strcmp(node->name->key, key) == 0 &&
                node->name->uri && strstr(node->name->uri, ns))
            return node;
    return NULL;
}

static const char *text_of(struct arena *a, const struct xml_node *node)
{
    return node ? xml_text(a, node) : NULL;
}

/* NULL where there is no address. */
static struct item *read_url(struct arena *a, const struct xml_node *url)
{
    const struct xml_node *news = extension(url, SITEMAP_NEWS, "news");
    const struct xml_node *image = extension(url, SITEMAP_IMAGE, "image");
    const char *loc = text_of(a, xml_child(url, NS_NONE, "loc")), *title;
    struct item *item = ARENA_NEW(a, struct item);
    struct link *link = ARENA_NEW(a, struct link);
    struct said *said = ARENA_NEW(a, struct said);

    if (!loc)
        return NULL;
    *link = (struct link){.rel = "alternate", .href = loc};
    item->links = link;
    title = text_of(a, extension(news, SITEMAP_NEWS, "title"));
    *said = (struct said){.type = "text", .value = title};
    item->title = title ? said : NULL;
    claim_add(&item->dates, a, "published",
            text_of(a, extension(news, SITEMAP_NEWS, "publication_date")),
            "news:publication_date");
    claim_add(&item->dates, a, "updated",
            text_of(a, xml_child(url, NS_NONE, "lastmod")), "lastmod");
    item->lang = text_of(a,
            extension(extension(news, SITEMAP_NEWS, "publication"),
                    SITEMAP_NEWS, "language"));
    item->image = text_of(a, extension(image, SITEMAP_IMAGE, "loc"));
    return item;
}

static bool has_news(const struct xml_node *root)
{
    for (const struct xml_node *n = root->children; n; n = n->next)
        if (extension(n, SITEMAP_NEWS, "news"))
            return true;
    return false;
}

static bool sitemap_claims(const struct document *doc, const char *head,
        size_t size)
{
    if (doc->kind)
        return strcmp(doc->kind, "sitemap") == 0;
    return memmem(head, size, "<urlset", 7) ||
            memmem(head, size, "<sitemapindex", 13);
}

static bool sitemap_read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes text, struct err *err)
{
    struct xml_document xml;
    struct item *head = ARENA_NEW(a, struct item), *item, **tail = &out->items;
    int count = 0;
    bool news;

    if (!xml_parse(&xml, out, a, doc, text, err))
        return false;
    if (!xml_is(xml.root, NS_NONE, "urlset"))
        return fail(err, ERR_DOCUMENT, "no sitemap, or only an index of some");
    head->base = doc->url;
    out->feed = head;
    news = has_news(xml.root);
    for (const struct xml_node *n = xml.root->children; n; n = n->next) {
        if (!xml_is(n, NS_NONE, "url") || n->is_cut ||
                count == SITEMAP_ITEMS_MAX ||
                (news && !extension(n, SITEMAP_NEWS, "news")))
            continue;
        item = read_url(a, n);
        if (!item)
            continue;
        count++;
        *tail = item;
        tail = &item->next;
    }
    return true;
}

const struct input input_sitemap = {
        .name = "sitemap",
        .claims = sitemap_claims,
        .read = sitemap_read,
};
