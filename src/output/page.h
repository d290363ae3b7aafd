/*
 * page.h - what all pages of the site share. A page is opened, written into and
 * closed:
 *
 *     page_open(out, &page);           the head, the ways, <main>, <h1>
 *     ...
 *     page_close(out, &page, &beside);  what stands beside it, and the foot
 *
 * Pages need no script and load nothing but their style, and images where the
 * operator says so. Their own words are in the language of <html>; what is from
 * elsewhere says its own. As in output.h, the same arguments always give the
 * same bytes.
 */
#pragma once

#include "base/buf.h"
#include "config.h"
#include "output/spoken.h"

struct page {
    const struct site *site;
    const char *path;  /* below the site's folder: "actors/le-rameau.html" */
    const char *title; /* NULL: the site's own, on its front page */
    const char *title_lang; /* NULL: that of the page's words */
    const char *part;       /* which of several pages of that title; or NULL */
    const char *summary;    /* what it has, for who sees its address elsewhere,
                               in the page's words; or NULL */
    const char *lang;       /* of its words, if they are spoken; or NULL */
    const char *feed; /* its feeds without their suffixes: "all"; or NULL */
    const char
            *only_feed; /* in the place of those: "search.atom?q=a"; or NULL */
    const char *feed_title;
    const struct zone *zone; /* of its days and times; NULL: UTC */
    int64_t updated;         /* when its newest entry was; 0: not told */
    bool hidden;             /* from search engines */
    bool anywhere;           /* it is shown at other addresses, too */
    bool form;               /* it has a page_search() of its own */
};

void page_open(struct buf *out, const struct page *page);

/* beside: markup, such as lists of links; NULL: there is none. */
void page_close(struct buf *out, const struct page *page,
        const struct buf *beside);

enum spoken page_spoken(const struct page *page);

/* The way from the page to another path of the site: "../style.css", "b.html";
 * from one that is shown anywhere, "/style.css". */
void page_way(struct buf *out, const struct page *page, const char *path);

/* Where the site is on its host: "/", "/news/". */
const char *page_root(const struct site *site);

/* <a href>, to a path of the site; text may be of any direction. */
void page_link_to(struct buf *out, const struct page *page, const char *path,
        const char *text);

/* The form for words to look for, which need no script; asked: those that were
 * looked for, or NULL. Pages of sites with a search have it in their head. */
void page_search(struct buf *out, const struct page *page, const char *asked);

/* A list of the feeds of a name, such as "actors/le-rameau", in all formats. */
void page_feeds(struct buf *out, const struct page *page, const char *name);

/* <time>: "31 mai 2022", the same with its weekday, "11:31". */
void page_day(struct buf *out, const struct page *page, int64_t seconds);
void page_date(struct buf *out, const struct page *page, int64_t seconds);
void page_clock(struct buf *out, const struct page *page, int64_t seconds);

/* The number of the day that it is then, for telling days apart. */
int64_t page_day_number(const struct page *page, int64_t seconds);

/* ---- parts of markup ---- */

/* text, escaped, between two pieces of markup. */
void html_text(struct buf *out, const char *open, const char *text,
        const char *close);

/* A link to elsewhere; the bare text where url is none of the web, or NULL. */
void html_link_out(struct buf *out, const char *url, const char *text);

/* The same, also to mailto:, and what is shown is the address, without what all
 * have. */
void html_link_bare(struct buf *out, const char *url);
