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
};
/* clang-format on */

static void check_listing(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct listing_row *row = *state;
    struct selector selector = {.part = "items", .text = row->items};
    const struct document doc = {.kind = "page",
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

int main(void)
{
    return RUN_TABLE(listings, check_listing);
}
