#include <stdio.h>
#include <string.h>

#include "poll/schedule.h"
#include "test.h"

enum { HOUR = 60 * 60, NOW = 1700000000 };

/* ---- who is due ---- */

static const struct due_row {
    const char *name, *health;
    int64_t polled, next_poll, not_before;
    bool force, want;
    const char *why; /* its beginning */
} due_rows[] = {
        {"never asked",             "new",     0,          0,          0,       false, true,  "it was never asked"},
        {"due now",                 "ok",      NOW - HOUR, NOW,        0,       false, true,  "it was due at"     },
        {"not due",                 "ok",      NOW - 60,   NOW + 60,   0,       false, false, "not due until"     },
        {"not due, but forced",     "ok",      NOW - 60,   NOW + 60,   0,       true,  true,
         "--force"                                                                                                },
        {"asked to wait",           "failing", NOW - 60,   NOW,        NOW + 9, false, false,
         "its server"                                                                                             },
        {"asked to wait, forced",   "failing", NOW - 60,   NOW,        NOW + 9, true,
         false,                                                                               "its server"        },
        {"gone",                    "gone",    NOW - HOUR, NOW - 60,   0,       false, false, "its server"        },
        {"gone, but forced",        "gone",    NOW - HOUR, NOW - 60,   0,       true,  true,
         "--force"                                                                                                },
        {"the clock went backward", "ok",      NOW + 60,   NOW + HOUR, 0,       false, true,
         "the clock went back"                                                                                    },
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
    assert_memory_equal(why, row->why, strlen(row->why));
}

/* ---- when next ---- */

static void test_skipped_hour(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct source_state known = {.health = "ok",
            .polled = NOW - HOUR,
            .next_poll = NOW,
            .skip_hours = 1 << 22};
    struct live_source live = {.state = &known};
    const char *why = NULL;

    UNUSED(state);
    assert_false(schedule_is_due(&live, NOW, false, &a, &why));
    assert_string_equal(why,
            "its feed asks not to be asked until 2023-11-14T23:00:00Z");
    assert_true(schedule_is_due(&live, NOW, true, &a, &why));
    assert_true(schedule_is_due(&live, NOW + HOUR, false, &a, &why));
}

static const struct next_row {
    const char *name;
    int64_t every, failures, not_before;
    int64_t quiet;       /* seconds since the last news; 0: never any */
    int64_t least, most; /* seconds from now */
} next_rows[] = {
        {"well",                 HOUR,      0,  0,              0,           HOUR - 180,      HOUR     },
        {"failed once",          HOUR,      1,  0,              0,           HOUR - 180,      HOUR     },
        {"failed twice",         HOUR,      2,  0,              0,           2 * HOUR - 180,  3 * HOUR },
        {"failed often",         HOUR,      50, 0,              0,           24 * HOUR - 180, 30 * HOUR},
        {"seldom, failed often", 48 * HOUR, 50, 0,              0,           45 * HOUR,       60 * HOUR},
        {"asked to wait",        HOUR,      1,  NOW + 5 * HOUR, 0,           5 * HOUR,        5 * HOUR },
        {"news a day ago",       HOUR,      0,  0,              24 * HOUR,   2 * HOUR,        3 * HOUR },
        {"news a year ago",      HOUR,      0,  0,              8760 * HOUR, 12 * HOUR - 180,
         12 * HOUR                                                                                     },
        {"news to come",         HOUR,      0,  0,              -HOUR,       HOUR - 180,      HOUR     },
        {"quiet, failed once",   HOUR,      1,  0,              8760 * HOUR, 12 * HOUR - 180,
         12 * HOUR                                                                                     },
};

/* ---- what servers and feeds wish; NOW is a Tuesday, 22:13:20 ---- */

static const struct wish_row {
    const char *name;
    struct source_state state;
    int64_t least, most; /* seconds from now */
} wish_rows[] = {
        {"the first poll",               {0},                                         HOUR - 180, 2 * HOUR      },
        {"none",                         {.next_poll = NOW},                          HOUR - 180, HOUR          },
        {"its server",                   {.next_poll = NOW, .fresh = NOW + 6 * HOUR}, 6 * HOUR,
         6 * HOUR                                                                                               },
        {"its server, a moment",         {.next_poll = NOW, .fresh = NOW + 60},
         HOUR - 180,                                                                              HOUR          },
        {"its feed",                     {.next_poll = NOW, .wish = 12 * HOUR},       12 * HOUR,
         12 * HOUR                                                                                              },
        {"its feed, when it fails",
         {.next_poll = NOW, .wish = 12 * HOUR, .failures = 1},
         HOUR - 180,                                                                              HOUR          },
        {"its feed, for ten years",      {.next_poll = NOW, .wish = 87600 * HOUR},
         31 * 24 * HOUR,                                                                          31 * 24 * HOUR},
        {"not at eleven",                {.next_poll = NOW, .skip_hours = 1 << 23},   6400,
         6400                                                                                                   },
        {"only at noon",                 {.next_poll = NOW, .skip_hours = 0xFFEFFF},  49600,
         49600                                                                                                  },
        {"never",                        {.next_poll = NOW, .skip_hours = 0xFFFFFF},  HOUR - 180, HOUR          },
        {"not on Tuesday and Wednesday", {.next_poll = NOW, .skip_days = 6},
         92800,                                                                                   92800         },
};

static void check_wish(void **state)
{
    const struct wish_row *row = *state;
    struct source source = {.id = "a/feed", .every = HOUR, .slowest = HOUR};
    struct source_state known = row->state;
    struct live_source live = {.source = &source, .state = &known};

    schedule_next(&live, NOW);
    assert_in_range(known.next_poll - NOW, row->least, row->most);
}

/* Sources that were added together are not asked together for ever. */
static void test_spread(void **state)
{
    int in[4] = {0};

    UNUSED(state);
    for (int i = 0; i < 40; i++) {
        char id[20];
        struct source source = {.id = id, .every = HOUR, .slowest = HOUR};
        struct source_state known = {0};
        struct live_source live = {.source = &source, .state = &known};

        snprintf(id, sizeof(id), "s%d/feed", i);
        schedule_next(&live, NOW);
        in[(known.next_poll - NOW - HOUR + 180) / (HOUR / 4)]++;
    }
    for (int quarter = 0; quarter < 4; quarter++)
        assert_in_range(in[quarter], 4, 20);
}

/* ---- how long an answer holds ---- */

static const struct fresh_row {
    const char *name, *cache_control, *expires;
    int64_t date, want; /* seconds from now */
} fresh_rows[] = {
        {"nothing",                  NULL,                           NULL,                            0, 0             },
        {"max-age",                  "public, max-age=21600",        NULL,                            0, 6 * HOUR      },
        {"max-age in quotes",        "MAX-AGE=\"60\"",               NULL,                            0, 60            },
        {"of shared caches only",    "s-maxage=60",                  NULL,                            0, 0             },
        {"no number",                "max-age=soon",                 NULL,                            0, 0             },
        {"for ever",                 "max-age=99999999999999999999", NULL,                            0, 31 * 24 * HOUR},
        {"not kept",                 "no-cache, max-age=60",         NULL,                            0, 0             },
        {"Expires",                  NULL,                           "Tue, 14 Nov 2023 23:13:20 GMT", 0, HOUR          },
        {"Expires by another clock", NULL,                           "Tue, 14 Nov 2023 23:13:20 GMT",
         NOW - HOUR,                                                                                     2 * HOUR      },
        {"Expires in the past",      NULL,                           "Tue, 14 Nov 2022 23:13:20 GMT", 0, 0             },
        {"Expires: 0",               NULL,                           "0",                             0, 0             },
        {"max-age before Expires",   "max-age=60",
         "Tue, 14 Nov 2023 23:13:20 GMT",                                                             0, 60            },
};

static void check_fresh(void **state)
{
    const struct fresh_row *row = *state;
    const struct http_response response = {.cache_control = row->cache_control,
            .expires = row->expires,
            .date = row->date};

    assert_int_equal(schedule_fresh(&response, NOW) - NOW, row->want);
}

static void test_learn(void **state)
{
    struct source_state known = {.wish = 5, .skip_days = 1};
    const struct entry feed = {.ttl = 60,
            .update_every = 2 * HOUR,
            .skip_hours = 3};
    const struct entry silent = {0};

    UNUSED(state);
    schedule_learn(&known, &feed);
    assert_int_equal(known.wish, 2 * HOUR);
    assert_int_equal(known.skip_hours, 3);
    schedule_learn(&known, &silent);
    assert_int_equal(known.wish, 0);
    assert_int_equal(known.skip_hours, 0);
}

/* Those that failed together are not asked together again. */
static void test_jitter(void **state)
{
    int64_t first = 0;
    int others = 0;

    UNUSED(state);
    for (int i = 0; i < 20; i++) {
        char id[20];
        struct source source = {.id = id, .every = HOUR, .slowest = HOUR};
        struct source_state known = {.failures = 3, .next_poll = NOW};
        struct live_source live = {.source = &source, .state = &known};

        snprintf(id, sizeof(id), "s%d/feed", i);
        schedule_next(&live, NOW);
        first = i == 0 ? known.next_poll : first;
        others += known.next_poll != first;
    }
    assert_in_range(others, 15, 19);
}

static void check_next(void **state)
{
    const struct next_row *row = *state;
    struct source source = {.id = "a/feed",
            .every = row->every,
            .slowest = row->every > 12 * HOUR ? row->every : 12 * HOUR};
    struct source_state known = {.next_poll = NOW,
            .failures = row->failures,
            .newest = row->quiet ? NOW - row->quiet : 0,
            .not_before = row->not_before};
    struct live_source live = {.source = &source, .state = &known};

    schedule_next(&live, NOW);
    assert_in_range(known.next_poll - NOW, row->least, row->most);
}

/* ---- Retry-After ---- */

static const struct retry_row {
    const char *name, *text;
    int status;
    int64_t date; /* by the server's clock, from now */
    int64_t want; /* seconds from now; 0: none */
} retry_rows[] = {
        {"seconds",                            "7200",                          503, 0,     2 * HOUR     },
        {"a date",                             "Wed, 15 Nov 2023 00:13:20 GMT", 503, 0,     2 * HOUR     },
        {"a date by a fast clock",             "Wed, 15 Nov 2023 00:13:20 GMT", 429, -HOUR,
         3 * HOUR                                                                                        },
        {"a date by a slow clock",             "Wed, 15 Nov 2023 01:13:20 GMT", 429, HOUR,
         2 * HOUR                                                                                        },
        {"of a redirect",                      "120",                           200, 0,     120          },
        {"a moment",                           "120",                           429, 0,     HOUR         },
        {"nothing",                            NULL,                            429, 0,     HOUR         },
        {"nothing, from a server that is ill", NULL,                            503, 0,     0            },
        {"words",                              "later",                         503, 0,     HOUR         },
        {"words of a redirect",                "later",                         200, 0,     0            },
        {"zero",                               "0",                             429, 0,     HOUR         },
        {"the past",                           "Tue, 14 Nov 2022 23:13:20 GMT", 200, 0,     0            },
        {"for ever",                           "99999999999999999999999",       503, 0,     7 * 24 * HOUR},
        {"a date for ever",                    "Fri, 31 Dec 9999 23:59:59 GMT", 503, 0,
         7 * 24 * HOUR                                                                                   },
        {"negative",                           "-5",                            200, 0,     0            },
};

static void check_retry(void **state)
{
    const struct retry_row *row = *state;
    const struct http_response response = {.status = row->status,
            .retry_after = row->text,
            .date = NOW + row->date};

    assert_int_equal(schedule_not_before(&response, NOW),
            row->want ? NOW + row->want : 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_skipped_hour),
            cmocka_unit_test(test_spread),
            cmocka_unit_test(test_jitter),
            cmocka_unit_test(test_learn),
    };
    int failed = RUN_TABLE(due_rows, check_due);

    failed += RUN_TABLE(next_rows, check_next);
    failed += RUN_TABLE(retry_rows, check_retry);
    failed += RUN_TABLE(wish_rows, check_wish);
    failed += RUN_TABLE(fresh_rows, check_fresh);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
