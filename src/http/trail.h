/* trail.h - the way of one request through redirects. */
#pragma once

#include "http/http.h"
#include "http/target.h"

struct trail {
    struct target start, hop; /* hop.url is NULL before the first redirect */
    char *moved_to;           /* as in struct http_response */
    int hops;
    bool temporary; /* one of the hops was, or led from https to http */
    bool left;      /* the origin of the start was */
    bool insecure;  /* a hop led from https to http */
};

bool trail_begin(struct trail *trail, const char *url,
        struct err *err) MUST_USE;
void trail_auto(struct trail *trail);

/* What is asked for now. */
const struct target *trail_now(const struct trail *trail);

/* Whether an answer of that status only names another URL. */
bool trail_is_redirect(int status);

/* Goes on to location, which may be NULL; else says why it does not. */
enum http_failure trail_follow(struct trail *trail, int status,
        const char *location, struct err *err);
