/* target.h - a URL taken apart, as one request needs it. */
#pragma once

#include "base/err.h"

struct target {
    char *url;  /* absolute, as it is asked for: no userinfo, no fragment */
    char *host; /* in lower case; IPv6 in brackets */
    char *user, *password; /* decoded; or NULL */
    int port;
    bool tls;
};

/*
 * Reads a URL, relative to from->url where from is given: then also a port
 * below 1024 must be one of the web's, or from's own. Fails, in words, where it
 * is none that may be asked.
 */
bool target_read(struct target *out, const char *url, const struct target *from,
        struct err *err) MUST_USE;
void target_auto(struct target *target);

/* The same scheme, host and port. */
bool target_same_origin(const struct target *a, const struct target *b);
