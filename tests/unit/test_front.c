#include <string.h>

#include "output/river.h"
#include "test.h"

/* NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): lists */
static struct link original = {.rel = "alternate",
        .href = "https://o.example/?a&b"};

/* NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables) */

/* The beginning of an article, as the page shows it. */
/* clang-format off */
static const struct row {
    const char *name;
    struct construct content;
    const char *want;
} rows[] = {
        {"a paragraph",          {.type = "html", .html.markup = "<p>A &lt; b</p>"},
         "<p dir=\"auto\">A &lt; b</p>"                                                                                   },
        {"two paragraphs",       {.type = "html", .html.markup = "<p>a</p><p>b</p>"},
         "<p dir=\"auto\">a b</p>"                                                                                        },
        {"within a word",        {.type = "html", .html.markup = "a<b>b</b>c"},
         "<p dir=\"auto\">abc</p>"                                                                                        },
        {"an image",             {.type = "html", .html.markup = "a<img src=\"x\" alt=\"y\">b"},
         "<p dir=\"auto\">a b</p>"                                                                                        },
        {"a tag without an end", {.type = "html", .html.markup = "a <script src=x"},
         "<p dir=\"auto\">a</p>"                                                                                          },
        {"> in an attribute",
         {.type = "html", .html.markup = "<a title=\"><script>\">b</a>"},
         "<p dir=\"auto\">&quot;&gt;b</p>"                                                                                       },
        {"plain text",           {.type = "text", .text = "<script>\n a"},
         "<p dir=\"auto\">&lt;script&gt; a</p>"                                                                           },
        {"nothing",              {0},                                                      "</p>\n</article>"},
};
/* clang-format on */

static void write(struct buf *out, const struct entry *entry, const char *lang)
{
    struct leaf leaf = {.entry = entry,
            .id = "tag:o.example,2022:1",
            .title = "T <i>",
            .published = 1653989460,
            .updated = 1653989460,
            .actor_name = "Le RAMEAU",
            .origin = {.lang = "de"}};
    const struct stream all = {.id = "all",
            .updated = 1653989460,
            .leaves = entry ? &leaf : NULL};
    const struct place_of_site place = {.kind = PLACE_ACTOR,
            .title = "Le RAMEAU & co",
            .name = "actors/le-rameau",
            .entries = 3};
    const struct site site = {.title = "N & n",
            .lang = lang,
            .url = "https://n.example/",
            .zone_name = "UTC"};

    front_write(out, &site, &all, &place);
}

static void check(void **state)
{
    AUTO(buf) struct buf page = {0};
    const struct row *row = *state;
    const struct entry entry = {.content = &row->content};

    write(&page, &entry, "en");
    assert_has(&page, row->want);
    assert_null(strstr(page.data, "<script"));
}

static void test_excerpt_ends(void **state)
{
    AUTO(buf) struct buf page = {0}, text = {0};
    const struct construct content = {.type = "html", .html.markup = "x"};
    struct construct longer = content;
    const struct entry entry = {.content = &longer};

    UNUSED(state);
    for (int i = 0; i < 200; i++)
        buf_text(&text, "word &amp; ");
    longer.html.markup = text.data;
    write(&page, &entry, "en");
    assert_has(&page, "&amp; word\xC2\xA0\xE2\x80\xA6</p>");
    assert_true(page.size < 4000);
}

static void test_page(void **state)
{
    AUTO(buf) struct buf page = {0};
    const struct entry entry = {.links = &original};

    UNUSED(state);
    write(&page, &entry, "fr-CA");
    assert_has(&page, "<html lang=\"fr\">");
    assert_has(&page, "<title>N &amp; n</title>");
    assert_has(&page, "<h1 class=\"site\" lang=\"fr-CA\">N &amp; n</h1>");
    assert_has(&page,
            "<h2><time datetime=\"2022-05-31\">mardi 31 mai 2022</time></h2>");
    assert_has(&page, "<article lang=\"de\">");
    assert_has(&page,
            "href=\"https://o.example/?a&amp;b\">T &lt;i&gt;</a></h3>");
    assert_has(&page,
            "<time datetime=\"2022-05-31T09:31:00+00:00\">09:31</time>");
    assert_has(&page,
            "<h2>Acteurs</h2>\n<ul>\n<li><a "
            "href=\"actors/le-rameau.html\"><bdi>Le RAMEAU &amp; co</bdi></a> "
            "<span class=\"count\">3</span></li>\n</ul>");
    assert_null(strstr(page.data, "Th\xC3\xA8mes"));
}

static void test_other_languages(void **state)
{
    AUTO(buf) struct buf page = {0};

    UNUSED(state);
    write(&page, NULL, "frr");
    assert_has(&page, "<html lang=\"en\">");
    assert_has(&page, "<h1 class=\"site\" lang=\"frr\">");
    assert_has(&page, "Nothing has been published yet.");
}

static void test_style_needs_nothing_else(void **state)
{
    UNUSED(state);
    assert_null(strstr(page_style, "url("));
    assert_null(strstr(page_style, "@import"));
    assert_non_null(strstr(page_style, "prefers-color-scheme: dark"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_excerpt_ends),
            cmocka_unit_test(test_page),
            cmocka_unit_test(test_other_languages),
            cmocka_unit_test(test_style_needs_nothing_else),
    };
    int failed = RUN_TABLE(rows, check);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
