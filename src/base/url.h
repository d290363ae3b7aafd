/*
 * url.h - URLs as RFC 3986 and browsers read them.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

enum { URL_MAX = 8 * 1024 };

/*
 * Resolves reference against base (RFC 3986 section 5.2, strict) and makes it
 * fit to publish: outer white space gone, TAB, LF and CR gone from inside, the
 * scheme in lower case, no userinfo, everything that RFC 3986 does not allow
 * percent-encoded but in the host, no default port. What is right stays as it
 * was written. base may be NULL; then the reference must be absolute.
 *
 * NULL where there is no absolute URL in it, its scheme is none of http, https,
 * mailto, or it is longer than URL_MAX.
 */
char *url_resolve(struct arena *a, const char *base, const char *reference);

/*
 * The same without a look at the scheme, and for bases: what xml:base and the
 * like amount to. NULL where the result is not absolute.
 */
char *url_join(struct arena *a, const char *base, const char *reference);

bool url_is_web(const char *url);      /* http or https, with a host */
bool url_is_absolute(const char *iri); /* has a scheme: tag:, urn:, https: */

/* Whether it can be an atom:id: absolute, of the characters of RFC 3987, and of
 * no scheme that runs or holds a document. */
bool url_is_id(const char *iri);

/* The order of two; 0 where they are the same but for the case of the host, and
 * for "/" where there is no path: RFC 3986 sections 6.2.2.1 and 6.2.3. */
int url_compare(const char *a, const char *b);

/* What somebody knows of URLs beyond what everybody does; {0}: nothing. */
struct url_same {
    const char *const *tracking; /* names of parameters, "mc_*" those that begin
                                    so; ended by NULL, or NULL */
    const struct url_alias {
        struct url_alias *next;
        const char *host, *as; /* in lower case, with a port where there is one
                                */
    } * hosts;
};

/*
 * What two URLs of one article have in common, for comparing only: without
 * scheme, "www.", fragment, trailing slash and tracking parameters (utm_*,
 * fbclid, gclid, xtor, mc_cid, mc_eid, ...), the others sorted. NULL for what
 * is no web URL.
 */
char *url_key(struct arena *a, const char *url);
char *url_key_same(struct arena *a, const char *url,
        const struct url_same *same);

/* The host of a URL as url_key_same() has it; NULL where there is none. */
const char *url_host_same(struct arena *a, const char *url,
        const struct url_same *same);

/* A reference without its tracking parameters; all else stays as written. */
char *url_without_tracking(struct arena *a, const char *reference);

/* The host, in lower case, with its port where it is not the scheme's own. */
char *url_host(struct arena *a, const char *url);

/* The bytes of a text as a part of a URL: all but the unreserved ones of RFC
 * 3986, and those of also, are percent-encoded. */
void url_escape(struct buf *out, const char *text, const char *also);
