/*
 * issue.h - an edition's issues for people: as a fragment of HTML, as a page,
 * as plain text.
 *
 * As in output.h, the same arguments always give the same bytes.
 */
#pragma once

#include "config.h"
#include "feed.h"

/* An entry as an issue tells it: kept in the store as it was when the issue
 * came out. */
struct part {
    struct part *next;
    const char *iri, *title;
    const char *url; /* of the article; or NULL */
    const char *actor, *actor_name;
    const char *lang;    /* of title, summary and content; or NULL */
    const char *summary; /* plain, one line; or NULL */
    struct html content; /* where all of it is told */
    int64_t published;
    int64_t updated; /* when it changed, since it is told again; or 0 */
    bool late;       /* it belongs to a period before the issue's */
};

extern const struct shape part_shape;

struct issue {
    struct issue *next;
    const struct edition_face *of;
    const char *key, *title;
    int64_t published;
    const char *page;     /* its address, absolute */
    const char *previous; /* the key of the one before; or NULL */
    struct part *parts;   /* those that are shown, in order */
    int64_t total;        /* with those that are not */
    int64_t actors;       /* that they are of */
};

/* What the issues of one edition have in common. */
struct edition_face {
    const char *id, *name, *lang;
    const struct site *site;
    const char *page;        /* of the edition, absolute */
    const char *unsubscribe; /* for mail; or NULL */
    const struct zone *zone; /* of the days that are told */
    bool by_actor;
    bool full; /* its issues hold whole articles */
};

/* What it holds, for a feed or a mail: headings from the second rank on. */
void issue_markup(struct buf *out, const struct issue *issue);

/* The same in lines of text; its title is not in it. */
void issue_text(struct buf *out, const struct issue *issue);

/* "12 articles de 7 acteurs" */
void issue_count(struct buf *out, const struct issue *issue);

/* Whole pages; that of the edition lists its issues. */
void issue_page(struct buf *out, const struct issue *issue);
void issue_index(struct buf *out, const struct edition_face *face,
        const struct issue *issues);

/* A page for mail: without a style, and with the way out of it. */
void issue_mail(struct buf *out, const struct issue *issue);

/* The title that a pattern of edition.h gives. */
void issue_title(struct buf *out, const struct edition *edition,
        const struct period *period, int64_t number);
