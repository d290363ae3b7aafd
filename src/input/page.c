/*
 * page.c - HTML: a page with links to articles, or an article.
 */
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "input/chrome.h"
#include "input/stated.h"

enum {
    PROSE_LEAST = 150, /* bytes of sentences that make a text an article */
    PROSE_BESIDE_LINKS = 200,
};

static void page_auto(struct page *page)
{
    xmlFreeNode(page->removed);
    xmlFreeDoc(page->html);
}

void page_remove(struct page *page, xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlAddChild(page->removed, node);
}

void page_tell_limit(struct page *page, const char *things, int limit)
{
    problem_add(page->problems, page->a, "content", 0, 0,
            "more than %d %s: the rest was not read", limit, things);
}

struct link *page_link(struct page *page, struct item *item, const char *rel,
        const char *href)
{
    struct link *link = ARENA_NEW(page->a, struct link);

    *link = (struct link){.rel = rel, .href = href, .base = page->base};
    list_add(&item->links, link);
    return link;
}

const struct said *page_said(struct page *page, const char *type,
        const char *value)
{
    struct said *said;

    if (!value)
        return NULL;
    said = ARENA_NEW(page->a, struct said);
    *said = (struct said){.type = type, .value = value, .base = page->base};
    return said;
}

/* The last of a srcset is usually the largest. */
static const char *last_candidate(struct arena *a, const char *srcset)
{
    const char *from = srcset, *comma;

    while ((comma = strstr(from, ", ")) && comma[2])
        from = comma + 2;
    from += strspn(from, " \t\r\n");
    return *from ? arena_copy(a, from, strcspn(from, " \t\r\n")) : NULL;
}

const char *page_image(struct page *page, const xmlNode *img)
{
    static const char *const late[] = {"data-src", "data-lazy-src",
            "data-original", "data-srcset", "data-lazy-srcset", "src",
            "srcset"};
    const char *value;

    for (size_t i = 0; i < COUNT(late); i++) {
        value = html_attribute(page->a, img, late[i]);
        if (value && strstr(late[i], "srcset"))
            value = last_candidate(page->a, value);
        if (value && strncmp(value, "data:", 5) != 0)
            return value;
    }
    return NULL;
}

bool page_is_article(const xmlNode *node)
{
    return html_is(node, "article") || html_has_class(node, "hentry h-entry") ||
            html_has_word(node, "role", "article") ||
            strstr(html_raw(node, "itemtype"), "Article") ||
            strstr(html_raw(node, "itemtype"), "Posting");
}

/* ---- before reading ---- */

/* Before chrome is taken off: what selectors find is never chrome. */
static void tell_selected(struct page *page, const char *part, size_t count)
{
    const struct selector *s = page->doc->probe ? page->doc->selectors : NULL;

    while (s && strcmp(s->part, part) != 0)
        s = s->next;
    if (s)
        problem_add(page->problems, page->a, "selector", 0, 0,
                "%s = %s: %zu node%s", part, s->text, count,
                count == 1 ? "" : "s");
}

static bool select_parts(struct page *page, struct err *err)
{
    const struct {
        const char *part;
        struct html_nodes *into;
    } parts[] = {
            {"items",  &page->selected.items },
            {"title",  &page->selected.title },
            {"byline", &page->selected.byline},
            {"body",   &page->selected.body  },
            {"date",   &page->selected.date  },
            {"author", &page->selected.author},
            {"drop",   &page->selected.drop  },
    };

    for (size_t i = 0; i < COUNT(parts); i++) {
        if (!html_select(parts[i].into, page->a, page->html,
                    page->doc->selectors, parts[i].part, err))
            return false;
        tell_selected(page, parts[i].part, parts[i].into->count);
    }
    return true;
}

static bool holds_any(const xmlNode *node, const struct html_nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (html_contains(node, nodes->items[i].element))
            return true;
    return false;
}

/* Whole pages stand in forms, and classes lie: what holds an article or what
 * the operator named is no chrome. */
static bool holds_article(const struct page *page, xmlNode *node)
{
    const struct selected *s = &page->selected;

    if (html_is(node, "dialog") || html_has_word(node, "role", "dialog"))
        return false;
    for (xmlNode *n = node; n; n = html_next(node, n))
        if (html_is_one(n, "h1 main article"))
            return true;
    return body_is_mostly(node) || holds_any(node, &s->items) ||
            holds_any(node, &s->title) || holds_any(node, &s->byline) ||
            holds_any(node, &s->body) || holds_any(node, &s->date) ||
            holds_any(node, &s->author);
}

static bool is_machinery(const xmlNode *node)
{
    return html_is_one(node, "script style noscript template iframe object");
}

static void remove_chrome(struct page *page)
{
    xmlNode *next;

    body_measure(page);
    for (size_t i = 0; i < page->selected.drop.count; i++)
        page_remove(page, page->selected.drop.items[i].element);
    for (xmlNode *n = page->body; n; n = next) {
        next = html_next(page->body, n);
        if (n == page->body || (!is_machinery(n) && !chrome_is(n)) ||
                (!is_machinery(n) && holds_article(page, n)))
            continue;
        next = html_after(page->body, n);
        page_remove(page, n);
    }
}

static bool is_next(const xmlNode *n)
{
    static const char words[] = "next suivant suivante";

    return html_has_word(n, "rel", "next") ||
            (html_is(n, "a") &&
                    (html_has_class_part(n, words) ||
                            (n->parent &&
                                    html_has_class_part(n->parent, words))));
}

/* What says so by rel counts first: a class may be a slide show's. */
static const char *find_next(struct page *page, xmlNode *root)
{
    const char *found = NULL;

    for (xmlNode *n = root; n; n = html_next(root, n)) {
        const char *href = html_is_one(n, "a link")
                ? html_attribute(page->a, n, "href")
                : NULL;

        if (!href || href[0] == '#' || !is_next(n))
            continue;
        if (html_has_word(n, "rel", "next"))
            return href;
        found = found ? found : href;
    }
    return found;
}

static void read_head(struct page *page, xmlNode *root)
{
    struct arena *a = page->a;
    xmlNode *base = html_find(root, "base"), *title = html_find(root, "title");
    const char *href = base ? html_attribute(a, base, "href") : NULL;

    page->base = href ? url_join(a, page->doc->url, href) : NULL;
    if (!page->base)
        page->base = page->doc->url;
    page->lang = html_attribute(a, root, "lang");
    if (!page->lang)
        page->lang = html_attribute(a, root, "xml:lang");
    if (title && title->children && title->children->content)
        page->title = text_line(a, (const char *)title->children->content,
                strlen((const char *)title->children->content));
    page->next = find_next(page, root);
    metadata_read(&page->metadata, a, root, page->doc->url);
}

static bool page_open(struct page *page, struct bytes text, bool *complete,
        struct err *err)
{
    xmlNode *root;

    if (!html_parse(&page->html, text, complete, err))
        return false;
    root = xmlDocGetRootElement(page->html);
    page->removed = xmlNewDocNode(page->html, NULL, (const xmlChar *)"div",
            NULL);
    page->body = html_find(root, "body");
    if (!page->removed || !page->body)
        return fail(err, ERR_DOCUMENT, "a page without a body");
    read_head(page, root);
    if (!select_parts(page, err))
        return false;
    remove_chrome(page);
    return true;
}

/* ---- reading ---- */

static const struct item *head_of(struct page *page)
{
    struct item *head = ARENA_NEW(page->a, struct item);

    head->title = page_said(page, "text", page->title);
    head->lang = page->lang;
    head->base = page->base;
    page_link(page, head, "alternate", page->doc->url)->type = "text/html";
    if (page->next)
        page_link(page, head, "next", page->next);
    discover_feeds(page, head);
    return head;
}

static bool is_article(const struct page *page, const struct body *body,
        const struct listing *listing)
{
    size_t prose = body->prose > listing->prose ? body->prose - listing->prose
                                                : 0;

    if (page->doc->kind)
        return strcmp(page->doc->kind, "article") == 0;
    if (page->selected.items.count > 0)
        return false;
    if (listing->around)
        return false;
    if (page->metadata.is_article && prose >= PROSE_LEAST)
        return true;
    if (listing->count == 0)
        return prose >= PROSE_LEAST || page->metadata.is_article;
    return listing->outside * 2 >= listing->count &&
            prose >= PROSE_BESIDE_LINKS;
}

/* Servers say 200 and mean that there is nothing, or that one has to log in: no
 * page that calls itself an article, or has a date. */
static const char *wall_of(const struct page *page, const struct item *item,
        size_t prose)
{
    struct byline byline;
    const char *text;

    if (page->metadata.is_article || item->dates ||
            (item->byline && stated_read(&byline, page, item->byline)))
        return NULL;
    text = page->title ? article_without_site(page->a, page->title) : NULL;
    if (text && chrome_is_wall(page->a, text, prose))
        return text;
    for (const struct claim *c = item->claims; c; c = c->next)
        if (strcmp(c->field, "title") == 0 &&
                chrome_is_wall(page->a, c->value, prose))
            return c->value;
    return NULL;
}

static bool read_open_page(struct reading *out, struct page *page,
        struct err *err)
{
    struct listing listing = {0};
    struct body body = {0};
    bool article = page->doc->kind && strcmp(page->doc->kind, "article") == 0;

    body_find(&body, page);
    if (!article)
        listing_read(&listing, page, &body);
    out->feed = head_of(page);
    if (is_article(page, &body, &listing)) {
        const char *wall;

        out->items = article_read(page, &body);
        wall = out->items ? wall_of(page, out->items, body.prose) : NULL;
        if (wall)
            out->items = NULL;
        return out->items ||
                fail(err, ERR_DOCUMENT,
                        wall ? "no article in it: it says '%s'"
                             : "no article in it",
                        wall);
    }
    out->items = listing.items;
    return out->items ||
            fail(err, ERR_DOCUMENT,
                    "no list of articles in it: no three links that are alike "
                    "have headings or dates");
}

static bool page_claims(const struct document *doc, const char *head,
        size_t size)
{
    if (doc->kind)
        return strcmp(doc->kind, "page") == 0 ||
                strcmp(doc->kind, "article") == 0;
    return html_claims(head, size);
}

static bool page_read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes text, struct err *err)
{
    AUTO(page)
    struct page page = {.a = a, .doc = doc, .problems = &out->problems};
    bool complete = true;

    if (!page_open(&page, text, &complete, err))
        return false;
    out->complete = complete;
    if (!complete)
        problem_add(&out->problems, a, "content", 0, 0,
                "elements are nested too deeply: the rest was not read");
    return read_open_page(out, &page, err);
}

const char *page_feed(struct arena *a, const struct document *doc,
        struct bytes text)
{
    AUTO(page) struct page page = {.a = a, .doc = doc};
    struct item head = {0};
    struct err err = {0};
    bool complete;

    if (!html_parse(&page.html, text, &complete, &err) ||
            !xmlDocGetRootElement(page.html))
        return NULL;
    read_head(&page, xmlDocGetRootElement(page.html));
    discover_feeds(&page, &head);
    return head.links ? url_join(a, head.links->base, head.links->href) : NULL;
}

const struct input input_page = {
        .name = "html",
        .claims = page_claims,
        .read = page_read,
};
