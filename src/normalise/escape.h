/*
 * escape.h - the text of markup: read with its references, written without
 * anything that could be taken for a tag.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "normalise/tokenizer.h"

/*
 * The bytes at the beginning of text that may be published as they are: UTF-8
 * without & < > (and " where quoted), without controls but TAB and LF, and
 * without what changes the direction of what follows or cannot be seen (but
 * soft hyphens and zero-width spaces, which say where a line may break).
 */
size_t html_plain(const char *text, size_t size, bool quoted);

/*
 * Writes raw, its references read and what cannot be published left out, and
 * escapes & < > (and " where quoted). Returns false where that would have been
 * more than max bytes; then the rest is missing.
 */
bool html_escape(struct buf *out, struct slice raw, bool quoted, size_t max);

/* Whether text is what html_escape() writes. */
bool html_is_escaped(struct slice text, bool quoted);

/* Whether more than white space would be written of it; *before is the size of
 * the part of raw in front of that. */
bool html_shows(struct slice raw, size_t *before);

/* Writes raw with its references read, as it is. quoted: in an attribute. */
void html_read(struct buf *out, struct slice raw, bool quoted);
