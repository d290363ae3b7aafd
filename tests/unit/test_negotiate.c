#include "serve/negotiate.h"
#include "test.h"

/* Which codings a header wants rather than none, in their order. */
static const struct wanted {
    const char *name; /* the header */
    const char *codings;
} wanted[] = {
        {"gzip",                              "gzip"        },
        {"gzip, deflate, br, zstd",           "br zstd gzip"},
        {"*",                                 "br zstd gzip"},
        {"GZIP;q=0.5, Br",                    "br gzip"     },
        {"br;q=0.5, gzip;q=0.8, zstd;q=0.7",  "gzip zstd br"},
        {"br;q=0.8, gzip;q=0.8, zstd;q=0.9",  "zstd br gzip"},
        {"zstd;q=0.8, *;q=0.9",               "br gzip zstd"},
        {"br;q=0, *",                         "zstd gzip"   },
        {"br; Q=0.1 , gzip ;\tq=0.2",         "gzip br"     },
        {"gzip;q=0.001",                      "gzip"        },
        {"gzip;q=99999999999999999999999999", "gzip"        },
        {"identity;q=0, gzip",                "gzip"        },
        {"identity;q=0, *;q=0.5",             "br zstd gzip"},
        {"identity;q=0.5, gzip;q=0.5",        "gzip"        },
        {"identity;q=0.6, gzip;q=0.5, br",    "br"          },
        {"identity, *;q=0.5",                 ""            },
        {"identity",                          ""            },
        {"identity;q=0",                      ""            },
        {"",                                  ""            },
        {"gzip;q=0",                          ""            },
        {"gzip;q=0, gzip;q=1",                ""            },
        {"gzip;q=0.000, br;q=0.0",            ""            },
        {"*;q=0",                             ""            },
        {"xgzip, gzipx, brotli, zst",         ""            },
        {"deflate;x=gzip",                    ""            },
        {"gzip;q=",                           ""            },
        {",, ;q=1 ,",                         ""            },
};

static void check_wanted(void **state)
{
    const struct wanted *row = *state;
    AUTO(buf) struct buf names = {0};
    struct accepted accepted;

    negotiate_codings(&accepted, row->name);
    for (size_t i = 0; i < accepted.count; i++)
        buf_printf(&names, "%s%s", i ? " " : "", accepted.codings[i]->name);
    assert_string_equal(names.data ? names.data : "", row->codings);
}

#define TAG     "\"1\""
#define THEN    "Tue, 31 May 2022 09:31:00 GMT"
#define BEFORE  "Tue, 31 May 2022 09:30:59 GMT"
#define AFTER   "Tue, 31 May 2022 09:31:01 GMT"
#define SECONDS 1653989460

/* What conditions say of "1", which was modified then. */
/* clang-format off */
static const struct row {
    const char *name;
    struct conditions conditions;
    unsigned status;
} rows[] = {
        {"none",                       {0},                                                 200},
        {"its tag",                    {.none_match = TAG},                                 304},
        {"its tag, weakly",            {.none_match = "W/" TAG},                            304},
        {"its tag among others",       {.none_match = "\"0\", W/\"2\" ,\t" TAG},            304},
        {"any tag",                    {.none_match = "*"},                                 304},
        {"another tag",                {.none_match = "\"12\""},                            200},
        {"a tag without its quotes",   {.none_match = "1"},                                 200},
        {"its date",                   {.modified_since = THEN},                            304},
        {"a later date",               {.modified_since = AFTER},                           304},
        {"an earlier date",            {.modified_since = BEFORE},                          200},
        {"no date",                    {.modified_since = "once"},                          200},
        {"the date of asctime",        {.modified_since = "Tue May 31 09:31:00 2022"},      304},
        {"a tag counts before a date", {.none_match = "\"2\"", .modified_since = THEN},     200},
        {"must be its tag",            {.match = TAG},                                      200},
        {"must be another",            {.match = "\"2\""},                                  412},
        {"must be its tag, weakly",    {.match = "W/" TAG},                                 412},
        {"must be there",              {.match = "*"},                                      200},
        {"must be as old",             {.unmodified_since = THEN},                          200},
        {"must be older",              {.unmodified_since = BEFORE},                        412},
        {"must be of no date",         {.unmodified_since = "once"},                        200},
        {"a must counts first",        {.match = "\"2\"", .none_match = TAG},               412},
        {"both are so",                {.match = TAG, .none_match = TAG},                   304},
};
/* clang-format on */

static void check(void **state)
{
    const struct row *row = *state;

    assert_int_equal(negotiate_status(&row->conditions, TAG, SECONDS),
            row->status);
}

static void test_what_has_no_date(void **state)
{
    const struct conditions since = {.modified_since = THEN},
                            not_since = {.unmodified_since = BEFORE};

    UNUSED(state);
    assert_int_equal(negotiate_status(&since, TAG, 0), 200);
    assert_int_equal(negotiate_status(&not_since, TAG, 0), 200);
}

static void test_who_does_not_say_gets_it_plain(void **state)
{
    struct accepted accepted;

    UNUSED(state);
    negotiate_codings(&accepted, NULL);
    assert_int_equal(accepted.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_what_has_no_date),
            cmocka_unit_test(test_who_does_not_say_gets_it_plain),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    failed += RUN_TABLE(wanted, check_wanted);
    return failed + RUN_TABLE(rows, check) != 0;
}
