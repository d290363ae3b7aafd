/* Queues without a network: each letter is a host, each of its digits a
 * request; a dot lets the oldest active request end, a "+" 100 ms pass. */
#include <string.h>

#include "http/transfer.h"
#include "test.h"

enum { GAP_MS = 100, MOST = 32 };

struct row {
    const char *name;
    const char *queued; /* "a0 a1 b0" */
    const char *steps;  /* after the first start */
    int gap_ms;
    const char *started; /* in that order; "|" where nothing more may start */
};

static const struct row rows[] = {
        {"in order",                 "a0 a1 a2 a3",    "..",  0,      "a0 a1 | a2 | a3 |"},
        {"hosts take turns",         "a0 a1 a2 b0 c0", "",    0,      "a0 b0 c0 a1 |"    },
        {"two at a time",            "a0 a1 a2",       "",    0,      "a0 a1 |"          },
        {"nothing to do",            "",               ".",   0,      "| |"              },
        {"a gap",                    "a0 a1 a2",       "+.+", GAP_MS, "a0 | a1 | | a2 |" },
        {"a gap is each host's own", "a0 a1 b0",       "+",   GAP_MS, "a0 b0 | a1 |"     },
};

struct play {
    struct hosts hosts;
    struct transfer transfers[MOST];
    struct transfer *active[MOST];
    size_t queued, first_active, last_active;
    int64_t now;
    struct buf started;
};

static void queue_all(struct play *play, const char *names)
{
    for (; *names; names += 2 + (names[2] == ' ')) {
        const char host[] = {names[0], '\0'};
        struct transfer *transfer = &play->transfers[play->queued++];

        transfer->arg = (void *)names;
        transfer->host = hosts_get(&play->hosts, host);
        host_push(&play->hosts, transfer->host, transfer, false, play->now);
    }
}

static void start_all(struct play *play)
{
    struct transfer *transfer;

    while ((transfer = hosts_next(&play->hosts, play->now))) {
        play->active[play->last_active++] = transfer;
        buf_add(&play->started, transfer->arg, 2);
        buf_char(&play->started, ' ');
    }
    buf_text(&play->started, "| ");
}

static void check(void **state)
{
    const struct row *row = *state;
    struct play play = {.hosts.per_host = 2, .hosts.gap_ms = row->gap_ms};

    queue_all(&play, row->queued);
    start_all(&play);
    for (const char *step = row->steps; *step; step++) {
        if (*step == '+')
            play.now += GAP_MS;
        else if (play.first_active < play.last_active)
            host_release(&play.hosts, play.active[play.first_active++]->host,
                    play.now);
        start_all(&play);
    }
    play.started.data[play.started.size - 1] = '\0';
    assert_string_equal(play.started.data, row->started);
    buf_auto(&play.started);
    hosts_auto(&play.hosts);
}

static void later_hops_go_first(void **state)
{
    struct hosts hosts = {.per_host = 1};
    struct host *host = hosts_get(&hosts, "a");
    struct transfer one = {0}, two = {0};

    UNUSED(state);
    assert_ptr_equal(hosts_get(&hosts, "a"), host);
    host_push(&hosts, host, &one, false, 0);
    host_push(&hosts, host, &two, true, 0);
    assert_ptr_equal(hosts_next(&hosts, 0), &two);
    assert_null(hosts_next(&hosts, 0));
    assert_ptr_equal(host_drain(host), &one);
    host_release(&hosts, host, 0);
    assert_null(hosts_next(&hosts, 0));
    hosts_auto(&hosts);
}

static void tells_when_to_wake(void **state)
{
    struct hosts hosts = {.per_host = 2, .gap_ms = GAP_MS};
    struct host *host = hosts_get(&hosts, "a");
    struct transfer one = {0}, two = {0};

    UNUSED(state);
    assert_int_equal(hosts_wake(&hosts), -1);
    host_push(&hosts, host, &one, false, 5);
    host_push(&hosts, host, &two, false, 5);
    assert_ptr_equal(hosts_next(&hosts, 5), &one);
    assert_int_equal(hosts_wake(&hosts), 5 + GAP_MS);
    assert_null(hosts_next(&hosts, 4 + GAP_MS));
    assert_ptr_equal(hosts_next(&hosts, 5 + GAP_MS), &two);
    hosts_auto(&hosts);
}

int main(void)
{
    const struct CMUnitTest others[] = {
            cmocka_unit_test(later_hops_go_first),
            cmocka_unit_test(tells_when_to_wake),
    };

    return RUN_TABLE(rows, check) +
            cmocka_run_group_tests(others, NULL, NULL) !=
            0;
}
