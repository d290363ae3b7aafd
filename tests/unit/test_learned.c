#include <stdlib.h>
#include <string.h>

#include "input/learned.h"
#include "test.h"

#define OWN   "<p>A text of its own.</p>"
#define MODAL "<div class=\"m\"><h2>Stay in touch</h2><p>Every week.</p></div>"

/* Of three pages the first two are known; what is left of the third. */
/* clang-format off */
static const struct row {
    const char *name, *others, *content, *want;
} rows[] = {
        {"nothing in common", OWN, "<p>Another.</p>", "<p>Another.</p>"},
        {"a paragraph", OWN, "<p>Another.</p>" OWN, "<p>Another.</p>"},
        {"whatever its case and marks", "<p>ÉTÉ, comme hiver</p>",
                "<p>Another.</p><p>été,  comme <b>hiver</b></p>",
                "<p>Another.</p>"},
        {"with the box that it leaves empty", MODAL, OWN MODAL, OWN},
        {"in a box that holds more", OWN, "<div>" OWN "<p>Some more.</p></div>",
                "<div><p>Some more.</p></div>"},
        {"in a box with an image", OWN,
                "<p>Some more.</p><div>" OWN "<img src=\"/a\"></div>",
                "<p>Some more.</p><div><img src=\"/a\"></div>"},
        {"a heading of what is its own", "<h2>Notes</h2>",
                "<h2>Notes</h2>" OWN, "<h2>Notes</h2>" OWN},
        {"a heading of nothing", "<h2>Notes</h2>", OWN "<h2>Notes</h2>", OWN},
        {"a heading before another", "<h2>Notes</h2>",
                "<h2>Notes</h2><h2>Now</h2>" OWN, "<h2>Now</h2>" OWN},
        {"dashes and numbers are too little", "<p>* * *</p><p>1</p>",
                "<p>* * *</p><p>1</p>", "<p>* * *</p><p>1</p>"},
        {"a part of a paragraph is none", "<p>and so on</p>",
                "<p>It went on, and so on</p>", "<p>It went on, and so on</p>"},
        {"text without an element", "<p>Every single week.</p>",
                "Every single week.<p>Another.</p>", "<p>Another.</p>"},
        {"all of it stays", OWN "<h2>Notes</h2>", OWN "<h2>Notes</h2>",
                OWN "<h2>Notes</h2>"},
        {"a short answer", "<p>Oui.</p>",
                "<p>Will it rain?</p><p>Oui.</p><p>Another.</p>",
                "<p>Will it rain?</p><p>Oui.</p><p>Another.</p>"},
        {"a question that is answered", "<p>What do you read at night?</p>",
                "<p>What do you read at night?</p><p>A book of seeds, and then "
                "another.</p>",
                "<p>What do you read at night?</p><p>A book of seeds, and then "
                "another.</p>"},
        {"bold, as headings are", "<p><b>What the law says</b></p>",
                "<p><b>What the law says</b></p>" OWN,
                "<p><b>What the law says</b></p>" OWN},
        {"cells of a table that differs", "<p>Gratuit pour tout le monde</p>",
                OWN "<table><tr><td>Room 7</td><td>Gratuit pour tout le monde"
                "</td></tr></table>",
                OWN "<table><tr><td>Room 7</td><td>Gratuit pour tout le monde"
                "</td></tr></table>"},
        {"a table of its own", "<p>Gratuit pour tout le monde</p>",
                OWN "<table><tr><td>Gratuit pour tout le monde</td></tr>"
                "</table>",
                OWN "<table><tr><td>Gratuit pour tout le monde</td></tr>"
                "</table>"},
        {"a definition", "<p>none that anyone knows</p>",
                OWN "<dl><dt>Dose</dt><dd>none that anyone knows</dd></dl>",
                OWN "<dl><dt>Dose</dt><dd>none that anyone knows</dd></dl>"},
        {"one of several in a list", "<p>at the house of the people</p>",
                OWN "<ul><li>at the house of the people</li><li>May 3</li></ul>",
                OWN "<ul><li>at the house of the people</li><li>May 3</li>"
                "</ul>"},
        {"a list of links", "<p>at the house of the people</p>",
                OWN "<ul><li><a href=\"/\">at the house of the people</a></li>"
                "</ul>", OWN},
        {"a list in a box that goes", MODAL "<p>at the house of the people</p>",
                OWN "<div>" MODAL "<ul><li>at the house of the people</li></ul>"
                "</div>", OWN},
        {"code", "<p>apt-get update and upgrade</p>",
                OWN "<pre>apt-get update and upgrade</pre>",
                OWN "<pre>apt-get update and upgrade</pre>"},
        {"nearly all of it stays", OWN "<p>It is for all, and free.</p>",
                "<p>May 3</p>" OWN "<p>It is for all, and free.</p>",
                "<p>May 3</p>" OWN "<p>It is for all, and free.</p>"},
};
/* clang-format on */

static int by_value(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

/* The blocks of a page, as chrome. */
static struct bytes learn(struct buf *out, struct arena *a, const char *content)
{
    struct said said = {.type = "html", .value = content};
    const struct item item = {.content = &said};
    bool cut;

    learned_without(out, &cut, a, &item, (struct bytes){0});
    if (out->size > 0)
        qsort(out->data, out->size / sizeof(int64_t), sizeof(int64_t),
                by_value);
    return (struct bytes){out->data, out->size};
}

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf hashes = {0}, left = {0};
    const struct row *row = *state;
    struct said said = {.type = "html", .value = row->content};
    const struct item item = {.content = &said}, *got;
    struct bytes chrome = learn(&hashes, &a, row->others);
    bool cut;

    got = learned_without(&left, &cut, &a, &item, chrome);
    assert_string_equal(said.value, row->content);
    assert_string_equal(got->content->value, row->want);
}

#define LARGE 70000 /* bytes: more than is read of one block */

/* Blocks in a text that is too long to be read: their box is no block. */
static void test_a_long_text_around(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf hashes = {0}, left = {0}, html = {0}, want = {0};
    struct said said = {.type = "html"};
    struct item item = {.content = &said};
    const struct item *got;
    bool cut;

    UNUSED(state);
    buf_text(&html, "<p>Another of them.</p><section>");
    for (size_t i = 0; i < LARGE / 10; i++)
        buf_text(&html, "and so on ");
    buf_printf(&want, "%.*s</section>", (int)html.size, html.data);
    buf_text(&html, "<p>Every single week.</p></section>");
    said.value = arena_copy(&a, html.data, html.size);
    got = learned_without(&left, &cut, &a, &item,
            learn(&hashes, &a, strstr(said.value, "<section>")));
    assert_int_equal(strlen(got->content->value), want.size);
    assert_memory_equal(got->content->value, want.data, want.size);
}

/* As many lines as a page may have cost no more than to read them. */
static void test_many_lines(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf hashes = {0}, left = {0}, html = {0};
    struct said said = {.type = "html"};
    struct item item = {.content = &said};
    bool cut;

    UNUSED(state);
    for (size_t i = 0; i < 12000; i++)
        buf_text(&html, "A sentence of a report, as it was said.<br>");
    said.value = arena_copy(&a, html.data, html.size);
    learned_without(&left, &cut, &a, &item, learn(&hashes, &a, OWN));
    assert_true(a.used < 40 * html.size);
    assert_true(cut);
}

static void test_leads_and_images(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf hashes = {0}, left = {0};
    struct said said = {.type = "text", .value = "Our motto"};
    struct item item = {.summary = &said, .image = "/logo.png"};
    const struct item *got;
    bool cut;

    UNUSED(state);
    claim_add(&item.claims, &a, "summary", "Our motto", "og:description");
    claim_add(&item.claims, &a, "image", "/logo.png", "og:image");
    claim_add(&item.claims, &a, "image", "/own.png", "img");
    learned_without(&hashes, &cut, &a, &item, (struct bytes){0});
    assert_int_equal(hashes.size, 2 * sizeof(int64_t));
    qsort(hashes.data, 2, sizeof(int64_t), by_value);
    got = learned_without(&left, &cut, &a, &item,
            (struct bytes){hashes.data, hashes.size});
    assert_null(got->summary);
    assert_string_equal(got->image, "/own.png");
    assert_string_equal(claim_of(got->claims, "image")->from, "img");
    assert_string_equal(claim_of(item.claims, "image")->from, "og:image");
    assert_false(cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_a_long_text_around),
            cmocka_unit_test(test_many_lines),
            cmocka_unit_test(test_leads_and_images),
    };
    int failed = RUN_TABLE(rows, check);

    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
