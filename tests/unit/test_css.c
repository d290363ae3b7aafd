#include <string.h>

#include "base/css.h"
#include "base/selector.h"
#include "input/html.h"
#include "test.h"

/* The id of each element is what a row says was found. */
static const char page[] =
        "<html id=html><body id=body>"
        "<div id=a class='card news'><h3 id=b><a id=c href='/one'>One</a></h3>"
        "<p id=d lang=en-GB>first <em id=e>word</em></p>"
        "<p id=f class='note'>say \"it's\"</p></div>"
        "<div id=g class='card  sm:grid'><h3 id=h><a id=i href='/two.pdf'>Two"
        "</a></h3><span id=j class='newsy'></span><p id=k title='a "
        "b'>x</p></div>"
        "<ul id=l><li id=m>1</li><li id=n>2</li><li id=o>3</li><li id=p>4</li>"
        "<li id=q>5</li></ul></body></html>";

static const struct match_row {
    const char *name, *css, *want;
} matches[] = {
        {"an element",             "h3",                           "b h"      },
        {"in capitals",            "H3",                           "b h"      },
        {"everything",             "ul *",                         "m n o p q"},
        {"a class",                ".card",                        "a g"      },
        {"a class is a word",      ".news",                        "a"        },
        {"two classes",            ".card.news",                   "a"        },
        {"an escaped class",       ".sm\\:grid",                   "g"        },
        {"an id",                  "#d",                           "d"        },
        {"below",                  "div a",                        "c i"      },
        {"a child",                "div > a",                      ""         },
        {"a child without spaces", "h3>a",                         "c i"      },
        {"the next",               "h3 + p",                       "d"        },
        {"any after",              "h3 ~ p",                       "d f k"    },
        {"a list",                 "em, h3",                       "b e h"    },
        {"an attribute",           "p[lang]",                      "d"        },
        {"equal",                  "[href='/one']",                "c"        },
        {"equal without quotes",   "[class=note]",                 "f"        },
        {"both quotes",            "p:contains('\"it')",           "f"        },
        {"a word of it",           "[title~=b]",                   "k"        },
        {"a language",             "[lang|=en]",                   "d"        },
        {"begins",                 "a[href^='/t']",                "i"        },
        {"ends",                   "a[href$='.pdf']",              "i"        },
        {"ends, longer than it",   "a[href$='/a/long/two.pdf']",   ""         },
        {"holds",                  "a[href*='on']",                "c"        },
        {"holds nothing",          "a[href*='']",                  ""         },
        {"the first child",        "li:first-child",               "m"        },
        {"the last child",         "li:last-child",                "q"        },
        {"the third",              "li:nth-child(3)",              "o"        },
        {"odd",                    "li:nth-child(odd)",            "m o q"    },
        {"even",                   "li:nth-child(even)",           "n p"      },
        {"2n+1",                   "li:nth-child( 2n + 1 )",       "m o q"    },
        {"from the third on",      "li:nth-child(n+3)",            "o p q"    },
        {"up to the second",       "li:nth-child(-n+2)",           "m n"      },
        {"every third less one",   "li:nth-child(3n-1)",           "n q"      },
        {"the first of a type",    "p:first-of-type",              "d k"      },
        {"the last of a type",     "p:last-of-type",               "f k"      },
        {"empty",                  "span:empty",                   "j"        },
        {"not a class",            "p:not(.note)",                 "d k"      },
        {"not an element",         "div > :not(p)",                "b h j"    },
        {"not the first",          "li:not(:first-child):not(.x)", "n o p q"  },
        {"its text",               "p:contains(\"first word\")",   "d"        },
        {"space around",           "  h3  ",                       "b h"      },
};

static void check_match(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    AUTO(htmldoc) xmlDoc *doc = NULL;
    const struct match_row *row = *state;
    struct selector selector = {.part = "items",
            .text = arena_printf(&a, "css: %s", row->css)};
    struct html_nodes found;
    struct err err = {0};
    bool complete;

    assert_true(html_parse(&doc, (struct bytes){page, strlen(page)}, &complete,
            &err));
    if (!html_select(&found, &a, doc, &selector, "items", &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < found.count; i++)
        buf_printf(&got, "%s%s", i > 0 ? " " : "",
                html_attribute(&a, found.items[i].element, "id"));
    assert_string_equal(got.data ? got.data : "", row->want);
}

/* clang-format off */
static const struct refused_row {
    const char *name, *text;
    int column;
    const char *want;
} refused[] = {
        {"no language", ".news", 1,
                "selector: it starts with \"css:\" or \"xpath:\""},
        {"nothing", "css:", 5,
                "selector: an element, class or condition is missing"},
        {"no class", "css: .", 7,
                "selector: no name here"},
        {"a digit", "css: .2col", 7,
                "selector: a name does not start with a digit"},
        {"an open bracket", "css: a[href", 12,
                "selector: an attribute is compared with = ~= |= ^= $= or *="},
        {"an open quotation", "css: a[href='x]", 13,
                "selector: the quotation mark is not closed"},
        {"no such pseudo-class", "css: a:hover", 8,
                "selector: no such pseudo-class is known here"},
        {"a longer pseudo-class", "css: a:first-children", 8,
                "selector: no such pseudo-class is known here"},
        {"no argument", "css: li:nth-child", 18,
                "selector: no \"(\" here"},
        {"no number", "css: li:nth-child(x)", 19,
                "selector: no number here"},
        {"a type without a name", "css: .a:first-of-type", 22,
                "selector: an element's name must stand before \"-of-type\""},
        {"not in not", "css: a:not(:not(b))", 17,
                "selector: :not() cannot hold another"},
        {"two combinators", "css: a > > b", 10,
                "selector: an element, class or condition is missing"},
        {"a comma at the end", "css: a,", 8,
                "selector: an element, class or condition is missing"},
        {"characters, not bytes", "css: .été !", 11,
                "selector: an element, class or condition is missing"},
        {"a control character", "css: a[b='\a']", 11,
                "selector: a character that cannot be in a text"},
        {"a brace", "css: a{}", 7,
                "selector: this is not understood"},
        {"XPath, an open bracket", "xpath: //a[@href", 17,
                "selector: this is no XPath 1.0"},
        {"XPath, an open path", "xpath: //a[", 12,
                "selector: this is no XPath 1.0"},
};
/* clang-format on */

static void check_refused(void **state)
{
    const struct refused_row *row = *state;
    struct err err = {0};
    int column = 0;

    assert_false(selector_check(row->text, &column, &err));
    assert_string_equal(err.text, row->want);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_int_equal(column, row->column);
}

static const struct accepted_row {
    const char *name, *text;
} accepted[] = {
        {"CSS",   "css:.views-row h3 a"                         },
        {"XPath", "xpath: //div[@class='views-row']//h3/a/@href"},
};

static void check_accepted(void **state)
{
    const struct accepted_row *row = *state;
    struct err err = {0};
    int column;

    assert_true(selector_check(row->text, &column, &err));
}

int main(void)
{
    int failed = RUN_TABLE(matches, check_match);

    failed += RUN_TABLE(refused, check_refused);
    failed += RUN_TABLE(accepted, check_accepted);
    return failed != 0;
}
