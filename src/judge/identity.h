/*
 * identity.h - which of a source's items an item of its document is.
 *
 * An item is known by its key, and is still the same where the document calls
 * it otherwise: by another scheme, host or kind of id. It is a new one where
 * the document has the other one, too; so that a feed that gives one id to many
 * items has them all.
 *
 * Of items that are gone from the document, one is the same that has
 *  - the same id but for what url_key() leaves out;
 *  - or the same link, and the same title, date or id;
 *  - or the same title and date, at another host;
 *  - or, without dates, the same title and path;
 * where an id or a link that several of the source have counts for nothing.
 */
#pragma once

#include "run/run.h"

/* What a yield is in the store. */
struct identity {
    int64_t key;   /* that it is stored by */
    bool repeated; /* the document has said it already */
    bool old;      /* of the first document: not one of its newest */
};

/* One for each yield, in order. Rows that the document calls otherwise are in
 * the store by their new key then. */
bool identity_settle(struct identity **out, struct run *run, struct arena *a,
        const struct live_source *live, const struct yield *yields,
        struct err *err) MUST_USE;

/* The same of an article that is a page: it is the one that has its address but
 * for what url_key() leaves out, where no list of this run has named that. */
bool identity_of_page(struct run *run, struct arena *a,
        const struct live_source *live, const struct yield *yield,
        struct err *err) MUST_USE;
