#include <string.h>

#include "rules/lint.h"
#include "rules/probe.h"
#include "test.h"

/* ---- a small world ---- */

static const struct name_of coast = {.text = "coast"};

static const struct actor actors[] = {
        {.id = "reef",
         .file = "reef.conf",
         .themes = (void *)&coast,
         .next = (void *)&actors[1]},
        {.id = "atoll", .file = "atoll.conf"},
};

static const struct source sources[] = {
        {.id = "reef/feed",            .actor = &actors[0], .next = (void *)&sources[1]},
        {.id = "reef/page",                            .actor = &actors[0],                               .next = (void *)&sources[2]},
        {.id = "atoll/feed", .actor = &actors[1]},
};

static const struct config config = {
        .actors = (void *)actors,
        .sources = (void *)sources,
        .site = {.zone_name = "UTC"},
};

static bool read_text(struct rules **out, const char *text,
        struct report *report)
{
    const struct bytes bytes = {text, strlen(text)};

    return rules_read(out, "10.rules", bytes, &config, report);
}

/* ---- what is told: as LINE: and the text's beginning ---- */

#define NEVER  "the rule can never match"
#define EFFECT "the rule has no effect"

/* clang-format off */
static const struct row {
    const char *name, *rules;
    int line; /* of the only warning; 0: none */
    const char *want;
} rows[] = {
        /* never */
        {"two languages",            "drop when lang = fr and lang = en",                                                              1, NEVER },
        {"language and its part",    "drop when lang = fr and lang = fr-CA",                                                           0, NULL  },
        {"language without a part",  "drop when lang = fr and not lang = fr-CA",                                                       0, NULL  },
        {"a part without the whole", "drop when lang = fr-CA and not lang = FR",                                                       1, NEVER },
        {"language by a pattern",    "drop when lang = fr and lang matches /-/",                                                       0, NULL  },
        {"two authors",              "drop when author = a and author = b",                                                            0, NULL  },
        {"an author and not he",     "drop when author = a and not author in (b, a)",                                                  1, NEVER },
        {"one of two authors",       "drop when author in (a, b) and not author = a",                                                  0, NULL  },
        {"two titles",               "drop when title = a and title = b",                                                              1, NEVER },
        {"a title and its letter",   "drop when title = abc and title contains b",                                                     0, NULL  },
        {"a title without a letter", "drop when title = abc and title matches /x/",                                                    1, NEVER },
        {"contained in contained",   "drop when title contains \"Ébène\" and not title contains \"ben\"",                              1, NEVER },
        {"contained, not contained", "drop when title contains ab and not title contains abc",                                         0, NULL  },
        {"a pattern and not it",     "drop when title matches /a.c/i and not title matches /a.c/i",                                    1, NEVER },
        {"flags differ",             "drop when title matches /a.c/i and not title matches /a.c/",                                     0, NULL  },
        {"a word, not contained",    "drop when title matches /Abc/ and not title contains bc",                                        1, NEVER },
        {"a dot is no word",         "drop when title matches /A.c/ and not title contains \"A.c\"",                                   0, NULL  },
        {"absent and older",         "drop when updated is absent and updated older than 1d",                                          1, NEVER },
        {"absent and not older",     "drop when updated is absent and not updated older than 1d",                                      0, NULL  },
        {"not present, not absent",  "drop when not title is present and not title is absent",                                         1, NEVER },
        {"an empty time",            "drop when published after 2024-05-01 and published before 2024-05-02",                           1, NEVER },
        {"one day",                  "drop when published after 2024-05-01 and published before 2024-05-03",                           0, NULL  },
        {"another date",             "drop when published after 2024-05-01 and updated before 2024-05-02",                             0, NULL  },
        {"not before, before",       "drop when not published before 2024-05-02 and published before 2024-05-02",                      1, NEVER },
        {"all ways",                 "drop when (lang = fr or title = a) and (lang = en or title = b) and not (lang = fr or lang = en)", 1, NEVER },
        {"one way",                  "drop when (lang = fr or title = a) and (lang = en or title = b)",                                0, NULL  },
        {"from and actor",           "drop from reef when actor = atoll",                                                              1, NEVER },
        {"from one of two",          "drop from reef, atoll when actor = atoll",                                                       0, NULL  },
        {"actor and source",         "drop when actor = reef and source = atoll/feed",                                                 1, NEVER },
        {"actor by a pattern",       "drop when actor matches /^A/",                                                                   1, NEVER },
        {"actor's theme",            "drop from reef when not tag = coast",                                                            1, NEVER },
        {"theme of another",         "drop from atoll when tag = coast",                                                               1, NEVER },
        {"no theme",                 "drop when tag is absent",                                                                        0, NULL  },
        {"no theme of reef's",       "drop from reef when tag is absent",                                                              1, NEVER },
        {"theme after untag",        "untag coast when lang = fr\ndrop from reef when not tag = coast",                                0, NULL  },
        {"theme after tag",          "tag coast when lang = fr\ndrop from atoll when tag = coast",                                     0, NULL  },
        {"theme before tag",         "drop from atoll when tag = coast\ntag coast when lang = fr",                                     1, NEVER },
        {"theme of a rule for reef", "tag coast from reef\ndrop from atoll when tag = coast",                                          2, NEVER },
        {"link without a scheme",    "drop when link = \"a.example/x\"",                                                               1, NEVER },
        {"language with an underscore", "drop when lang in (fr_FR, \"français\")",                                                  1, NEVER },
        {"one such language",        "drop when lang in (fr_FR, fr)",                                                                  0, NULL  },
        {"link",                     "drop when link = \"https://a.example/x\"",                                                       0, NULL  },
        /* without effect */
        {"after all",                "drop\ntag coast",                                                                                2, EFFECT},
        {"after all of its source",  "keep from reef\ndrop from reef/page when lang = fr",                                             2, EFFECT},
        {"after some of them",       "keep from reef/feed\ndrop from reef when lang = fr",                                             0, NULL  },
        {"after each of them",       "keep from reef/feed\ndrop from reef/page\ndrop from reef",                                       3, EFFECT},
        {"after the same",           "drop when lang = fr and title = a\nkeep when title = a and lang = fr",                           2, EFFECT},
        {"after a wider",            "drop when title contains a or lang = fr\ndrop when title = abc",                                 2, EFFECT},
        {"after a narrower",         "drop when title = abc\ndrop when title contains a",                                              0, NULL  },
        {"after a change",           "drop when title contains a\nset title \"a\" when lang = fr\ndrop when title = a",                0, NULL  },
        {"after another's change",   "drop when lang = fr\nset title \"a\" when lang = en\ndrop when lang = fr and title = a",         3, EFFECT},
        {"text after its title",     "drop when text contains a\nset title \"x\"\ndrop when text contains ab",                         0, NULL  },
        {"after a theme changed",    "drop when tag = coast\ntag coast when lang = fr\ndrop when tag = coast",                         0, NULL  },
        {"both of a pattern",        "drop when title matches /ab/ or not title matches /ab/\ndrop when lang = fr",                    0, NULL  },
        {"untag of nothing",         "untag coast from atoll",                                                                         1, EFFECT},
        {"untag",                    "untag coast",                                                                                    0, NULL  },
        /* themes */
        {"a theme of nothing",       "theme dry \"Dry\"\ndrop when lang = fr",                                                         1, "the theme dry stays empty"},
        {"a theme of an actor",      "theme coast \"Coast\"",                                                                          0, NULL  },
        /* patterns */
        {"a slow pattern",           "tag coast when title matches /^(\\w+\\s?)*$/",                                                   1, "the pattern hits its limit"},
};
/* clang-format on */

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    const struct mistake *m;

    assert_true(read_text(&rules, row->rules, &report));
    rules_lint(rules, NULL, &config, &report);
    assert_int_equal(report.count, 0);
    m = report.mistakes;
    assert_int_equal(m ? m->line : 0, row->line);
    if (!m)
        return;
    assert_true(m->warning);
    assert_memory_equal(m->text, row->want, strlen(row->want));
    assert_null(m->next);
}

/* ---- streams ---- */

static const struct select_row {
    const char *name, *rules, *select;
    bool empty;
} select_rows[] = {
        {"two languages",                      "",                                     "lang = fr and lang = en",          true },
        {"a theme of nobody",                  "theme dry \"Dry\"",                    "tag = dry",                        true },
        {"an actor whose entries are dropped", "drop from atoll",
         "actor = atoll",                                                                                                  true },
        {"two of whom one is dropped",         "drop from atoll",
         "actor in (reef, atoll)",                                                                                         false},
        {"what is dropped",                    "drop when title contains a",           "title contains ab",
         true                                                                                                                   },
        {"what is kept before",                "keep when lang = fr\ndrop from atoll",
         "actor = atoll",                                                                                                  false},
        {"what is kept of others",             "keep from reef\ndrop from atoll",
         "actor = atoll",                                                                                                  true },
        {"what is kept too late",              "drop from atoll\nkeep from atoll",
         "actor = atoll",                                                                                                  true },
        {"what becomes so later",
         "drop when title = a\nset title \"a\" when lang = fr",                        "title = a",                        false},
        {"a theme that a double may have",     "",                                     "actor = atoll and tag = coast",
         false                                                                                                                  },
        {"a theme whose entries are dropped",  "drop when tag = coast",
         "tag = coast",                                                                                                    false},
        {"two who tell the same",              "",                                     "actor = reef and actor = atoll",   false},
        {"one who tells it without the other", "",
         "actor = reef and not actor = atoll",                                                                             false},
        {"two, of whom one is excluded",       "",
         "actor = reef and actor = atoll and not actor = reef",                                                            true },
        {"an actor's theme",                   "",                                     "actor = reef and not tag = coast", true },
};

static void check_select(void **state)
{
    static const struct position start = {"affluent.conf", 3, 10};
    const struct select_row *row = *state;
    AUTO(rules) struct rules *rules = NULL;
    AUTO(report) struct report report = {0};
    AUTO(expr) struct expr *expr = NULL;
    struct selection selection = {.stream = "s", .at = start};
    const struct mistake *m;

    assert_true(read_text(&rules, row->rules, &report));
    assert_true(expr_read(&expr, row->select, &start, &config, rules, &report));
    selection.expr = expr;
    rules_lint(rules, &selection, &config, &report);
    m = report.mistakes;
    while (m && strcmp(m->file, "10.rules") == 0)
        m = m->next;
    assert_int_equal(m != NULL, row->empty);
    if (m)
        assert_int_equal(m->column, 10);
}

/* ---- nothing that is told is wrong ---- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

static void add_test(struct buf *out, uint32_t *seed)
{
    static const char *const tests[] = {"lang = fr", "lang = fr-CA",
            "lang in (en, fr)", "lang is absent", "title = ab",
            "title in (ab, abc)", "title contains B", "title contains abc",
            "title matches /ab$/", "title matches /AB/", "title is present",
            "text contains abc", "author = x", "author in (x, y)",
            "author is absent", "actor = reef", "source = reef/page",
            "source in (reef/feed, atoll/feed)", "tag = coast", "tag = a",
            "tag is absent", "published before 2024-01-02",
            "published after 2024-01-02", "older than 3d", "older than 5d",
            "updated is absent"};

    if (draw(seed, 3) == 0)
        buf_text(out, "not ");
    buf_text(out, tests[draw(seed, COUNT(tests))]);
}

static void add_condition(struct buf *out, uint32_t *seed, int depth)
{
    const char *joint = draw(seed, 3) == 0 ? " or " : " and ";
    uint32_t parts = 1 + draw(seed, 3);

    for (uint32_t i = 0; i < parts; i++) {
        buf_text(out, i ? joint : "");
        if (depth > 0 && draw(seed, 4) == 0) {
            buf_text(out, draw(seed, 2) ? "not (" : "(");
            add_condition(out, seed, depth - 1);
            buf_char(out, ')');
        } else {
            add_test(out, seed);
        }
    }
}

static void make_rules(struct buf *out, uint32_t *seed)
{
    static const char *const actions[] = {"drop", "drop", "keep", "tag a",
            "tag coast", "untag coast", "untag a", "set title \"abc\"",
            "set lang \"fr\"", "replace title /b/ \"B\"", "set author \"x\""};
    static const char *const from[] = {"", "", " from reef", " from atoll",
            " from reef/page, atoll"};

    buf_text(out, "theme a \"A\"\n");
    for (uint32_t rules = 2 + draw(seed, 5); rules > 0; rules--) {
        buf_text(out, actions[draw(seed, COUNT(actions))]);
        buf_text(out, from[draw(seed, COUNT(from))]);
        if (draw(seed, 6) > 0) {
            buf_text(out, " when ");
            add_condition(out, seed, 2);
        }
        buf_char(out, '\n');
    }
}

static bool is_told(const struct report *report, int line)
{
    for (const struct mistake *m = report->mistakes; m; m = m->next)
        if (m->line == line && !strstr(m->text, "has the theme") &&
                strncmp(m->text, "the rule", 8) == 0)
            return true;
    return false;
}

static void check_subject(const struct rules *rules,
        const struct subject *subject, const struct report *report,
        const char *text)
{
    AUTO(arena) struct arena a = {0};
    struct verdict verdict;

    rules_judge(&verdict, &a, rules, subject, true);
    for (const struct trial *t = verdict.trials; t; t = t->next)
        if (t->matched && is_told(report, t->rule->line))
            fail_msg("line %d matched, of\n%s", t->rule->line, text);
}

/* Every entry that the tests above can tell from others. */
static void check_entries(const struct rules *rules,
        const struct report *report, const char *text)
{
    static const char *const titles[] = {NULL, "ab", "abc", "b", "x AB"};
    static const char *const langs[] = {NULL, "fr", "fr-CA", "en", "de"};
    enum { DAY = 24 * 60 * 60, SECOND = 1704153600 /* 2024-01-02 */ };

    for (int i = 0; i < 5 * 5 * 3 * 3 * 3; i++) {
        struct person y = {.name = "y"}, x = {.name = "x", .next = &y};
        struct person *const authors[] = {NULL, &x, &y};
        const struct construct title = {.type = "text", .text = titles[i % 5]};
        const struct source *source = &sources[i / 25 % 3];
        const struct tag tag = {.id = "coast"};
        const struct entry entry = {.id = "i",
                .title = titles[i % 5] ? &title : NULL,
                .lang = langs[i / 5 % 5],
                .authors = authors[i / 75 % 3]};
        const struct subject subject = {.entry = &entry,
                .actor = source->actor->id,
                .source = source->id,
                .tags = source->actor->themes ? &tag : NULL,
                .published = SECOND + (i / 225 - 1) * DAY,
                .updated = i % 2 ? SECOND : 0,
                .now = SECOND + 4 * DAY};

        check_subject(rules, &subject, report, text);
    }
}

static void test_whatever_is_told_is_so(void **state)
{
    uint32_t seed = 1;
    int told = 0;

    UNUSED(state);
    for (int i = 0; i < 400; i++) {
        AUTO(rules) struct rules *rules = NULL;
        AUTO(report) struct report report = {0};
        AUTO(buf) struct buf text = {0};

        make_rules(&text, &seed);
        assert_true(read_text(&rules, text.data, &report));
        rules_lint(rules, NULL, &config, &report);
        told += report.warnings;
        check_entries(rules, &report, text.data);
    }
    assert_in_range(told, 200, 4000);
}

/* ---- patterns ---- */

/* clang-format off */
static const struct pattern_row {
    const char *name, *pattern, *flags;
    bool all, slow;
} pattern_rows[] = {
        {"star",                   "x*",                                "",  true,  false},
        {"empty alternative",      "a|",                                "",  true,  false},
        {"start",                  "^",                                 "",  true,  false},
        {"all of a line",          ".*",                                "",  true,  false},
        {"comment",                "a? # b",                            "x", true,  false},
        {"nothing but nothing",    "^$",                                "",  false, false},
        {"blank",                  "^\\s*$",                            "",  false, false},
        {"end",                    "a*$",                               "",  false, false},
        {"end of a line",          "$",                                 "m", false, false},
        {"word's edge",            "\\b",                               "",  false, false},
        {"not that",               "^(?!.*pub)",                        "",  false, false},
        {"after that",             "(?<=pub)",                          "",  false, false},
        {"one character",          "^.?$",                              "",  false, false},
        {"plus of a plus",         "(a+)+$",                            "",  false, true },
        {"behind a word",          "^Offre : (\\w+ ?)+$",               "",  false, true },
        {"one of two",             "^(?:x|y) (a|a)*b",                  "",  false, true },
        {"classes that overlap",   "^([a-c]|[c-e])*$",                  "",  false, true },
        {"in the second branch",   "^(?:foo|bar(z+)+!)$",               "",  false, true },
        {"needs its last letter",  "(x+x+)+y",                          "",  false, true },
        {"lazy",                   "^(?:.*?,){9}z",                     "",  false, true },
        {"without case",           "^(É+)+$",                           "i", false, true },
        {"possessive",             "(a++)++b",                          "",  false, false},
        {"atomic",                 "(?>a+)+b",                          "",  false, false},
        {"words between",          "foo.*bar.*baz",                     "",  false, false},
        {"what people write",      "^\\s*\\[?(pub|sponsorisé)\\]?",     "i", false, false},
        {"tags",                   "<a [^>]*href=\"[^\"]*\"[^>]*>.*</a>", "", false, false},
        {"quoted",                 "\"(\\\\.|[^\"\\\\])*\"",            "",  false, false},
        {"numbers",                "(\\d+,)*\\d+ €",                    "",  false, false},
};
/* clang-format on */

static void check_pattern(void **state)
{
    const struct pattern_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    AUTO(matcher) struct matcher *matcher = NULL;
    AUTO(arena) struct arena a = {0};
    struct err err = {0};
    size_t at;

    matcher_new(&matcher);
    assert_true(pattern_new(&pattern, row->pattern, strlen(row->pattern),
            row->flags, &at, &err));
    assert_int_equal(probe_matches_all(pattern), row->all);
    assert_int_equal(probe_limit(&a, matcher, pattern) != NULL, row->slow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_whatever_is_told_is_so)};
    int failed = RUN_TABLE(rows, check) + RUN_TABLE(select_rows, check_select) +
            RUN_TABLE(pattern_rows, check_pattern);

    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
