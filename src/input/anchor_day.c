/*
 * anchor_day.c - days that stand above what was posted on them.
 *
 * A heading may say it for all that follows, up to the next that is as strong.
 * Other texts do so only where there are several of them: one alone is today's
 * date, or the page's.
 */
#include <string.h>

#include "input/anchor.h"
#include "input/stated.h"

enum {
    DAY_RAW = 100, /* bytes of a day with white space around it, */
    DAY_NODES = 8, /* and how many elements it has at most */
    LEVELS = 4,    /* above a card */
    BACK = 20,     /* siblings before it and what is around it */
};

/* So little that it may be a date, without taking memory for its text. */
static bool is_short(xmlNode *root)
{
    size_t size = 0;
    int nodes = 0;

    for (xmlNode *n = root; n; n = html_next(root, n)) {
        if (++nodes > DAY_NODES)
            return false;
        for (const xmlNode *child = n->children; child; child = child->next)
            if (child->type == XML_TEXT_NODE && child->content)
                size += strnlen((const char *)child->content, DAY_RAW + 1);
        if (size > DAY_RAW)
            return false;
    }
    return size > 0;
}

bool anchor_is_day(const struct page *page, xmlNode *node)
{
    const char *text = node && is_short(node) ? block_text(page->a, node)
                                              : NULL;

    return text && strlen(text) <= DAY_LONGEST && strpbrk(text, "0123456789");
}

/* With an element more than a day has, it may have one. */
static bool may_link(xmlNode *root)
{
    int nodes = 0;

    for (xmlNode *n = root; n; n = html_next(root, n))
        if (html_is(n, "a") || ++nodes > DAY_NODES)
            return true;
    return false;
}

/* ---- ranks ---- */

enum { RANK_ENTRY = 7, RANK_TEXT, RANK_NONE };

/* 1 to 6 of a heading, the rank of what it is else; of few elements. */
static int rank_of(xmlNode *root)
{
    for (xmlNode *n = root; n; n = html_next(root, n))
        if (html_is_heading(n))
            return n->name[1] - '0';
    return html_is_one(root, "dt th") ? RANK_ENTRY : RANK_TEXT;
}

/* What may be a day, before the card or what is around it, if nothing as strong
 * stands between; or NULL. */
static xmlNode *day_above(const struct page *page, const struct anchor *anchor)
{
    const xmlNode *level = anchor->card;
    int back = 0, passed = RANK_NONE, rank;

    for (int up = 0; up < LEVELS && level && level != page->body; up++) {
        for (xmlNode *n = html_sibling(level, -1); n && back++ < BACK;
                n = html_sibling(n, -1)) {
            if (may_link(n))
                continue;
            rank = rank_of(n);
            if (anchor_is_day(page, n))
                return rank < passed && !anchor_is_margin(page, n) ? n : NULL;
            if (rank < passed && rank != RANK_TEXT)
                passed = rank;
        }
        level = level->parent;
    }
    return NULL;
}

/* ---- all of a page ---- */

struct day {
    const xmlNode *node;
    const char *text;
};

static const char *read_day(const struct page *page, xmlNode *node)
{
    const char *text = block_text(page->a, node);
    struct byline byline;

    return text && stated_read(&byline, page, text) &&
                    byline.published.precision
            ? text
            : NULL;
}

/* Whether another of the group stands below another day. */
static bool has_other(const struct anchors *anchors, const struct day *days,
        size_t of)
{
    for (size_t i = 0; i < anchors->count; i++)
        if (days[i].text && days[i].node != days[of].node &&
                anchors->items[i].group == anchors->items[of].group &&
                strcmp(days[i].text, days[of].text) != 0)
            return true;
    return false;
}

void anchors_find_days(const struct page *page, const struct anchors *anchors)
{
    struct day *days = ARENA_ARRAY(page->a, struct day, anchors->count + 1),
               last = {0};

    for (size_t i = 0; i < anchors->count; i++) {
        const struct anchor *anchor = &anchors->items[i];
        xmlNode *node = anchor->card ? day_above(page, anchor) : NULL;

        if (node && node != last.node)
            last = (struct day){node, read_day(page, node)};
        if (node)
            days[i] = last;
    }
    for (size_t i = 0; i < anchors->count; i++)
        if (days[i].text &&
                (rank_of((xmlNode *)days[i].node) < RANK_TEXT ||
                        has_other(anchors, days, i)))
            anchors->items[i].day = days[i].text;
}
