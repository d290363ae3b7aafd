/* tame.h - an article's markup where it stands among others. */
#pragma once

#include "base/buf.h"

/*
 * Writes markup that normalise/ wrote with its headings two ranks lower, and
 * none left out, so that they stand below those around it, and with the texts
 * of images instead of them: an image would tell its server who reads.
 */
void tame_markup(struct buf *out, const char *markup);
