/*
 * metadata.h - what a page says of itself for machines: JSON-LD and <meta>.
 */
#pragma once

#include "input/html.h"
#include "item.h"

struct metadata {
    bool is_article; /* it says so */
    const char *headline, *summary, *canonical;
    const char *image;        /* of the article, not cut for other sites */
    const char *image_cut;    /* as others should show it */
    struct claim *dates;      /* that rank before a visible byline */
    struct claim *weak_dates; /* and after it */
    struct person *authors;
    const char *author; /* of <meta>: less to be trusted */
    struct category *categories;
    struct name_of *sites; /* what the site and its publisher are called */
    struct item *listed;   /* of an ItemList: with link, perhaps with title */
    struct claim *claims;  /* of title, authors, summary and image: all */
};

/* url is the page's. */
void metadata_read(struct metadata *out, struct arena *a, xmlNode *root,
        const char *url);

/* Adds what JSON-LD says; json is one block. */
void jsonld_read(struct metadata *out, struct arena *a, const char *json,
        const char *url);

/* For both: appends what is there. References in value are resolved once more,
 * since templates often escape twice; NULL where nothing is left. */
const char *metadata_text(struct arena *a, const char *value);
void metadata_category(struct metadata *out, struct arena *a, const char *term);
void metadata_site(struct metadata *out, struct arena *a, const char *name);

/* Whether text is the name of the site, not of a person or an article. */
bool metadata_is_site(struct arena *a, const struct metadata *metadata,
        const char *text);
