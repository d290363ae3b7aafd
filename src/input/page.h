/* page.h - a page while it is read, for the files that read its parts. */
#pragma once

#include "byline/byline.h"
#include "input/block.h"
#include "input/input.h"
#include "input/metadata.h"

/* What the operator's selectors found, by the names of their keys. */
struct selected {
    struct html_nodes items, title, byline, body, date, author, drop;
};

struct page {
    struct arena *a;
    const struct document *doc;
    struct problem **problems;
    xmlDoc *html;
    xmlNode *body;
    xmlNode *removed; /* holds what was taken off the page */
    const char *base; /* of its references */
    const char *lang;
    const char *title; /* of the window: "Article | Site" */
    const char *next;  /* the page that goes on with the list; or NULL */
    struct metadata metadata;
    struct selected selected;
};

/* The URL of the first feed that a page names; or NULL. */
const char *page_feed(struct arena *a, const struct document *doc,
        struct bytes text);

/* Takes node, with all below it, off the page; pointers to it stay good. */
void page_remove(struct page *page, xmlNode *node);

/* A problem: of more things than that only the first were read. */
void page_tell_limit(struct page *page, const char *things, int limit);

struct link *page_link(struct page *page, struct item *item, const char *rel,
        const char *href);
const struct said *page_said(struct page *page, const char *type,
        const char *value);

/* The source of an image, which may be loaded late; NULL for none. */
const char *page_image(struct page *page, const xmlNode *img);

/* Whether node is, or is the heart of, something like an article. */
bool page_is_article(const xmlNode *node);

/* ---- discover.c ---- */

/* Adds links to the feeds that the page names, those of comments left out, so
 * that the operator can be told of a better way. */
void discover_feeds(struct page *page, struct item *head);

/* ---- body.c ---- */

enum { BODY_PARTS = 8 };

/* The elements that hold an article's text. */
struct body {
    xmlNode *parts[BODY_PARTS];
    size_t count;
    size_t prose;     /* bytes of it that are sentences and no links */
    const char *from; /* how it was found */
};

/* The page's prose; and has body_is_mostly() know that of every element. */
size_t body_measure(struct page *page);

/* Whether node is half or more of what a class calls a body. */
bool body_is_mostly(const xmlNode *node);

/* How much of that prose is in node. */
size_t body_prose(const xmlNode *node);

void body_find(struct body *out, struct page *page);
bool body_holds(const struct body *body, const xmlNode *node);

/* Whether an image is large enough to stand for the article. */
bool body_is_picture(const xmlNode *img);

/* Markup without chrome, with images that can be shown. */
const struct said *body_write(struct page *page, const struct body *body);

/* ---- article.c ---- */

/* The element that holds the article's title, NULL where none stands out. */
xmlNode *article_heading(struct page *page);

/* "Article | Site" without what follows the last separator. */
const char *article_without_site(struct arena *a, const char *title);

struct item *article_read(struct page *page, const struct body *body);

/* ---- listing.c ---- */

struct listing {
    struct item *items;
    size_t count;
    size_t outside; /* how many do not stand in the body */
    size_t prose;   /* of the body, in the items' cards */
    bool around;    /* the body is part of one of them */
};

void listing_read(struct listing *out, struct page *page,
        const struct body *body);
