#include <string.h>

#include "output/status.h"
#include "test.h"

/* NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): lists */
static struct problem problem = {.code = "xml",
        .line = 7,
        .message = "</a> where <b> should be"};

/* NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables) */

/* What the page says of one source. */
/* clang-format off */
static const struct row {
    const char *name;
    struct status status;
    const char *want;
} rows[] = {
        {"its name is text",
         {.name = "<b>&\"", .health = "ok"},
         "&lt;b&gt;&amp;&quot;</a></bdi>"},
        {"its address is a link",
         {.url = "https://a.example/?a&b", .health = "ok"},
         "<a rel=\"noopener ugc\" href=\"https://a.example/?a&amp;b\">"},
        {"no other scheme is",
         {.url = "javascript:alert(1)", .health = "ok"},
         "<th scope=\"row\"><bdi>A</bdi><br>"},
        {"where it moved to is a link",
         {.health = "ok", .moved_to = "https://b.example/"},
         "redirected for good to <a rel=\"noopener ugc\" href=\"https://b.example/\">"},
        {"no other scheme is, there",
         {.health = "ok", .moved_to = "data:text/html,x"},
         "redirected for good to data:text/html,x</p>"},
        {"new",
         {.health = "new"},
         "<td>new</td>\n<td>never</td>\n<td>never</td>\n<td>at the next run</td>"},
        {"quiet is no colour",
         {.health = "quiet", .since = 1653989460},
         "<td class=\"wrong\">quiet<br><span>since "
         "<time datetime=\"2022-05-31T09:31:00+00:00\">2022-05-31 09:31</time>"},
        {"why it fails is text",
         {.health = "failing", .reason = "<script>", .answer = "<script>", .polled = 1, .status = 500},
         "<br>HTTP 500</td>\n<td>never</td>\n<td>0</td>\n<td>\n<p lang=\"en\">&lt;script&gt;</p>"},
        {"what it answered",
         {.health = "ok", .answer = "<3 new", .polled = 1, .next_poll = 2},
         "<br><span lang=\"en\">&lt;3 new</span></td>\n<td><time"},
        {"gone is never asked again",
         {.health = "gone", .polled = 1},
         "</td>\n<td>never</td>\n<td>0</td>"},
        {"what is wrong with its document",
         {.health = "ok", .problems = &problem},
         "<p lang=\"en\"><span lang=\"en\">line 7</span>: &lt;/a&gt; where &lt;b&gt; should be</p>"},
};
/* clang-format on */

static void write(struct buf *out, struct status *status, const char *lang,
        const char *state)
{
    const struct health health = {.state = state,
            .run = 1653989460,
            .ok = 1,
            .sources = status};
    const struct site site = {.title = "N & n",
            .lang = lang,
            .url = "https://n.example/",
            .zone_name = "UTC"};

    status_page_write(out, &site, &health);
}

static void check(void **state)
{
    AUTO(buf) struct buf page = {0};
    const struct row *row = *state;
    struct status status = row->status;

    status.source = "a/feed";
    if (!status.name)
        status.name = "A";
    if (!status.url)
        status.url = "https://a.example/";
    write(&page, &status, "en", "ok");
    assert_has(&page, row->want);
    assert_has(&page, "<tr id=\"a/feed\">");
    assert_null(strstr(page.data, "<script"));
}

/* Words of ours in the language of the page, what is the site's in its own. */
static void test_languages(void **state)
{
    AUTO(buf) struct buf french = {0}, other = {0};
    struct status status = {.source = "a/feed",
            .name = "A",
            .health = "failing"};

    UNUSED(state);
    write(&french, &status, "fr-CA", "failed");
    assert_has(&french, "<html lang=\"fr\">");
    assert_has(&french,
            "<p class=\"site\" lang=\"fr-CA\"><a href=\"index.html\"><bdi>N "
            "&amp; n</bdi></a></p>");
    assert_has(&french, "Aucune source ne peut \xC3\xAAtre lue.");
    assert_has(&french,
            "<li><a href=\"#a/feed\"><bdi>A</bdi> (a/feed)</a> \xE2\x80\x93 "
            "<strong>en panne</strong></li>");
    write(&other, NULL, "frr", "ok");
    assert_has(&other, "<html lang=\"en\">");
    assert_has(&other, "There are no sources yet.");
    assert_null(strstr(other.data, "<table"));
    assert_null(strstr(other.data, "<strong>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_languages),
    };
    int failed = RUN_TABLE(rows, check);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
