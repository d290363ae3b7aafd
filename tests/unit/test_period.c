#include <string.h>

#include "base/period.h"
#include "test.h"

/*
 * Of the period that holds `at`: its key, its first instant, its end, and when
 * it is published. A rule is "day 02:30 03:00 mon-fri", times being cutoff and
 * publication.
 */
/* clang-format off */
static const struct row {
    const char *name;
    const char *zone;
    struct period_rule rule;
    const char *at, *key, *starts, *ends, *publish;
} rows[] = {
        {"a day is named after the day of its end", "Europe/Paris", {PERIOD_DAY, 25200, 27000, 0, PERIOD_EVERY_DAY, NULL},
         "2022-05-30T12:00:00Z", "2022-05-31", "2022-05-30T05:00:00Z", "2022-05-31T05:00:00Z", "2022-05-31T05:30:00Z"},
        {"the cutoff itself belongs to the next", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, PERIOD_EVERY_DAY, NULL},
         "2022-05-31T05:00:00Z", "2022-06-01", "2022-05-31T05:00:00Z", "2022-06-01T05:00:00Z", "2022-06-01T05:00:00Z"},
        {"the second before it does not", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, PERIOD_EVERY_DAY, NULL},
         "2022-05-31T04:59:59Z", "2022-05-31", "2022-05-30T05:00:00Z", "2022-05-31T05:00:00Z", "2022-05-31T05:00:00Z"},
        {"midnight", "Europe/Paris", {PERIOD_DAY, 0, 0, 0, PERIOD_EVERY_DAY, NULL},
         "2022-05-31T22:00:00Z", "2022-06-02", "2022-05-31T22:00:00Z", "2022-06-01T22:00:00Z", "2022-06-01T22:00:00Z"},
        {"23 hours", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, PERIOD_EVERY_DAY, NULL},
         "2026-03-28T12:00:00Z", "2026-03-29", "2026-03-28T06:00:00Z", "2026-03-29T05:00:00Z", "2026-03-29T05:00:00Z"},
        {"25 hours", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, PERIOD_EVERY_DAY, NULL},
         "2026-10-24T12:00:00Z", "2026-10-25", "2026-10-24T05:00:00Z", "2026-10-25T06:00:00Z", "2026-10-25T06:00:00Z"},
        {"a cutoff that there is not, before", "Europe/Paris", {PERIOD_DAY, 9000, 9000, 0, PERIOD_EVERY_DAY, NULL},
         "2026-03-29T01:29:59Z", "2026-03-29", "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"},
        {"a cutoff that there is not, after", "Europe/Paris", {PERIOD_DAY, 9000, 9000, 0, PERIOD_EVERY_DAY, NULL},
         "2026-03-29T01:30:00Z", "2026-03-30", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-30T00:30:00Z"},
        {"published never before such a cutoff", "Europe/Paris", {PERIOD_DAY, 9000, 10800, 0, PERIOD_EVERY_DAY, NULL},
         "2026-03-28T12:00:00Z", "2026-03-29", "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"},
        {"a cutoff that there is twice, before", "Europe/Paris", {PERIOD_DAY, 9000, 9000, 0, PERIOD_EVERY_DAY, NULL},
         "2026-10-25T00:29:59Z", "2026-10-25", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z"},
        {"a cutoff that there is twice, between", "Europe/Paris", {PERIOD_DAY, 9000, 9000, 0, PERIOD_EVERY_DAY, NULL},
         "2026-10-25T01:15:00Z", "2026-10-26", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-26T01:30:00Z"},
        {"the day of the wall, not of UTC", "Pacific/Auckland", {PERIOD_DAY, 0, 0, 0, PERIOD_EVERY_DAY, NULL},
         "2022-05-31T12:30:00Z", "2022-06-02", "2022-05-31T12:00:00Z", "2022-06-01T12:00:00Z", "2022-06-01T12:00:00Z"},
        {"a day that a zone skipped", "Pacific/Apia", {PERIOD_DAY, 0, 0, 0, PERIOD_EVERY_DAY, NULL},
         "2011-12-30T09:00:00Z", "2011-12-30", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
        {"the week-end is Monday's", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, 0x1F, NULL},
         "2022-06-04T12:00:00Z", "2022-06-06", "2022-06-03T05:00:00Z", "2022-06-06T05:00:00Z", "2022-06-06T05:00:00Z"},
        {"Friday is Friday's", "Europe/Paris", {PERIOD_DAY, 25200, 25200, 0, 0x1F, NULL},
         "2022-06-02T12:00:00Z", "2022-06-03", "2022-06-02T05:00:00Z", "2022-06-03T05:00:00Z", "2022-06-03T05:00:00Z"},
        {"one day of seven", "UTC", {PERIOD_DAY, 0, 0, 0, 0x08, NULL},
         "2022-06-02T00:00:00Z", "2022-06-09", "2022-06-02T00:00:00Z", "2022-06-09T00:00:00Z", "2022-06-09T00:00:00Z"},
        {"a week is named after its own days", "Europe/Paris", {PERIOD_WEEK, 25200, 27000, 0, 0, NULL},
         "2022-05-31T12:00:00Z", "2022-W22", "2022-05-30T05:00:00Z", "2022-06-06T05:00:00Z", "2022-06-06T05:30:00Z"},
        {"a week of 167 hours", "Europe/Paris", {PERIOD_WEEK, 0, 0, 0, 0, NULL},
         "2026-03-29T12:00:00Z", "2026-W13", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z"},
        {"week 53 of 2020", "UTC", {PERIOD_WEEK, 0, 0, 0, 0, NULL},
         "2021-01-03T23:59:59Z", "2020-W53", "2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z", "2021-01-04T00:00:00Z"},
        {"week 53 of 2026", "UTC", {PERIOD_WEEK, 0, 0, 0, 0, NULL},
         "2027-01-03T23:59:59Z", "2026-W53", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z", "2027-01-04T00:00:00Z"},
        {"week 1 of 2027 begins on 4 January", "UTC", {PERIOD_WEEK, 0, 0, 0, 0, NULL},
         "2027-01-04T00:00:00Z", "2027-W01", "2027-01-04T00:00:00Z", "2027-01-11T00:00:00Z", "2027-01-11T00:00:00Z"},
        {"week 1 may begin in December", "UTC", {PERIOD_WEEK, 0, 0, 0, 0, NULL},
         "2024-12-30T00:00:00Z", "2025-W01", "2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z", "2025-01-06T00:00:00Z"},
        {"a week from Sunday has the number of its Wednesday", "UTC", {PERIOD_WEEK, 0, 0, 6, 0, NULL},
         "2022-05-29T00:00:00Z", "2022-W22", "2022-05-29T00:00:00Z", "2022-06-05T00:00:00Z", "2022-06-05T00:00:00Z"},
        {"a week from Friday has that of its Monday", "UTC", {PERIOD_WEEK, 0, 0, 4, 0, NULL},
         "2022-06-03T00:00:00Z", "2022-W23", "2022-06-03T00:00:00Z", "2022-06-10T00:00:00Z", "2022-06-10T00:00:00Z"},
        {"a month", "Europe/Paris", {PERIOD_MONTH, 25200, 27000, 0, 0, NULL},
         "2022-05-31T12:00:00Z", "2022-05", "2022-05-01T05:00:00Z", "2022-06-01T05:00:00Z", "2022-06-01T05:30:00Z"},
        {"a month's last hours are in the next one", "Europe/Paris", {PERIOD_MONTH, 25200, 25200, 0, 0, NULL},
         "2022-06-01T04:59:59Z", "2022-05", "2022-05-01T05:00:00Z", "2022-06-01T05:00:00Z", "2022-06-01T05:00:00Z"},
        {"February of a leap year", "UTC", {PERIOD_MONTH, 0, 0, 0, 0, NULL},
         "2024-02-29T23:59:59Z", "2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-03-01T00:00:00Z"},
        {"before 1970", "UTC", {PERIOD_DAY, 0, 0, 0, PERIOD_EVERY_DAY, NULL},
         "1969-12-31T12:00:00Z", "1970-01-01", "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
};
/* clang-format on */

static int64_t instant(const char *text)
{
    int64_t seconds = 0;

    assert_true(date_read(text, &seconds, NULL));
    return seconds;
}

static void assert_instant(int64_t got, const char *want)
{
    char text[DATE_SIZE];

    date_write(text, got);
    assert_string_equal(text, want);
}

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;
    struct period_rule rule = row->rule;
    struct period period;
    struct err err = {0};

    assert_true(zone_load(&rule.zone, &a, row->zone, &err));
    period_at(&period, &rule, instant(row->at));
    assert_string_equal(period.key, row->key);
    assert_instant(period.starts, row->starts);
    assert_instant(period.ends, row->ends);
    assert_instant(period.publish, row->publish);
}

/* Whatever the rule, every instant is in one period, and in the one that is
 * said to hold it. */
static void test_periods_follow_one_another(void **state)
{
    AUTO(arena) struct arena a = {0};

    UNUSED(state);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct period_rule rule = rows[i].rule;
        int64_t at = instant("2025-12-20T00:00:00Z");
        int64_t last = instant("2027-01-20T00:00:00Z");
        struct period period, within;
        struct err err = {0};

        assert_true(zone_load(&rule.zone, &a, rows[i].zone, &err));
        period_at(&period, &rule, at);
        for (; at < last; at = period.starts) {
            period_at(&within, &rule, period.ends - 1);
            assert_int_equal(within.starts, period.starts);
            assert_true(period.starts <= at && at < period.ends);
            within = period;
            period_at(&period, &rule, period.ends);
            assert_int_equal(period.starts, within.ends);
            assert_string_not_equal(period.key, within.key);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_periods_follow_one_another),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    return RUN_TABLE(rows, check) + failed;
}
