/*
 * item.h - what documents say, as they say it: what an author wrote, or an
 * attacker. It goes to normalise/ and nowhere else.
 *
 * Texts, times and lists are as in feed.h; references are as written, relative
 * to the base that stands beside them.
 */
#pragma once

#include "feed.h"

/* A text construct, as said. type is "text", "html", "xhtml" or a media type;
 * markup is unsafe, its references are relative to base. */
struct said {
    const char *type;
    const char *value;
    const char *lang;
    const char *base;
    const char *src; /* of atom:content */
};

/* What a document says of a field. from says where it stood, in the document's
 * words: "pubDate". */
struct claim {
    struct claim *next;
    const char *field; /* "published", "updated", or one with "-weak" */
    const char *value;
    const char *from;
};

enum { PARTS_MAX = 1000 }; /* of one list of an item */

/* Appends a claim, or, where value is NULL or PARTS_MAX are there, nothing. */
void claim_add(struct claim **list, struct arena *a, const char *field,
        const char *value, const char *from);

/* The first of that field, or NULL. */
const struct claim *claim_of(const struct claim *list, const char *field);

/* A feed's head, an item, or an item's source. */
struct item {
    struct item *next;
    const char *id; /* as given, outer white space gone */
    const struct said *title, *summary, *content, *subtitle, *rights;
    struct link *links;
    struct person *authors, *contributors;
    struct category *categories;
    /* Each may be a date. The first of its field that can be read wins:
     * "published" before the byline before "published-weak", and so for
     * "updated". */
    struct claim *dates;
    const char *byline; /* the visible line of a page that may hold author and
                           dates; blocks are separated by LF */
    const struct generator *generator;
    const char *icon, *logo, *image; /* as written, relative to base */
    const struct item *source;
    struct reply *in_reply_to;
    const char *lang;
    const char *base;
    int64_t ttl; /* minutes */
    struct extension *extensions;
    /* Of a feed's head; see feed.h. */
    int64_t update_every, skip_hours, skip_days;
    /* Of a page: where it says its title, authors, summary, image and content;
     * the first of each field is what was taken. */
    struct claim *claims;
    bool draft; /* not to be published yet: RFC 5023 section 13.1.1 */
};

/* What a document says. */
struct reading {
    const char
            *format; /* "rss", "atom", "json", "html", "sitemap"; NULL: none */
    const char *version;
    const char *encoding; /* what the bytes were decoded from, lower case */
    struct problem *problems;
    const struct item *feed; /* never NULL where there is a format */
    struct item *items;
    bool complete; /* the document had its end */
};

extern const struct shape item_shape;
