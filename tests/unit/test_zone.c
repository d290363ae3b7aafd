#include <string.h>

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
    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
