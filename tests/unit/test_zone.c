#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/zone.h"
#include "test.h"

enum { HOUR = 3600 };

/*
 * A TZif file: one change, at 2000-01-01T00:00:00Z, from one hour east to two;
 * after it the rule that is given.
 */
struct file {
    char bytes[400];
    size_t size;
};

static void put(struct file *f, const char *bytes, size_t size)
{
    memcpy(f->bytes + f->size, bytes, size);
    f->size += size;
}

#define PUT(file, literal) put((file), (literal), sizeof(literal) - 1)

static void build(struct file *f, const char *rule)
{
    f->size = 0;
    PUT(f,
            "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1"
            "\0\0\0\0\0\0"
            "\0"); /* the 32-bit part: no change, one type, one char */
    PUT(f,
            "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\1");
    PUT(f,
            "\0\0\0\0\x38\x6d\x43\x80"
            "\1");
    PUT(f,
            "\0\0\x0e\x10\0\0"
            "\0\0\x1c\x20\1\0"
            "\0\n");
    put(f, rule, strlen(rule));
    PUT(f, "\n");
}

/* What the wall shows in a zone with that rule, and when that is. */
/* clang-format off */
static const struct row {
    const char *name, *rule, *wall, *want;
    enum zone_fit fit;
} rows[] = {
        {"before the change", "", "1999-12-31T12:00:00Z",
            "1999-12-31T11:00:00Z", ZONE_UNIQUE},
        {"in the gap of the change", "", "2000-01-01T01:30:00Z",
            "2000-01-01T00:30:00Z", ZONE_NONEXISTENT},
        {"after it, no rule", "", "2000-07-01T12:00:00Z",
            "2000-07-01T10:00:00Z", ZONE_UNIQUE},
        {"rule without summer time", "<+0330>-3:30", "2000-07-01T12:00:00Z",
            "2000-07-01T08:30:00Z", ZONE_UNIQUE},
        {"months, winter", "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-01-15T12:00:00Z", "2026-01-15T11:00:00Z", ZONE_UNIQUE},
        {"months, summer", "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-07-15T12:00:00Z", "2026-07-15T10:00:00Z", ZONE_UNIQUE},
        {"months, last second of winter", "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z", ZONE_UNIQUE},
        {"months, gap", "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T02:30:00Z",
            "2026-03-29T01:30:00Z", ZONE_NONEXISTENT},
        {"months, first second of summer", "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z", ZONE_UNIQUE},
        {"months, twice", "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T02:15:00Z",
            "2026-10-25T00:15:00Z", ZONE_AMBIGUOUS},
        {"months, after it", "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z", ZONE_UNIQUE},
        {"south of the equator", "AEST-10AEDT,M10.1.0,M4.1.0/3",
            "2026-01-15T12:00:00Z", "2026-01-15T01:00:00Z", ZONE_UNIQUE},
        {"days of the year from 1", "AAA0BBB,J60/0,J300/0",
            "2024-03-01T12:00:00Z", "2024-03-01T11:00:00Z", ZONE_UNIQUE},
        {"days of the year from 1, the day before", "AAA0BBB,J60/0,J300/0",
            "2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z", ZONE_UNIQUE},
        {"days of the year from 0", "AAA0BBB,59/0,300/0",
            "2024-02-29T12:00:00Z", "2024-02-29T11:00:00Z", ZONE_UNIQUE},
        {"change on the day before", "AAA3BBB,M3.5.0/-2,M10.5.0/-1",
            "2026-03-28T21:30:00Z", "2026-03-29T00:30:00Z", ZONE_UNIQUE},
        {"the last year", "CET-1CEST,M3.5.0,M10.5.0/3", "9999-12-31T23:00:00Z",
            "9999-12-31T22:00:00Z", ZONE_UNIQUE},
};
/* clang-format on */

static void check_wall(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;
    const struct zone *zone;
    char text[DATE_SIZE];
    enum zone_fit fit;
    struct civil wall;
    struct err err = {0};
    struct file file;
    int64_t instant;

    build(&file, row->rule);
    assert_true(zone_read(&zone, &a, "test", file.bytes, file.size, &err));
    assert_true(date_read(row->wall, &instant, NULL));
    wall = civil_of(instant);
    date_write(text, zone_instant(zone, &wall, &fit));
    assert_string_equal(text, row->want);
    assert_int_equal(fit, row->fit);
}

/* clang-format off */
static const struct refused {
    const char *name, *rule;
} refused[] = {
        {"rule without a name", "-1"},
        {"rule without an offset", "CET"},
        {"rule without days", "CET-1CEST"},
        {"rule with one day", "CET-1CEST,M3.5.0"},
        {"month 13", "CET-1CEST,M13.5.0,M10.5.0"},
        {"month 0", "CET-1CEST,M0.5.0,M10.5.0"},
        {"week 6", "CET-1CEST,M3.6.0,M10.5.0"},
        {"weekday 7", "CET-1CEST,M3.5.7,M10.5.0"},
        {"day 366", "CET-1CEST,J366,J1"},
        {"hour 168", "CET-1CEST,M3.5.0/168,M10.5.0"},
        {"offset of two days", "CET-48"},
        {"huge number", "CET-99999999999999999999"},
        {"name without an end", "<CET-1"},
        {"trailing words", "CET-1CEST,M3.5.0,M10.5.0 "},
};
/* clang-format on */

static void check_refused(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct refused *row = *state;
    const struct zone *zone;
    struct err err = {0};
    struct file file;

    build(&file, row->rule);
    assert_false(zone_read(&zone, &a, "test", file.bytes, file.size, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    assert_string_equal(err.text, "time zone test: not a TZif file");
}

static void test_refuses_what_is_cut(void **state)
{
    const struct zone *zone;
    struct err err = {0};
    struct file file;

    UNUSED(state);
    build(&file, "CET-1");
    for (size_t size = 0; size < file.size; size++) {
        AUTO(arena) struct arena a = {0};
        char *bytes = arena_copy(&a, file.bytes, size);

        assert_false(zone_read(&zone, &a, "test", bytes, size, &err));
    }
}

static void test_refuses_unknown_type(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct zone *zone;
    struct err err = {0};
    struct file file;

    UNUSED(state);
    build(&file, "");
    file.bytes[44 + 7 + 44 + 8] = 2; /* there are 0 and 1 */
    assert_false(zone_read(&zone, &a, "test", file.bytes, file.size, &err));
}

static void test_refuses_odd_names(void **state)
{
    static const char *const names[] = {"", "/etc/passwd", "../passwd",
            "Europe/../UTC", "Europe/Par is", "Nowhere/Land"};

    UNUSED(state);
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(arena) struct arena a = {0};
        const struct zone *zone;
        struct err err = {0};

        assert_false(zone_load(&zone, &a, names[i], &err));
        assert_int_equal(err.kind, ERR_USAGE);
    }
}

static void test_reads_paris(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct zone *zone;
    struct err err = {0};

    UNUSED(state);
    if (!zone_load(&zone, &a, "Europe/Paris", &err))
        skip(); /* no tzdata here */
    assert_int_equal(zone_offset(zone, 1653989460), 2 * HOUR); /* May 2022 */
    assert_int_equal(zone_offset(zone, 1642000000), HOUR);
    assert_int_equal(zone_offset(zone, 170000000), HOUR); /* May 1975 */
    assert_int_equal(zone_offset(zone, INT64_MIN), 561);  /* mean time */
    assert_int_equal(zone_offset(zone, INT64_MAX), HOUR);
}

/* ---- beside the system's own tables ---- */

/* Whole hours, halves and quarters; two hours at once, and less than none;
 * rules that follow the moon, a day that was left out, and a change of mind. */
static const struct world {
    const char *name;
} world[] = {
        {"Africa/Cairo"},
        {"Africa/Casablanca"},
        {"America/New_York"},
        {"America/Nuuk"},
        {"America/Sao_Paulo"},
        {"America/St_Johns"},
        {"Antarctica/Troll"},
        {"Asia/Kathmandu"},
        {"Asia/Tehran"},
        {"Australia/Lord_Howe"},
        {"Europe/Dublin"},
        {"Europe/London"},
        {"Europe/Paris"},
        {"Pacific/Apia"},
};

/* By the C library, for the zone in $TZ. */
static int system_offset(int64_t instant)
{
    time_t time = (time_t)instant;
    struct tm tm;

    assert_non_null(localtime_r(&time, &tm));
    return (int)tm.tm_gmtoff;
}

/* A wall's reading, in seconds, near a change from one offset to another. */
static void check_reading(const struct zone *zone, int64_t wall, int before,
        int after)
{
    const struct civil civil = civil_of(wall);
    bool early = system_offset(wall - before) == before;
    bool late = system_offset(wall - after) == after;
    enum zone_fit fit = early && late && before != after ? ZONE_AMBIGUOUS
            : early || late                              ? ZONE_UNIQUE
                                                         : ZONE_NONEXISTENT;
    int64_t want = wall - (late && !early ? after : before);
    enum zone_fit got;

    if (early && late && wall - after < want)
        want = wall - after;
    assert_int_equal(zone_instant(zone, &civil, &got), want);
    assert_int_equal(got, fit);
}

static void check_change(const struct zone *zone, int64_t at)
{
    int before = system_offset(at - 1), after = system_offset(at);

    for (int64_t t = at - HOUR; t <= at + HOUR; t += HOUR / 4)
        assert_int_equal(zone_offset(zone, t), system_offset(t));
    assert_int_equal(zone_offset(zone, at - 1), before);
    for (int64_t wall = at + before - HOUR; wall <= at + before + HOUR;
            wall += HOUR / 4) {
        check_reading(zone, wall, before, after);
        check_reading(zone, wall + after - before, before, after);
    }
}

static void check_world(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct world *row = *state;
    const struct zone *zone;
    struct err err = {0};
    const int64_t end = INT64_C(2145916800); /* 2038 */
    int changes = 0;

    if (!zone_load(&zone, &a, row->name, &err))
        skip(); /* no tzdata here */
    assert_int_equal(setenv("TZ", row->name, 1), 0);
    tzset();
    for (int64_t t = 0; t < end; t += HOUR) {
        int64_t low = t, high = t + HOUR;

        if (system_offset(low) == system_offset(high))
            continue;
        while (high - low > 1) {
            int64_t middle = low + (high - low) / 2;

            if (system_offset(middle) == system_offset(t))
                low = middle;
            else
                high = middle;
        }
        check_change(zone, high);
        changes++;
    }
    assert_in_range(changes, 1, 400);
}

static void test_utc_is_utc(void **state)
{
    struct civil wall = {2022, 5, 31, 11, 31, 0};
    enum zone_fit fit;

    UNUSED(state);
    assert_int_equal(zone_offset(zone_utc(), 1653989460), 0);
    assert_int_equal(zone_instant(zone_utc(), &wall, &fit), 1653996660);
    assert_int_equal(fit, ZONE_UNIQUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_refuses_what_is_cut),
            cmocka_unit_test(test_refuses_unknown_type),
            cmocka_unit_test(test_refuses_odd_names),
            cmocka_unit_test(test_reads_paris),
            cmocka_unit_test(test_utc_is_utc),
    };
    int failed = RUN_TABLE(rows, check_wall);

    failed += RUN_TABLE(refused, check_refused);
    failed += RUN_TABLE(world, check_world);
    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
