#include "serve/negotiate.h"
#include "test.h"

/* Whether gzip is what a header wants. */
static const struct coding {
    const char *name; /* the header */
    bool gzip;
} codings[] = {
        {"gzip",                              true },
        {"GZIP;q=0.5",                        true },
        {"deflate, gzip, br, zstd",           true },
        {"br;q=1.0, gzip;q=0.8, *;q=0.1",     true },
        {"*",                                 true },
        {"gzip;q=0.001",                      true },
        {"identity;q=0, gzip",                true },
        {"gzip; q=0.5, identity; q=0.5",      true },
        {"identity",                          false},
        {"",                                  false},
        {"gzip;q=0",                          false},
        {"gzip;q=0.000, *",                   false},
        {"*;q=0",                             false},
        {"gzip;q=0.5, identity;q=0.6",        false},
        {"xgzip, gzipx",                      false},
        {"deflate;x=gzip",                    false},
        {"gzip;q=",                           false},
        {",, ;q=1 ,",                         false},
        {"gzip;q=0, gzip;q=1",                false},
        {"gzip;q=99999999999999999999999999", true },
};

static void check_coding(void **state)
{
    const struct coding *row = *state;

    assert_int_equal(negotiate_gzip(row->name), row->gzip);
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
    assert_false(negotiate_gzip(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_what_has_no_date),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    failed += RUN_TABLE(codings, check_coding);
    return failed + RUN_TABLE(rows, check) != 0;
}
