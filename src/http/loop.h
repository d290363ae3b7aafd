/*
 * loop.h - libcurl's sockets and timers on an epoll descriptor: what a step
 * costs then depends on what happened, not on how much is in flight.
 */
#pragma once

#include <poll.h>

#include <curl/curl.h>

#include "base/err.h"

struct loop {
    CURLM *multi;
    int epoll;        /* -1 before loop_open() */
    int64_t deadline; /* libcurl's, ms, monotonic; -1: none */
};

/* The address must not change afterwards. */
bool loop_open(struct loop *loop, struct err *err) MUST_USE;
void loop_auto(struct loop *loop);

int64_t loop_now(void); /* ms, monotonic */

/* Lets libcurl do what it has put off until now. */
void loop_kick(struct loop *loop);

/* Waits up to timeout_ms and lets libcurl do what can be done. */
bool loop_step(struct loop *loop, struct pollfd *others, size_t count,
        int timeout_ms, struct err *err) MUST_USE;
