/* negotiate.h - what a request's headers ask for (RFC 9110 sections 12, 13). */
#pragma once

#include "base/base.h"

/* Header fields, NULL where there is none. */
struct conditions {
    const char *match, *unmodified_since;    /* If-Match, If-Unmodified-Since */
    const char *none_match, *modified_since; /* If-None-Match, If-... */
};

/* 200, 304 or 412 for what has the strong tag ("\"1\"") and, unless it is 0,
 * was modified then. */
unsigned negotiate_status(const struct conditions *conditions, const char *tag,
        int64_t modified);

/* Whether gzip is wanted rather than what is not compressed. */
bool negotiate_gzip(const char *accept_encoding);
