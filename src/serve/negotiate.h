/* negotiate.h - what a request's headers ask for (RFC 9110 sections 12, 13). */
#pragma once

#include "base/compress.h"

/* Header fields, NULL where there is none. */
struct conditions {
    const char *match, *unmodified_since;    /* If-Match, If-Unmodified-Since */
    const char *none_match, *modified_since; /* If-None-Match, If-... */
};

/* 200, 304 or 412 for what has the strong tag ("\"1\"") and, unless it is 0,
 * was modified then. */
unsigned negotiate_status(const struct conditions *conditions, const char *tag,
        int64_t modified);

struct accepted {
    const struct coding *codings[CODING_COUNT];
    size_t count;
};

/* The codings that are wanted rather than none, the best first: of those that
 * are wanted as much, by their table. Where none of them is to be had, the
 * plain file is sent, even if it is not wanted: it is better than an error
 * (section 12.4.1). Absent, the header wants nothing compressed. */
void negotiate_codings(struct accepted *out, const char *accept_encoding);
