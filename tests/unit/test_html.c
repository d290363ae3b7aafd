#include <string.h>

#include "input/html.h"
#include "test.h"

static const struct charset_row {
    const char *name, *head, *want;
} charsets[] = {
        {"charset",           "<html><meta charset=utf-8>",           "utf-8"     },
        {"charset in quotes", "<meta charset = 'windows-1252' />",
         "windows-1252"                                                           },
        {"http-equiv",
         "<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; "
                "charset=iso-8859-1\">",                              "iso-8859-1"},
        {"in a comment",      "<!-- <meta charset=utf-8> -->",        NULL        },
        {"none",              "<meta name=x content=y>charset=utf-8", NULL        },
        {"empty",             "<meta charset=''>",                    NULL        },
        {"cut",               "<meta charset=",                       NULL        },
};

static void check_charset(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct charset_row *row = *state;
    const char *got = html_charset(&a, row->head, strlen(row->head));

    if (row->want)
        assert_string_equal(got, row->want);
    else
        assert_null(got);
}

/* A unit, repeated inside of a tag. */
static const struct bound_row {
    const char *name, *unit;
    size_t times;
    const char *error;
    bool complete;
} bounds[] = {
        {"many attributes",      " a",               300,
         "a tag with more than 256 attributes, at byte 4",       false},
        {"many spaces",          " ",                300,  NULL, true },
        {"as many as one takes", " a",               256,  NULL, true },
        {"deep",                 "><div",            300,  NULL, false},
        {"many links",           "><a href=/x>x</a", 3000, NULL, true },
};

static void check_bound(void **state)
{
    AUTO(buf) struct buf html = {0};
    AUTO(htmldoc) xmlDoc *doc = NULL;
    const struct bound_row *row = *state;
    struct err err = {0};
    bool complete = false, ok;

    buf_text(&html, "<br><div");
    for (size_t i = 0; i < row->times; i++)
        buf_text(&html, row->unit);
    buf_text(&html, "><p>y");
    ok = html_parse(&doc, (struct bytes){html.data, html.size}, &complete,
            &err);
    assert_int_equal(ok, row->error == NULL);
    if (!ok)
        assert_string_equal(err.text, row->error);
    assert_int_equal(complete, row->complete);
}

int main(void)
{
    int failed = RUN_TABLE(charsets, check_charset);

    failed += RUN_TABLE(bounds, check_bound);
    return failed != 0;
}
