/*
 * http.h - fetching many URLs at once: one libcurl multi loop, a queue per
 * host.
 *
 * This process parses nothing of what comes, and undoes no coding: gzip and
 * deflate are asked for, and undone where documents are read. Bodies are
 * counted while they arrive; only http and https are spoken; addresses are
 * checked when a connection is made, on every hop; redirects are followed by a
 * loop of our own, so that each hop is a request like any other.
 */
#pragma once

#include <poll.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum {
    HTTP_BODY_MAX = 8 * 1024 * 1024, /* bytes, as they come */
    /* What bodies under way take together, beside the first HTTP_SMALL bytes of
     * each: past that larger ones wait, but for one that may go on. */
    HTTP_LARGE_MAX = 8 * 1024 * 1024,
    HTTP_SMALL = 64 * 1024,
    HTTP_HEADER_MAX = 256 * 1024, /* over all hops */
    HTTP_VALIDATOR_MAX = 4 * 1024,
    HTTP_HOPS_MAX = 5,
    HTTP_CONNECT_MS = 10 * 1000,
    HTTP_TOTAL_MS = 60 * 1000,
    HTTP_IN_FLIGHT = 128,
    HTTP_PER_HOST = 2,
};

struct http;

/*
 * What is asked for. Texts must live until done was called. A user and password
 * in the URL are sent as Basic authentication, to its own origin only.
 */
struct http_request {
    const char *url;
    const char *etag, *last_modified; /* exactly as received; or NULL */
    const char *validated; /* the URL that gave them, to which alone they go;
                              NULL: url */
    bool deltas; /* beside an etag: what changed since is enough, with a 226
                    (RFC 3229, "A-IM: feed") */
    bool allow_private;     /* the URL's own host may have a private address */
    const char *accept;     /* the Accept header */
    const char *user_agent; /* NULL: the options' */
    const char *form; /* sent by POST, and no redirect followed; or NULL */
};

/*
 * How a transfer ended when there was no usable response. Any status is one,
 * but 304 only where a validator was sent: "gone" or "not found" are for the
 * caller to see.
 */
enum http_failure {
    HTTP_OK,
    HTTP_REFUSED, /* by our own rules: scheme, address, port */
    HTTP_DNS,
    HTTP_CONNECT,
    HTTP_TLS,
    HTTP_TIMEOUT,
    HTTP_TOO_LARGE, /* body or headers */
    HTTP_REDIRECTS, /* too many, or in a circle, or to nowhere */
    HTTP_CUT,       /* the body ended early */
    HTTP_HELD,      /* not asked: its host told an earlier request to wait */
    HTTP_STOPPED,   /* not asked, or not to the end: http_stop(), or no room */
    HTTP_PROTOCOL,  /* anything else */
};

/* Lives until done returns. */
struct http_response {
    enum http_failure failure;
    const char *error;    /* in words; NULL where failure is HTTP_OK */
    int status;           /* of the last hop; 0: none came */
    const char *url;      /* of the last hop, userinfo gone */
    const char *moved_to; /* the end of those hops, from the first on, that
                             were permanent redirects; or NULL */
    int hops;
    bool insecure;                    /* one of them led from https to http */
    const char *etag, *last_modified; /* as received, if fit to send back */
    const char *content_type, *content_location;
    const char *content_coding; /* Content-Encoding; or NULL */
    const char *cache_control, *expires;
    const char *retry_after; /* also of a redirect before the last hop */
    int64_t date;            /* the Date header; 0: none that can be read */
    const char *body;        /* in that coding */
    size_t size;
};

typedef void http_done(void *arg, const struct http_response *response);

struct http_options {
    const char *user_agent;
    const char *ca_file; /* instead of the system's; or NULL */
    const char *proxy;   /* NULL: none, whatever the environment says. Behind a
                            proxy addresses are not ours to check */
    int gap_ms;          /* between the starts of two requests to one host; */
    int private_gap_ms;  /* the same where private addresses are allowed */
};

/*
 * Call before any thread or TLS handle exists, but after workers were forked.
 * Ignores SIGPIPE from then on.
 */
bool http_open(struct http **out, const struct http_options *options,
        struct err *err) MUST_USE;
void http_auto(struct http **http);

/* Queues a request; done is called from http_step(), once. */
void http_get(struct http *http, const struct http_request *request,
        http_done *done, void *arg);

/* What is not under way ends, for this reason, and so does what comes later;
 * returns how many that are now. */
size_t http_stop(struct http *http, const char *why);

/* Requests that were queued and are not done. */
size_t http_pending(const struct http *http);

/* Of those, the ones that a connection is made or used for now. */
size_t http_in_flight(const struct http *http);

/*
 * Does what can be done now, after waiting up to timeout_ms for something to
 * happen on a connection or on one of the caller's own descriptors, whose
 * revents are set.
 */
bool http_step(struct http *http, struct pollfd *others, size_t count,
        int timeout_ms, struct err *err) MUST_USE;

/* Whether an address may be talked to without leave: neither private, nor
 * loopback, link-local, reserved or multicast (RFC 6890). */
struct sockaddr;
bool http_address_is_public(const struct sockaddr *address);
