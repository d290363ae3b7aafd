/*
 * sitemap.c - the protocol of sitemaps.org, with Google's news and images.
 *
 * Where any address is marked as news, the others are not: legal notices, tags.
 * lastmod says when an article changed, never when it appeared.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
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

/* ---- the newest ---- */

struct entry_at {
    const struct xml_node *url;
    size_t at; /* its place */
    int64_t when;
};

/* An address without a date is older than all others. */
static int64_t when(struct arena *a, const struct xml_node *url)
{
    const struct xml_node *news = extension(url, SITEMAP_NEWS, "news");
    const char *const texts[] = {text_of(a, xml_child(url, NS_NONE, "lastmod")),
            text_of(a, extension(news, SITEMAP_NEWS, "publication_date"))};
    int64_t latest = INT64_MIN, time;

    for (size_t i = 0; i < COUNT(texts); i++)
        if (texts[i] && date_read(texts[i], &time, NULL) && time > latest)
            latest = time;
    return latest;
}

static int newest_first(const void *left, const void *right)
{
    const struct entry_at *a = left, *b = right;

    if (a->when != b->when)
        return a->when < b->when ? 1 : -1;
    return a->at < b->at ? -1 : 1;
}

static int in_order(const void *left, const void *right)
{
    const struct entry_at *a = left, *b = right;

    return a->at < b->at ? -1 : 1;
}

static bool is_entry(const struct xml_node *n, bool news)
{
    return xml_is(n, NS_NONE, "url") && !n->is_cut &&
            (!news || extension(n, SITEMAP_NEWS, "news"));
}

/* The newest that are not too many, in the order of the document. */
static struct entry_at *find_entries(size_t *count, struct reading *out,
        struct arena *a, const struct xml_node *root)
{
    bool news = has_news(root);
    struct entry_at *all;
    size_t size = 0;

    for (const struct xml_node *n = root->children; n; n = n->next)
        size += is_entry(n, news);
    all = ARENA_ARRAY(a, struct entry_at, size + 1);
    *count = 0;
    for (const struct xml_node *n = root->children; n; n = n->next)
        if (is_entry(n, news)) {
            all[*count] = (struct entry_at){n, *count, 0};
            ++*count;
        }
    if (*count <= SITEMAP_ITEMS_MAX)
        return all;
    for (size_t i = 0; i < *count; i++)
        all[i].when = when(a, all[i].url);
    qsort(all, *count, sizeof(*all), newest_first);
    *count = SITEMAP_ITEMS_MAX;
    qsort(all, *count, sizeof(*all), in_order);
    problem_add(&out->problems, a, "content", 0, 0,
            "a sitemap of %zu addresses: only the %d newest were read", size,
            (int)SITEMAP_ITEMS_MAX);
    return all;
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
    const struct entry_at *entries;
    size_t count;

    if (!xml_parse(&xml, out, a, doc, text, err))
        return false;
    if (!xml_is(xml.root, NS_NONE, "urlset"))
        return fail(err, ERR_DOCUMENT, "no sitemap, or only an index of some");
    head->base = doc->url;
    out->feed = head;
    entries = find_entries(&count, out, a, xml.root);
    for (size_t i = 0; i < count; i++) {
        item = read_url(a, entries[i].url);
        if (!item)
            continue;
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
