#include <stdio.h>

#include "made.h"

static const struct row {
    const char *name, *type, *value, *src;
    const char *want_type; /* NULL: absent */
    const char *want_value, *want_src;
} title_rows[] = {
        {"text",         "text",                 "A <b>",                 NULL, "text",  "A <b>",    NULL},
        {"no type",      NULL,                   "A",                     NULL, "text",  "A",        NULL},
        {"lines",        "text",                 " A\n\tB ",              NULL, "text",  "A B",      NULL},
        {"controls",     "text",                 "A\x1B[m\xE2\x80\xAE B", NULL, "text",  "A[m B",
         NULL                                                                                            },
        {"html",         "html",                 "<b onclick=x>A</b>",    NULL, "html",  "<b>A</b>", NULL},
        {"media type",   "text/html",            "<b>A</b>",              NULL, "html",  "<b>A</b>", NULL},
        {"parameter",    "TEXT/HTML; charset=x", "A",                     NULL, "html",  "A",        NULL},
        {"xhtml",        "xhtml",                "<b>A</b>",              NULL, "xhtml", "<b>A</b>", NULL},
        {"unknown type", "x/y",                  "<b>",                   NULL, "text",  "<b>",      NULL},
        {"white space",  "text",                 " \n",                   NULL, NULL,    NULL,       NULL},
        {"script alone", "html",                 "<script>x</script>",    NULL, NULL,    NULL,       NULL},
        {"no value",     "html",                 NULL,                    NULL, NULL,    NULL,       NULL},
        {"src",          "text",                 NULL,                    "/x", NULL,    NULL,       NULL},
};

static const struct row content_rows[] = {
        {"lines",           "text",          "\nA\r\n\rB\x1B ", NULL,      "text",                     "A\n\nB", NULL},
        {"plain text",      "text/plain",    "A",               NULL,      "text",                     "A",      NULL},
        {"other text",      "text/x-foo",    "<A>",             NULL,      "text/x-foo",               "<A>",    NULL},
        {"drawing",         "image/svg+xml", "<svg/>",          NULL,      NULL,                       NULL,     NULL},
        {"src",             "video/mp4",     NULL,              "/x.mp4",  "video/mp4",                NULL,
         "https://a.example/x.mp4"                                                                                   },
        {"src of its base", "video/mp4",     NULL,              "x",       "video/mp4",                NULL,
         "https://a.example/blog/x"                                                                                  },
        {"src of no type",  "html",          NULL,              "x",       "application/octet-stream", NULL,
         "https://a.example/blog/x"                                                                                  },
        {"src of a page",   "text/html",     NULL,              "x",       "text/html",                NULL,
         "https://a.example/blog/x"                                                                                  },
        {"unsafe src",      "text/html",     NULL,              "data:,x", NULL,                       NULL,     NULL},
};

static void check(const struct row *row, const struct construct *got)
{
    if (!row->want_type) {
        assert_null(got);
        return;
    }
    assert_non_null(got);
    assert_text(got->type, row->want_type);
    /* Markup and text are never taken for each other. */
    if (strstr(row->want_type, "html") && !row->want_src)
        assert_text(got->html.markup, row->want_value);
    else
        assert_text(got->text, row->want_value);
    assert_true(!got->text || !got->html.markup);
    assert_text(got->src, row->want_src);
}

static void check_title(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct row *row = *state;
    const struct said said = {.type = row->type,
            .value = row->value,
            .src = row->src};
    const struct item item = {.title = &said};

    check(row, make(&made, &item)->title);
}

static void check_content(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct row *row = *state;
    const struct said said = {.type = row->type,
            .value = row->value,
            .src = row->src};
    const struct item item = {.content = &said};

    check(row, make(&made, &item)->content);
}

static void test_base_of_a_text(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct said near = {.type = "html", .value = "<img src=\"b\">"};
    const struct said far = {.type = "html",
            .value = near.value,
            .base = "https://b.example/c/"};
    const struct item item = {.summary = &near, .content = &far};

    UNUSED(state);
    make(&made, &item);
    assert_non_null(strstr(made.entry->summary->html.markup,
            "src=\"https://a.example/blog/b\""));
    assert_non_null(strstr(made.entry->content->html.markup,
            "src=\"https://b.example/c/b\""));
}

static void test_long_titles(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    char text[2 * 1100 + 1] = {0}, markup[2 * 1100 + 8];
    const struct said plain = {.value = text};
    const struct said marked = {.type = "html", .value = markup};
    const struct item item = {.title = &plain, .rights = &marked};

    UNUSED(state);
    for (size_t i = 0; i + 2 < sizeof(text); i += 2)
        text[i] = '\303', text[i + 1] = '\251';
    snprintf(markup, sizeof(markup), "<b>%s</b>", text);
    make(&made, &item);
    assert_int_equal(strlen(made.entry->title->text), 2 * 1024);
    assert_text(made.entry->rights->type, "text");
    assert_text(made.entry->rights->text, made.entry->title->text);
    markup[3 + 2 * 1024] = '\0';
    assert_text(make(&made, &item)->rights->type, "html");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_base_of_a_text),
            cmocka_unit_test(test_long_titles),
    };
    int failed = 0;

    failed += RUN_TABLE(title_rows, check_title);
    failed += RUN_TABLE(content_rows, check_content);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
