/* test_pool.c - workers: what they can do, and what happens when they cannot.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox/pool.h"
#include "sandbox/sandbox.h"
#include "test.h"

/* What a worker is told to do; it answers with a word. */
static void try_open(struct buf *answer)
{
    int fd = open("/etc/passwd", O_RDONLY);

    buf_text(answer, fd >= 0 ? "opened" : errno == EACCES ? "EACCES" : "other");
}

static void try_socket(struct buf *answer)
{
    buf_text(answer, socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "made" : "refused");
}

static void try_fork(struct buf *answer)
{
    buf_text(answer, fork() >= 0 ? "forked" : "refused");
}

static void try_memory(struct buf *answer)
{
    volatile char *memory = malloc((size_t)1 << 30);

    buf_text(answer, memory ? "got it" : "refused");
}

static void die(struct buf *answer)
{
    UNUSED(answer);
    raise(SIGKILL);
}

static void echo(struct buf *answer)
{
    buf_text(answer, "echo");
}

static const struct deed {
    const char *name;
    void (*deed)(struct buf *answer);
} deeds[] = {
        {"open",   try_open  },
        {"socket", try_socket},
        {"fork",   try_fork  },
        {"memory", try_memory},
        {"die",    die       },
        {"echo",   echo      },
};

static void work(void *context, struct buf *answer, struct bytes job)
{
    assert_ptr_equal(context, deeds);
    for (size_t i = 0; i < COUNT(deeds); i++)
        if (job.size == strlen(deeds[i].name) &&
                memcmp(job.data, deeds[i].name, job.size) == 0)
            deeds[i].deed(answer);
}

/* ---- asking ---- */

struct heard {
    char answer[100], error[100];
    int times;
};

static void hear(void *arg, struct bytes answer, const char *error)
{
    struct heard *heard = arg;

    heard->times++;
    snprintf(heard->answer, sizeof(heard->answer), "%.*s", (int)answer.size,
            answer.data ? answer.data : "");
    snprintf(heard->error, sizeof(heard->error), "%s", error ? error : "");
}

static void run_all(struct pool *pool)
{
    struct err err = {0};

    assert_true(pool_step(pool, NULL, 0, &err));
    while (pool_pending(pool) > 0) {
        struct pollfd polled[POOL_WORKERS_MAX];
        size_t count = pool_poll(pool, polled);

        poll(polled, (nfds_t)count, pool_timeout(pool));
        assert_true(pool_step(pool, polled, count, &err));
    }
}

static void ask(struct pool *pool, const char *what, struct heard *heard)
{
    struct buf job = {0};

    pool_begin(&job);
    buf_text(&job, what);
    pool_submit(pool, &job, 0, hear, heard);
}

static struct pool *open_pool(int workers)
{
    struct pool *pool = NULL;
    struct err err = {0};

    assert_true(pool_open(&pool, workers, work, (void *)deeds, &err));
    return pool;
}

/* ---- rights ---- */

static bool is_confined(void)
{
    char missing[200];

    return sandbox_missing(missing, sizeof(missing)) == NULL ||
            !strstr(missing, "seccomp");
}

static const struct row {
    const char *name, *deed;
    const char *want; /* the answer; NULL: the worker must not survive it */
} rows[] = {
        {"answers",              "echo",   "echo"   },
        {"cannot open a file",   "open",   "EACCES" },
        {"cannot open a socket", "socket", NULL     },
        {"cannot start another", "fork",   NULL     },
#if !HAS_ASAN
        {"has so much memory",   "memory", "refused"},
#endif
};

static void check_right(void **state)
{
    const struct row *row = *state;
    AUTO(pool) struct pool *pool = open_pool(1);
    struct heard heard = {0};

    if (!is_confined())
        skip();
    ask(pool, row->deed, &heard);
    run_all(pool);
    assert_int_equal(heard.times, 1);
    assert_string_equal(heard.answer, row->want ? row->want : "");
    assert_int_equal(*heard.error == '\0', row->want != NULL);
}

/* ---- misfortunes ---- */

static void test_a_dead_worker_is_replaced(void **state)
{
    AUTO(pool) struct pool *pool = open_pool(1);
    struct heard first = {0}, second = {0}, third = {0};

    UNUSED(state);
    ask(pool, "echo", &first);
    ask(pool, "die", &second);
    ask(pool, "echo", &third);
    run_all(pool);
    assert_string_equal(first.answer, "echo");
    assert_string_equal(second.answer, "");
    assert_non_null(strstr(second.error, "died"));
    assert_string_equal(third.answer, "echo");
}

static void test_many_jobs_for_few_workers(void **state)
{
    AUTO(pool) struct pool *pool = open_pool(2);
    struct heard heard[100] = {0};

    UNUSED(state);
    for (size_t i = 0; i < COUNT(heard); i++)
        ask(pool, i % 10 == 9 ? "die" : "echo", &heard[i]);
    run_all(pool);
    for (size_t i = 0; i < COUNT(heard); i++) {
        assert_int_equal(heard[i].times, 1);
        assert_string_equal(heard[i].answer, i % 10 == 9 ? "" : "echo");
    }
}

static void test_large_frames(void **state)
{
    AUTO(pool) struct pool *pool = open_pool(1);
    struct buf job = {0};
    struct heard heard = {0};

    UNUSED(state);
    pool_begin(&job);
    for (int i = 0; i < 5 * 1024 * 1024; i++)
        buf_char(&job, 'x');
    pool_submit(pool, &job, 0, hear, &heard);
    run_all(pool);
    assert_int_equal(heard.times, 1);
    assert_string_equal(heard.error, "");
}

static void test_nothing_is_left_behind(void **state)
{
    AUTO(pool) struct pool *pool = open_pool(2);
    struct heard heard = {0};

    UNUSED(state);
    ask(pool, "echo", &heard); /* and is given up */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_a_dead_worker_is_replaced),
            cmocka_unit_test(test_many_jobs_for_few_workers),
            cmocka_unit_test(test_large_frames),
            cmocka_unit_test(test_nothing_is_left_behind),
    };
    int failed = RUN_TABLE(rows, check_right);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
