/*
 * pool.h - worker processes that do one job after another behind a socket.
 *
 * A worker that dies, sends nonsense or overruns its time is killed and
 * replaced, and its job fails; nothing else notices.
 */
#pragma once

#include <poll.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/record.h"

enum {
    POOL_WORKERS_MAX = 4,
    POOL_JOB_MS = 10 * 1000, /* of the wall's clock */
    POOL_JOB_CPU_S = 5,
    POOL_HEAVY = 512 * 1024,
};

struct pool;

/* What a worker does with a job: runs in the sandbox and writes its answer.
 * context is as it was when the pool was opened. */
typedef void pool_work(void *context, struct buf *answer, struct bytes job);

/* Called in the program, once a job. error is NULL, or why there is no answer,
 * which lives until this returns. */
typedef void pool_done(void *arg, struct bytes answer, const char *error);

/*
 * Makes ready for workers: at most this many; 0: one per core, at most
 * POOL_WORKERS_MAX. To be called before TLS and database handles exist. A
 * worker starts when there is a job for it.
 */
bool pool_open(struct pool **out, int workers, pool_work *work, void *context,
        struct err *err) MUST_USE;
void pool_auto(struct pool **pool);

/* Begins a job: what is added to it is what the worker gets. */
void pool_begin(struct buf *job);

/*
 * Queues a job that was begun, which is the pool's then. done is called from
 * pool_step(). weight is about how many bytes the worker will have to work on:
 * of those over POOL_HEAVY there is one at a time.
 */
void pool_submit(struct pool *pool, struct buf *job, size_t weight,
        pool_done *done, void *arg);

/* Jobs that were submitted and are not done. */
size_t pool_pending(const struct pool *pool);

/* The bytes of those that no worker has begun. */
size_t pool_waiting(const struct pool *pool);

/* The descriptors to wait on, at most POOL_WORKERS_MAX. */
size_t pool_poll(const struct pool *pool, struct pollfd *out);

/* Milliseconds until a job overruns its time; -1: no job is running. */
int pool_timeout(const struct pool *pool);

/*
 * Moves frames as far as revents allow, ends what overran, starts what waits.
 * polled is what pool_poll() filled in. Fails where no worker can be started.
 */
bool pool_step(struct pool *pool, const struct pollfd *polled, size_t count,
        struct err *err) MUST_USE;

/* The same until no job is pending. */
bool pool_wait(struct pool *pool, struct err *err) MUST_USE;
