/*
 * listing.c - a page that leads to articles.
 */
#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "input/anchor.h"
#include "input/chrome.h"
#include "input/stated.h"

enum {
    ITEMS_MAX = 1000,
    TEASER_LEAST = 40,
    BYLINE_MAX = 2000,
};

/* ---- items ---- */

struct run {
    struct page *page;
    const struct body *body;
    struct listing *out;
    bool full; /* which was told */
    const char *keys[ITEMS_MAX];
};

static bool is_listed(const struct run *run, const char *key)
{
    for (size_t i = 0; i < run->out->count; i++)
        if (run->keys[i] && strcmp(run->keys[i], key) == 0)
            return true;
    return false;
}

static const char *image_in(struct page *page, xmlNode *card)
{
    xmlNode *img = html_find(card, "img");

    return img ? page_image(page, img) : NULL;
}

static bool is_dated(struct page *page, const char *byline)
{
    struct byline read;

    return byline && stated_read(&read, page, byline) &&
            (read.published.precision || read.updated.precision);
}

/* The day may stand before several items, the time in each. */
static void add_header(struct page *page, struct item *item, const char *header)
{
    if (header)
        item->byline = item->byline
                ? arena_printf(page->a, "%s\n%s", header, item->byline)
                : header;
}

static void read_texts(struct page *page, struct item *item,
        const struct anchor *anchor, const struct blocks *blocks)
{
    AUTO(buf) struct buf byline = {.max = BYLINE_MAX};
    const struct block *teaser = NULL;

    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *b = &blocks->items[i];

        if (stated_maybe(page->a, b)) {
            if (byline.size > 0)
                buf_char(&byline, '\n');
            buf_text(&byline, b->text);
        }
        if (b->size >= b->linked + TEASER_LEAST &&
                (!teaser || b->size > teaser->size))
            teaser = b;
    }
    stated_marks(&byline, page, anchor->card);
    if (byline.size > 0)
        item->byline = arena_copy(page->a, byline.data, byline.size);
    if (!item->dates && !is_dated(page, item->byline))
        add_header(page, item, anchor->day);
    if (teaser)
        item->summary = page_said(page, "text", teaser->text);
}

static void compare_with_body(struct run *run, const xmlNode *card)
{
    const struct body *body = run->body;

    if (body_holds(body, card))
        run->out->prose += body_prose(card);
    if (body->count > 0 && html_contains(card, body->parts[0]))
        run->out->around = true;
}

/* stated: dates that are known already, before those of the card; or NULL. */
static void add_item(struct run *run, const struct anchor *anchor,
        struct claim *stated)
{
    struct listing *out = run->out;
    struct page *page = run->page;
    const char *value, *from;
    struct item *item;
    struct blocks blocks;

    if (is_listed(run, anchor->key))
        return;
    if (out->count == ITEMS_MAX) {
        if (!run->full)
            page_tell_limit(page, "items", ITEMS_MAX);
        run->full = true;
        return;
    }
    item = ARENA_NEW(page->a, struct item);
    item->base = page->base;
    item->lang = page->lang;
    item->title = page_said(page, "text", anchor->title);
    item->dates = stated;
    page_link(page, item, "alternate", anchor->href);
    if (anchor->card) {
        anchor_blocks(&blocks, page, anchor);
        value = anchor_time(page->a, anchor->card, &from);
        claim_add(&item->dates, page->a, "published", value, from);
        read_texts(page, item, anchor, &blocks);
        item->image = image_in(page, anchor->card);
    }
    list_add(&out->items, item);
    run->keys[out->count++] = anchor->key;
    if (!body_holds(run->body, anchor->element))
        out->outside++;
    if (anchor->card)
        compare_with_body(run, anchor->card);
}

static void add_group(struct run *run, const struct anchors *anchors,
        uint64_t group)
{
    for (size_t i = 0; i < anchors->count; i++)
        if (anchors->items[i].group == group &&
                anchor_is_usable(run->page, &anchors->items[i]))
            add_item(run, &anchors->items[i], NULL);
}

/* ---- what the page or the operator says is the list ---- */

/* The link to that address which says most. */
static const struct anchor *find_anchor(const struct anchors *anchors,
        const char *key)
{
    const struct anchor *best = NULL;

    for (size_t i = 0; i < anchors->count; i++) {
        const struct anchor *anchor = &anchors->items[i];

        if (strcmp(anchor->key, key) != 0 || !anchor->title)
            continue;
        if (!best || (anchor->heading && !best->heading) ||
                (!anchor->heading == !best->heading &&
                        strlen(anchor->title) > strlen(best->title)))
            best = anchor;
    }
    return best;
}

/* The items of an ItemList that have a title, there or on the page. */
static void add_stated(struct run *run, const struct anchors *anchors)
{
    struct page *page = run->page;

    for (const struct item *i = page->metadata.listed; i; i = i->next) {
        const char *url = url_resolve(page->a, page->base, i->links->href);
        const char *key = url ? url_key(page->a, url) : NULL;
        const struct anchor *found = key ? find_anchor(anchors, key) : NULL;
        struct anchor anchor = {0};

        if (found)
            anchor = *found;
        anchor.href = i->links->href;
        anchor.key = key;
        if (i->links->title)
            anchor.title = i->links->title;
        if (key && anchor.title)
            add_item(run, &anchor, i->dates);
    }
}

static bool is_permanent(const xmlNode *link)
{
    return html_has_class(link, "u-url") ||
            html_has_word(link, "rel", "bookmark");
}

/* Within an element that is an item: what says that it is its address, else
 * what stands in a heading, else what says most. */
static bool choose_anchor(struct anchor *out, struct page *page,
        xmlNode *element)
{
    struct anchor anchor;

    *out = (struct anchor){0};
    for (xmlNode *n = element; n; n = html_next(element, n)) {
        if (!html_is(n, "a") || !anchor_read(&anchor, page, n) || !anchor.title)
            continue;
        if (is_permanent(n)) {
            *out = anchor;
            break;
        }
        if (!out->key || (anchor.heading && !out->heading) ||
                (!anchor.heading == !out->heading &&
                        strlen(anchor.title) > strlen(out->title)))
            *out = anchor;
    }
    out->card = element;
    out->group = 1;
    return out->key != NULL;
}

static void add_all(struct run *run, const struct anchors *anchors)
{
    for (size_t i = 0; i < anchors->count; i++)
        add_item(run, &anchors->items[i], NULL);
}

/* What a selector finds may be the page itself, or have been taken off it. */
static void add_selected(struct run *run)
{
    const struct html_nodes *nodes = &run->page->selected.items;
    const xmlNode *body = run->page->body;
    struct anchors anchors = {
            .items = ARENA_ARRAY(run->page->a, struct anchor, nodes->count)};

    for (size_t i = 0; i < nodes->count; i++) {
        xmlNode *element = nodes->items[i].element;

        if (element != body && html_contains(body, element) &&
                choose_anchor(&anchors.items[anchors.count], run->page,
                        element))
            anchors.count++;
    }
    anchors_measure(run->page, &anchors);
    add_all(run, &anchors);
}

/* ---- what its markup calls articles ---- */

enum { MARKED_MAX = 200 };

/* How it is marked: what stands beside a list is marked otherwise. */
static uint64_t mark_of(const xmlNode *node)
{
    uint64_t hash = hash_text(HASH_START, (const char *)node->name);

    hash = hash_text(hash, html_raw(node, "itemtype"));
    hash = hash_text(hash, html_raw(node, "itemprop"));
    return hash * 2 + html_has_class(node, "hentry h-entry");
}

/* The innermost of them: a page may be marked as a whole. */
static bool holds_marked(const xmlNode *node)
{
    for (xmlNode *n = html_next(node, (xmlNode *)node); n;
            n = html_next(node, n))
        if (page_is_article(n) && !html_has_class_part(n, "cite"))
            return true;
    return false;
}

/* A heading that is a link, or links that all lead to one page. */
static bool is_item(struct page *page, const struct anchor *chosen)
{
    struct anchor other;

    if (chosen->heading)
        return true;
    for (xmlNode *n = chosen->card; n; n = html_next(chosen->card, n))
        if (html_is(n, "a") && !html_has_word(n, "rel", "tag") &&
                !html_has_word(n, "rel", "author") &&
                anchor_read(&other, page, n) &&
                strcmp(other.key, chosen->key) != 0)
            return false;
    return true;
}

/* Those that are marked alike and say most. */
static bool find_marked(struct anchors *out, struct page *page, size_t *most)
{
    struct anchors all = {
            .items = ARENA_ARRAY(page->a, struct anchor, MARKED_MAX)};
    uint64_t best;

    for (xmlNode *n = page->body; n; n = html_next(page->body, n)) {
        struct anchor next;

        if (!page_is_article(n) || anchor_is_margin(page, n) ||
                holds_marked(n) || !choose_anchor(&next, page, n) ||
                !is_item(page, &next))
            continue;
        if (all.count == MARKED_MAX) {
            page_tell_limit(page, "articles in a list", MARKED_MAX);
            break;
        }
        next.group = mark_of(n);
        next.boxed = true;
        all.items[all.count++] = next;
    }
    anchors_measure(page, &all);
    best = anchors_best(page, &all, most);
    out->items = ARENA_ARRAY(page->a, struct anchor, all.count + 1);
    for (size_t i = 0; best && i < all.count; i++)
        if (all.items[i].group == best && anchor_is_usable(page, &all.items[i]))
            out->items[out->count++] = all.items[i];
    return best != 0;
}

void listing_read(struct listing *out, struct page *page,
        const struct body *body)
{
    struct run *run = ARENA_NEW(page->a, struct run);
    struct anchors anchors = {0}, marked = {0};
    size_t points, points_marked;
    uint64_t group;

    *run = (struct run){.page = page, .body = body, .out = out};
    if (page->selected.items.count > 0) {
        add_selected(run);
        return;
    }
    anchors_collect(&anchors, page);
    anchors_measure(page, &anchors);
    add_stated(run, &anchors);
    if (out->count >= REPEATS_MARKED)
        return;
    *out = (struct listing){0};
    group = anchors_best(page, &anchors, &points);
    if (find_marked(&marked, page, &points_marked) && points_marked >= points)
        add_all(run, &marked);
    else if (group)
        add_group(run, &anchors, group);
}
