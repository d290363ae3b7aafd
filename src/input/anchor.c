#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/url.h"
#include "input/anchor.h"
#include "input/chrome.h"
#include "input/stated.h"

enum {
    LINKS_MAX = 4000,
    HEADING_LINKS = 4,
};

/* ---- the links ---- */

bool anchor_is_margin(const struct page *page, const xmlNode *node)
{
    bool margin = false;

    for (; node && node != page->body; node = node->parent) {
        if (page_is_article(node))
            return false; /* an article's own header */
        margin = margin || chrome_is_margin(node);
    }
    return margin;
}

/* A heading of so many links is the title of none. */
static bool is_crowded(xmlNode *heading)
{
    int links = 0;

    for (xmlNode *n = heading; n && links <= HEADING_LINKS;
            n = html_next(heading, n))
        links += html_is(n, "a");
    return links > HEADING_LINKS;
}

static xmlNode *heading_of(xmlNode *anchor)
{
    for (xmlNode *n = anchor; n; n = html_next(anchor, n))
        if (html_is_heading(n) || html_has_class(n, "p-name entry-title title"))
            return n;
    for (xmlNode *n = anchor->parent; n && n->type == XML_ELEMENT_NODE;
            n = n->parent)
        if (html_is_heading(n) || html_has_class(n, "p-name entry-title"))
            return is_crowded(n) ? NULL : n;
    return NULL;
}

/* The first class that tells kinds apart: without numbers, which tell items
 * apart, and without places in a list. */
static size_t kind_of(const char **out, const xmlNode *node)
{
    static const char places[] =
            "active clearfix even first last odd sticky row-odd row-even";
    const char *at = html_raw(node, "class");
    size_t size;

    for (at += strspn(at, " \t\r\n\f"); *at; at += strspn(at, " \t\r\n\f")) {
        size = strcspn(at, " \t\r\n\f");
        *out = at;
        if (strcspn(at, "0123456789") >= size &&
                !html_is_among(at, size, places))
            return size;
        at += size;
    }
    return 0;
}

/* Which column of its row; 0 for what is no cell. */
static char column_of(const xmlNode *node)
{
    char column = 0;

    while (node && html_is_one(node, "td th") && column < 100) {
        node = node->prev;
        while (node && node->type != XML_ELEMENT_NODE)
            node = node->prev;
        column++;
    }
    return column;
}

static uint64_t group_of(const struct page *page, const xmlNode *node)
{
    uint64_t hash = HASH_START;
    const char *kind;
    char column;
    size_t size;

    for (; node && node != page->body; node = node->parent) {
        hash = hash_text(hash, (const char *)node->name);
        column = column_of(node);
        hash = hash_bytes(hash, &column, column > 0);
        size = kind_of(&kind, node);
        if (size > 0)
            hash = hash_bytes(hash, kind, size);
    }
    return hash;
}

static bool is_here(const struct page *page, const char *key)
{
    const char *here = url_key(page->a, page->doc->url);

    return here && strcmp(here, key) == 0;
}

bool anchor_read(struct anchor *out, struct page *page, xmlNode *node)
{
    const char *href = html_attribute(page->a, node, "href"), *url;

    if (!href || *href == '#')
        return false;
    url = url_resolve(page->a, page->base, href);
    if (!url || !url_is_web(url))
        return false;
    *out = (struct anchor){.element = node,
            .href = url_without_tracking(page->a, href),
            .key = url_key(page->a, url),
            .heading = heading_of(node)};
    if (!out->key || is_here(page, out->key))
        return false;
    out->title = block_text(page->a, out->heading ? out->heading : node);
    out->group = group_of(page, node);
    return true;
}

void anchors_collect(struct anchors *out, struct page *page)
{
    struct anchor anchor;

    out->items = ARENA_ARRAY(page->a, struct anchor, LINKS_MAX);
    for (xmlNode *n = page->body; n; n = html_next(page->body, n)) {
        if (!html_is(n, "a") || anchor_is_margin(page, n) ||
                !anchor_read(&anchor, page, n))
            continue;
        if (out->count == LINKS_MAX) {
            page_tell_limit(page, "links", LINKS_MAX);
            return;
        }
        out->items[out->count++] = anchor;
    }
}

/* ---- cards ---- */

/* The nearest of the group, after or before, to another address; or NULL. */
static const struct anchor *neighbour(const struct anchors *anchors, size_t of,
        int step)
{
    const struct anchor *anchor = &anchors->items[of];

    for (size_t i = of + (size_t)step; i < anchors->count; i += (size_t)step)
        if (anchors->items[i].group == anchor->group &&
                strcmp(anchors->items[i].key, anchor->key) != 0)
            return &anchors->items[i];
    return NULL;
}

static void find_card(const struct page *page, const struct anchors *anchors,
        size_t of)
{
    const struct anchor *before = neighbour(anchors, of, -1),
                        *after = neighbour(anchors, of, 1);
    xmlNode *card = anchors->items[of].card;

    if (anchors->items[of].boxed || (!before && !after))
        return;
    if (!card)
        card = anchors->items[of].element;
    while (card->parent != page->body &&
            !(before && html_contains(card->parent, before->element)) &&
            !(after && html_contains(card->parent, after->element)))
        card = card->parent;
    anchors->items[of].card = card;
}

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* Where the cards are the titles alone, dates stand after them all or before
 * them all; 0 where they do neither. */
static int side_of(const struct page *page, const struct anchors *anchors,
        size_t of)
{
    const struct anchor *first = NULL, *last = NULL;
    bool before, after;

    for (size_t i = 0; i < anchors->count; i++) {
        const struct anchor *anchor = &anchors->items[i];

        if (anchor->group != anchors->items[of].group || !anchor->card)
            continue;
        if (!first)
            first = anchor;
        last = anchor;
    }
    if (!first)
        return 0;
    before = anchor_is_day(page, html_sibling(first->card, -1));
    after = anchor_is_day(page, html_sibling(last->card, 1));
    return after - before;
}

static void find_beside(const struct page *page, const struct anchors *anchors,
        size_t of)
{
    struct anchor *anchor = &anchors->items[of];
    const struct anchor *next;
    struct blocks blocks;
    xmlNode *node;
    int step, count = 0;

    anchor_blocks(&blocks, page, anchor);
    step = blocks.count == 0 ? side_of(page, anchors, of) : 0;
    if (step == 0)
        return;
    next = neighbour(anchors, of, step);
    for (node = html_sibling(anchor->card, step); node && count < BESIDE;
            node = html_sibling(node, step)) {
        if (next && html_contains(node, next->element))
            return;
        anchor->beside[count++] = node;
    }
}

void anchor_blocks(struct blocks *out, const struct page *page,
        const struct anchor *anchor)
{
    bool titled = anchor->heading &&
            html_contains(anchor->card, anchor->heading);

    *out = (struct blocks){0};
    blocks_read(out, page->a, anchor->card,
            titled ? anchor->heading : anchor->element);
    for (int i = 0; i < BESIDE && anchor->beside[i]; i++)
        blocks_read(out, page->a, anchor->beside[i], NULL);
}

static bool is_time(const xmlNode *n)
{
    return html_is(n, "time");
}

static bool is_published(const xmlNode *n)
{
    return html_has_class(n, "published dt-published") ||
            html_has_word(n, "itemprop", "datePublished");
}

static bool is_dublin_core(const xmlNode *n)
{
    return strncmp(html_raw(n, "property"), "dc:", 3) == 0;
}

const char *anchor_time(struct arena *a, xmlNode *card, const char **from)
{
    static const struct {
        const char *from;
        bool (*fits)(const xmlNode *n);
    } rows[] = {
            {"time",      is_time       },
            {"published", is_published  },
            {"dc:date",   is_dublin_core},
    };

    for (size_t i = 0; i < COUNT(rows); i++)
        for (xmlNode *n = card; n; n = html_next(card, n)) {
            const char *value = rows[i].fits(n) ? stated_value(a, n) : NULL;

            *from = rows[i].from;
            if (value && has_digit(value))
                return value;
        }
    return NULL;
}

/* Whether a short text with a number stands in the card, as dates are. */
static bool is_dated(const struct page *page, const struct anchor *anchor)
{
    struct blocks blocks;
    const char *from;

    if (anchor_time(page->a, anchor->card, &from))
        return true;
    anchor_blocks(&blocks, page, anchor);
    for (size_t i = 0; i < blocks.count; i++)
        if (blocks.items[i].size <= DAY_LONGEST &&
                has_digit(blocks.items[i].text))
            return true;
    return !anchor->heading && anchor->day;
}

static bool is_marked(const struct anchor *anchor)
{
    const xmlNode *card = anchor->card;

    return page_is_article(card) || html_has_class(card, "node views-row") ||
            *html_raw(card, "typeof");
}

/* "Read more" under a heading that is no link: that is the title, then. */
static void find_heading(const struct page *page, struct anchor *anchor)
{
    for (xmlNode *n = anchor->card; n && !anchor->heading;
            n = html_next(anchor->card, n))
        if (html_is_heading(n) && !html_find(n, "a"))
            anchor->heading = n;
    if (anchor->heading)
        anchor->title = block_text(page->a, anchor->heading);
}

void anchors_measure(const struct page *page, const struct anchors *anchors)
{
    for (size_t i = 0; i < anchors->count; i++)
        find_card(page, anchors, i);
    anchors_find_days(page, anchors);
    for (size_t i = 0; i < anchors->count; i++) {
        struct anchor *anchor = &anchors->items[i];

        if (!anchor->card)
            continue;
        if (!anchor->heading)
            find_heading(page, anchor);
        find_beside(page, anchors, i);
        anchor->dated = is_dated(page, anchor);
        anchor->marked = is_marked(anchor);
    }
}
