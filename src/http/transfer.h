/*
 * transfer.h - one request from http_get() to done, over all its hops, and the
 * libcurl handles that carry it while a hop is under way.
 */
#pragma once

#include <curl/curl.h>

#include "http/headers.h"
#include "http/host.h"
#include "http/http.h"
#include "http/trail.h"

struct transfer {
    struct transfer *next; /* in its host's queue */
    struct http_request request;
    http_done *done;
    void *arg;
    struct trail trail;
    struct host *host;          /* of the hop */
    struct curl_slist *cookies; /* set by earlier hops, for later ones */
    size_t header_bytes;        /* over all hops, as is spent_ms */
    int64_t spent_ms;
    char *retry_after; /* of an earlier hop; or NULL */
    char *error;       /* why it is over before it was asked; or NULL */
    enum http_failure failure;
};

void transfer_free(struct transfer *transfer);

/* What bodies under way take together. */
struct bodies {
    size_t large;          /* bytes beyond HTTP_SMALL of each */
    size_t waiting;        /* handles that wait for room */
    struct handle *chosen; /* the one that need not, when all would; or NULL */
};

/* Reused from hop to hop: what never changes is set once. */
struct handle {
    struct handle *next_free;
    CURL *easy;
    struct transfer *transfer; /* NULL: free */
    struct bodies *bodies;
    bool checks_addresses;
    bool waits;        /* for room for its body */
    int64_t marked_ms; /* when its body was looked at last, by loop_now(), */
    size_t marked;     /* and its size then */
    bool conditional, has_user, has_cookies, has_timeout; /* set on easy, */
    const char *user_agent, *form;                        /* as are these */
    long slow_seconds;
    bool reached;       /* a connection came about */
    struct arena arena; /* of one hop: headers both ways, texts */
    struct headers headers;
    struct buf body;
    struct curl_slist lines[5]; /* request headers, in the arena */
    char refused[128];          /* why an address was not connected to */
    char detail[CURL_ERROR_SIZE];
};

bool handle_open(struct handle *handle, const struct http_options *options,
        struct bodies *bodies, struct err *err) MUST_USE;
void handle_auto(struct handle *handle);

/* Makes the handle ask for the transfer's hop. */
bool handle_begin(struct handle *handle, struct transfer *transfer) MUST_USE;

/* Goes on with a body that waits for room. */
void handle_resume(struct handle *handle);

/* Whether a large body has hardly grown for some seconds; to be asked often. */
bool handle_is_stalled(struct handle *handle, int64_t now);

/* Notes what the hop has cost and keeps its cookies; the answer stays. */
void handle_settle(struct handle *handle);

/* Forgets the answer and the transfer. */
void handle_end(struct handle *handle);

int handle_status(const struct handle *handle);
