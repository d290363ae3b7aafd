/* decode.h - a document's bytes as UTF-8, whatever they came in. */
#pragma once

#include "input/input.h"

/*
 * Finds out the encoding and decodes: a byte order mark, the HTTP header, the
 * XML declaration or <meta>, and what the bytes look like are asked in that
 * order, and the first that fits them wins. What cannot be decoded becomes
 * U+FFFD. text is valid UTF-8 without a byte order mark, and a NUL follows it.
 *
 * Sets out->encoding, and adds a problem where the bytes and their label
 * differ.
 */
void decode(struct bytes *text, struct reading *out, struct arena *a,
        const struct document *doc);

/* Loads the tables of every encoding, while files may still be opened. */
void decode_warm(void);
