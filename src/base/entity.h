/* entity.h - the character references of HTML: &eacute; &#233; &#xE9; */
#pragma once

#include "base/base.h"

enum { ENTITY_SIZE = 8 }; /* the longest text that a reference means, and NUL */

/* What a name means, as UTF-8: "é" for "eacute". NULL where it means nothing.
 * The name goes without "&" and ";". */
const char *entity_find(const char *name, size_t size);

/*
 * Reads the reference at text[0], which is "&", as the WHATWG's tokenizer does:
 * some names do without their semicolon, but in attributes only where no
 * letter, digit or "=" follows. out takes what it means, which may be a
 * character that cannot be published. Returns the bytes of text that it took, 0
 * where it is no reference but text.
 */
size_t entity_read(char out[ENTITY_SIZE], const char *text, size_t size,
        bool in_attribute);
