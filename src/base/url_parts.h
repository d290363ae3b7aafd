/*
 * url_parts.h - a URL taken apart, for the files that make and judge URLs.
 */
#pragma once

#include "base/buf.h"

/* Characters of a text; at is NULL where the part is not there at all. */
struct span {
    const char *at;
    size_t size;
};

struct parts {
    struct span scheme, authority, path, query, fragment;
};

/* Characters of ASCII: a bit for each below "@", and for each from there on. */
struct set {
    uint64_t low, high;
};

/* RFC 3986 sections 2 and 3. */
extern const struct set url_digits, url_hex, url_alpha, url_in_scheme;
extern const struct set url_plain;   /* unreserved and sub-delims */
extern const struct set url_in_part; /* of a path, a query or a fragment */
extern const struct set url_in_host; /* of a name */

static inline bool is(char c, const struct set *set)
{
    uint64_t bits = c & 64 ? set->high : set->low;

    return !(c & 128) && (bits >> (c & 63) & 1);
}

bool span_is(struct span span, const char *lower_case);
bool span_is_web(struct span scheme); /* http or https */

/* Takes what is before the first of `ends`. */
struct span span_take(const char **at, const char *ends);

/* The length of the scheme, or 0. */
size_t url_scheme(const char *text);

/* Takes the digits after the last colon away from *host. */
struct span url_cut_port(struct span *host);
struct span url_without_userinfo(struct span authority);

/* The port only where it is not the scheme's own. */
void url_put_host(struct buf *out, struct span host);
void url_put_port(struct buf *out, struct span scheme, struct span port);
