/*
 * serve.h - a folder's files over HTTP, for previews and small sites: GET and
 * HEAD, conditional requests, precompressed files; no listings, no dot files,
 * no symbolic links.
 */
#pragma once

#include "base/err.h"

enum {
    SERVE_CONNECTIONS_MAX = 512,
    SERVE_IDLE_SECONDS = 30,
};

struct serve_options {
    const char *folder;
    const char *address; /* IPv4 or IPv6 */
    int port;            /* 0: any that is free */
};

struct serve;

/* Serves from now on, in a thread of its own, until serve_auto(). */
bool serve_open(struct serve **out, const struct serve_options *options,
        struct err *err) MUST_USE;
void serve_auto(struct serve **serve);

/* The port that it turned out to be, and where to look. */
int serve_port(const struct serve *serve);
const char *serve_url(const struct serve *serve);
