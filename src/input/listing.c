/*
 * listing.c - a page that leads to articles.
 *
 * The best group of links repeats most, and stands in headings or beside dates.
 */
#include <string.h>

#include "base/url.h"
#include "input/anchor.h"
#include "input/chrome.h"

enum {
    ITEMS_MAX = 1000,
    REPEATS = 3,        /* from so many on links are a list */
    REPEATS_MARKED = 2, /* where each stands in an element for articles */
    TITLE_LEAST = 15,   /* bytes of a link that no heading holds */
    TITLE_MOST = 60,    /* bytes that count */
    TEASER_LEAST = 40,
};

/* ---- the best group ---- */

static bool is_usable(const struct page *page, const struct anchor *anchor)
{
    return anchor->title && anchor->card &&
            (anchor->heading || anchor->dated ||
                    strlen(anchor->title) >= TITLE_LEAST) &&
            !chrome_says(page->a, anchor->title);
}

/* Points of the group of anchor `first`, counting each address once. */
static size_t weigh(const struct page *page, const struct anchors *anchors,
        size_t first)
{
    size_t count = 0, headings = 0, dates = 0, marks = 0, length = 0;
    const char *last = "";

    for (size_t i = first; i < anchors->count; i++) {
        const struct anchor *anchor = &anchors->items[i];
        size_t size;

        if (anchor->group != anchors->items[first].group ||
                !is_usable(page, anchor) || strcmp(anchor->key, last) == 0)
            continue;
        last = anchor->key;
        size = strlen(anchor->title);
        count++;
        headings += anchor->heading != NULL;
        dates += anchor->dated;
        marks += anchor->marked;
        length += size < TITLE_MOST ? size : TITLE_MOST;
    }
    if (count < (marks == count ? REPEATS_MARKED : REPEATS) ||
            (headings * 2 < count && dates * 2 < count))
        return 0;
    return length * (count + 2 * headings + 2 * dates + marks) / count;
}

static uint64_t best_group(const struct page *page,
        const struct anchors *anchors)
{
    uint64_t best = 0;
    size_t most = 0, points;

    for (size_t i = 0; i < anchors->count; i++) {
        bool seen = false;

        for (size_t j = 0; j < i && !seen; j++)
            seen = anchors->items[j].group == anchors->items[i].group;
        points = seen ? 0 : weigh(page, anchors, i);
        if (points > most) {
            most = points;
            best = anchors->items[i].group;
        }
    }
    return best;
}

/* ---- items ---- */

struct run {
    struct page *page;
    const struct body *body;
    struct listing *out;
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

static void read_dates(struct page *page, struct item *item,
        const struct anchor *anchor)
{
    xmlNode *time = anchor_time(anchor->card);

    if (!time)
        return;
    claim_add(&item->dates, page->a, "published",
            html_attribute(page->a, time,
                    html_is(time, "time") ? "datetime" : "content"),
            html_is(time, "time") ? "time" : "dc:date");
}

static void read_texts(struct page *page, struct item *item,
        const struct blocks *blocks)
{
    AUTO(buf) struct buf byline = {0};
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
    if (byline.size > 0)
        item->byline = arena_copy(page->a, byline.data, byline.size);
    if (teaser)
        item->summary = page_said(page, "text", teaser->text);
}

/* stated: dates that are known already, before those of the card; or NULL. */
static void add_item(struct run *run, const struct anchor *anchor,
        struct claim *stated)
{
    struct listing *out = run->out;
    struct page *page = run->page;
    struct item *item;
    struct blocks blocks;

    if (out->count == ITEMS_MAX || is_listed(run, anchor->key))
        return;
    item = ARENA_NEW(page->a, struct item);
    item->base = page->base;
    item->lang = page->lang;
    item->title = page_said(page, "text", anchor->title);
    item->dates = stated;
    page_link(page, item, "alternate", anchor->href);
    if (anchor->card) {
        anchor_blocks(&blocks, page, anchor);
        read_dates(page, item, anchor);
        read_texts(page, item, &blocks);
        item->image = image_in(page, anchor->card);
    }
    list_add(&out->items, item);
    run->keys[out->count++] = anchor->key;
    if (!body_holds(run->body, anchor->element))
        out->outside++;
}

static void add_group(struct run *run, const struct anchors *anchors,
        uint64_t group)
{
    for (size_t i = 0; i < anchors->count; i++)
        if (anchors->items[i].group == group &&
                is_usable(run->page, &anchors->items[i]))
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

/* Within an element that the operator chose: in a heading, else the one that
 * says most. */
static bool choose_anchor(struct anchor *out, struct page *page,
        xmlNode *element)
{
    struct anchor anchor;

    *out = (struct anchor){0};
    for (xmlNode *n = element; n; n = html_next(element, n)) {
        if (!html_is(n, "a") || !anchor_read(&anchor, page, n) || !anchor.title)
            continue;
        if (!out->key || (anchor.heading && !out->heading) ||
                (!anchor.heading == !out->heading &&
                        strlen(anchor.title) > strlen(out->title)))
            *out = anchor;
    }
    out->card = element;
    out->group = 1;
    return out->key != NULL;
}

static void add_selected(struct run *run)
{
    const struct html_nodes *nodes = &run->page->selected.items;
    struct anchors anchors = {
            .items = ARENA_ARRAY(run->page->a, struct anchor, nodes->count)};

    for (size_t i = 0; i < nodes->count; i++)
        if (choose_anchor(&anchors.items[anchors.count], run->page,
                    nodes->items[i].element))
            anchors.count++;
    anchors_measure(run->page, &anchors);
    for (size_t i = 0; i < anchors.count; i++)
        add_item(run, &anchors.items[i], NULL);
}

void listing_read(struct listing *out, struct page *page,
        const struct body *body)
{
    struct run *run = ARENA_NEW(page->a, struct run);
    struct anchors anchors = {0};
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
    group = best_group(page, &anchors);
    if (group)
        add_group(run, &anchors, group);
}
