/* articles.h - what is remembered of articles that are pages of their own. */
#pragma once

#include "store/entries.h"

/* A page that was fetched as an article of a source's list. */
struct article_state {
    struct article_state *next;
    int64_t item, source;
    int64_t listed;     /* what the list said of it: see struct known */
    int64_t next_visit; /* when to look whether it has changed; 0: no more */
    int64_t visits;
    const char *etag, *last_modified;
    const char *url;  /* that was asked, whatever the page calls itself */
    int64_t selected; /* struct live_source's, when it was read; 0: as it was */
    /* only when read: */
    int64_t key, digest;
};

/* An article that a list names and that could not be read. */
struct absent {
    int64_t source, key;
    int64_t failures, next_try;
};

bool store_save_article(struct store *store,
        const struct article_state *article, struct err *err) MUST_USE;

/* due.count articles of a source that are to be visited at due.from, the newest
 * first. */
bool store_due_articles(struct store *store, struct arena *a, int64_t source,
        struct span due, struct article_state **out, struct err *err) MUST_USE;

/* Those that were read with other selectors are to be visited from now on. */
bool store_revisit_articles(struct store *store, int64_t source,
        int64_t selected, int64_t now, struct err *err) MUST_USE;

/* out->source and key are the caller's; failures is 0 of one that is none. */
bool store_absent(struct store *store, struct absent *out,
        struct err *err) MUST_USE;

/* Those of its source that were due before `oldest` are forgotten. */
bool store_save_absent(struct store *store, const struct absent *absent,
        int64_t oldest, struct err *err) MUST_USE;

bool store_forget_absent(struct store *store, int64_t source, int64_t key,
        struct err *err) MUST_USE;

/* What the source's list is known to name: struct known of a page. */
bool store_known_articles(struct store *store, struct arena *a, int64_t source,
        struct known **out, struct err *err) MUST_USE;

/*
 * Remembers that blocks, hashes of eight bytes each, stand on an item's page.
 * Where one then stands on `pages` pages of the source it is chrome, for good,
 * and their entries are stale.
 */
bool store_learn_blocks(struct store *store, const struct stored *item,
        struct bytes blocks, int pages, struct err *err) MUST_USE;

/* Other blocks than these no longer stand on the item's page. */
bool store_forget_blocks(struct store *store, const struct stored *item,
        struct bytes blocks, struct err *err) MUST_USE;

/* The hashes of the source's chrome, in ascending order. */
bool store_chrome(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err) MUST_USE;

/* Entries that are stale, whole, whose number is above span.from, in that
 * order. */
bool store_stale_entries(struct store *store, struct arena *a, struct span span,
        struct stored **out, struct err *err) MUST_USE;

/* All entries of the source are stale. */
bool store_spoil_source(struct store *store, int64_t source,
        struct err *err) MUST_USE;

bool store_set_stale(struct store *store, int64_t entry, bool stale,
        struct err *err) MUST_USE;
