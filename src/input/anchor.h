/*
 * anchor.h - the links of a page, and what stands around them.
 *
 * Links are of one kind where the elements around them are alike: a group. A
 * link's card is the largest element around it that holds no link of its group
 * to another address; what else is known of that address stands there.
 */
#pragma once

#include "input/page.h"

enum {
    BESIDE = 3,
    REPEATS_MARKED = 2, /* are a list, where each stands in an element for
                           articles */
    DAY_LONGEST = 40,   /* bytes of a block that is likely to be a date */
};

struct anchor {
    xmlNode *element;        /* the link */
    xmlNode *heading;        /* around it, in it or in its card; or NULL */
    xmlNode *card;           /* NULL where the group has one address only */
    xmlNode *beside[BESIDE]; /* elements that belong to a card that is no more
                                than the title; ended by NULL where fewer */
    const char *href;        /* as written, but for tracking parameters */
    const char *key;         /* the same for all links to one article */
    const char *title;
    const char *day; /* that stands above several cards, this one among them */
    uint64_t group;
    bool dated;  /* a date may stand in the card */
    bool marked; /* the card is an element for articles */
    bool boxed;  /* the card that was known is all of it */
};

struct anchors {
    struct anchor *items;
    size_t count;
};

/* Whether node stands in a header, a footer or beside the page's matter. */
bool anchor_is_margin(const struct page *page, const xmlNode *node);

/* False for what is no link to another page. */
bool anchor_read(struct anchor *out, struct page *page, xmlNode *node);

/* All links but those in the page's margins; no cards yet. */
void anchors_collect(struct anchors *out, struct page *page);

/* Finds the cards, which begin at the card that is known already, else at the
 * link; and what they hold. */
void anchors_measure(const struct page *page, const struct anchors *anchors);

/* The text of the card and beside it, without the title. */
void anchor_blocks(struct blocks *out, const struct page *page,
        const struct anchor *anchor);

/* What the card has as a date for machines, and where; or NULL. */
const char *anchor_time(struct arena *a, xmlNode *card, const char **from);

/* ---- anchor_day.c ---- */

/* Whether node has a text and little of it, with a number. */
bool anchor_is_day(const struct page *page, xmlNode *node);

/* The days of those that have cards. */
void anchors_find_days(const struct page *page, const struct anchors *anchors);

/* ---- anchor_group.c ---- */

/* Whether it may be an item's: says enough, and is no label. */
bool anchor_is_usable(const struct page *page, const struct anchor *anchor);

/* The group that is the page's list, 0 for none, and its points. */
uint64_t anchors_best(const struct page *page, const struct anchors *anchors,
        size_t *most);
