#include <string.h>

#include "normalise/sanitise.h"
#include "test.h"

static const struct row {
    const char *name, *markup, *want;
} rows[] = {
#include "sanitise_rows.inc"
};

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf once = {0};
    AUTO(buf) struct buf twice = {0};
    const struct row *row = *state;

    assert_true(sanitise(&once, &a, row->markup, strlen(row->markup),
            "https://example.org/a/b"));
    buf_text(&once, "");
    assert_string_equal(once.data, row->want);
    assert_true(sanitised(once.data, once.size));
    assert_true(sanitise(&twice, &a, once.data, once.size, NULL));
    buf_text(&twice, "");
    assert_string_equal(twice.data, once.data);
}

/* What sanitise() never writes. */
static const struct foreign_row {
    const char *name, *html;
} foreign_rows[] = {
        {"capitals",                   "<P>x</P>"                        },
        {"unknown element",            "<x>x</x>"                        },
        {"element that is dropped",    "<script></script>"               },
        {"element with a better name", "<tt>x</tt>"                      },
        {"not ended",                  "<p>x"                            },
        {"not begun",                  "x</p>"                           },
        {"crossed",                    "<b><i>x</b></i>"                 },
        {"space in a tag",             "<p >x</p>"                       },
        {"slash in a tag",             "<br/>"                           },
        {"attribute of a break",       "<br title=\"x\">"                },
        {"attributes out of order",    "<p title=\"x\" lang=\"fr\">x</p>"},
        {"attribute twice",            "<p lang=\"fr\" lang=\"fr\">x</p>"},
        {"attribute of others",        "<p href=\"http://a/\">x</p>"     },
        {"attribute with an event",    "<p onclick=\"x\">x</p>"          },
        {"single quotes",              "<p lang='fr'>x</p>"              },
        {"no quotes",                  "<p lang=fr>x</p>"                },
        {"script in a link",           "<a href=\"javascript:x\">x</a>"  },
        {"link without a host",        "<a href=\"http:///x\">x</a>"     },
        {"link with a user",           "<a href=\"http://a@b/\">x</a>"   },
        {"relative link",              "<a href=\"/x\">x</a>"            },
        {"no address",                 "<a lang=\"fr\">x</a>"            },
        {"image by mail",              "<img src=\"mailto:x\">"          },
        {"bare span",                  "<span>x</span>"                  },
        {"empty phrase",               "a<b></b>"                        },
        {"blank phrase",               "a<b> </b>"                       },
        {"break in an empty phrase",   "<b><br></b>"                     },
        {"link in a link",
         "<a href=\"http://a/\">x<a href=\"http://a/\">y</a></a>"        },
        {"block in a phrase",          "<b><p>x</p></b>"                 },
        {"block in a paragraph",       "<p><div>x</div></p>"             },
        {"text in a list",             "<ul>x</ul>"                      },
        {"item outside",               "<li>x</li>"                      },
        {"cell in a table",            "<table><td>x</td></table>"       },
        {"open text",                  "a < b"                           },
        {"open ampersand",             "a & b"                           },
        {"reference",                  "&eacute;"                        },
        {"comment",                    "<!-- x -->"                      },
        {"control",                    "a\x01"                           },
        {"direction",                  "a\u202E"                         },
        {"broken bytes",               "a\xFF"                           },
        {"one line feed in code",      "<pre>\nx</pre>"                  },
};

static void check_foreign(void **state)
{
    const struct foreign_row *row = *state;

    assert_false(sanitised(row->html, strlen(row->html)));
}

static const struct bound_row {
    const char *name, *unit; /* is repeated */
    size_t count;
    bool whole;
} bound_rows[] = {
        {"text",                      "word ",                     300000,  false},
        {"one word",                  "x",                         2000000, false},
        {"white space",               " ",                         2000000, false},
        {"not quite all",             "word ",                     150000,  true },
        {"nested blocks",             "<div>",                     100000,  true },
        {"nested tables",             "<table><tr><td>",           3000,    true },
        {"nested lists",              "<ul><li>x",                 3000,    true },
        {"nested phrases",            "<b>x",                      20000,   true },
        {"nested phrases and blocks", "<b><i>x<p>",                20000,   true },
        {"many ends",                 "</p></b></table>",          100000,  true },
        {"less than",                 "<",                         1000000, false},
        {"references",                "&amp;",                     300000,  false},
        {"open comments",             "<!--",                      300000,  true },
        {"open tags",                 "<a ",                       300000,  true },
        {"link that grows",
         "<a href='http://a/&&&&&&&&&&&&&&&&&&&&&&&&&'>x<p>x<p>x", 3000,
         true                                                                    },
};

static void check_bounds(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf in = {0};
    AUTO(buf) struct buf out = {0};
    const struct bound_row *row = *state;

    for (size_t i = 0; i < row->count; i++)
        buf_text(&in, row->unit);
    assert_int_equal(sanitise(&out, &a, in.data, in.size, NULL), row->whole);
    assert_true(out.size <= SANITISE_MAX);
    buf_text(&out, "");
    assert_true(sanitised(out.data, out.size));
}

static const struct text_row {
    const char *name, *markup, *want;
} text_rows[] = {
        {"text",         "a &lt; b &eacute;",                          "a < b é"},
        {"decoded once", "&amp;eacute;",                               "&eacute;"},
        {"phrases",      "a<b>b</b>c",                                 "abc"     },
        {"blocks",       "<p>a</p><p>b",                               " a  b"   },
        {"break",        "a<br>b<wbr>c",                               "a bc"    },
        {"cells",        "<td>a</td><td>b",                            " a  b"   },
        {"image",        "a<img src=x alt=y>b",                        "ab"      },
        {"dropped",      "a<script>x</script><noscript>y</noscript>b", "ab"      },
        {"frame",        "<iframe>a</iframe>",                         "a"       },
        {"no markup",    "a < b",                                      "a < b"   },
        {"nothing left", "<script>x",                                  NULL      },
        {"nothing",      "",                                           NULL      },
};

static void check_text(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct text_row *row = *state;
    const char *text = markup_text(&a, row->markup, strlen(row->markup));

    assert_int_equal(!text, !row->want);
    if (text)
        assert_string_equal(text, row->want);
}

int main(void)
{
    int failed = RUN_TABLE(rows, check);

    failed += RUN_TABLE(foreign_rows, check_foreign);
    failed += RUN_TABLE(bound_rows, check_bounds);
    failed += RUN_TABLE(text_rows, check_text);
    return failed != 0;
}
