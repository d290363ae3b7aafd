/* strip.h - the text of markup that normalise/ wrote. */
#pragma once

#include "base/buf.h"

/*
 * Appends what a reader sees: tags gone, one space between blocks and for a
 * run of white space, entities decoded.
 */
void strip(struct buf *out, const char *markup, size_t size);
