#include <string.h>

#include "input/json_mend.h"
#include "test.h"

/* clang-format off */
static const struct row {
    const char *name, *text, *want;
    bool is_clean;
} rows[] = {
    {"in order", "{\"a\":[1,{\"b\":null}]}", "{\"a\":[1,{\"b\":null}]}", true},
    {"an escape", "{\"a\":\"\\n\\u00e9\\\"}\"}", "{\"a\":\"\\n\\u00e9\\\"}\"}", true},
    {"a pair", "[\"\\ud83d\\ude00\"]", "[\"\\ud83d\\ude00\"]", true},
    {"half a pair", "[\"\\ud83da\"]", "[\"\\ufffda\"]", false},
    {"the other half", "[\"\\ude00\"]", "[\"\\ufffd\"]", false},
    {"two first halves", "[\"\\ud83d\\ud83d\"]", "[\"\\ufffd\\ufffd\"]", false},
    {"NUL", "[\"a\\u0000b\"]", "[\"a\\ufffdb\"]", false},
    {"no digits", "[\"\\u12\"]", "[\"\\ufffd12\"]", false},
    {"an unknown escape", "[\"it\\'s\"]", "[\"it's\"]", false},
    {"a control character", "[\"a\bb\"]", "[\"ab\"]", false},
    {"a line feed", "[\"a\nb\"]", "[\"a\\nb\"]", false},
    {"a last comma", "{\"a\":[1, ],}", "{\"a\":[1]}", false},
    {"last commas", "[1,\n, ]", "[1]", false},
    {"a comma in a string", "[\",\"]", "[\",\"]", true},
    {"something after it", "{} x", "{}", false},
    {"white space after it", "{}\n", "{}", true},
    {"nothing", "", "", true},
};
/* clang-format on */

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct row *row = *state;
    struct bytes text = {row->text, strlen(row->text)};
    struct reading reading = {0};
    struct err err = {0};

    assert_true(json_mend(&text, &reading, &a, &err));
    assert_int_equal(text.size, strlen(row->want));
    assert_memory_equal(text.data, row->want, text.size);
    assert_int_equal(reading.problems == NULL, row->is_clean);
}

static const struct cut_row {
    const char *name, *text;
} cuts[] = {
        {"in an item",      "{\"items\":[{\"a\":1},{\"b\""},
        {"between items",   "{\"items\":[{\"a\":1},"      },
        {"in a string",     "{\"a\":\"b}"                 },
        {"after an escape", "[\"a\\"                      },
};

/* What has no end is none: a generator that was killed wrote half of it. */
static void check_cut(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct cut_row *row = *state;
    struct bytes text = {row->text, strlen(row->text)};
    struct reading reading = {0};
    struct err err = {0};

    assert_false(json_mend(&text, &reading, &a, &err));
    assert_string_equal(err.text, "its JSON is cut");
}

static void test_place(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct bytes text = {"{\n\"é\": \"\b\"}", strlen("{\n\"é\": \"\b\"}")};
    struct reading reading = {0};
    struct err err = {0};

    UNUSED(state);
    assert_true(json_mend(&text, &reading, &a, &err));
    assert_int_equal(reading.problems->line, 2);
    assert_int_equal(reading.problems->column, 7);
}

static void test_depth(void **state)
{
    AUTO(arena) struct arena a = {0};
    char deep[JSON_DEPTH_MAX + 2];
    struct bytes text = {deep, JSON_DEPTH_MAX + 1};
    struct reading reading = {0};
    struct err err = {0};

    UNUSED(state);
    memset(deep, '[', sizeof(deep));
    deep[JSON_DEPTH_MAX + 1] = '\0';
    assert_false(json_mend(&text, &reading, &a, &err));
    assert_string_equal(err.text, "its JSON is nested more than 64 deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_place),
            cmocka_unit_test(test_depth),
    };

    return RUN_TABLE(rows, check) + RUN_TABLE(cuts, check_cut) +
            cmocka_run_group_tests(tests, NULL, NULL) !=
            0;
}
