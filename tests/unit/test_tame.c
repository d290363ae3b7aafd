#include "output/tame.h"
#include "test.h"

/* Markup, and what of it is told among other articles. */
/* clang-format off */
static const struct row {
    const char *name, *markup, *want;
} rows[] = {
        {"nothing", "", NULL},
        {"text", "a &lt; b", "a &lt; b"},
        {"an image", "<p>a<img src=\"https://i.example/1\" alt=\"a &quot;b&quot; &gt;\" width=\"1\">b</p>", "<p>aa &quot;b&quot; &gt;b</p>"},
        {"an image that says nothing", "<img src=\"https://i.example/1\">", NULL},
        {"an image whose text has a tag's end", "<img src=\"x\" alt=\"a>b\">c", "a>bc"},
        {"headings", "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h6 id=\"x\">e</h6>",
         "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6 id=\"x\">e</h6>"},
        {"ranks that are left out", "<h2>a</h2><h5>b</h5><h1>c</h1><h3>d</h3>",
         "<h3>a</h3><h4>b</h4><h3>c</h3><h4>d</h4>"},
        {"what is no heading", "<hr><b>a</b>", "<hr><b>a</b>"},
        {"a film", "<video controls poster=\"https://i.example/1\"><source src=\"https://i.example/2\">See it</video>", "See it"},
        {"a tag that stays open", "a<p", "a<p"},
        {"an attribute that stays open", "<p title=\"a", "<p title=\"a"},
};
/* clang-format on */

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(buf) struct buf out = {0};

    tame_markup(&out, row->markup);
    if (row->want)
        assert_string_equal(out.data, row->want);
    else
        assert_int_equal(out.size, 0);
}

int main(void)
{
    return RUN_TABLE(rows, check);
}
