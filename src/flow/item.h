/* item.h - one item on its way from a worker into the store. */
#pragma once

#include "flow/run.h"

/*
 * Stores what a worker sent of an item, known by yield->key in its source.
 * *is_new tells that it was not there before. Fails with ERR_DOCUMENT where
 * what was sent cannot have been made by an honest worker.
 */
bool item_save(struct run *run, struct arena *a, const struct live_source *live,
        const struct yield *yield, bool *is_new, struct err *err) MUST_USE;
