#include <string.h>

#include "input/input.h"
#include "test.h"

#define PAGE(head, body) \
    "<html><head>" head "</head><body>" body "</body></html>"
#define LD(json) "<script type='application/ld+json'>" json "</script>"
#define CARD(n, rest)                                           \
    "<div class=card><h3><a href='/news/" n "'>Story number " n \
    "</a></h3>" rest "</div>"

static void add_story(struct buf *out, const struct item *item)
{
    buf_printf(out, "%s %s", item->links->href, item->title->value);
    if (item->byline)
        buf_printf(out, " [%s]", item->byline);
    if (item->dates)
        buf_printf(out, " (%s)", item->dates->value);
    buf_char(out, ';');
}

#define PROSE                                                                \
    "<p>The old shed leaked twice a winter, and seeds do not forgive damp, " \
    "so in April we carried eleven hundred jars across the lane.</p>"
#define NAV "<nav><a href='/a'>A long way to home</a></nav>"

/* clang-format off */
static const struct listing_row {
    const char *name, *items; /* the selector, or NULL */
    const char *html, *want;
} listings[] = {
        {"headings", NULL,
                PAGE("", NAV CARD("1", "") CARD("2", "") CARD("3", "")),
                "/news/1 Story number 1;/news/2 Story number 2;/news/3 Story "
                "number 3;"},
        {"dates beside them", NULL,
                PAGE("", CARD("1", "<p>3 May 2021</p>")
                        CARD("2", "<time datetime=2021-05-02>2 May</time>")
                                CARD("3", "<p>It was in 2020 that it all "
                                          "began.</p>")),
                "/news/1 Story number 1 [3 May 2021];/news/2 Story number 2 [2 "
                "May] (2021-05-02);/news/3 Story number 3;"},
        {"dates after headings without a box", NULL,
                PAGE("", "<div><h3><a href='/1'>Eggs</a></h3><p>3/5/21</p><h3>"
                         "<a href='/2'>Milk</a></h3><p>4/5/21</p><h3><a href="
                         "'/3'>Salt</a></h3><p>5/5/21</p></div>"),
                "/1 Eggs [3/5/21];/2 Milk [4/5/21];/3 Salt [5/5/21];"},
        {"and before them", NULL,
                PAGE("", "<dl><dt>3/5/21</dt><dd><a href='/1'>Some eggs today"
                         "</a></dd><dt>4/5/21</dt><dd><a href='/2'>Some milk "
                         "today</a></dd><dt>5/5/21</dt><dd><a href='/3'>Some "
                         "salt today</a></dd></dl>"),
                "/1 Some eggs today [3/5/21];/2 Some milk today [4/5/21];/3 "
                "Some salt today [5/5/21];"},
        {"an article's header is no margin", NULL,
                PAGE("", "<article><header><h2><a href='/1'>Eggs</a></h2>"
                         "</header></article><article><header><h2><a href='/2'>"
                         "Milk</a></h2></header></article>"),
                "/1 Eggs;/2 Milk;"},
        {"links and dates without headings", NULL,
                PAGE("", "<ul><li><a href='/1'>Eggs</a> 3/5/21</li><li><a href="
                         "'/2'>Milk</a> 4/5/21</li><li><a href='/3'>Salt</a> "
                         "5/5/21</li></ul>"),
                "/1 Eggs [3/5/21];/2 Milk [4/5/21];/3 Salt [5/5/21];"},
        {"one item for each address", NULL,
                PAGE("", CARD("1", "<a href='/news/1'>Lire la suite</a>")
                        CARD("2", "<a href='/news/2'>Lire la suite</a>")
                                CARD("3", "<a href='/news/3?utm_source=x'>Lire "
                                          "la suite</a>")
                                        CARD("2", "")),
                "/news/1 Story number 1;/news/2 Story number 2;/news/3 Story "
                "number 3;"},
        {"the heading is no link", NULL,
                PAGE("", "<div><h3>Eggs</h3><a href='/1'>Read this now</a></div"
                         "><div><h3>Milk</h3><a href='/2'>Read this now</a>"
                         "</div><div><h3>Salt</h3><a href='/3'>Read this now"
                         "</a></div>"),
                "/1 Eggs;/2 Milk;/3 Salt;"},
        {"cards that are links", NULL,
                PAGE("", "<a class=c href='/1'><h3>Eggs</h3><p>3/5/21</p></a>"
                         "<a class=c href='/2'><h3>Milk</h3><p>4/5/21</p></a>"
                         "<a class=c href='/3'><h3>Salt</h3><p>5/5/21</p></a>"),
                "/1 Eggs [3/5/21];/2 Milk [4/5/21];/3 Salt [5/5/21];"},
        {"margins and other schemes", NULL,
                PAGE("", CARD("1", "") CARD("2", "")
                        CARD("3", "<h3><a href='mailto:a@b.example'>Mail us"
                                  "</a></h3>") "<aside><h3><a href='/z'>Most "
                                               "read</a></h3></aside>"),
                "/news/1 Story number 1;/news/2 Story number 2;/news/3 Story "
                "number 3;"},
        {"two articles are a list", NULL,
                PAGE("", "<article class=a-1><h2><a href='/1'>Eggs</a></h2>"
                         "</article><article class=a-2><h2><a href='/2'>Milk"
                         "</a></h2></article>"),
                "/1 Eggs;/2 Milk;"},
        {"JSON-LD", NULL,
                PAGE(LD("{\"@type\":\"ItemList\",\"itemListElement\":[{"
                        "\"@type\":\"ListItem\",\"url\":\"/1\",\"name\":"
                        "\"Eggs\"},{\"item\":{\"url\":\"/2\",\"headline\":"
                        "\"Milk\",\"datePublished\":\"2021-05-02\"}},"
                        "\"/3\"]}"),
                        "<p><a href='/3'>Salt</a></p>"),
                "/1 Eggs;/2 Milk (2021-05-02);/3 Salt;"},
        {"columns of a table", NULL,
                PAGE("", "<table><tr><td>3/5/21</td><td class=v><a href='/1'>"
                         "Eggs for the school</a></td><td class=v><a href="
                         "'/1.pdf'>Download the file</a></td></tr><tr><td>"
                         "4/5/21</td><td class=v><a href='/2'>Milk for the "
                         "school</a></td><td class=v><a href='/2.pdf'>Download "
                         "the file</a></td></tr><tr><td>5/5/21</td><td class=v>"
                         "<a href='/3'>Salt for the school</a></td><td class=v>"
                         "<a href='/3.pdf'>Download the file</a></td></tr>"
                         "</table>"),
                "/1 Eggs for the school [3/5/21];/2 Milk for the school "
                "[4/5/21];/3 Salt for the school [5/5/21];"},
        {"marked as articles, in boxes that differ", NULL,
                PAGE("", "<div class=lead><div itemprop=blogPost itemtype="
                         "'https://schema.org/BlogPosting'><h2><a href='/1'>"
                         "Eggs</a></h2></div></div><div class=row><div "
                         "itemprop=blogPost itemtype='https://schema.org/"
                         "BlogPosting'><h2><a href='/2'>Milk</a></h2></div>"
                         "</div><div class=aside><ul><li itemtype="
                         "'https://schema.org/Article'><h3><a href='/9'>Old"
                         "</a></h3></li></ul></div>"),
                "/1 Eggs;/2 Milk;"},
        {"articles in a page that is one", NULL,
                PAGE("<meta property='article:published_time' content='2017-06-"
                     "02T09:00:00Z'>", "<article class=hentry><h1>News</h1>"
                         "<article class=hentry><h2><a href='/1'>Eggs</a></h2>"
                         PROSE "</article><article class=hentry><h2>"
                         "<a href='/2'>Milk</a></h2>" PROSE
                         "</article></article>"),
                "/1 Eggs;/2 Milk;"},
        {"whole posts below their days", NULL,
                PAGE("", "<div><h2>3 May 2021</h2><div><div class='post hentry'>"
                         "<h3 class=entry-title><a href='/1'>Eggs</a></h3><div "
                         "class=entry-content>" PROSE PROSE "</div></div><div "
                         "class='post hentry'><h3 class=entry-title><a href="
                         "'/2'>Milk</a></h3><div class=entry-content>" PROSE
                         "</div></div></div></div><div><h2>1 May 2021</h2><div>"
                         "<div class='post hentry'><h3 class=entry-title><a "
                         "href='/3'>Salt</a></h3><div class=entry-content>" PROSE
                         "</div></div></div></div>"),
                "/1 Eggs [3 May 2021];/2 Milk [3 May 2021];/3 Salt [1 May 2021];"},
        {"one date for several", NULL,
                PAGE("", "<dl><dt>3 May 2021</dt><dd><a href='/1'>Some eggs for "
                         "today</a> (PDF)</dd><dd><a href='/2'>Some milk for "
                         "today</a> (PDF)</dd><dt>2 May 2021</dt><dd><a href="
                         "'/3'>Some salt for today</a> (PDF)</dd></dl>"),
                "/1 Some eggs for today [3 May 2021];/2 Some milk for today "
                "[3 May 2021];/3 Some salt for today [2 May 2021];"},
        {"today's date above a page is of no item", "css: li",
                PAGE("", "<div><p>14 November 2023</p></div><div><h1>All</h1>"
                         "<ul><li><a href='/1'>Eggs</a></li><li><a href='/2'>"
                         "Milk</a></li></ul></div>"), "/1 Eggs;/2 Milk;"},
        {"nor is that of a header", "css: li",
                PAGE("", "<header><h2>14 November 2023</h2></header><ul><li><a "
                         "href='/1'>Eggs</a></li><li><a href='/2'>Milk</a></li>"
                         "</ul>"), "/1 Eggs;/2 Milk;"},
        {"days above them, no headings", "css: li",
                PAGE("", "<p>3 May 2021</p><ul><li><a href='/1'>Eggs</a></li>"
                         "</ul><p>2 May 2021</p><ul><li><a href='/2'>Milk</a>"
                         "</li></ul>"), "/1 Eggs [3 May 2021];/2 Milk [2 May "
                "2021];"},
        {"a day ends where something else begins", "css: li",
                PAGE("", "<h2>3 May 2021</h2><ul><li><a href='/1'>Eggs</a></li>"
                         "</ul><h2>Our files</h2><ul><li><a href='/2'>Milk</a>"
                         "</li></ul>"), "/1 Eggs [3 May 2021];/2 Milk;"},
        {"or within it", "css: li",
                PAGE("", "<h2>3 May 2021</h2><h3>Morning</h3><ul><li><a href="
                         "'/1'>Eggs</a></li></ul><h3>Evening</h3><ul><li><a "
                         "href='/2'>Milk</a></li></ul>"),
                "/1 Eggs [3 May 2021];/2 Milk [3 May 2021];"},
        {"a date by its class", NULL,
                PAGE("", CARD("1", "<div><b class=meta-time>3 May 2021</b> <b>"
                                   "Food</b> <b>Listen 2 min 14</b></div>")
                         CARD("2", "") CARD("3", "")),
                "/news/1 Story number 1 [3 May 2021 Food Listen 2 min 14\n3 May "
                "2021];/news/2 Story number 2;/news/3 Story number 3;"},
        {"a post that speaks of another", NULL,
                PAGE("", "<article class=h-entry><h2 class=p-name><a class=u-url"
                         " href='/1'>Eggs</a></h2><cite class=h-cite><a href="
                         "'https://b.example/'>A long answer to what</a></cite>"
                         "</article><article class=h-entry><h2 class=p-name><a "
                         "class=u-url href='/2'>Milk</a></h2></article>"),
                "/1 Eggs;/2 Milk;"},
        {"an ItemList that is navigation", NULL,
                PAGE(LD("{\"@type\":\"ItemList\",\"itemListElement\":[{"
                        "\"@type\":\"SiteNavigationElement\",\"name\":\"Shop"
                        "\",\"url\":\"/shop\"},{\"@type\":"
                        "\"SiteNavigationElement\",\"name\":\"Team\",\"url\":"
                        "\"/team\"}]}"),
                        CARD("1", "") CARD("2", "") CARD("3", "")),
                "/news/1 Story number 1;/news/2 Story number 2;/news/3 Story "
                "number 3;"},
        {"selected links", "css: li a",
                PAGE("", "<ul><li><a href='/1'>Eggs</a> <i>3/5/21</i></li><li>"
                         "<a href='/2'>Milk</a></li></ul>"),
                "/1 Eggs [3/5/21];/2 Milk;"},
        {"selected attributes", "xpath: //li/a/@href",
                PAGE("", "<ul><li><a href='/1'>Eggs</a></li></ul>"),
                "/1 Eggs;"},
        {"selected elements", "css: li",
                PAGE("", "<ul><li><a href='/t'>Food</a><h4><a href='/1'>Eggs"
                         "</a></h4>3/5/21</li></ul>"),
                "/1 Eggs [3/5/21];"},
        {"selected in the navigation", "css: nav a",
                PAGE("", NAV CARD("1", "")), "/a A long way to home;"},
        {"selected, but never shown", "css: h3 a",
                PAGE("", CARD("1", "") "<noscript>" CARD("2", "") "</noscript>"
                         "<dialog>" CARD("3", "") "</dialog><template>"
                         CARD("4", "") "</template>"),
                "/news/1 Story number 1;"},
        {"selected beside the page itself", "css: h3 a, body, html",
                PAGE("", CARD("1", "") CARD("2", "")),
                "/news/1 Story number 1;/news/2 Story number 2;"},
};
/* clang-format on */

static void check_listing(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct listing_row *row = *state;
    struct selector selector = {.part = "items", .text = row->items};
    const struct document doc = {.now = 1700000000,
            .url = "https://news.example/",
            .selectors = row->items ? &selector : NULL};
    const struct bytes text = {row->html, strlen(row->html)};
    struct reading reading = {0};
    struct err err = {0};

    if (!input_page.read(&reading, &a, &doc, text, &err))
        fail_msg("%s", err.text);
    for (const struct item *item = reading.items; item; item = item->next)
        add_story(&got, item);
    assert_string_equal(got.data, row->want);
}

/* A date above a page makes no list of its links. */
static void test_no_list(void **state)
{
    AUTO(arena) struct arena a = {0};
    static const char html[] = PAGE("",
            "<p>14 November 2023</p><ul><li><a href='/1'>About those "
            "who do it</a></li><li><a href='/2'>Where all of it is"
            "</a></li><li><a href='/3'>What it costs us all</a></li>"
            "</ul>");
    const struct document doc = {.now = 1700000000,
            .kind = "page",
            .url = "https://news.example/"};
    struct reading reading = {0};
    struct err err = {0};

    UNUSED(state);
    assert_false(input_page.read(&reading, &a, &doc,
            (struct bytes){html, strlen(html)}, &err));
    assert_non_null(strstr(err.text, "no list of articles in it"));
}

/* Too many of something, which is told. */
static const struct limit_row {
    const char *name, *before, *behind; /* a link */
    int count;
    const char *want;
} limits[] = {
        {"links",  "<div>",         "</div>",          4001,
         "more than 4000 links: the rest was not read"            },
        {"items",  "<div><h3>",     "</h3></div>",     1001,
         "more than 1000 items: the rest was not read"            },
        {"marked", "<article><h3>", "</h3></article>", 201,
         "more than 200 articles in a list: the rest was not read"},
};

static void check_limit(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf html = {0};
    const struct limit_row *row = *state;
    const struct document doc = {.kind = "page", .url = "https://n.example/"};
    struct reading reading = {0};
    struct err err = {0};

    buf_text(&html, "<html><body>");
    for (int i = 0; i < row->count; i++)
        buf_printf(&html, "%s<a href='/%d'>A rather long title %d</a>%s",
                row->before, i, i, row->behind);
    if (!input_page.read(&reading, &a, &doc,
                (struct bytes){html.data, html.size}, &err))
        assert_non_null(strstr(err.text, "no list"));
    assert_non_null(reading.problems);
    assert_string_equal(reading.problems->message, row->want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_no_list),
    };
    int failed = RUN_TABLE(listings, check_listing);

    failed += RUN_TABLE(limits, check_limit);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
