#include <string.h>

#include "flow/schedule.h"
#include "test.h"

enum { HOUR = 60 * 60, NOW = 1700000000 };

/* ---- who is due ---- */

static const struct due_row {
    const char *name, *health;
    int64_t polled, next_poll, not_before;
    bool force, want;
    const char *why; /* its beginning */
} due_rows[] = {
        {"never asked",             "new",     0,          0,          0,       false, true,  NULL           },
        {"due now",                 "ok",      NOW - HOUR, NOW,        0,       false, true,  NULL           },
        {"not due",                 "ok",      NOW - 60,   NOW + 60,   0,       false, false, "not due until"},
        {"not due, but forced",     "ok",      NOW - 60,   NOW + 60,   0,       true,  true,  NULL           },
        {"asked to wait",           "failing", NOW - 60,   NOW,        NOW + 9, false, false,
         "its server"                                                                                        },
        {"asked to wait, forced",   "failing", NOW - 60,   NOW,        NOW + 9, true,
         false,                                                                               "its server"   },
        {"gone",                    "gone",    NOW - HOUR, NOW - 60,   0,       false, false, "its server"   },
        {"gone, but forced",        "gone",    NOW - HOUR, NOW - 60,   0,       true,  true,  NULL           },
        {"the clock went backward", "ok",      NOW + 60,   NOW + HOUR, 0,       false, true,
         NULL                                                                                                },
};

static void check_due(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct due_row *row = *state;
    struct source_state known = {.health = row->health,
            .polled = row->polled,
            .next_poll = row->next_poll,
            .not_before = row->not_before};
    struct live_source live = {.state = &known};
    const char *why = NULL;

    assert_int_equal(schedule_is_due(&live, NOW, row->force, &a, &why),
            row->want);
    if (row->why)
        assert_memory_equal(why, row->why, strlen(row->why));
    else
        assert_null(why);
}

/* ---- when next ---- */

static const struct next_row {
    const char *name;
    int64_t every, failures, not_before;
    int64_t least, most; /* seconds from now */
} next_rows[] = {
        {"well",                 HOUR,      0,  0,              HOUR - 180,      HOUR     },
        {"failed once",          HOUR,      1,  0,              HOUR - 180,      HOUR     },
        {"failed twice",         HOUR,      2,  0,              2 * HOUR - 180,  2 * HOUR },
        {"failed often",         HOUR,      50, 0,              24 * HOUR - 180, 24 * HOUR},
        {"seldom, failed often", 48 * HOUR, 50, 0,              45 * HOUR,       48 * HOUR},
        {"asked to wait",        HOUR,      1,  NOW + 5 * HOUR, 5 * HOUR,        5 * HOUR },
};

static void check_next(void **state)
{
    const struct next_row *row = *state;
    struct source source = {.every = row->every};
    struct source_state known = {.failures = row->failures,
            .not_before = row->not_before};
    struct live_source live = {.source = &source, .state = &known};

    schedule_next(&live, NOW);
    assert_in_range(known.next_poll - NOW, row->least, row->most);
}

/* ---- Retry-After ---- */

static const struct retry_row {
    const char *name, *text;
    int64_t want; /* seconds from now; 0: none */
} retry_rows[] = {
        {"seconds",  "120",                           120          },
        {"a date",   "Tue, 14 Nov 2023 23:13:20 GMT", HOUR         },
        {"nothing",  "",                              0            },
        {"words",    "later",                         0            },
        {"zero",     "0",                             0            },
        {"the past", "Tue, 14 Nov 2022 23:13:20 GMT", 0            },
        {"for ever", "99999999999999999999999",       7 * 24 * HOUR},
        {"negative", "-5",                            0            },
};

static void check_retry(void **state)
{
    const struct retry_row *row = *state;

    assert_int_equal(schedule_retry_after(row->text, NOW),
            row->want ? NOW + row->want : 0);
}

int main(void)
{
    int failed = RUN_TABLE(due_rows, check_due);

    failed += RUN_TABLE(next_rows, check_next);
    failed += RUN_TABLE(retry_rows, check_retry);
    return failed != 0;
}
