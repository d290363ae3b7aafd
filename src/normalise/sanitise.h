/*
 * sanitise.h - markup from outside, made safe; and markup as plain text.
 *
 * The tokenizer follows the states of the WHATWG; the serializer writes a small
 * language of allowed elements and attributes that all browsers read alike, and
 * never copies bytes of the input as markup. No tree is built. Nesting and
 * sizes are bounded.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

enum {
    SANITISE_MAX = 1024 * 1024, /* bytes of a fragment that is published */
    SANITISE_DEPTH = 60,
};

/*
 * Writes markup to out as a safe fragment. References are resolved against base
 * (may be NULL: then relative ones are dropped). Returns false where something
 * was cut because of a bound.
 */
bool sanitise(struct buf *out, struct arena *scratch, const char *markup,
        size_t size, const char *base);

/*
 * The text of any markup, entities decoded once, elements that hold no text for
 * people dropped with their content, blocks separated by a space. Not yet one
 * line: see text_line(). NULL where nothing is left.
 */
char *markup_text(struct arena *a, const char *markup, size_t size);

/* Whether html is byte for byte something that sanitise() could have written:
 * the process that publishes checks what a worker sent. */
bool sanitised(const char *html, size_t size) MUST_USE;
