#include <string.h>

#include "input/input.h"
#include "test.h"

#define SITEMAP(urls)                                                        \
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/"   \
    "sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' " \
    "xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'>" urls        \
    "</urlset>"

/* clang-format off */
static const struct row {
    const char *name, *xml, *want; /* NULL: refused */
} rows[] = {
        {"an address", SITEMAP("<url><loc> https://a.example/1 </loc></url>"),
                "https://a.example/1;"},
        {"lastmod is an update",
                SITEMAP("<url><loc>/1</loc><lastmod>2021-05-02</lastmod>"
                        "</url>"),
                "/1 (updated 2021-05-02);"},
        {"news",
                SITEMAP("<url><loc>/1</loc><n:news><n:publication><n:language>"
                        "fr</n:language></n:publication><n:publication_date>"
                        "2021-05-01</n:publication_date><n:title>Eggs &amp; "
                        "milk</n:title></n:news><i:image><i:loc>/e.png</i:loc>"
                        "</i:image></url>"),
                "/1 Eggs & milk (published 2021-05-01) fr /e.png;"},
        {"only the news",
                SITEMAP("<url><loc>/legal</loc></url><url><loc>/1</loc><n:news>"
                        "<n:title>Eggs</n:title></n:news></url>"),
                "/1 Eggs;"},
        {"no address", SITEMAP("<url><lastmod>2021-05-02</lastmod></url>"), ""},
        {"an index",
                "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/"
                "0.9'><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>",
                NULL},
};
/* clang-format on */

static void add_item(struct buf *out, const struct item *item)
{
    buf_text(out, item->links->href);
    if (item->title)
        buf_printf(out, " %s", item->title->value);
    for (const struct claim *d = item->dates; d; d = d->next)
        buf_printf(out, " (%s %s)", d->field, d->value);
    if (item->lang)
        buf_printf(out, " %s", item->lang);
    if (item->image)
        buf_printf(out, " %s", item->image);
    buf_char(out, ';');
}

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct row *row = *state;
    const struct document doc = {
            .kind = "sitemap",
            .url = "https://a.example/sitemap.xml",
            .bytes = {row->xml, strlen(row->xml)}
    };
    struct reading reading;
    struct err err = {0};
    bool ok = input_read(&reading, &a, &doc, &err);

    assert_int_equal(ok, row->want != NULL);
    if (!ok) {
        assert_int_equal(err.kind, ERR_DOCUMENT);
        return;
    }
    for (const struct item *item = reading.items; item; item = item->next)
        add_item(&got, item);
    assert_string_equal(got.data ? got.data : "", row->want);
}

/* Of more addresses than are read, the newest, wherever they stand. */
static void test_many(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf xml = {0};
    struct document doc = {.kind = "sitemap",
            .url = "https://a.example/sitemap.xml"};
    struct reading reading;
    struct err err = {0};
    const struct item *item;
    int count = 0;

    UNUSED(state);
    buf_text(&xml,
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
            "><url><loc>/undated</loc></url>");
    for (int i = 1; i <= 2500; i++)
        buf_printf(&xml,
                "<url><loc>/%d</loc><lastmod>%04d-05-02</lastmod></url"
                ">",
                i, 1000 + i);
    buf_text(&xml, "</urlset>");
    doc.bytes = (struct bytes){xml.data, xml.size};
    assert_true(input_read(&reading, &a, &doc, &err));
    assert_string_equal(reading.items->links->href, "/501");
    for (item = reading.items; item->next; item = item->next)
        count++;
    assert_int_equal(count, 1999);
    assert_string_equal(item->links->href, "/2500");
    assert_string_equal(reading.problems->message,
            "a sitemap of 2501 addresses: only the 2000 newest were read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_many),
    };
    int failed = RUN_TABLE(rows, check);

    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
