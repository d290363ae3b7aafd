/*
 * learned.h - chrome that no rule knows: what stands on several pages of a
 * source is no part of any of them. Blocks of text, leads and images are known
 * by hashes.
 */
#pragma once

#include "input/block.h"
#include "item.h"

enum {
    LEARNED_PAGES = 3,   /* from so many on it is chrome */
    LEARNED_BLOCKS = 400 /* of a text; what is behind them stays */
};

/*
 * A copy of the item without what chrome, hashes of eight bytes each in
 * ascending order, says is none of it, which its claims tell. Appends to blocks
 * the hashes of what is left. Lists, tables and code lose no part, a heading
 * and the like nothing without what they head, and a text of which less than a
 * quarter would be left stays whole. *cut: there were too many blocks.
 */
const struct item *learned_without(struct buf *blocks, bool *cut,
        struct arena *a, const struct item *item, struct bytes chrome);
