/* json_mend.h - what a strict JSON parser would stop at, mended first. */
#pragma once

#include "input/input.h"

enum { JSON_DEPTH_MAX = 64 };

/*
 * Control characters in strings are escaped, escapes that mean no character
 * become U+FFFD, others that there are not lose their backslash, a comma before
 * a closing bracket goes, and so does what stands after the value. Each of
 * these is a problem. Fails with ERR_DOCUMENT where it has no end, is nested
 * more than JSON_DEPTH_MAX deep, or has a NUL in it.
 */
bool json_mend(struct bytes *text, struct reading *reading, struct arena *a,
        struct err *err) MUST_USE;
