#include <string.h>

#include "output/output.h"
#include "test.h"

#define ORIGIN                                                               \
    {                                                                        \
        .id = "https://o.example/feed", .title = "Origin",                   \
        .self = "https://o.example/feed", .alternate = "https://o.example/", \
        .lang = "fr", .updated = 1654000000                                  \
    }
#define LEAF(e)                                                               \
    {                                                                         \
        .entry = (e), .id = "tag:o.example,2022:1", .title = "A <b> & c",     \
        .published = 1653989460, .updated = 1653998040, .actor = "le-rameau", \
        .actor_name = "Le RAMEAU", .origin = ORIGIN                           \
    }
#define PAGE "https://o.example/1"

static const struct construct html = {.type = "html",
        .html.markup = "<p>1 &lt; 2</p>"};
static const struct construct plain = {.type = "text",
        .text = "1 < 2",
        .lang = "en"};
static const struct construct lines = {.type = "text", .text = "a\n\nb"};
static const struct construct elsewhere = {.type = "video/mp4",
        .src = "https://o.example/v.mp4"};

/* NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): lists */
static struct link page = {.rel = "alternate", .href = PAGE};

/* ---- single entries ---- */

static struct link page_en = {.rel = "alternate",
        .href = PAGE "/en",
        .hreflang = "en"};
static struct link pages_other = {.next = &page_en,
        .rel = "alternate",
        .href = PAGE "/print"};
static struct link page_again = {.next = &pages_other,
        .rel = "alternate",
        .href = PAGE};
static struct link pdf = {.next = &page_again,
        .rel = "alternate",
        .href = PAGE ".pdf",
        .type = "application/pdf"};
static struct link odd_iri = {.next = &pdf,
        .rel = "https://x.example/r",
        .href = PAGE};
static struct link odd = {.next = &odd_iri, .rel = "shortlink", .href = PAGE};
static struct link edit = {.next = &odd, .rel = "edit", .href = PAGE};
static struct link media = {.next = &edit,
        .rel = "enclosure",
        .href = "https://o.example/a.mp3?a&b",
        .type = "audio/mpeg",
        .length = 123};

static struct link of_google = {.rel = "http://schemas.google.com/g/2005#feed",
        .href = PAGE};
static struct link mailbox = {.next = &of_google,
        .rel = "alternate",
        .href = "mailto:a@o.example"};

static struct person handle = {.name = "@ann@social.example"};
static struct person both = {.next = &handle,
        .name = "Bob",
        .email = "b@b.example",
        .uri = "https://b.example/"};
static struct person mail = {.next = &both, .name = "ann@a.example"};

static struct category own = {.term = "a&b",
        .scheme = "https://s.example/",
        .label = "A"};
static struct property transcript = {.name = "url",
        .value = "https://o.example/a?b&c"};
static struct extension place = {.prefix = "georss",
        .name = "point",
        .text = "45 -71"};
static struct extension heard = {.next = &place,
        .prefix = "podcast",
        .name = "transcript",
        .properties = &transcript};
static struct reply reply = {.ref = "tag:o.example,2022:0"};

static struct link their_license = {.rel = "license",
        .href = "https://l.example/"};
/* NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables) */
static const struct entry their = {.title = &plain,
        .subtitle = &html,
        .links = &their_license,
        .authors = &both,
        .rights = &plain,
        .icon = "https://t.example/i",
        .logo = "https://t.example/l"};
static const struct origin theirs = {.id = "tag:t.example,2020:feed",
        .title = "Theirs",
        .updated = 1600000000,
        .from = &their};

/* clang-format off */
static const struct row {
    const char *name;
    struct entry entry;
    const char *want, *unwanted;
} rows[] = {
        {"html is escaped",                {.content = &html},
         "<content type=\"html\">&lt;p&gt;1 &amp;lt; "
                "2&lt;/p&gt;</content>\n",                                                                            "CDATA"                      },
        {"text, in its language",          {.content = &plain},
         "<content type=\"html\" xml:lang=\"en\">1 &amp;lt; 2</content>\n",                                                             "<summary"                   },
        {"its lines",                      {.content = &lines},
         "<content type=\"html\">a&lt;br&gt;\n&lt;br&gt;\nb</content>\n",                                                    NULL                         },
        {"no summary beside a content",    {.content = &html, .summary = &plain},
         "<content",                                                                                                  "<summary"                   },
        {"a summary alone",                {.summary = &plain},
         "<summary type=\"html\" xml:lang=\"en\">1 &amp;lt; 2</summary>\n",                                                             "<content"                   },
        {"no text at all",                 {.links = &page},
         "<summary type=\"html\">A &amp;lt;b&amp;gt; &amp;amp; c</summary>\n",                                                                  "<content"                   },
        {"a content elsewhere",            {.content = &elsewhere},
         "<link rel=\"alternate\" href=\"https://o.example/v.mp4\"/>\n",                                              "src="                       },
        {"neither link nor text",          {0},
         "<link rel=\"alternate\" type=\"text/html\" "
                "href=\"https://o.example/\"/>\n",                                                                    NULL                         },
        {"a text without a link", {.content = &html}, "</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"", NULL},
        {"the page comes first",           {.links = &media},
         "</title>\n<link rel=\"alternate\" href=\"" PAGE
                "\"/>\n<link rel=\"enclosure\"",                                                                      NULL                         },
        {"enclosure",                      {.links = &media},
         "<link rel=\"enclosure\" type=\"audio/mpeg\" "
                "href=\"https://o.example/a.mp3?a&amp;b\" length=\"123\"/>\n",                                        NULL                         },
        {"other words are dropped",        {.links = &media},
         "<link rel=\"https://x.example/r\"",                                                                         "shortlink"                  },
        {"what is for editing is dropped", {.links = &media},                     "<link",
         "\"edit\""                                                                                                                                },
        {"a second page is related",       {.links = &media},
         "<link rel=\"related\" href=\"" PAGE "/print\"/>\n",                                                         NULL                         },
        {"in another language, too",       {.links = &media},
         "<link rel=\"related\" href=\"" PAGE
                "/en\" hreflang=\"en\"/>\n",                                                                          NULL                         },
        {"and in another format",          {.links = &media},
         "<link rel=\"related\" type=\"application/pdf\" href=\"" PAGE
                ".pdf\"/>\n",                                                                                         NULL                         },
        {"mail is no page",                {.links = &mailbox},
         "href=\"https://o.example/\"/>\n<link rel=\"related\" href=\"mailto:a@o.example\"/>\n",                     "schemas.google"             },
        {"an address is no name",          {.authors = &mail},
         "<author>\n<name>Bob</name>\n<uri>https://b.example/</uri>\n</"
                "author>\n",                                                                                          "ann@a.example"              },
        {"a handle is",                    {.authors = &mail},                    "<name>@ann@social.example</name>",
         "b@b.example"                                                                                                                             },
        {"the source's author",            {.source = &their},                    "<name>Bob</name>",
         "<name>Le RAMEAU</name>"                                                                                                                  },
        {"the actor at last",              {0},
         "<author>\n<name>Le RAMEAU</name>\n</author>\n",                                                             NULL                         },
        {"contributors",                   {.contributors = &both},
         "<contributor>\n<name>Bob</name>\n",                                                                         NULL                         },
        {"categories",                     {.categories = &own},
         "<category term=\"a&amp;b\" scheme=\"https://s.example/\" "
                "label=\"A\"/>\n",                                                                                    NULL                         },
        {"themes",                         {0},
         "<category term=\"odd-17\" "
                "scheme=\"https://news.example/themes/\" label=\"ODD 17\"/>\n",                                       NULL                         },
        {"rights",                         {.rights = &plain},
         "<rights xml:lang=\"en\">1 &lt; 2</rights>\n",                                                               NULL                         },
        {"extensions", {.extensions = &heard}, "<podcast:transcript url=\"https://o.example/a?b&amp;c\"/>\n<georss:point>45 -71</georss:point>\n", NULL},
        {"their namespaces", {.extensions = &heard}, "xmlns:georss=\"http://www.georss.org/georss\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"", "xmlns:itunes"},
        {"a reply",                        {.in_reply_to = &reply},
         "<thr:in-reply-to ref=\"tag:o.example,2022:0\"/>\n",                                                         NULL                         },
        {"its namespace",                  {.in_reply_to = &reply},
         " xmlns:thr=\"http://purl.org/syndication/thread/1.0\"",                                                     NULL                         },
        {"no namespace unless used",       {0},                                   "<feed xmlns=",                     "xmlns:thr"                  },
        {"the language of the origin",     {0},                                   "<entry xml:lang=\"fr\">",          NULL                         },
        {"the stream's is not repeated",   {.lang = "de"},                        "<entry>",                          NULL                         },
        {"none",                           {.lang = ""},                          "<entry xml:lang=\"\">",            NULL                         },
        {"the origin",                     {.content = &html},
         "</content>\n<source>\n<id>https://o.example/feed</"
                "id>\n<title>Origin</title>\n"
                "<updated>2022-05-31T12:26:40Z</updated>\n"
                "<link rel=\"self\" href=\"https://o.example/feed\"/>\n"
                "<link rel=\"alternate\" type=\"text/html\" "
                "href=\"https://o.example/\"/>\n"
                "</source>\n<published>2022-05-31T09:31:00Z</published>\n"
                "<updated>2022-05-31T11:54:00Z</updated>\n</entry>\n",                                                "rel=\"via\""                },
        {"a source is kept",               {.source = &their},
         "<source>\n<id>tag:t.example,2020:feed</id>\n"
                "<title>Theirs</title>\n"
                "<updated>2020-09-13T12:26:40Z</updated>\n"
                "<author>\n<name>Bob</name>\n<uri>https://b.example/</uri>\n</author>\n"
                "<author>\n<name>@ann@social.example</name>\n</author>\n"
                "<rights xml:lang=\"en\">1 &lt; 2</rights>\n"
                "<link rel=\"license\" href=\"https://l.example/\"/>\n"
                "<icon>https://t.example/i</icon>\n<logo>https://t.example/l</logo>\n"
                "<subtitle type=\"html\">&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;</subtitle>\n"
                "</source>\n",                                                                                        "https://o.example/feed</id>"},
        {"and how it came here",           {.source = &their},
         "<link rel=\"via\" href=\"https://o.example/feed\"/>\n",                                                     NULL                         },
};
/* clang-format on */

static void write(struct buf *out, struct leaf *leaves)
{
    const struct stream stream = {.id = "all",
            .iri = "tag:news.example,2022:all",
            .title = "All & more",
            .home = "https://news.example/",
            .self = "https://news.example/all.atom",
            .lang = "de",
            .site_title = "News",
            .site_url = "https://news.example/",
            .updated = 1653998040,
            .leaves = leaves};

    output_atom.write(out, &stream);
}

static void check(void **state)
{
    AUTO(buf) struct buf got = {0}, again = {0};
    struct theme_of theme = {.id = "odd-17", .title = "ODD 17"};
    const struct row *row = *state;
    struct leaf leaf = LEAF(&row->entry);

    leaf.themes = &theme;
    leaf.feed = leaf.origin.self;
    if (row->entry.source)
        leaf.origin = theirs;
    write(&got, &leaf);
    write(&again, &leaf);
    assert_string_equal(got.data, again.data);
    if (!strstr(got.data, row->want))
        fail_msg("not in\n%s", got.data);
    if (row->unwanted && strstr(got.data, row->unwanted))
        fail_msg("%s in\n%s", row->unwanted, got.data);
}

/* ---- the whole ---- */

static void test_document(void **state)
{
    AUTO(buf) struct buf got = {0};
    const struct entry entry = {.links = &page, .content = &html, .lang = "de"};
    struct leaf leaf = LEAF(&entry);

    UNUSED(state);
    write(&got, &leaf);
    assert_string_equal(got.data,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            "<?xml-stylesheet type=\"text/css\" href=\"feed.css\"?>\n"
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n"
            "<id>tag:news.example,2022:all</id>\n"
            "<title>All &amp; more</title>\n"
            "<updated>2022-05-31T11:54:00Z</updated>\n"
            "<link rel=\"self\" type=\"application/atom+xml\""
            " href=\"https://news.example/all.atom\"/>\n"
            "<link rel=\"alternate\" type=\"text/html\""
            " href=\"https://news.example/\"/>\n"
            "<author>\n<name>News</name>\n"
            "<uri>https://news.example/</uri>\n</author>\n"
            "<generator version=\"" AFFLUENT_VERSION
            "\">affluent</generator>\n"
            "<entry>\n<id>tag:o.example,2022:1</id>\n"
            "<title>A &lt;b&gt; &amp; c</title>\n"
            "<link rel=\"alternate\" href=\"" PAGE
            "\"/>\n"
            "<author>\n<name>Le RAMEAU</name>\n</author>\n"
            "<content type=\"html\">"
            "&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;</content>\n"
            "<source>\n<id>https://o.example/feed</id>\n"
            "<title>Origin</title>\n<updated>2022-05-31T12:26:40Z</updated>\n"
            "<link rel=\"self\" href=\"https://o.example/feed\"/>\n"
            "<link rel=\"alternate\" type=\"text/html\""
            " href=\"https://o.example/\"/>\n</source>\n"
            "<published>2022-05-31T09:31:00Z</published>\n"
            "<updated>2022-05-31T11:54:00Z</updated>\n"
            "</entry>\n</feed>\n");
}

/* Metadata stand before what was taken down, and that before entries. */
static void test_an_archive_that_is_the_only_one(void **state)
{
    AUTO(buf) struct buf got = {0};
    const struct stream stream = {.id = "all",
            .iri = "tag:news.example,2022:all",
            .title = "All",
            .current = "https://news.example/all.atom"};

    UNUSED(state);
    output_atom.write(&got, &stream);
    assert_non_null(strstr(got.data, "<link rel=\"current\""));
    assert_null(strstr(got.data, "fh:"));
}

static void test_an_archive(void **state)
{
    AUTO(buf) struct buf got = {0};
    struct tombstone gone = {.id = "tag:o.example,2022:a&b", .at = 1653998040};
    const struct stream stream = {.id = "all",
            .iri = "tag:news.example,2022:all",
            .title = "All",
            .updated = 1653998040,
            .self = "https://news.example/archives/all/2022-05.atom",
            .current = "https://news.example/all.atom",
            .previous = "https://news.example/archives/all/2022-04.atom",
            .next = "https://news.example/archives/all/2022-06.atom",
            .site_title = "News",
            .gone = &gone};

    UNUSED(state);
    output_atom.write(&got, &stream);
    assert_string_equal(got.data,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            "<?xml-stylesheet type=\"text/css\" href=\"../../feed.css\"?>\n"
            "<feed xmlns=\"http://www.w3.org/2005/Atom\""
            " xmlns:fh=\"http://purl.org/syndication/history/1.0\""
            " xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">\n"
            "<id>tag:news.example,2022:all</id>\n"
            "<title>All</title>\n"
            "<updated>2022-05-31T11:54:00Z</updated>\n"
            "<link rel=\"self\" type=\"application/atom+xml\""
            " href=\"https://news.example/archives/all/2022-05.atom\"/>\n"
            "<link rel=\"current\" type=\"application/atom+xml\""
            " href=\"https://news.example/all.atom\"/>\n"
            "<link rel=\"prev-archive\" type=\"application/atom+xml\""
            " href=\"https://news.example/archives/all/2022-04.atom\"/>\n"
            "<link rel=\"next-archive\" type=\"application/atom+xml\""
            " href=\"https://news.example/archives/all/2022-06.atom\"/>\n"
            "<author>\n<name>News</name>\n</author>\n"
            "<generator version=\"" AFFLUENT_VERSION
            "\">affluent</generator>\n"
            "<fh:archive/>\n"
            "<at:deleted-entry ref=\"tag:o.example,2022:a&amp;b\""
            " when=\"2022-05-31T11:54:00Z\"/>\n"
            "</feed>\n");
}

static void test_nothing(void **state)
{
    AUTO(buf) struct buf got = {0};

    UNUSED(state);
    write(&got, NULL);
    assert_null(strstr(got.data, "<entry"));
    assert_non_null(strstr(got.data, "</generator>\n</feed>\n"));
}

/* ---- escaping ---- */

static const struct escape {
    const char *name, *text, *want;
} escapes[] = {
        {"nothing",        "",                                         ""                        },
        {"plain",          "a b\tc\n",                                 "a b\tc\n"                },
        {"markup",         "<a b=\"c\">&amp;</a>",
         "&lt;a b=&quot;c&quot;&gt;&amp;amp;&lt;/a&gt;"                                          },
        {"CR",             "a\r\nb",                                   "a&#13;\nb"               },
        {"C0",
         "a\x01\x1F\x7F"
                "b",                                                   "ab"                      },
        {"C1",
         "a\xC2\x85\xC2\x9F"
                "b",                                                   "ab"                      },
        {"no-break space",
         "a\xC2\xA0"
                "b",                                                   "a\xC2\xA0"
                "b"                                                          },
        {"accents",        "d\xC3\xA9j\xC3\xA0",                       "d\xC3\xA9j\xC3\xA0"      },
        {"noncharacters",  "\xEF\xBF\xBE\xEF\xB7\x90\xF0\x9F\xBF\xBF", ""                        },
        {"private use",    "\xEE\x80\x80\xEF\x80\x80",                 "\xEE\x80\x80\xEF\x80\x80"},
        {"an emoji",       "\xF0\x9F\x98\x80<",                        "\xF0\x9F\x98\x80&lt;"    },
};

static void check_escape(void **state)
{
    AUTO(buf) struct buf got = {0};
    const struct escape *row = *state;

    xml_escape(&got, row->text);
    buf_text(&got, "");
    assert_string_equal(got.data, row->want);
}

/* Whatever stands where one piece ends and the next begins. */
static void test_escapes_long_texts(void **state)
{
    UNUSED(state);
    for (int shift = 0; shift < 12; shift++) {
        AUTO(buf) struct buf text = {0}, want = {0}, got = {0};

        for (int i = 0; i < shift; i++)
            buf_char(&text, 'x');
        buf_text(&want, text.data ? text.data : "");
        for (int i = 0; i < 1000; i++) {
            buf_text(&text, "\xF0\x9F\x98\x80<\xC2\x85\xC2\xA0zz");
            buf_text(&want, "\xF0\x9F\x98\x80&lt;\xC2\xA0zz");
        }
        xml_escape(&got, text.data);
        assert_string_equal(got.data, want.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_escapes_long_texts),
            cmocka_unit_test(test_document),
            cmocka_unit_test(test_an_archive),
            cmocka_unit_test(test_an_archive_that_is_the_only_one),
            cmocka_unit_test(test_nothing),
    };
    int failed = RUN_TABLE(rows, check) + RUN_TABLE(escapes, check_escape);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
