/* json_mend.h - what a strict JSON parser would stop at, mended first. */
#pragma once

#include "input/input.h"

enum { JSON_DEPTH_MAX = 64 };

/*
 * Control characters in strings are escaped, escapes that mean no character
 * become U+FFFD, others that there are not lose their backslash, a comma before
 * a closing bracket goes, and so does what stands after the value. Where the
 * document is cut, what is whole of the innermost list of the outermost object
 * is kept. Each of these is a problem. Fails with ERR_DOCUMENT where it is
 * nested more than JSON_DEPTH_MAX deep, and where a NUL is in it.
 */
bool json_mend(struct bytes *text, struct reading *reading, struct arena *a,
        struct err *err) MUST_USE;
