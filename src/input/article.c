/*
 * article.c - a page that is one article.
 */
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "input/chrome.h"
#include "input/stated.h"

enum {
    HEADINGS_MAX = 200,
    SEPARATOR_MOST = 5, /* bytes: " – " */
    LEAD_LEAST = 40,    /* bytes */
};

/* ---- the title ---- */

/* "" where nothing is left to compare. */
static const char *fold(struct arena *a, const char *text)
{
    const char *folded = text ? text_fold(a, text, strlen(text)) : NULL;

    return folded ? folded : "";
}

static bool begins_with(const char *text, const char *beginning)
{
    return *beginning && strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), length = strlen(end);

    return length > 0 && size > length &&
            strcmp(text + size - length, end) == 0;
}

/* The site's name is a link to its front page. */
static bool leads_home(struct page *page, const xmlNode *heading)
{
    const xmlNode *link = html_find((xmlNode *)heading, "a");
    const char *href = link ? html_attribute(page->a, link, "href") : NULL;
    const char *site = href ? url_join(page->a, page->doc->url, "/") : NULL;
    const char *url = href ? url_join(page->a, page->base, href) : NULL;

    return url && site && url_compare(url, site) == 0;
}

static bool is_inside(const xmlNode *node, bool (*is)(const xmlNode *node))
{
    for (; node; node = node->parent)
        if (node->type == XML_ELEMENT_NODE && is(node))
            return true;
    return false;
}

/* "Article | Site" where both are headings. */
struct halves {
    const char *title; /* folded */
    const xmlNode *article, *site;
};

static bool is_heading(const xmlNode *node)
{
    return html_is_one(node, "h1 h2 h3");
}

static bool stands_apart(struct page *page, const xmlNode *heading)
{
    return leads_home(page, heading) || body_prose(heading->parent) == 0 ||
            (!is_inside(heading, page_is_article) &&
                    is_inside(heading, chrome_is_margin));
}

/* The site's name stands apart from the prose, and else last in the title. */
static void read_halves(struct halves *out, struct page *page)
{
    const char *title = out->title = fold(page->a, page->title), *text;
    const xmlNode *first = NULL, *last = NULL;
    size_t size = 0, length = 0;
    int count = 0;

    for (xmlNode *n = page->body; n; n = html_next(page->body, n)) {
        if (!*title || !is_heading(n) || count++ >= HEADINGS_MAX)
            continue;
        text = fold(page->a, block_text(page->a, n));
        if (!first && begins_with(title, text)) {
            first = n;
            size = strlen(text);
        } else if (!last && ends_with(title, text)) {
            last = n;
            length = strlen(text);
        }
    }
    if (!first || !last || size + length >= strlen(title) ||
            size + length + SEPARATOR_MOST < strlen(title))
        return;
    out->article = first;
    out->site = last;
    if (stands_apart(page, first) && !stands_apart(page, last)) {
        out->article = last;
        out->site = first;
    }
}

/* Points for and against a heading that may be the article's title. An h1 alone
 * is enough. */
static int weigh(struct page *page, const xmlNode *node, const char *text,
        const struct halves *halves)
{
    const struct metadata *metadata = &page->metadata;
    struct arena *a = page->a;
    bool article = is_inside(node, page_is_article);
    int points = html_is(node, "h1") ? 3 : html_is(node, "h2");

    if (article)
        points += 1;
    if (html_has_class(node, "entry-title p-name page-title post-title") ||
            html_has_word(node, "itemprop", "headline"))
        points += 3;
    if (strcmp(fold(a, metadata->headline), fold(a, text)) == 0)
        points += 4;
    if (node != halves->site &&
            (begins_with(halves->title, fold(a, text)) ||
                    ends_with(halves->title, fold(a, text))))
        points += 3;
    if (leads_home(page, node))
        points -= 8;
    if (metadata_is_site(a, metadata, text))
        points -= 8;
    if (!article && is_inside(node, chrome_is_margin))
        points -= 2;
    return points;
}

xmlNode *article_heading(struct page *page)
{
    struct halves halves = {0};
    xmlNode *best = NULL;
    int most = 2, points, count = 0;
    const char *text;

    if (page->selected.title.count > 0)
        return page->selected.title.items[0].element;
    read_halves(&halves, page);
    for (xmlNode *n = page->body; n; n = html_next(page->body, n)) {
        text = is_heading(n) && count++ < HEADINGS_MAX ? block_text(page->a, n)
                                                       : NULL;
        points = text ? weigh(page, n, text, &halves) : 0;
        if (points > most) {
            most = points;
            best = n;
        }
    }
    return best;
}

/* Where no heading stands out: the first one before or in the body. */
static xmlNode *first_heading(const struct page *page, const struct body *body)
{
    xmlNode *part = body->count > 0 ? body->parts[0] : page->body;

    for (xmlNode *n = part; n; n = html_next(part, n))
        if (html_is_heading(n))
            return n;
    return NULL;
}

static const char *const separators[] = {" | ", " - ", " – ", " — ",
        " :: ", " · ", " • ", " » ", " « "};

const char *article_without_site(struct arena *a, const char *title)
{
    const char *last = NULL, *at;

    for (size_t i = 0; title && i < COUNT(separators); i++)
        for (at = title; (at = strstr(at, separators[i])); at++)
            if (!last || at > last)
                last = at;
    return last && last > title ? arena_copy(a, title, (size_t)(last - title))
                                : title;
}

/* What the window's title has behind the article's is the site's name. */
static void learn_site(struct page *page, const char *title)
{
    size_t size = strlen(title);
    const char *rest;

    if (!page->title || strncmp(page->title, title, size) != 0)
        return;
    rest = page->title + size;
    for (size_t i = 0; i < COUNT(separators); i++)
        if (strncmp(rest, separators[i], strlen(separators[i])) == 0)
            metadata_site(&page->metadata, page->a,
                    rest + strlen(separators[i]));
}

static const char *title_of(struct page *page, const struct body *body,
        xmlNode **heading, const char **from)
{
    const struct html_nodes *selected = &page->selected.title;
    const char *title = NULL;

    *from = "selector title";
    if (selected->count > 0 && selected->items[0].value)
        return selected->items[0].value;
    if (!*heading && page->metadata.headline) {
        *from = claim_of(page->metadata.claims, "title")->from;
        return page->metadata.headline;
    }
    if (!*heading)
        *heading = first_heading(page, body);
    if (*heading)
        title = block_text(page->a, *heading);
    if (selected->count == 0)
        *from = title ? arena_text(page->a, (const char *)(*heading)->name)
                      : "title";
    return title ? title : article_without_site(page->a, page->title);
}

/* ---- the rest ---- */

/* The element that holds title and body, but not the other articles. */
static xmlNode *scope_of(struct page *page, const struct body *body,
        xmlNode *heading)
{
    xmlNode *inner = heading  ? heading
            : body->count > 0 ? body->parts[0]
                              : page->body;

    for (xmlNode *n = inner; n && n != page->body; n = n->parent)
        if (page_is_article(n))
            return n;
    for (xmlNode *n = inner; n && n != page->body; n = n->parent)
        if (body->count == 0 || html_contains(n, body->parts[0]))
            return n;
    return page->body;
}

/* A home page as every page's canonical address is a known mistake. */
static const char *canonical_of(struct page *page)
{
    const char *href = page->metadata.canonical, *url, *path;

    url = href ? url_resolve(page->a, page->base, href) : NULL;
    path = url && url_is_web(url) ? strchr(strstr(url, "://") + 3, '/') : NULL;
    return path && path[1] ? href : NULL;
}

static void add_links(struct page *page, struct item *item)
{
    const char *canonical = canonical_of(page);

    page_link(page, item, "alternate", canonical ? canonical : page->doc->url);
    if (!canonical)
        item->links->base = NULL;
}

static void add_categories(struct page *page, struct item *item, xmlNode *scope)
{
    for (xmlNode *n = scope; n; n = html_next(scope, n))
        if ((html_is(n, "a") && html_has_word(n, "rel", "tag")) ||
                html_has_class(n, "p-category"))
            metadata_category(&page->metadata, page->a, block_text(page->a, n));
    item->categories = page->metadata.categories;
}

/* Of the site, not of the article. */
static bool is_logo(const char *url)
{
    const char *name = strrchr(url, '/');

    return strcasestr(name ? name : url, "logo") != NULL;
}

/* The first image that is large, be it above the text or in it. */
static const char *image_in(const struct stated *s)
{
    for (xmlNode *n = s->scope; n; n = html_next(s->scope, n)) {
        const char *url = html_is(n, "img") && body_is_picture(n)
                ? page_image(s->page, n)
                : NULL;

        if (url && !is_logo(url))
            return url;
    }
    return NULL;
}

static const char *image_of(const struct page *page, const char *shown)
{
    const struct metadata *metadata = &page->metadata;

    if (metadata->image && !is_logo(metadata->image))
        return metadata->image;
    if (metadata->image_cut && (!shown || !is_logo(metadata->image_cut)))
        return metadata->image_cut;
    return shown;
}

static const char *describe(struct arena *a, const xmlNode *node)
{
    const char *class = html_attribute(a, node, "class");

    return class ? arena_printf(a, "%s class \"%s\"", node->name, class)
                 : arena_text(a, (const char *)node->name);
}

struct item *article_read(struct page *page, const struct body *body)
{
    struct item *item = ARENA_NEW(page->a, struct item);
    xmlNode *heading = article_heading(page);
    const char *image = NULL, *from;
    const char *title = title_of(page, body, &heading, &from);
    struct stated stated = {.page = page, .body = body, .heading = heading};

    if (!title && body->prose == 0)
        return NULL;
    if (title)
        learn_site(page, title);
    stated.scope = scope_of(page, body, heading);
    item->base = page->base;
    item->lang = page->lang;
    item->title = page_said(page, "text", title);
    claim_add(&item->claims, page->a, "title", title, from);
    add_links(page, item);
    image = image_in(&stated);
    stated_dates(&stated, item);
    add_categories(page, item, stated.scope);
    item->summary = stated_lead(&stated, item);
    stated_byline(&stated, item);
    stated_authors(&stated, item);
    if (heading && body_holds(body, heading) &&
            !html_contains(heading, body->parts[0]))
        page_remove(page, heading);
    if (body->count > 0)
        claim_add(&item->claims, page->a, "content",
                describe(page->a, body->parts[0]), body->from);
    item->content = body_write(page, body);
    item->image = image_of(page, image);
    if (page->metadata.claims)
        list_add(&item->claims, page->metadata.claims);
    claim_add(&item->claims, page->a, "title", page->title, "title");
    claim_add(&item->claims, page->a, "image", image, "img");
    return item;
}
