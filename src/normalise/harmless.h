/*
 * harmless.h - markup as a document has it, without what could act.
 *
 * For people who look at what a document says (`affluent parse`): nothing in it
 * runs, frames, or leads to another scheme than http, https and mailto. What is
 * published is the smaller language of sanitise.h, which all browsers read
 * alike. Here, too, no byte of the input is copied as markup: each "<" that is
 * written begins a tag of the tables.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "normalise/tokenizer.h"

/* As sanitise(), which it may stand in for; it needs no scratch. */
bool harmless(struct buf *out, struct arena *scratch, const char *markup,
        size_t size, const char *base);

/* Writes the declarations of style, with its references read, that only say how
 * a text looks. */
void harmless_style(struct buf *out, const char *style);

enum harmless_place { IN_HTML, IN_SVG, IN_MATHML };

/* The name in lower case, of an element or attribute of a table, or NULL. In
 * SVG and MathML those of HTML count, too. */
const char *harmless_element(struct slice name, enum harmless_place place);
const char *harmless_attribute(struct slice name, enum harmless_place place);
