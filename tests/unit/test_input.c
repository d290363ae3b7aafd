#include <string.h>

#include "input/input.h"
#include "test.h"

#define RSS(inside)  "<rss version='2.0'><channel>" inside "</channel></rss>"
#define ITEM(inside) RSS("<item>" inside "</item>")
#define ATOM(inside) \
    "<feed xmlns='http://www.w3.org/2005/Atom'>" inside "</feed>"
#define ENTRY(inside) ATOM("<entry>" inside "</entry>")
#define DC            " xmlns:dc='http://purl.org/dc/elements/1.1/'"
#define DIV           "<div xmlns='http://www.w3.org/1999/xhtml'>"

/* One line a field, in the order of struct item, base and time left out. */
static void write_said(struct buf *out, const char *name,
        const struct said *said)
{
    if (!said)
        return;
    buf_printf(out, "%s=%s:%s", name, said->type, said->value);
    if (said->lang)
        buf_printf(out, "@%s", said->lang);
    if (said->src)
        buf_printf(out, "<%s", said->src);
    buf_char(out, ' ');
}

static void write_text(struct buf *out, const char *name, const char *text)
{
    if (text)
        buf_printf(out, "%s=%s ", name, text);
}

static void write_persons(struct buf *out, const char *name,
        const struct person *p)
{
    for (; p; p = p->next)
        buf_printf(out, "%s=%s<%s>%s ", name, p->name ? p->name : "",
                p->email ? p->email : "", p->uri ? p->uri : "");
}

static void write_item(struct buf *out, const struct item *item)
{
    write_text(out, "id", item->id);
    write_said(out, "title", item->title);
    write_said(out, "subtitle", item->subtitle);
    write_said(out, "summary", item->summary);
    write_said(out, "content", item->content);
    write_said(out, "rights", item->rights);
    for (const struct link *l = item->links; l; l = l->next)
        buf_printf(out, "%s=%s ", l->rel ? l->rel : "link", l->href);
    write_persons(out, "author", item->authors);
    write_persons(out, "contributor", item->contributors);
    for (const struct category *c = item->categories; c; c = c->next)
        buf_printf(out, "category=%s ", c->term);
    for (const struct claim *d = item->dates; d; d = d->next)
        buf_printf(out, "%s=%s(%s) ", d->field, d->value, d->from);
    write_text(out, "logo", item->logo);
    write_text(out, "image", item->image);
    write_text(out, "lang", item->lang);
    if (item->ttl)
        buf_printf(out, "ttl=%d ", (int)item->ttl);
    for (const struct extension *x = item->extensions; x; x = x->next) {
        buf_printf(out, "%s:%s=%s", x->prefix, x->name, x->text ? x->text : "");
        for (const struct property *p = x->properties; p; p = p->next)
            buf_printf(out, "[%s=%s]", p->name, p->value);
        buf_char(out, ' ');
    }
    if (item->source) {
        buf_text(out, "source: ");
        write_item(out, item->source);
    }
}

/* The head, and after "| " each item. */
static void write_reading(struct buf *out, const struct reading *reading)
{
    write_item(out, reading->feed);
    for (const struct item *i = reading->items; i; i = i->next) {
        buf_text(out, "| ");
        write_item(out, i);
    }
    if (out->size > 0)
        out->data[--out->size] = '\0';
}

static bool read_text(struct reading *out, struct arena *a, const char *text,
        struct err *err)
{
    const struct document doc = {
            .kind = "feed",
            .url = "https://a.example/feed",
            .bytes = {text, strlen(text)}
    };

    return input_read(out, a, &doc, err);
}

/* ---- what is read ---- */

/* clang-format off */
static const struct read_row {
    const char *name, *text, *want;
} reads[] = {
    {"a place", ITEM("<georss:point>45.2 -71.9</georss:point>"),
     "| georss:point=45.2 -71.9"},
    {"an author of Atom's in RSS", ITEM("<a:author xmlns:a="
     "'http://www.w3.org/2005/Atom'><a:name>Ann</a:name></a:author>"),
     "| author=Ann<>"},
    {"markup where a text should be", ITEM("<guid><p>1</p></guid><category>"
     "<b>c</b>d</category>"), "| id=1 category=d"},
    {"a title of a type of its own", ENTRY("<title type='application/x'>t!</title>"),
     "| title=application/x:t!"},
    {"a place, in GML", ITEM("<georss:where><gml:Point><gml:pos>45 -71</gml:pos>"
     "</gml:Point></georss:where>"), "| georss:point=45 -71"},
    {"a line, in GML", ITEM("<georss:where><gml:LineString><gml:posList>1 2 3 4"
     "</gml:posList></gml:LineString></georss:where>"), "| georss:line=1 2 3 4"},
    {"media within media", ITEM("<media:content url='a.mp4'><media:title>t"
     "</media:title><media:thumbnail url='t.jpg'/></media:content>"),
     "| media:content=[url=a.mp4] media:thumbnail=[url=t.jpg]"},
    {"a place, of the W3C", ITEM("<geo:lat>45</geo:lat><geo:long>-71</geo:long>"),
     "| georss:point=45 -71"},
    {"a place under another prefix", ENTRY("<g:BOX xmlns:g="
     "'http://www.georss.org/georss'>1 2 3 4</g:BOX>"), "| georss:box=1 2 3 4"},
    {"an episode", ITEM("<itunes:duration>12:34</itunes:duration>"
     "<podcast:transcript url='a.vtt' type='text/vtt' x='y'/>"),
     "| itunes:duration=12:34 podcast:transcript=[url=a.vtt][type=text/vtt]"},
    {"media in a group", ENTRY("<media:group><media:content url='a.mp4' "
     "filesize='3'/></media:group>"), "| media:content=[url=a.mp4][fileSize=3]"},
    {"nothing in it", ITEM("<georss:point/><itunes:x>y</itunes:x>"), "|"},
    {"RSS", RSS("<title>a</title><link>b</link><description>c</description>"
     "<language>fr</language><ttl>60</ttl><copyright>d</copyright>"),
     "title=text:a subtitle=text:c rights=text:d alternate=b lang=fr ttl=60"},
    {"an item", ITEM("<guid>g</guid><title>a</title><link>b</link>"
     "<description>c</description><pubDate>d</pubDate>"),
     "| id=g title=text:a summary=html:c alternate=b published=d(pubDate)"},
    {"an item beside the channel", "<rss><channel/><item><guid>g</guid></item>"
     "</rss>", "| id=g"},
    {"RDF", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
     "xmlns='http://purl.org/rss/1.0/'" DC "><item r:about='i'><dc:date>d"
     "</dc:date></item><channel><title>a</title></channel><image><url>u</url>"
     "<title>no</title></image></r:RDF>",
     "title=text:a logo=u | id=i updated=d(dc:date)"},
    {"markup in a title", ITEM("<title>a &lt;b&gt;c&lt;/b&gt;</title>"),
     "| title=html:a <b>c</b>"},
    {"an entity in a title", ITEM("<title>AT&amp;amp;T</title>"),
     "| title=html:AT&amp;T"},
    {"a title with a bracket", ITEM("<title>Why &lt;b&gt; matters</title>"),
     "| title=text:Why <b> matters"},
    {"markup that is not escaped", ITEM("<description><p>a</p></description>"),
     "| summary=html:<p>a</p>"},
    {"the format's own wins", ITEM("<dc:title" DC ">no</dc:title>"
     "<title>a</title>"), "| title=text:a"},
    {"a module fills a gap", ITEM("<dc:title" DC ">a</dc:title>"),
     "| title=text:a"},
    {"an author", ITEM("<author>a@b.example (C D)</author>"),
     "| author=C D<a@b.example>"},
    {"an author's name first", ITEM("<author>C D &lt;a@b.example&gt;</author>"),
     "| author=C D<a@b.example>"},
    {"an author by name", ITEM("<dc:creator" DC ">C D</dc:creator>"),
     "| author=C D<>"},
    {"an author is named once", ITEM("<dc:creator" DC ">no</dc:creator>"
     "<author>C</author>"), "| author=C<>"},
    {"a guid is a link", ITEM("<guid>http://b.example/</guid>"),
     "| id=http://b.example/ alternate=http://b.example/"},
    {"a guid that is none", ITEM("<guid isPermaLink='false'>http://b.example/"
     "</guid>"), "| id=http://b.example/"},
    {"a guid beside a link", ITEM("<guid>http://b.example/</guid><link>l"
     "</link>"), "| id=http://b.example/ alternate=l"},
    {"an enclosure", ITEM("<enclosure url='u' length='5' type='a/b'/>"),
     "| enclosure=u"},
    {"comments", ITEM("<comments>c</comments>"), "| replies=c"},
    {"categories", ITEM("<category>a</category><itunes:category text='b'>"
     "<itunes:category text='c'/></itunes:category><itunes:keywords>d, e,"
     "</itunes:keywords>"),
     "| category=a category=b category=c category=d category=e"},
    {"a source", ITEM("<source url='u'>a</source>"),
     "| source: title=text:a self=u"},
    {"the title of an image", RSS("<image><title>no</title><url>u</url>"
     "</image>"), "logo=u"},
    {"names in capitals", "<RSS><Channel><TITLE>a</TITLE></Channel></RSS>",
     "title=text:a"},
    {"Atom", ATOM("<id>i</id><title>a</title><subtitle>b</subtitle>"
     "<link href='l'/><author><name>n</name><email>e</email><uri>u</uri>"
     "</author><updated>d</updated>"),
     "id=i title=text:a subtitle=text:b link=l author=n<e>u "
     "updated=d(updated)"},
    {"Atom of an unknown namespace", "<feed xmlns='urn:x'><title>a</title>"
     "<entry><id>i</id></entry></feed>", "title=text:a | id=i"},
    {"text with a bracket", ENTRY("<title>a &lt;b></title>"),
     "| title=text:a <b>"},
    {"type html", ENTRY("<title type='html'>a &lt;b></title>"),
     "| title=html:a <b>"},
    {"type xhtml", ENTRY("<content type='xhtml'>" DIV "a &lt;<br/></div>"
     "</content>"), "| content=xhtml:a &lt;<br>"},
    {"a prefix in XHTML", ENTRY("<content type='xhtml'><h:div xmlns:h='"
     "http://www.w3.org/1999/xhtml'><h:p>a</h:p></h:div></content>"),
     "| content=xhtml:<p>a</p>"},
    {"content elsewhere", ENTRY("<content type='a/b' src='u'/>"),
     "| content=a/b:(null)<u"},
    {"base64", ENTRY("<content type='application/octet-stream'>"
     "YSA8Yj5iPC9iPg==</content>"), "| content=html:a <b>b</b>"},
    {"Atom 0.3", "<feed version='0.3' xmlns='http://purl.org/atom/ns#'>"
     "<tagline mode='escaped' type='text/html'>a&lt;b></tagline><modified>d"
     "</modified></feed>", "subtitle=html:a<b> updated=d(modified)"},
    {"XHTML in Atom 0.3", "<feed xmlns='http://purl.org/atom/ns#'><title "
     "mode='xml' type='application/xhtml+xml'>" DIV "a</div></title></feed>",
     "title=xhtml:<div>a</div>"},
    {"languages", "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'>"
     "<entry><title xml:lang=''>a</title></entry></feed>",
     "lang=fr | title=text:a@ lang=fr"},
    {"an Atom source", ENTRY("<source><id>i</id><title>a</title></source>"),
     "| source: id=i title=text:a"},
    {"an entry alone", "<entry xmlns='http://www.w3.org/2005/Atom'><id>i</id>"
     "</entry>", "| id=i"},
    {"JSON Feed", "{\"version\": \"https://jsonfeed.org/version/1.1\","
     "\"title\": \"a\", \"home_page_url\": \"h\", \"items\": [{\"id\": \"i\","
     "\"content_html\": \"<p>\", \"date_published\": \"d\", \"tags\": [\"t\"],"
     "\"authors\": [{\"name\": \"n\", \"url\": \"u\"}]}]}",
     "title=text:a alternate=h | id=i content=html:<p> author=n<>u category=t "
     "published=d(date_published)"},
    {"JSON of wrong types", "{\"title\": 1, \"items\": [2, {\"id\": 3, "
     "\"tags\": \"x\", \"attachments\": [4], \"authors\": {}}]}", "| id=3"},
};
/* clang-format on */

static void check_read(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct read_row *row = *state;
    struct reading reading;
    struct err err = {0};

    assert_true(read_text(&reading, &a, row->text, &err));
    write_reading(&got, &reading);
    assert_string_equal(got.data, row->want);
    assert_true(reading.complete);
}

/* ---- formats and versions ---- */

/* clang-format off */
static const struct version_row {
    const char *name, *text, *format, *version;
} versions[] = {
    {"RSS 2.0", "<rss version='2.0'/>", "rss", "2.0"},
    {"RSS without a version", "<rss/>", "rss", NULL},
    {"RSS 1.0", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
     "xmlns='http://purl.org/rss/1.0/'><channel/></r:RDF>", "rss", "1.0"},
    {"RSS 0.90", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
     "xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", "rss", "0.90"},
    {"Atom 1.0", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom", "1.0"},
    {"Atom 0.3", "<feed xmlns='http://purl.org/atom/ns#'/>", "atom", "0.3"},
    {"after a comment", "<!-- <feed> --><rss/>", "rss", NULL},
    {"JSON Feed", " {\"version\": \"https://jsonfeed.org/version/1\", "
     "\"items\": []}", "json", "1"},
};
/* clang-format on */

static void check_version(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct version_row *row = *state;
    struct reading reading;
    struct err err = {0};

    assert_true(read_text(&reading, &a, row->text, &err));
    assert_string_equal(reading.format, row->format);
    assert_int_equal(reading.version == NULL, row->version == NULL);
    if (row->version)
        assert_string_equal(reading.version, row->version);
}

/* ---- a document that is cut keeps what is whole ---- */

/* clang-format off */
static const struct cut_row {
    const char *name, *text, *want;
} cuts[] = {
    {"in an item", "<rss><channel><title>a</title><item><guid>i</guid></item>"
     "<item><guid>j</guid><title>k", "title=text:a | id=i"},
    {"after an item", "<rss><channel><item><guid>i</guid></item>", "| id=i"},
    {"in an entry", "<feed><entry><id>i</id></entry><entry><id>j</id>",
     "| id=i"},
    {"in the head", "<feed><id>i</id><title>a", "id=i"},
};
/* clang-format on */

static void check_cut(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct cut_row *row = *state;
    struct reading reading;
    struct err err = {0};

    assert_true(read_text(&reading, &a, row->text, &err));
    write_reading(&got, &reading);
    assert_string_equal(got.data, row->want);
    assert_false(reading.complete);
    assert_string_equal(reading.problems->code, "xml");
}

/* ---- what is no feed ---- */

/* clang-format off */
static const struct refused_row {
    const char *name, *text, *want;
} refused[] = {
    {"nothing", "", "the document is empty"},
    {"prose", "see <rss in a word", "no element is in it"},
    {"a drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>",
     "it is no feed of a known format"},
    {"a feed in a comment", "<!-- <?xml version='1.0'?><rss/> -->",
     "it is no feed of a known format"},
    {"broken JSON", "{\"items\": x}",
     "its JSON is broken in line 1: invalid token near 'x'"},
    {"JSON that is cut", "{\"items\": [", "its JSON is cut"},
    {"other JSON", "{\"a\": 1}", "its JSON has no items"},
};
/* clang-format on */

static void check_refused(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct refused_row *row = *state;
    const struct problem *last;
    struct reading reading;
    struct err err = {0};

    assert_false(read_text(&reading, &a, row->text, &err));
    assert_int_equal(err.kind, ERR_DOCUMENT);
    assert_string_equal(err.text, row->want);
    assert_null(reading.format);
    for (last = reading.problems; last->next;)
        last = last->next;
    assert_string_equal(last->code, "not-a-feed");
}

/* ---- lists of feeds ---- */

static bool read_kind(struct reading *out, struct arena *a, const char *kind,
        const char *text, struct err *err)
{
    struct document doc = {
            .kind = kind,
            .bytes = {arena_text(a, text), strlen(text)}
    };

    return input_read(out, a, &doc, err);
}

static void test_list(void **state)
{
    static const char text[] =
            "<opml version='1.0'><body><outline text='G'><outline title='a' "
            "xmlUrl='feed://a.example/' htmlUrl='https://a.example/'/><outline "
            "text='H'><outline text='b' xmlUrl='feed:https://b.example/'/>"
            "</outline></outline></body></opml>";
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    struct reading reading;
    struct err err = {0};

    UNUSED(state);
    assert_true(read_kind(&reading, &a, "opml", text, &err));
    write_reading(&got, &reading);
    assert_string_equal(got.data,
            "| title=text:a self=http://a.example/ "
            "alternate=https://a.example/ category=G "
            "| title=text:b self=https://b.example/ category=H category=G");
    assert_false(read_kind(&reading, &a, "feed", text, &err));
    assert_string_equal(err.text,
            "it is a list of feeds: affluent import reads it");
}

/* ---- documents cut anywhere ---- */

#define LONG "a text of more than thirty-two bytes, and an &amp; in it"

/* clang-format off */
static const struct whole_row {
    const char *name, *text;
} wholes[] = {
    {"RSS", "<?xml version='1.0'?><rss version='2.0'" DC "><channel><title>t</title>"
     "<item><title>" LONG "</title><guid>1</guid><dc:creator>Ann</dc:creator>"
     "<description><![CDATA[<p>" LONG "</p>]]></description></item>"
     "<item><link>https://a.example/2</link><pubDate>Tue, 16 Feb 2016 09:30:00 "
     "GMT</pubDate></item></channel></rss>"},
    {"RSS, ill-formed", "<rss version=2.0><channel><item><title>a & b<br>c &eacute;"
     "</title><guid>1</item><item><title>1 < 2</title></b><guid a=b c>2</guid>"
     "</channel>"},
    {"RDF", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
     "xmlns='http://purl.org/rss/1.0/'><item rdf:about='1'><title>a</title></item>"
     "<channel><title>t</title></channel><item rdf:about='2'/></rdf:RDF>"},
    {"Atom", ATOM("<entry><id>1</id><content type='xhtml'>" DIV "<p>a <b>b</b></p>"
     "</div></content></entry><entry><id>2</id><author><name>Ann</name></author>"
     "<link href='https://a.example/2'/></entry><title>t</title>")},
    {"JSON", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":"
     "\"1\",\"content_html\":\"<p>a\\u00e9</p>\",\"tags\":[\"b\",\"c\"]},{\"id\":\"2\","
     "\"authors\":[{\"name\":\"Ann\"}]}],\"title\":\"t\"}"},
};
/* clang-format on */

static bool read_bytes(struct reading *out, struct arena *a, const char *text,
        size_t size)
{
    struct document doc = {
            .kind = "feed",
            .url = "https://a.example/feed",
            .bytes = {arena_copy(a, text, size), size}
    };
    struct err err = {0};

    return input_read(out, a, &doc, &err);
}

static void check_same_item(const struct item *got, const struct item *want)
{
    AUTO(buf) struct buf one = {0}, other = {0};

    record_pack(&one, &item_shape, got);
    record_pack(&other, &item_shape, want);
    assert_int_equal(one.size, other.size);
    assert_memory_equal(one.data, other.data, one.size);
}

/* Of each item there is all or nothing. */
static void check_every_cut(void **state)
{
    AUTO(arena) struct arena whole_arena = {0};
    const struct whole_row *row = *state;
    struct reading whole;
    size_t most = 0;

    assert_true(read_bytes(&whole, &whole_arena, row->text, strlen(row->text)));
    for (size_t size = 0; size < strlen(row->text); size++) {
        AUTO(arena) struct arena a = {0};
        const struct item *want = whole.items;
        struct reading cut;
        size_t count = 0;

        if (!read_bytes(&cut, &a, row->text, size))
            continue;
        for (const struct item *i = cut.items; i; i = i->next, count++) {
            assert_non_null(want);
            check_same_item(i, want);
            want = want->next;
        }
        assert_true(count >= most);
        most = count;
    }
    assert_int_equal(most,
            *row->text == '{' ? 0 : 2); /* JSON is all or nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_list)};

    return cmocka_run_group_tests(tests, NULL, NULL) +
            RUN_TABLE(reads, check_read) + RUN_TABLE(versions, check_version) +
            RUN_TABLE(cuts, check_cut) + RUN_TABLE(wholes, check_every_cut) +
            RUN_TABLE(refused, check_refused) !=
            0;
}
