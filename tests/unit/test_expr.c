#include <string.h>

#include "rules/rules.h"
#include "test.h"

/* ---- what the conditions are asked about ---- */

static const struct actor actors[] = {
        {.id = "le-rameau", .next = (void *)&actors[1]},
        {.id = "france-benevolat"                },
};

static const struct source sources[] = {
        {.id = "le-rameau/feed", .next = (void *)&sources[1]},
        {.id = "le-rameau/page"                     },
};

static const struct construct title = {.type = "text",
        .text = "Dons & legs : l’Œuvre de Noël"};
static const struct construct summary = {.type = "html",
        .html.markup = "<p>Un r&#233;sum&eacute;</p>"};
static const struct construct content = {.type = "html",
        .html.markup =
                "<p>Des partenariats\npour les <b>obj</b>ectifs</p>"
                "<ul><li>a &amp;lt; b</li><li>fin</li></ul>"};

static const struct person persons[] = {
        {.name = "Anne", .next = (void *)&persons[1]},
        {.name = "Jean Valjean"             },
};

static const struct category categories[] = {
        {.term = "emploi",                .label = "Emploi", .next = (void *)&categories[1]},
        {.term = "Associations"},
};

static const struct link links[] = {
        {.rel = "alternate",
         .href = "https://example.org/a",
         .next = (void *)&links[1]},
        {.rel = "enclosure",                  .href = "https://example.org/a.mp3"           },
};

static const struct tag tag = {.id = "alliances"};

enum { NOW = 1717200000 /* 2024-06-01T00:00:00Z */, DAY = 24 * 60 * 60 };

static const struct entry entry = {
        .id = "urn:x:1",
        .title = &title,
        .summary = &summary,
        .content = &content,
        .authors = (void *)persons,
        .categories = (void *)categories,
        .links = (void *)links,
};

static const struct subject subject = {
        .entry = &entry,
        .actor = "le-rameau",
        .source = "le-rameau/feed",
        .lang = "fr-CA",
        .tags = &tag,
        .published = NOW - 10 * DAY, /* 2024-05-22T00:00:00Z */
        .now = NOW,
};

static const struct config config = {
        .actors = (void *)actors,
        .sources = (void *)sources,
};

static const struct position start = {"planet.conf", 7, 10};

/* ---- conditions ---- */

static const struct row {
    const char *name, *text;
    bool want;
} rows[] = {
        {"contains",                  "title contains legs",                       true },
        {"contains folds",            "title contains \"L'oeuvre DE noel\"",       true },
        {"contains, not there",       "title contains \"lègue\"",                 false},
        {"equals",                    "author = \"Jean Valjean\"",                 true },
        {"equals is exact",           "author = \"jean valjean\"",                 false},
        {"equals is whole",           "author = Jean",                             false},
        {"any author",                "author contains valjean",                   true },
        {"category's term",           "category = emploi",                         true },
        {"category's label",          "category = Emploi",                         true },
        {"no such category",          "category = Divers",                         false},
        {"in",                        "category in (Divers, Associations)",        true },
        {"not in",                    "category in (\"Divers\", \"x y\")",         false},
        {"actor",                     "actor = le-rameau",                         true },
        {"another actor",             "actor in (france-benevolat)",               false},
        {"source",                    "source = le-rameau/feed",                   true },
        {"tag",                       "tag = alliances",                           true },
        {"tag, quoted",               "tag = \"odd-17\"",                          false},
        {"id",                        "id matches /^urn:/",                        true },
        {"link",                      "link contains \"example.org/a\"",           true },
        {"other links do not count",  "link contains mp3",                         false},
        {"language range",            "lang = fr",                                 true },
        {"language range, all of it", "lang = fr-ca",                              true },
        {"language range, narrower",  "lang = fr-CA-x",                            false},
        {"language, not by letters",  "lang = f",                                  false},
        {"languages",                 "lang in (en, fr)",                          true },
        {"matches",                   "title matches /^dons & \\w+/i",             true },
        {"matches, not",              "title matches /^legs/",                     false},
        {"content is markup",         "content contains \"<b>obj</b>\"",           true },
        {"summary is markup",         "summary contains \"<p>\"",                  true },
        {"text has no markup",        "text contains \"<b>\"",                     false},
        {"text joins inline words",   "text matches /pour les objectifs/",         true },
        {"text parts blocks",         "text matches /objectifs a &lt; b fin/",     true },
        {"text decodes",              "text contains \"un resume des\"",           true },
        {"text has the title",        "text contains noel",                        true },
        {"and",                       "title contains dons and lang = fr",         true },
        {"and, one is false",         "title contains dons and lang = en",         false},
        {"or",                        "lang = en or title contains dons",          true },
        {"and binds before or",       "lang = fr or lang = en and id = no",        true },
        {"parentheses",               "(lang = fr or lang = en) and id = no",      false},
        {"not",                       "not lang = en",                             true },
        {"not binds before and",      "not lang = en and lang = en",               false},
        {"not of parentheses",        "not (lang = en or lang = fr)",              false},
        {"not not",                   "not not lang = fr",                         true },
        {"absent",                    "updated is absent",                         true },
        {"present",                   "published is present and title is present", true },
        {"absent list",               "tag is absent",                             false},
        {"before a day",              "published before 2024-05-23",               true },
        {"not before its day",        "published before 2024-05-22",               false},
        {"after a day",               "published after 2024-05-21",                true },
        {"not after its day",         "published after 2024-05-22",                false},
        {"before an instant",         "published before 2024-05-22T00:00:01Z",     true },
        {"after an instant",          "published after 2024-05-22T01:00:00+02:00", true },
        {"not after itself",          "published after 2024-05-22T00:00:00Z",      false},
        {"older",                     "older than 9d",                             true },
        {"not older",                 "published older than 10d",                  false},
        {"older, in weeks",           "older than 1w",                             true },
        {"older, in hours",           "older than 239h",                           true },
        {"older, in minutes",         "older than 14400min",                       false},
        {"absent is not older",       "updated older than 1min",                   false},
        {"absent is not before",      "updated before 2030-01-01",                 false},
        {"no blanks needed",          "(lang=fr)and(not tag=odd-17)",              true },
        {"comment",                   "lang = en # or lang = fr",                  false},
        {"no comment inside",         "id = \"a #b\" or lang = fr",                true },
        {"escapes",                   "not title contains \"\\\"\\\\\"",           true },
        {"limit",                     "text matches /(?:.|.|..|..)*[!§]/",        false},
        {"limit, negated",            "not text matches /(?:.|.|..|..)*[!§]/",    false},
        {"limit, decided otherwise",
         "text matches /(?:.|.|..|..)*[!§]/ or lang = fr",                        true },
};

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(expr) struct expr *expr = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};

    if (!expr_read(&expr, row->text, &start, &config, NULL, &report))
        fail_msg("%s", report.mistakes->text);
    assert_int_equal(expr_matches(expr, &a, &subject, NULL), row->want);
}

/* ---- when time alone changes the answer ---- */

static const struct until_row {
    const char *name, *text;
    int64_t want; /* after NOW; 0: never */
} until_rows[] = {
        {"no test of time", "lang = fr",                        0           },
        {"not yet",         "older than 30d",                   20 * DAY + 1},
        {"already",         "older than 5d",                    0           },
        {"at its end",      "older than 10d",                   1           },
        {"the earliest",    "older than 90d or older than 30d", 20 * DAY + 1},
        {"not asked",       "lang = fr or older than 30d",      0           },
        {"negated",         "not older than 2w",                4 * DAY + 1 },
        {"a day stays",     "published before 2030-01-01",      0           },
};

static void check_until(void **state)
{
    const struct until_row *row = *state;
    AUTO(expr) struct expr *expr = NULL;
    AUTO(report) struct report report = {0};
    AUTO(arena) struct arena a = {0};
    struct subject later = subject;
    int64_t until = -1;
    bool before;

    assert_true(expr_read(&expr, row->text, &start, &config, NULL, &report));
    before = expr_matches(expr, &a, &subject, &until);
    assert_int_equal(until, row->want ? NOW + row->want : 0);
    if (!until)
        return;
    later.now = until - 1;
    assert_int_equal(expr_matches(expr, &a, &later, NULL), before);
    later.now = until;
    assert_int_equal(expr_matches(expr, &a, &later, NULL), !before);
}

/* ---- mistakes ---- */

static const struct mistake_row {
    const char *name, *text;
    int column; /* in text */
    const char *want;
} mistake_rows[] = {
        {"nothing",                "",                                          1,  "expected a field, but the rule ends here"},
        {"unknown field",          "titel = x",                                 1,
         "unknown field titel; did you mean title?"                                                                           },
        {"unlike any field",       "zzzzzz = x",                                1,
         "unknown field zzzzzz; there are title, summary, content, "
                "text, author, category, link, id, lang, actor, source, tag, "
                "published and updated"                                                                                       },
        {"unknown test",           "title contain x",                           7,
         "unknown test contain; did you mean contains?"                                                                       },
        {"unlike any test",        "title resembles x",                         7,
         "unknown test resembles; there are matches, contains, =, in, "
                "before, after, older than and is"                                                                            },
        {"no test",                "title",                                     6,
         "expected a test such as contains or =, but the rule ends "
                "here"                                                                                                        },
        {"test of a value",        "title \"x\"",                               7,
         "expected a test such as contains or =, not \"x\""                                                                   },
        {"not after the field",    "title not contains x",                      7,
         "not stands before the field: not title ..."                                                                         },
        {"no pattern",             "title matches x",                           15, "expected a /pattern/, not x"             },
        {"open pattern",           "title matches /x",                          15,
         "pattern without its closing /"                                                                                      },
        {"open text",              "title contains \"x",                        16, "text without its closing \""             },
        {"in the pattern",         "title matches /é(x/",                      19,
         "in the pattern: missing closing parenthesis"                                                                        },
        {"unknown flag",           "title matches /é/gi",                      18,
         "unknown flag g after the pattern; there are i, m, s and x"                                                          },
        {"empty text",             "title = \"\"",                              9,
         "an empty text is never there; write is absent"                                                                      },
        {"nothing to look for",    "title contains \" \"",                      16,
         "there is no letter in this text to look for"                                                                        },
        {"no value",               "title = and lang = fr",                     9,  "expected a value, not and"               },
        {"date as text",           "published = 2024-05-31",                    11,
         "published is a date: it takes before, after, older than or "
                "is"                                                                                                          },
        {"text as date",           "title before 2024-05-31",                   7,
         "title is no date: it takes matches, contains, =, in or is"                                                          },
        {"no such day",            "published before 2023-02-29",               18,
         "there is no day 2023-02-29"                                                                                         },
        {"instant, no zone",       "published after 2024-05-31T11:31:00",       17,
         "expected a date such as 2024-05-31 or 2024-05-31T11:31:00Z, "
                "not 2024-05-31T11:31:00"                                                                                     },
        {"unknown unit",           "older than 90y",                            12,
         "expected a span such as 30min, 36h, 90d or 2w, not 90y"                                                             },
        {"older of",               "older of 90d",                              7,  "expected than, not of"                   },
        {"unknown actor",          "actor = le-rameu",                          9,
         "unknown actor le-rameu; did you mean le-rameau?"                                                                    },
        {"unlike any actor",       "actor in (le-rameau, zzzzzz)",              22,
         "unknown actor zzzzzz"                                                                                               },
        {"unknown source",         "source = le-rameau/fed",                    10,
         "unknown source le-rameau/fed; did you mean le-rameau/feed?"                                                         },
        {"is what",                "title is empty",                            10,
         "expected absent or present, not empty"                                                                              },
        {"list without (",         "lang in fr",                                9,  "expected (, not fr"                      },
        {"list without )",         "lang in (fr en)",                           13, "expected , or ), not en"                 },
        {"empty list",             "lang in ()",                                10, "expected a value, not )"                 },
        {"not closed",             "(lang = fr",                                11,
         "expected and, or, or ), but the rule ends here"                                                                     },
        {"closed twice",           "lang = fr)",                                10,
         "expected and, or, or the end, not )"                                                                                },
        {"two conditions",         "lang = fr lang = en",                       11,
         "expected and, or, or the end, not lang"                                                                             },
        {"and without",            "lang = fr and",                             14,
         "expected a field, but the rule ends here"                                                                           },
        {"columns are characters", "title = \"é\" an lang = fr",               13,
         "expected and, or, or the end, not an"                                                                               },
        {"deep",                   "((((((((((((((((((((((((((((((((title = x", 33,
         "more than 31 parentheses inside each other"                                                                         },
};

static void check_mistake(void **state)
{
    const struct mistake_row *row = *state;
    AUTO(expr) struct expr *expr = NULL;
    AUTO(report) struct report report = {0};

    assert_false(expr_read(&expr, row->text, &start, &config, NULL, &report));
    assert_null(expr);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.mistakes->text, row->want);
    assert_string_equal(report.mistakes->file, "planet.conf");
    assert_int_equal(report.mistakes->line, 7);
    assert_int_equal(report.mistakes->column, start.column + row->column - 1);
}

/* ---- themes are known where the rules are ---- */

static const struct theme_row {
    const char *name, *text;
    const char *want; /* NULL: no mistake */
} theme_rows[] = {
        {"a theme of the rules", "tag = emploi",  NULL     },
        {"unknown",              "tag = emplois",
         "unknown theme emplois; did you mean emploi?"     },
        {"unlike any",           "tag = x",
         "unknown theme x; theme ID \"Title\" declares one"},
};

static void check_theme(void **state)
{
    static const char text[] = "theme emploi \"Emploi\"\n";
    const struct theme_row *row = *state;
    const struct bytes bytes = {text, sizeof(text) - 1};
    AUTO(rules) struct rules *rules = NULL;
    AUTO(expr) struct expr *expr = NULL;
    AUTO(report) struct report report = {0};

    assert_true(rules_read(&rules, "a.rules", bytes, &config, &report));
    assert_int_equal(expr_read(&expr, row->text, &start, &config, rules,
                             &report),
            !row->want);
    if (row->want) {
        assert_string_equal(report.mistakes->text, row->want);
        assert_int_equal(report.mistakes->column, start.column + 6);
    }
}

int main(void)
{
    int failed = RUN_TABLE(rows, check);

    failed += RUN_TABLE(until_rows, check_until);
    failed += RUN_TABLE(mistake_rows, check_mistake);
    failed += RUN_TABLE(theme_rows, check_theme);
    return failed != 0;
}
