#include <string.h>

#include "normalise/harmless.h"
#include "normalise/sanitise.h"
#include "test.h"

#define BASE "https://a.example/b/"

/* clang-format off */
static const struct row {
    const char *name, *markup, *want;
} rows[] = {
    {"an article", "<p>a <b>b</b><br>c</p>", "<p>a <b>b</b><br>c</p>"},
    {"names in capitals", "<P ALIGN=right>a</P>", "<p align=\"right\">a</p>"},
    {"an empty element", "<a></a>", "<a></a>"},
    {"a form", "<form action=c><input name=d></form>",
     "<form action=\"https://a.example/b/c\"><input name=\"d\"></form>"},
    {"a script", "a<script>b()</script>c", "ac"},
    {"a script in capitals", "a<SCRIPT>b()</SCRIPT >c", "ac"},
    {"a script without an end", "a<script>b()", "a"},
    {"a style sheet", "a<style>b{}</style>c", "ac"},
    {"a frame", "a<iframe src='c'></iframe>b", "ab"},
    {"an object", "<object data=a><embed src=b>c</object>", "c"},
    {"a handler", "<p onclick='a()'>b</p>", "<p>b</p>"},
    {"a link to a script", "<a href='javascript:a()'>b</a>", "<a>b</a>"},
    {"a hidden link to one", "<a href=' java&#9;script:a()'>b</a>", "<a>b</a>"},
    {"a relative link", "<a href='c?d&amp;e'>b</a>",
     "<a href=\"https://a.example/b/c?d&amp;e\">b</a>"},
    {"a link within", "<a href='#c'>b</a>", "<a href=\"#c\">b</a>"},
    {"an attribute twice", "<p id=a id=b>c</p>", "<p id=\"a\">c</p>"},
    {"a tag in an attribute", "<p title='<b>'>c</p>",
     "<p title=\"&lt;b&gt;\">c</p>"},
    {"a comment", "a<!-- <script> -->b", "ab"},
    {"not closed", "<p><b>a", "<p><b>a</b></p>"},
    {"closed crosswise", "<b><i>a</b>b</i>", "<b><i>a</i></b>b"},
    {"ends nothing", "a</b>c", "ac"},
    {"an unknown element", "<x-y>a</x-y>", "a"},
    {"a picture in SVG", "<svg viewBox='0 0 1 1'><circle r=1 onload=a /></svg>",
     "<svg viewbox=\"0 0 1 1\"><circle r=\"1\"></circle></svg>"},
    {"a title in SVG only", "<title>a</title><svg><title>b</title></svg>",
     "a<svg><title>b</title></svg>"},
    {"a script in SVG", "<svg><script>a</script><g/></svg>",
     "<svg><g></g></svg>"},
    {"what loads in SVG", "<svg><rect fill='url(//e.example)'/></svg>",
     "<svg><rect></rect></svg>"},
    {"what loads in capitals", "<svg fill='URL(//e.example#a)'></svg>",
     "<svg></svg>"},
    {"what loads by escapes", "<svg fill='u\\72l(//e.example)'></svg>",
     "<svg></svg>"},
    {"candidates", "<img src=a.png srcset='a.png, b.png 2x'>",
     "<img src=\"https://a.example/b/a.png\" srcset="
     "\"https://a.example/b/a.png, https://a.example/b/b.png 2x\">"},
    {"candidates that are none", "<img srcset='javascript:a() 2x'>", "<img>"},
    {"a formula", "<math><mi mathvariant=bold>a</mi></math>",
     "<math><mi mathvariant=\"bold\">a</mi></math>"},
    {"a style", "<p style='color:red;background:url(x)'>a</p>",
     "<p style=\"color: red;\">a</p>"},
    {"a style of nothing", "<p style='position:fixed'>a</p>", "<p>a</p>"},
};

static const struct style_row {
    const char *name, *style, *want;
} styles[] = {
    {"one", "color:red", "color: red;"},
    {"two", "color:red;width:10%", "color: red; width: 10%;"},
    {"no name", ":red", NULL},
    {"no value", "color:", NULL},
    {"none", "color", NULL},
    {"an unknown one", "position:fixed; color:red", "color: red;"},
    {"an own one", "-moz-binding:a", NULL},
    {"what loads", "background-color:url(//e.example/a)", NULL},
    {"what runs", "width:expression(a)", NULL},
    {"what runs on numbers", "width:expression(1)", NULL},
    {"an escape", "w\\69 dth:1px", NULL},
    {"a comment", "color/**/:red", NULL},
    {"a string", "font-family:'Comic Sans'", "font-family: 'Comic Sans';"},
    {"a string without an end", "font-family:'a", NULL},
    {"a colour", "color:rgb(0,0,0)", "color: rgb(0,0,0);"},
    {"a border", "border:1px solid #ccc", "border: 1px solid #ccc;"},
    {"a border of what", "border:1px solid what", NULL},
    {"a margin", "margin:-1px", NULL},
    {"a large margin", "margin-left:999em", NULL},
    {"important", "margin:0 !important", "margin: 0 !important;"},
};
/* clang-format on */

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf out = {0}, again = {0};
    const struct row *row = *state;

    assert_true(harmless(&out, &a, row->markup, strlen(row->markup), BASE));
    assert_string_equal(out.data, row->want);
    assert_true(harmless(&again, &a, out.data, out.size, BASE));
    assert_string_equal(again.data, out.data);
}

static void check_style(void **state)
{
    AUTO(buf) struct buf out = {0};
    const struct style_row *row = *state;

    harmless_style(&out, row->style);
    if (row->want)
        assert_string_equal(out.data, row->want);
    else
        assert_int_equal(out.size, 0);
}

/* Deep and long markup ends, and is ended. */
static void test_bounds(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf markup = {0}, out = {0};

    UNUSED(state);
    for (int i = 0; i < 1000; i++)
        buf_text(&markup, "<blockquote>");
    for (int i = 0; i < SANITISE_MAX / 4; i++)
        buf_text(&markup, "&quot;a b");
    assert_false(harmless(&out, &a, markup.data, markup.size, BASE));
    assert_true(out.size <= SANITISE_MAX);
    assert_string_equal(out.data + out.size - strlen("</blockquote>"),
            "</blockquote>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bounds)};

    return RUN_TABLE(rows, check) + RUN_TABLE(styles, check_style) +
            cmocka_run_group_tests(tests, NULL, NULL) !=
            0;
}
