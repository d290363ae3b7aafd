/*
 * normalise.h - from what a document says to what may be published.
 *
 * Runs in a worker: no files, no clock, no network. What it returns depends on
 * its arguments alone.
 */
#pragma once

#include "base/zone.h"
#include "document.h"

/* Changes whenever the same item would give another entry: part of the
 * fingerprint that says which entries are stale. */
enum { NORMALISE_VERSION = 6 };

/* What items of one document have in common. */
struct context {
    const struct document *doc;
    const struct zone *zone; /* of dates without a zone */
    const struct item *feed; /* its head, or NULL */
    struct reading *reading; /* takes the problems met; may be NULL */
    struct arena *problems;  /* where they live */
};

/* Entries keep the order of the items. */
struct entry *normalise_item(struct arena *a, const struct context *context,
        const struct item *item);

/* The feed's head: no key, no inheritance. */
struct entry *normalise_feed(struct arena *a, const struct context *context,
        const struct item *feed);
