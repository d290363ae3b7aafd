#include <string.h>

#include "rules/plan.h"
#include "test.h"

static const struct actor actors[] = {{.id = "reef"}};
static const struct source sources[] = {{.id = "reef/feed"}};
static const struct config config = {
        .actors = (void *)actors,
        .sources = (void *)sources,
};
static const struct position start = {"EXPR", 1, 1};

enum { NOW = 1717200000 /* 2024-06-01T00:00:00Z */, DAY = 24 * 60 * 60 };

static void plan_of(struct plan *out, struct arena *a, const char *text,
        int64_t now)
{
    AUTO(expr) struct expr *expr = NULL;
    AUTO(report) struct report report = {0};

    assert_true(expr_read(&expr, text, &start, &config, NULL, &report));
    expr_plan(out, a, expr, now);
    out->tag = arena_text(a, out->tag);
    out->actor = arena_text(a, out->actor);
    out->source = arena_text(a, out->source);
}

/* ---- what it goes by ---- */

static const struct row {
    const char *name, *text;
    const char *want; /* "": every entry is looked at */
} rows[] = {
        {"tag",                     "tag = emploi",                                               "tag emploi"      },
        {"actor",                   "actor = reef",                                               "actor reef"      },
        {"source",                  "source = reef/feed",                                         "source reef/feed"},
        {"published",               "published before 2024-05-31",                                "published"       },
        {"older",                   "older than 7d",                                              "published"       },
        {"younger",                 "not older than 7d",                                          "published"       },
        {"updated",                 "updated after 2024-05-31",                                   "updated"         },
        {"title",                   "title contains \"mer\"",                                     "texts"           },
        {"text",                    "text contains \"mer\"",                                      "texts"           },
        {"link",                    "link = \"https://a.example/\"",                              "texts"           },
        {"id",                      "id = \"urn:x:1\"",                                           "texts"           },
        {"category",                "category in (Mer, Terre)",                                   "texts"           },
        {"all",                     "tag = emploi and text contains \"offre\" and older than 7d",
         "tag emploi, published, texts"                                                                             },
        {"the first of two tags",   "tag = emploi and tag = mer",                                 "tag emploi"      },
        {"inside",                  "lang = fr and (older than 7d and (tag = mer))",
         "tag mer, published"                                                                                       },
        {"any of two tags",         "tag = emploi or tag = mer",                                  ""                },
        {"in of two tags",          "tag in (emploi, mer)",                                       ""                },
        {"in of one tag",           "tag in (mer)",                                               "tag mer"         },
        {"not a tag",               "not tag = emploi",                                           ""                },
        {"not not",                 "not not tag = emploi",                                       "tag emploi"      },
        {"neither nor",             "not (tag = emploi or older than 7d)",                        "published"       },
        {"not both",                "not (tag = emploi and older than 7d)",                       ""                },
        {"any of two texts",
         "title contains \"mer\" or text contains \"terre\"",                                     "texts"           },
        {"a text or something",     "title contains \"mer\" or lang = fr",                        ""                },
        {"not a text",              "not title contains \"mer\"",                                 ""                },
        {"too short",               "title contains \"me\"",                                      ""                },
        {"one of two is too short", "category in (Mer, T)",                                       ""                },
        {"short and long",          "title contains \"me\" and text contains \"terre\"",
         "texts"                                                                                                    },
        {"a pattern",               "title matches /mer/",                                        ""                },
        {"markup",                  "content contains \"mer\"",                                   ""                },
        {"author",                  "author contains \"mer\"",                                    ""                },
        {"lang",                    "lang = fr",                                                  ""                },
        {"is present",              "tag is present and published is present",                    ""                },
};

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf shown = {0};
    struct plan plan;

    plan_of(&plan, &a, row->text, NOW);
    assert_int_equal(plan_show(&shown, &plan), *row->want != '\0');
    assert_string_equal(shown.data ? shown.data : "", row->want);
}

/* ---- dates ---- */

static const struct times_row {
    const char *name, *text;
    int64_t from, to; /* after NOW; 0: no bound */
} times_rows[] = {
        {"before",         "published before 2024-05-31",                0,        -DAY - 1    },
        {"not before",     "not published before 2024-05-31",            -DAY,     0           },
        {"after",          "published after 2024-05-30",                 -DAY,     0           },
        {"not after",      "not published after 2024-05-30",             0,        -DAY - 1    },
        {"older",          "older than 7d",                              0,        -7 * DAY - 1},
        {"not older",      "not older than 7d",                          -7 * DAY, 0           },
        {"both",           "older than 1d and not older than 7d",        -7 * DAY, -DAY - 1    },
        {"the narrower",   "older than 1d and older than 7d",            0,        -7 * DAY - 1},
        {"another's date", "updated before 2024-05-31 or older than 1h", 0,        0           },
};

static void check_times(void **state)
{
    const struct times_row *row = *state;
    AUTO(arena) struct arena a = {0};
    struct plan plan;

    plan_of(&plan, &a, row->text, NOW);
    assert_int_equal(plan.published.from,
            row->from ? NOW + row->from : INT64_MIN);
    assert_int_equal(plan.published.to, row->to ? NOW + row->to : INT64_MAX);
    assert_int_equal(plan.updated.from, INT64_MIN);
}

static void test_whatever_time_it_is(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf shown = {0};
    struct plan plan;

    UNUSED(state);
    plan_of(&plan, &a, "older than 7d and tag = mer", 0);
    assert_true(plan_show(&shown, &plan));
    assert_string_equal(shown.data, "tag mer");
}

/* ---- texts ---- */

static const struct texts_row {
    const char *name, *text, *want;
} texts_rows[] = {
        {"one piece",   "title contains \"MÉR\"",              "((\"mer\"))"                                   },
        {"two",         "title contains \"mère\"",             "((\"mer\" AND \"ere\"))"                       },
        {"folded",      "text contains \"L’œu\"",
         "((\"l'o\" AND \"'oe\" AND \"oeu\"))"                                                                  },
        {"characters",  "title contains \"北京市民\"",
         "((\"北京市\" AND \"京市民\"))"                                                                  },
        {"a quote",     "title contains \"a\\\"b\"",            "((\"a\"\"b\"))"                                },
        {"a value",     "category = \"Été\"",                 "((\"ete\"))"                                   },
        {"values",      "category in (Mer, Terre)",
         "((\"mer\") OR (\"ter\" AND \"err\" AND \"rre\"))"                                                     },
        {"all and any",
         "title contains \"mer\" and (title contains \"ete\" or id = "
                "urn)",                                         "(((\"mer\")) AND (((\"ete\")) OR ((\"urn\"))))"},
        {"a part",      "title contains \"mer\" and lang = fr", "(((\"mer\")))"                                 },
};

static void check_texts(void **state)
{
    const struct texts_row *row = *state;
    AUTO(arena) struct arena a = {0};
    struct plan plan;

    plan_of(&plan, &a, row->text, NOW);
    assert_string_equal(plan.texts, row->want);
}

/* Pieces of a long text are spread over it; what is endless is not told. */
static void test_texts_have_an_end(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = {0};
    struct plan plan;

    UNUSED(state);
    buf_text(&text, "title contains \"");
    for (int i = 0; i < 500; i++)
        buf_char(&text, (char)('a' + i * 7 % 26));
    buf_text(&text, "z!\"");
    plan_of(&plan, &a, text.data, NOW);
    assert_true(strlen(plan.texts) < 400);
    buf_clear(&text);
    buf_text(&text, "id in (x123");
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, ", x%d", i + 1000);
    buf_text(&text, ")");
    plan_of(&plan, &a, text.data, NOW);
    assert_null(plan.texts);
}

/* ---- what is looked in ---- */

static void test_plan_text_has_each_value_once(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf out = {0};
    const struct construct title = {.type = "text", .text = "Été"};
    const struct construct content = {.type = "html",
            .html.markup = "<p>L&rsquo;<b>Œ</b>uvre</p>"};
    struct category category = {.term = "Mer", .label = "La Mer"};
    struct link link = {.rel = "alternate", .href = "https://a.example/É"};
    const struct entry entry = {.id = "urn:X",
            .title = &title,
            .content = &content,
            .categories = &category,
            .links = &link};

    UNUSED(state);
    plan_text(&out, &a, &entry);
    assert_string_equal(out.data,
            "ete l'oeuvre\nmer\nla mer\nhttps://a.example/e\nurn:x\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_whatever_time_it_is),
            cmocka_unit_test(test_texts_have_an_end),
            cmocka_unit_test(test_plan_text_has_each_value_once),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    failed += RUN_TABLE(rows, check);
    failed += RUN_TABLE(times_rows, check_times);
    failed += RUN_TABLE(texts_rows, check_texts);
    return failed != 0;
}
