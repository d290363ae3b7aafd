/* search.h - the page on which somebody looks for words. */
#pragma once

#include "output/river.h"

struct search_page {
    const struct site *site;
    const char *words; /* NULL: nothing was looked for yet */
    const char *path;  /* of the page and of a feed, both with these words: */
    const char *feed;  /* "search?q=a", "search.atom?q=a"; or NULL */
    const struct stream *found;
    bool refused;    /* there are too many words */
    bool more, late; /* there may be older ones; because time was over */
};

/* Served at /search, beside the front page. */
void search_page_write(struct buf *out, const struct search_page *page);
