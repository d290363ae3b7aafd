#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "sandbox/frame.h"
#include "sandbox/nursery.h"
#include "sandbox/pool.h"

enum {
    READ_BYTES = 64 * 1024,
    KEPT_BYTES = 256 * 1024, /* of buffers, between jobs */
};

struct job {
    struct job *next;
    struct buf frame; /* empty when it was sent */
    size_t weight;
    pool_done *done;
    void *arg;
};

struct worker {
    int fd; /* -1: not started, or dead */
    pid_t pid;
    struct job *job; /* NULL: idle */
    size_t sent;
    struct buf answer;
    int64_t deadline_ms;
};

struct pool {
    struct nursery nursery;
    struct worker workers[POOL_WORKERS_MAX];
    size_t count;
    struct job *first, **last; /* waiting */
    size_t pending, waiting;   /* jobs; bytes of those that are waiting */
    bool heavy;                /* one of those that are running is */
};

static int64_t clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t worker_count(int wanted)
{
    long cores = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);

    if (cores < 1)
        return 1;
    return cores > POOL_WORKERS_MAX ? POOL_WORKERS_MAX : (size_t)cores;
}

bool pool_open(struct pool **out, int workers, pool_work *work, void *context,
        struct err *err)
{
    AUTO(pool) struct pool *pool = xcalloc(1, sizeof(*pool));

    pool->last = &pool->first;
    pool->count = worker_count(workers);
    for (size_t i = 0; i < pool->count; i++) {
        pool->workers[i].fd = -1;
        pool->workers[i].answer.max = FRAME_MAX + FRAME_HEAD + READ_BYTES;
    }
    if (!nursery_open(&pool->nursery, work, context, err))
        return false;
    *out = pool;
    pool = NULL; /* it is the caller's now */
    return true;
}

static void job_free(struct job *job)
{
    if (!job)
        return;
    buf_auto(&job->frame);
    free(job);
}

static void dismiss(struct worker *worker)
{
    if (worker->fd < 0)
        return;
    kill(worker->pid, SIGKILL);
    close(worker->fd);
    worker->fd = -1;
}

void pool_auto(struct pool **pool)
{
    if (!*pool)
        return;
    for (size_t i = 0; i < (*pool)->count; i++) {
        dismiss(&(*pool)->workers[i]);
        job_free((*pool)->workers[i].job);
        buf_auto(&(*pool)->workers[i].answer);
    }
    while ((*pool)->first) {
        struct job *job = (*pool)->first;

        (*pool)->first = job->next;
        job_free(job);
    }
    nursery_auto(&(*pool)->nursery);
    free(*pool);
    *pool = NULL;
}

void pool_begin(struct buf *job)
{
    frame_begin(job);
}

void pool_submit(struct pool *pool, struct buf *frame, size_t weight,
        pool_done *done, void *arg)
{
    struct job *job = xcalloc(1, sizeof(*job));

    frame_end(frame);
    job->frame = *frame;
    *frame = (struct buf){0}; /* it is the job's now */
    job->weight = weight;
    job->done = done;
    job->arg = arg;
    *pool->last = job;
    pool->last = &job->next;
    pool->waiting += job->frame.size;
    pool->pending++;
}

size_t pool_pending(const struct pool *pool)
{
    return pool->pending;
}

size_t pool_waiting(const struct pool *pool)
{
    return pool->waiting;
}

size_t pool_poll(const struct pool *pool, struct pollfd *out)
{
    size_t count = 0;

    for (size_t i = 0; i < pool->count; i++) {
        const struct worker *worker = &pool->workers[i];

        if (!worker->job)
            continue;
        out[count++] = (struct pollfd){.fd = worker->fd,
                .events = worker->sent < worker->job->frame.size
                        ? POLLIN | POLLOUT
                        : POLLIN};
    }
    return count;
}

int pool_timeout(const struct pool *pool)
{
    int64_t now = clock_ms(), least = -1;

    for (size_t i = 0; i < pool->count; i++) {
        const struct worker *worker = &pool->workers[i];
        int64_t left = worker->deadline_ms - now;

        if (worker->job && (least < 0 || left < least))
            least = left < 0 ? 0 : left;
    }
    return (int)least;
}

static void finish(struct pool *pool, struct worker *worker,
        struct bytes answer, const char *error)
{
    struct job *job = worker->job;

    worker->job = NULL;
    pool->pending--;
    if (job->weight > POOL_HEAVY)
        pool->heavy = false;
    job->done(job->arg, answer, error);
    job_free(job);
    buf_shrink(&worker->answer, KEPT_BYTES);
}

static void give_up(struct pool *pool, struct worker *worker, const char *error)
{
    dismiss(worker);
    finish(pool, worker, (struct bytes){0}, error);
}

static bool send_more(struct worker *worker)
{
    struct buf *frame = &worker->job->frame;
    ssize_t wrote;

    if (worker->sent == frame->size)
        return true;
    wrote = send(worker->fd, frame->data + worker->sent,
            frame->size - worker->sent, MSG_NOSIGNAL);
    if (wrote < 0)
        return errno == EAGAIN || errno == EINTR;
    worker->sent += (size_t)wrote;
    if (worker->sent == frame->size) {
        buf_auto(frame);
        worker->sent = 0;
    }
    return true;
}

/* Reads until there is nothing more; false where the worker is gone. */
static bool receive_more(struct worker *worker)
{
    char bytes[READ_BYTES];
    ssize_t got;

    do {
        got = read(worker->fd, bytes, sizeof(bytes));
        if (got > 0)
            buf_add(&worker->answer, bytes, (size_t)got);
    } while (got == (ssize_t)sizeof(bytes) && !worker->answer.full);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

static void serve(struct pool *pool, struct worker *worker, short revents)
{
    struct bytes answer;
    bool alive = true, broken;

    if (revents & POLLOUT)
        alive = send_more(worker);
    if (revents & (POLLIN | POLLHUP | POLLERR))
        alive = receive_more(worker) && alive;
    if (frame_is_whole(&worker->answer, &answer, &broken))
        finish(pool, worker, answer, NULL);
    else if (broken || worker->answer.full)
        give_up(pool, worker, "its reader sent nonsense and was ended");
    else if (!alive)
        give_up(pool, worker,
                "its reader died; the document is read again at "
                "the next poll");
    else if (clock_ms() >= worker->deadline_ms)
        give_up(pool, worker, "it took longer to read than a document may");
}

/* Takes the first job that may run beside those that do; NULL: none may. */
static struct job *take_job(struct pool *pool)
{
    struct job **at = &pool->first, *job;

    while (*at && pool->heavy && (*at)->weight > POOL_HEAVY)
        at = &(*at)->next;
    job = *at;
    if (!job)
        return NULL;
    *at = job->next;
    if (!*at)
        pool->last = at;
    job->next = NULL;
    pool->waiting -= job->frame.size;
    pool->heavy = pool->heavy || job->weight > POOL_HEAVY;
    return job;
}

static bool start(struct pool *pool, struct worker *worker, struct job *job,
        struct err *err)
{
    worker->job = job;
    if (worker->fd < 0) {
        if (!nursery_worker(&pool->nursery, &worker->fd, &worker->pid, err))
            return false;
        fcntl(worker->fd, F_SETFL, O_NONBLOCK);
    }
    worker->sent = 0;
    worker->deadline_ms = clock_ms() + POOL_JOB_MS;
    buf_clear(&worker->answer);
    if (!send_more(worker))
        give_up(pool, worker, "its reader died before it began");
    return true;
}

bool pool_step(struct pool *pool, const struct pollfd *polled, size_t count,
        struct err *err)
{
    for (size_t i = 0, at = 0; i < pool->count && at < count; i++) {
        struct worker *worker = &pool->workers[i];

        if (worker->job && polled[at].fd == worker->fd)
            serve(pool, worker, polled[at++].revents);
    }
    for (size_t i = 0; i < pool->count; i++) {
        struct worker *worker = &pool->workers[i];
        struct job *job = worker->job ? NULL : take_job(pool);

        if (job && !start(pool, worker, job, err))
            return false;
    }
    return true;
}

bool pool_wait(struct pool *pool, struct err *err)
{
    if (!pool_step(pool, NULL, 0, err))
        return false;
    while (pool_pending(pool) > 0) {
        struct pollfd polled[POOL_WORKERS_MAX];
        size_t count = pool_poll(pool, polled);

        poll(polled, (nfds_t)count, pool_timeout(pool));
        if (!pool_step(pool, polled, count, err))
            return false;
    }
    return true;
}
