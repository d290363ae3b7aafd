/*
 * river.h - streams as pages: entries by days, the newest first.
 *
 * Each title leads to the original. Below it stands the beginning of the
 * article as plain text: to read it, one goes to who wrote it.
 */
#pragma once

#include "output/output.h"
#include "output/page.h"

enum { FRONT_MAX = 60 }; /* entries on the front page */

/* What can be gone to, in the order in which it is listed. */
enum place_kind {
    PLACE_EDITION,
    PLACE_THEME,
    PLACE_STREAM,
    PLACE_ACTOR,
    PLACES
};

struct place_of_site {
    struct place_of_site *next;
    enum place_kind kind;
    const char *name; /* its page and feeds without their suffixes */
    const char *title;
    int64_t entries;           /* or issues */
    const struct actor *actor; /* of PLACE_ACTOR; else NULL */
};

/* "Themes" */
const char *place_heading(enum spoken language, enum place_kind kind);

/* Its title, which leads to its page. */
void place_link(struct buf *out, const struct page *page,
        const struct place_of_site *place);

/* The front page: of the stream of all, beside which stand all places. */
void front_write(struct buf *out, const struct site *site,
        const struct stream *all, const struct place_of_site *places);

/* One of the pages of a stream. Paths are below the site's folder and without
 * their suffixes, NULL where there is none. */
struct river_page {
    const char *path, *older, *newer;
    const struct actor *actor; /* whose stream it is; or NULL */
    int64_t month;  /* an instant of that when an archive's entries came */
    int64_t number; /* of the month's archives, from 1; 0: the stream's page */
};

void river_write(struct buf *out, const struct site *site,
        const struct stream *stream, const struct river_page *which);

/* What the stream of all is called beside others. */
const char *river_all(enum spoken language);

/* Its articles by days: what both have in common. own: all are of one actor,
 * who need not be named. */
void river_days(struct buf *out, const struct page *page,
        const struct leaf *leaves, bool own);

/* How to follow it in a reader, for beside a page. */
void river_follow(struct buf *out, const struct page *page);

/* For addresses at which nothing is. */
void missing_write(struct buf *out, const struct site *site);

/* What the site is, in a sentence. */
void about_sentence(struct buf *out, enum spoken language,
        const struct place_of_site *places);

/* The same at length, how to follow it, and whose articles are on it. */
void about_write(struct buf *out, const struct site *site,
        const struct place_of_site *places);
