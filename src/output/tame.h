/* tame.h - an article's markup where it stands among others. */
#pragma once

#include "base/buf.h"

/*
 * Writes markup that normalise/ wrote in a smaller language, of which every
 * piece is right wherever it stands:
 *
 * - paragraphs, lists, quotations and phrases stay; what belongs only in
 *   certain places (tables, terms, captions, details, ruby) becomes divisions
 *   and text;
 * - headings are two ranks lower, and none is left out, so that they stand
 *   below those around them;
 * - texts of images stand instead of them: an image would tell its server who
 *   reads;
 * - an element in which nothing is seen is not written;
 * - languages are those that browsers know.
 */
void tame_markup(struct buf *out, const char *markup);

/* ' lang="..."'; nothing where lang is NULL, or no language that is known to
 * all. */
void tame_lang(struct buf *out, const char *lang);
