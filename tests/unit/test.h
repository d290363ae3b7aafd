/* test.h - cmocka, and a way to make every row of a table a test by itself. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static inline void assert_has(const struct buf *text, const char *want)
{
    if (!text->data || !strstr(text->data, want))
        fail_msg("%s is not in\n%s", want, text->data ? text->data : "");
}

/*
 * Runs check on each row. A row's first member is its name, so that a failure
 * is reported as "not ok 7 - RFC 822, two-digit year".
 */
#define RUN_TABLE(rows, check) \
    run_table(#check, (rows), COUNT(rows), sizeof((rows)[0]), (check))

static inline int run_table(const char *group, const void *rows, size_t count,
        size_t size, CMUnitTestFunction check)
{
    struct CMUnitTest *tests = calloc(count, sizeof(*tests));
    int failed;

    assert_non_null(tests);
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * size;

        tests[i].name = *(const char *const *)row;
        tests[i].test_func = check;
        tests[i].initial_state = (void *)row;
    }
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    free(tests);
    return failed;
}
