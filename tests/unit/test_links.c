#include <string.h>

#include "made.h"

/* ---- links ---- */

static const struct link_row {
    const char *name;
    struct link said;
    const char *rel, *href; /* NULL: dropped */
} link_rows[] = {
        {"no rel",        {.href = "b"},                               "alternate",  "https://a.example/blog/b"},
        {"empty rel",     {.rel = " ", .href = "b"},                   "alternate",
         "https://a.example/blog/b"                                                                            },
        {"capitals",      {.rel = "Self", .href = "b"},                "self",
         "https://a.example/blog/b"                                                                            },
        {"own rel",       {.rel = "http://r/X", .href = "b"},          "http://r/X",
         "https://a.example/blog/b"                                                                            },
        {"IANA's",
         {.rel = "http://www.iana.org/assignments/relation/via",
                        .href = "b"},
         "via",                                                                      "https://a.example/blog/b"},
        {"its base",      {.href = "b", .base = "https://b.example/"}, "alternate",
         "https://b.example/b"                                                                                 },
        {"relative base", {.href = "b", .base = "/c/"},                "alternate",
         "https://a.example/c/b"                                                                               },
        {"broken base",   {.href = "b", .base = "//"},                 NULL,         NULL                      },
        {"script",        {.href = "javascript:x"},                    NULL,         NULL                      },
        {"no address",    {.rel = "self"},                             NULL,         NULL                      },
};

static void check_link(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct link_row *row = *state;
    struct link said = row->said;
    const struct item item = {.links = &said};
    const struct link *got = make(&made, &item)->links;

    if (!row->rel) {
        assert_null(got);
        assert_int_equal(made.reading.problems != NULL, said.href != NULL);
        return;
    }
    assert_non_null(got);
    assert_text(got->rel, row->rel);
    assert_text(got->href, row->href);
    assert_null(got->base);
    assert_null(made.reading.problems);
}

static void test_double_links(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct link other = {.href = "/a", .type = "text/plain"};
    struct link typed = {&other, .href = "https://A.example/a",
            .type = "text/html", .length = 5};
    struct link bare = {&typed, .href = "/a", .length = -1};
    const struct item item = {.links = &bare};
    const struct link *got = make(&made, &item)->links;

    UNUSED(state);
    assert_text(got->type, "text/html");
    assert_int_equal(got->length, 5);
    assert_text(got->next->type, "text/plain");
    assert_null(got->next->next);
}

static void test_many_links(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct link said[300] = {0};
    const struct item item = {.links = said};
    int links = 0, enclosures = 0;

    UNUSED(state);
    for (size_t i = 0; i < COUNT(said); i++) {
        said[i].rel = i % 2 ? "enclosure" : "related";
        said[i].href = arena_printf(&made.arena, "/%zu", i);
        said[i].next = i + 1 < COUNT(said) ? &said[i + 1] : NULL;
    }
    for (const struct link *l = make(&made, &item)->links; l; l = l->next)
        (*l->rel == 'e' ? enclosures++ : links++);
    assert_int_equal(links, 64);
    assert_int_equal(enclosures, 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_double_links),
            cmocka_unit_test(test_many_links),
    };
    int failed = 0;

    failed += RUN_TABLE(link_rows, check_link);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
