#include "output/output.h"
#include "test.h"

#define HEAD(rest)                                                         \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n" \
    "<head>\n<title>A &amp; b</title>\n" rest                              \
    "<ownerName>A &amp; b</ownerName>\n</head>\n<body>\n"
#define TAIL "</body>\n</opml>\n"

/* NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): lists */
static struct outline plain = {.title = "P",
        .xml_url = "https://p.example/?a&b"};
static struct outline untitled = {.xml_url = "https://u.example/"};
static struct outline full = {.next = &plain,
        .group = "G & co",
        .title = "F \"f\"",
        .xml_url = "https://f.example/feed",
        .html_url = "https://f.example/",
        .type = "atom",
        .description = "Of <f>",
        .lang = "fr",
        .category = "/theme/x,/actor/f"};
static struct outline second = {.group = "B",
        .title = "2",
        .xml_url = "https://2.example/"};
static struct outline first = {.next = &second,
        .group = "A",
        .title = "1",
        .xml_url = "https://1.example/"};
static struct outline first_too = {.next = &first,
        .group = "A",
        .title = "0",
        .xml_url = "https://0.example/"};

/* NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables) */

#define LEAF(number)                                            \
    "<outline type=\"rss\" text=\"" number "\" title=\"" number \
    "\" xmlUrl=\"https://" number ".example/\"/>\n"

/* clang-format off */
static const struct row {
    const char *name;
    int64_t since;
    const struct outline *outlines;
    const char *want;
} rows[] = {
        {"nothing",              0,          NULL,       HEAD("") TAIL   },
        {"since when", 1653989460, NULL,
         HEAD("<dateCreated>Tue, 31 May 2022 09:31:00 "
                     "GMT</dateCreated>\n") TAIL                        },
        {"no title",             0,          &untitled,
         HEAD("") "<outline type=\"rss\" text=\"https://u.example/\" "
                         "xmlUrl=\"https://u.example/\"/>\n" TAIL        },
        {"no group",             0,          &plain,
         HEAD("") "<outline type=\"rss\" text=\"P\" title=\"P\" "
                         "xmlUrl=\"https://p.example/?a&amp;b\"/>\n" TAIL},
        {"a group, then none",   0,          &full,
         HEAD("") "<outline text=\"G &amp; co\">\n"
                         "<outline type=\"atom\" text=\"F &quot;f&quot;\" "
                         "title=\"F &quot;f&quot;\" "
                         "xmlUrl=\"https://f.example/feed\""
                         " htmlUrl=\"https://f.example/\" description=\"Of &lt;f&gt;\" language=\"fr\" "
                         "category=\"/theme/x,/actor/f\"/>\n"
                         "</outline>\n"
                         "<outline type=\"rss\" text=\"P\" title=\"P\" "
                         "xmlUrl=\"https://p.example/?a&amp;b\"/>\n" TAIL},
        {"two groups",           0,          &first_too,
         HEAD("") "<outline text=\"A\">\n" LEAF("0")
                        LEAF("1") "</outline>\n<outline text=\"B\">\n" LEAF(
                                "2") "</outline>\n" TAIL                 },
};
/* clang-format on */

static void check(void **state)
{
    AUTO(buf) struct buf got = {0};
    const struct row *row = *state;

    opml_write(&got, "A & b", row->since, row->outlines);
    assert_string_equal(got.data, row->want);
}

int main(void)
{
    return RUN_TABLE(rows, check);
}
