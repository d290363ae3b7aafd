/* attributes.h - the attributes of a tag, as they may be published. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "normalise/elements.h"

/*
 * Writes those of token that element may have, each with a space before it.
 * Returns false where one is missing that the element needs.
 */
bool attributes_write(struct buf *out, struct arena *scratch,
        const struct element *element, const struct token *token,
        const char *base);

/* Whether value, without its quotes, is one that attributes_write() could have
 * written. */
bool attribute_is_valid(const struct attribute *attribute, struct slice value);

/* The candidates of a srcset with their URLs resolved; NULL where one has none.
 */
const char *attributes_resolve_set(struct arena *scratch, const char *base,
        const char *value);

/* Whether it is an image to count readers with, not to be seen. */
bool attributes_are_of_pixel(struct arena *scratch, const struct token *token);
