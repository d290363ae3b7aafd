/*
 * nursery.h - the process that bears workers.
 *
 * It is forked before TLS and database handles exist, holds nothing but a
 * socket to the program, and forks a worker whenever it is asked: so that a
 * worker that replaces a dead one has seen no more than the first ones did.
 */
#pragma once

#include "base/err.h"
#include "sandbox/pool.h"

struct nursery {
    int fd; /* -1: closed */
    pid_t pid;
};

/* An empty nursery is {-1, -1}. */
bool nursery_open(struct nursery *out, pool_work *work, void *context,
        struct err *err) MUST_USE;
void nursery_auto(struct nursery *nursery);

/* A new worker: its socket and its process. */
bool nursery_worker(const struct nursery *nursery, int *fd, pid_t *pid,
        struct err *err) MUST_USE;
