/*
 * serve.h - a folder's files over HTTP (RFC 9110), and pages that are made when
 * somebody asks for them: GET and HEAD, conditional requests, precompressed
 * files; no listings, no dot files, no symbolic links, no ranges.
 *
 * Each connection has a thread of its own: one that waits holds up no other.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"

enum {
    SERVE_CONNECTIONS_MAX = 256,
    SERVE_CONNECTIONS_OF_ONE = 64,  /* address: a proxy is one, too */
    SERVE_IDLE_SECONDS = 15,        /* without a byte, either way */
    SERVE_REQUEST_SECONDS = 20,     /* for a request to be said */
    SERVE_ANSWER_SECONDS = 600,     /* for its answer to be taken */
    SERVE_HEADER_BYTES = 16 * 1024, /* of a request's headers, and its path */
    SERVE_PAGES_AT_ONCE = 2,        /* are made; others wait */
    SERVE_WAIT_SECONDS = 5,         /* for so long; then 503 */
    SERVE_END_SECONDS = 5,          /* for which answers may still be sent */
};

/* A page that is made: it comes before a file of its name. */
struct serve_page {
    const char *path;    /* "/search" */
    const char *type;    /* its media type */
    const char *seen_as; /* that for a browser that shows it; or NULL */
    /* Writes what is asked for by "?q=WORDS"; words is UTF-8, or NULL. Is
     * called from threads, for up to SERVE_PAGES_AT_ONCE requests at a time.
     * ERR_USAGE: the words are wrong, and who asked is told so (400), by what
     * was written, if it was. Whatever else fails is logged (503). */
    bool (*make)(struct buf *out, void *arg, const char *words,
            struct err *err);
};

struct serve_options {
    const char *folder;
    const char *address;            /* IPv4 or IPv6 */
    int port;                       /* 0: any that is free */
    const struct serve_page *pages; /* or NULL; they live as long as the */
    size_t page_count;              /* server does */
    void *arg;                      /* of the pages */
};

struct serve;

/* Serves from now on, in threads of its own, until serve_auto(), which lets
 * answers under way be sent. */
bool serve_open(struct serve **out, const struct serve_options *options,
        struct err *err) MUST_USE;
void serve_auto(struct serve **serve);

/* To be called about every second: ends connections whose time is over. */
void serve_tidy(struct serve *serve);

/* The port that it turned out to be, and where to look. */
int serve_port(const struct serve *serve);
const char *serve_url(const struct serve *serve);
