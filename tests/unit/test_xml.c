#include <string.h>

#include "input/markup.h"
#include "input/repair.h"
#include "test.h"

static bool parse(struct xml_document *out, struct reading *reading,
        struct arena *a, const char *text, struct err *err)
{
    const struct document doc = {.url = "https://a.example/feed"};

    return xml_parse(out, reading, a, &doc, (struct bytes){text, strlen(text)},
            err);
}

/* ---- what comes of a document, and whether it was in order ---- */

/* clang-format off */
static const struct repair_row {
    const char *name, *text, *markup;
    bool is_clean, is_complete;
} repairs[] = {
    {"in order", "<r><a b=\"c\">d</a></r>", "<a b=\"c\">d</a>", true, true},
    {"a declaration", "<?xml version='1.0'?>\n<r>a</r>", "a", true, true},
    {"predefined entities", "<r>&lt;&amp;&gt;</r>", "&lt;&amp;&gt;", true,
     true},
    {"an ampersand in an attribute", "<r><a b='?c&amp;d'/></r>",
     "<a b=\"?c&amp;d\"></a>", true, true},
    {"CDATA", "<r>a<![CDATA[<b>&amp;]]>c</r>", "a&lt;b&gt;&amp;amp;c", true,
     true},
    {"an own entity", "<!DOCTYPE r [<!ENTITY x 'y<z/>'>]><r>&x;</r>",
     "y<z></z>", true, true},
    {"an own entity in an attribute",
     "<!DOCTYPE r [<!ENTITY x '\"&#60;'>]><r><a b=\"&x;\"/></r>",
     "<a b=\"&quot;&lt;\"></a>", true, true},
    {"an external DTD", "<!DOCTYPE r SYSTEM 'file:///x'><r>&eacute;</r>", "é",
     true, true},
    {"a C1 reference", "<r>&#146;</r>", "’", true, true},
    {"HTML's entities", "<r>caf&eacute;&AMP;</r>", "café&amp;", false, true},
    {"an unknown entity", "<r>&bogus;</r>", "&amp;bogus;", false, true},
    {"bare ampersands", "<r>a & b?c&copy=3</r>", "a &amp; b?c&amp;copy=3",
     false, true},
    {"a bare angle bracket", "<r>1 < 2</r>", "1 &lt; 2", false, true},
    {"a control character", "<r>a\bb</r>", "ab", false, true},
    {"a reference to one", "<r>a&#8;b</r>", "ab", false, true},
    {"a capital X", "<r>&#X41;</r>", "A", false, true},
    {"text first", "warning\n<?xml version='1.0'?><r>a</r>", "a", false, true},
    {"text last", "<r>a</r><r>b</r>", "a", false, true},
    {"no quotes", "<r><a b=c>d</a></r>", "<a b=\"c\">d</a>", false, true},
    {"no value", "<r><a b>c</a></r>", "<a b=\"\">c</a>", false, true},
    {"no space", "<r><a b='c'd='e'/></r>", "<a b=\"c\" d=\"e\"></a>", false,
     true},
    {"an angle bracket in an attribute", "<r><a b='<'/></r>",
     "<a b=\"&lt;\"></a>", false, true},
    {"a void element", "<r>a<br>b</r>", "a<br>b", false, true},
    {"a closed void element", "<r>a<br></br>b</r>", "a<br>b", true, true},
    {"no end tag", "<r><a><b>c</a>d</r>", "<a><b>c</b></a>d", false, true},
    {"a misspelt end tag", "<r><a>b</c><d/></r>", "<a>b</a><d></d>", false,
     true},
    {"a stray end tag", "<r><a>b</c>d</a></r>", "<a>bd</a>", false, true},
    {"dashes in a comment", "<r>a<!-- -- -->b</r>", "ab", false, true},
    {"a tag that has no name", "<r>a <„b“> <→ c</r>",
     "a &lt;„b“&gt; &lt;→ c", false, true},
    {"a name in another script", "<r><été/></r>", "<été></été>", true, true},
    {"a quote that is never closed", "<r><a b=\"c>d</a>e</r>", "<a b=\"c\">d</a>e",
     false, true},
    {"the end of CDATA in a text", "<r>a[b[0]]> 1</r>", "a[b[0]]&gt; 1", true, true},
    {"cut in a text", "<r><a>b</a>c", "<a>b</a>", false, false},
    {"cut in a tag", "<r><a/><b c=d e", "<a></a>", false, false},
    {"cut in CDATA", "<r><a/><![CDATA[b", "<a></a>", false, false},
};
/* clang-format on */

static void check_repair(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct repair_row *row = *state;
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    assert_true(parse(&xml, &reading, &a, row->text, &err));
    assert_string_equal(markup_write(&a, xml.root), row->markup);
    assert_int_equal(reading.problems == NULL, row->is_clean);
    assert_int_equal(reading.complete, row->is_complete);
}

/* What is said of a tag comes after what was said of its attributes. */
static void test_place(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct problem *problem;
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    UNUSED(state);
    assert_true(parse(&xml, &reading, &a,
            "<?xml version='1.0'?>\n<r>\n <br a='b'\n c=d>\n &e;</r>", &err));
    problem = reading.problems;
    assert_int_equal(problem->line, 4);
    assert_int_equal(problem->column, 4);
    problem = problem->next;
    assert_string_equal(problem->message, "<br> is not closed");
    assert_int_equal(problem->line, 3);
    assert_int_equal(problem->column, 2);
    problem = problem->next;
    assert_int_equal(problem->line, 5);
    assert_null(problem->next);
}

/* What libxml2 says is told of the document, not of what became of it. */
static void test_place_of_parser(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    UNUSED(state);
    assert_true(parse(&xml, &reading, &a,
            "<r>\n<a>more than thirty-two bytes of a text,\nin two lines</a>"
            "<!--\n\n-->\n<?p\n?><b:c/></r>",
            &err));
    assert_int_equal(reading.problems->line, 7);
    assert_true(reading.problems->column <= 9);
    assert_null(reading.problems->next);
}

/* ---- what is refused ---- */

/* clang-format off */
static const struct refusal_row {
    const char *name, *text, *want;
} refusals[] = {
    {"nothing", "", "no element is in it"},
    {"only a comment", "<!-- <r/> -->", "no element is in it"},
    {"an entity in itself",
     "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>",
     "its entities expand to more than 1048576 bytes"},
};
/* clang-format on */

static void check_refusal(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct refusal_row *row = *state;
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    assert_false(parse(&xml, &reading, &a, row->text, &err));
    assert_int_equal(err.kind, ERR_DOCUMENT);
    assert_string_equal(err.text, row->want);
}

/* ---- bounds: a beginning, a middle many times, an end ---- */

/* clang-format off */
static const struct bound_row {
    const char *name, *begin, *middle;
    int times;
    const char *end, *want;
} bounds[] = {
    {"attributes", "<r", " a='b'", XML_ATTRIBUTES_MAX + 1, "/>",
     "a tag has more than 256 attributes"},
    {"depth", "<r>", "<a>", XML_DEPTH_MAX, "</r>",
     "elements are nested more than 250 deep"},
    {"namespaces", "<r><a xmlns:b='c' xmlns:d='e' xmlns:f='g' xmlns:h='i'>"
     "<a xmlns:b='c' xmlns:d='e' xmlns:f='g' xmlns:h='i'>", "<a xmlns:b='c' "
     "xmlns:d='e' xmlns:f='g' xmlns:h='i' xmlns:j='k'>", 200, "</r>",
     "more than 1000 namespaces are declared at once"},
    {"a tag", "<r a='", "0123456789abcdef", XML_TAG_MAX / 16, "'/>",
     "a tag has more than 1048576 bytes"},
    {"expansions", "<!DOCTYPE r [<!ENTITY a '0123456789abcdef'>]><r>", "&a;",
     XML_EXPANSION_MAX / 16, "</r>",
     "its entities expand to more than 1048576 bytes"},
};
/* clang-format on */

static void check_bound(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = {0};
    const struct bound_row *row = *state;
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    buf_text(&text, row->begin);
    for (int i = 0; i < row->times; i++)
        buf_text(&text, row->middle);
    buf_text(&text, row->end);
    assert_false(parse(&xml, &reading, &a, text.data, &err));
    assert_int_equal(err.kind, ERR_DOCUMENT);
    assert_string_equal(err.text, row->want);
}

/* ---- namespaces ---- */

/* clang-format off */
static const struct namespace_row {
    const char *name, *text;
    enum xml_ns ns;
} namespaces[] = {
    {"none", "<r/>", NS_NONE},
    {"an unknown default", "<r xmlns='urn:x'/>", NS_NONE},
    {"an unknown prefix", "<x:r xmlns:x='urn:x'/>", NS_OTHER},
    {"a known URI", "<x:r xmlns:x='http://purl.org/dc/elements/1.1/'/>", NS_DC},
    {"in another case", "<r xmlns=' HTTP://www.w3.org/2005/ATOM '/>", NS_ATOM},
    {"by https", "<r xmlns='https://www.w3.org/2005/Atom'/>", NS_ATOM},
    {"a prefix that is not declared", "<dc:r/>", NS_DC},
    {"one that nobody knows", "<x:r/>", NS_OTHER},
};
/* clang-format on */

static void check_namespace(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct namespace_row *row = *state;
    struct reading reading = {0};
    struct xml_document xml;
    struct err err = {0};

    assert_true(parse(&xml, &reading, &a, row->text, &err));
    assert_true(xml_is(xml.root, row->ns, "r"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_place),
            cmocka_unit_test(test_place_of_parser),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) +
            RUN_TABLE(repairs, check_repair) +
            RUN_TABLE(refusals, check_refusal) +
            RUN_TABLE(bounds, check_bound) +
            RUN_TABLE(namespaces, check_namespace) !=
            0;
}
