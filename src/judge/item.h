/* item.h - one item on its way from a worker into the store. */
#pragma once

#include "run/run.h"

struct saved {
    bool old; /* to be set: it is of its source's back catalogue, if new */
    int64_t id;
    bool is_new; /* it was not there before */
};

/*
 * Stores what a worker sent of an item, known by yield->key in its source.
 * Fails with ERR_DOCUMENT where what was sent cannot have been made by an
 * honest worker.
 */
bool item_save(struct run *run, struct arena *a, const struct live_source *live,
        const struct yield *yield, struct saved *out, struct err *err) MUST_USE;

/* Stores the entry that a worker made again of the item that is stored, whole;
 * fails as before. */
bool item_derive(struct run *run, struct arena *a, struct stored *stored,
        const struct yield *yield, struct err *err) MUST_USE;
