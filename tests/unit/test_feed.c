#include <string.h>

#include "item.h"
#include "test.h"

/* ---- packing ---- */

static const char title[] = "Caf\303\251\n\t<b>";

static struct item sample(struct arena *a)
{
    static const struct said said = {.type = "text", .value = title};
    static const struct generator maker = {.name = "Maker", .version = "1"};
    static const struct item origin = {.id = "o", .ttl = INT64_MIN};
    const struct claim first = {.field = "published", .value = "Tue"};
    const struct claim second = {.field = "updated", .value = "2016-02-16"};
    const struct link link = {.href = "b", .base = "c", .length = INT64_MAX};
    struct item item = {.id = "b",
            .title = &said,
            .links = ARENA_NEW(a, struct link),
            .dates = ARENA_NEW(a, struct claim),
            .generator = &maker,
            .source = &origin,
            .lang = "",
            .base = "https://a.example/",
            .ttl = -1};

    *item.links = link;
    *item.dates = first;
    item.dates->next = ARENA_NEW(a, struct claim);
    *item.dates->next = second;
    return item;
}

static struct bytes pack(struct arena *a, const struct shape *shape,
        const void *record)
{
    AUTO(buf) struct buf out = {0};

    record_pack(&out, shape, record);
    return (struct bytes){arena_copy(a, out.data, out.size), out.size};
}

/* The same in bytes is the same in all. */
static void test_comes_back(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct item item = sample(&a);
    struct bytes packed = pack(&a, &item_shape, &item), again;
    struct err err = {0};
    struct item got;

    UNUSED(state);
    assert_true(record_unpack(&got, &a, &item_shape, packed, &err));
    assert_string_equal(got.title->value, title);
    assert_string_equal(got.dates->next->value, "2016-02-16");
    assert_null(got.dates->next->next);
    assert_int_equal(got.links->length, INT64_MAX);
    assert_int_equal(got.source->ttl, INT64_MIN);
    assert_string_equal(got.lang, "");
    assert_null(got.content);
    again = pack(&a, &item_shape, &got);
    assert_int_equal(again.size, packed.size);
    assert_memory_equal(again.data, packed.data, packed.size);
}

/* Exactly as long as it is, so that a sanitizer sees a step too far. */
static bool unpacks(struct bytes packed)
{
    AUTO(arena) struct arena a = {0};
    char *exact = malloc(packed.size + 1);
    struct err err = {0};
    struct item got;
    bool ok;

    memcpy(exact, packed.data, packed.size);
    exact = realloc(exact, packed.size ? packed.size : 1);
    ok = record_unpack(&got, &a, &item_shape,
            (struct bytes){exact, packed.size}, &err);
    assert_int_equal(err.kind, ok ? ERR_NONE : ERR_SYSTEM);
    free(exact);
    return ok;
}

static void test_every_cut_is_refused(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct item item = sample(&a);
    struct bytes packed = pack(&a, &item_shape, &item);

    UNUSED(state);
    assert_true(unpacks(packed));
    for (size_t size = 0; size < packed.size; size++)
        assert_false(unpacks((struct bytes){packed.data, size}));
}

/* No single wrong byte may do more than give another record. */
static void test_wrong_bytes(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct item item = sample(&a);
    struct bytes packed = pack(&a, &item_shape, &item);
    int refused = 0;

    UNUSED(state);
    for (size_t i = 0; i < packed.size; i++) {
        char *wrong = arena_copy(&a, packed.data, packed.size);

        wrong[i] = (char)0xFF;
        refused += !unpacks((struct bytes){wrong, packed.size});
    }
    assert_true(refused > 0);
}

/* One byte of "Maker" is replaced. */
static const struct byte_row {
    const char *name;
    int byte;
    bool fits;
} byte_rows[] = {
        {"another letter",  'm',  true },
        {"tab",             '\t', true },
        {"line feed",       '\n', true },
        {"carriage return", '\r', true },
        {"control",         0x1B, false},
        {"end of text",     0,    false},
        {"broken UTF-8",    0xC3, false},
};

static void check_byte(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct byte_row *row = *state;
    struct item item = sample(&a);
    struct bytes packed = pack(&a, &item_shape, &item);
    char *at = memmem(packed.data, packed.size, "Maker", 5);

    *at = (char)row->byte;
    assert_int_equal(unpacks(packed), row->fits);
}

static void test_older_and_newer(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct item item = sample(&a);
    struct shape older = item_shape;
    struct err err = {0};
    struct item got;

    UNUSED(state);
    older.count -= 8; /* base, ttl and what came after them */
    assert_true(record_unpack(&got, &a, &item_shape, pack(&a, &older, &item),
            &err));
    assert_string_equal(got.lang, "");
    assert_null(got.base);
    assert_int_equal(got.ttl, 0);
    assert_true(record_unpack(&got, &a, &older, pack(&a, &item_shape, &item),
            &err));
    assert_string_equal(got.id, "b");
    assert_null(got.base);
}

static void test_depth_is_bounded(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct item nest[20] = {{.id = "x"}};

    UNUSED(state);
    for (size_t i = 1; i < COUNT(nest); i++)
        nest[i].source = &nest[i - 1];
    assert_true(unpacks(pack(&a, &item_shape, &nest[5])));
    assert_false(unpacks(pack(&a, &item_shape, &nest[19])));
}

static const struct time_row {
    const char *name;
    int64_t time;
    bool fits;
} time_rows[] = {
        {"year 1",          -62135596800, true },
        {"before year 1",   -62135596801, false},
        {"year 9999",       253402300799, true },
        {"after year 9999", 253402300800, false},
        {"no year at all",  INT64_MIN,    false},
};

static void check_time(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct time_row *row = *state;
    const struct entry entry = {.updated = row->time};
    struct err err = {0};
    struct entry got;

    assert_int_equal(record_unpack(&got, &a, &entry_shape,
                             pack(&a, &entry_shape, &entry), &err),
            row->fits);
}

/* ---- JSON ---- */

static const struct text_row {
    const char *name, *text, *want;
} text_rows[] = {
        {"plain",      "a",           "\"a\""          },
        {"nothing",    "",            "\"\""           },
        {"quote",      "a\"b",        "\"a\\\"b\""     },
        {"backslash",  "\\",          "\"\\\\\""       },
        {"line feed",  "a\nb",        "\"a\\nb\""      },
        {"tab",        "\t",          "\"\\u0009\""    },
        {"delete",     "\177",        "\"\\u007f\""    },
        {"UTF-8",      "caf\303\251", "\"caf\303\251\""},
        {"at the end", "a\"",         "\"a\\\"\""      },
};

static void check_text(void **state)
{
    AUTO(buf) struct buf out = {0};
    const struct text_row *row = *state;

    json_text(&out, row->text);
    assert_string_equal(out.data, row->want);
}

static void test_nothing_but_what_is_always_there(void **state)
{
    AUTO(buf) struct buf out = {0};
    const struct parsed parsed = {0};

    UNUSED(state);
    parsed_json(&out, &parsed);
    assert_string_equal(out.data,
            "{\n"
            "  \"problems\": [],\n"
            "  \"feed\": {},\n"
            "  \"entries\": []\n"
            "}\n");
}

static void test_printed(void **state)
{
    AUTO(buf) struct buf out = {0};
    struct link link = {.rel = "self", .href = "https://a/", .base = "hidden"};
    struct entry feed = {.links = &link, .key = "hidden"};
    struct entry second = {.id = "2", .published = 1455611400};
    struct entry first = {.next = &second, .id = "1"};
    struct problem problem = {.code = "xml", .line = 5};
    const struct parsed parsed = {.format = "rss",
            .problems = &problem,
            .feed = &feed,
            .entries = &first};

    UNUSED(state);
    parsed_json(&out, &parsed);
    assert_string_equal(out.data,
            "{\n"
            "  \"format\": \"rss\",\n"
            "  \"problems\": [\n"
            "    {\n"
            "      \"code\": \"xml\",\n"
            "      \"line\": 5\n"
            "    }\n"
            "  ],\n"
            "  \"feed\": {\n"
            "    \"links\": [\n"
            "      {\n"
            "        \"rel\": \"self\",\n"
            "        \"href\": \"https://a/\"\n"
            "      }\n"
            "    ]\n"
            "  },\n"
            "  \"entries\": [\n"
            "    {\n"
            "      \"id\": \"1\"\n"
            "    },\n"
            "    {\n"
            "      \"id\": \"2\",\n"
            "      \"published\": \"2016-02-16T08:30:00Z\"\n"
            "    }\n"
            "  ]\n"
            "}\n");
}

/* ---- links and problems ---- */

static void test_first_link_is_a_page(void **state)
{
    struct link page = {.rel = "alternate",
            .href = "https://a/p",
            .type = "application/xhtml+xml"};
    struct link pdf = {&page, .rel = "alternate", .href = "https://a/f",
            .type = "a/b"};
    struct link mail = {&pdf, .rel = "alternate", .href = "mailto:a@a"};
    struct link self = {&mail, .rel = "self", .href = "https://a/s"};
    struct entry entry = {.links = &self};

    UNUSED(state);
    assert_ptr_equal(entry_link(&entry, "alternate"), &page);
    assert_ptr_equal(entry_link(&entry, "self"), &self);
    assert_null(entry_link(&entry, "via"));
    pdf.next = NULL;
    assert_ptr_equal(entry_link(&entry, "alternate"), &pdf);
    mail.next = NULL;
    assert_null(entry_link(&entry, "alternate"));
}

static void test_problems_are_bounded(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct problem *list = NULL;
    int count = 0;

    UNUSED(state);
    for (int i = 0; i < 2 * PROBLEMS_MAX; i++)
        problem_add(&list, &a, "content", 1, i, "no %s\033", "date");
    for (const struct problem *p = list; p; p = p->next)
        assert_int_equal(p->column, count++);
    assert_int_equal(count, PROBLEMS_MAX);
    assert_string_equal(list->message, "no date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_comes_back),
            cmocka_unit_test(test_every_cut_is_refused),
            cmocka_unit_test(test_wrong_bytes),
            cmocka_unit_test(test_older_and_newer),
            cmocka_unit_test(test_depth_is_bounded),
            cmocka_unit_test(test_nothing_but_what_is_always_there),
            cmocka_unit_test(test_printed),
            cmocka_unit_test(test_first_link_is_a_page),
            cmocka_unit_test(test_problems_are_bounded),
    };
    int failed = 0;

    failed += RUN_TABLE(byte_rows, check_byte);
    failed += RUN_TABLE(time_rows, check_time);
    failed += RUN_TABLE(text_rows, check_text);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
