#include <string.h>

#include "base/arena.h"
#include "rules/pattern.h"
#include "test.h"

/* ---- matching ---- */

static const struct match_row {
    const char *name, *pattern, *flags, *subject;
    const char *want; /* what matches; NULL: nothing */
} match_rows[] = {
        {"literal",              "deux",                  "",     "un deux trois", "deux"     },
        {"no match",             "quatre",                "",     "un deux trois", NULL       },
        {"case counts",          "Deux",                  "",     "un deux trois", NULL       },
        {"i, beyond ASCII",      "ÉLECTION",             "i",    "une élection", "élection"},
        {"m",                    "^b$",                   "m",    "a\nb\nc",       "b"        },
        {"without m",            "^b$",                   "",     "a\nb\nc",       NULL       },
        {"s",                    "a.b",                   "s",    "a\nb",          "a\nb"     },
        {"without s",            "a.b",                   "",     "a\nb",          NULL       },
        {"x",                    "a  b # letters",        "x",    "ab",            "ab"       },
        {"all flags",            "A . b $",               "imsx", "a\nb\nc",       "a\nb"     },
        {"words hold accents",   "\\bt\\w+\\b",           "",     "été tôt",    "tôt"     },
        {"a word ends after é", "\\bcafé\\b",           "",     "au café.",     "café"    },
        {"a dot is a character", "^.$",                   "",     "é",            "é"       },
        {"script",               "\\p{Han}+",             "",     "in 漢字 too", "漢字"   },
        {"no-break space",       "a\\sb",                 "",
         "a\xC2\xA0"
                "b",                                                               "a\xC2\xA0"
                "b"                                                       },
        {"slash",                "a\\/b",                 "",     "a/b",           "a/b"      },
        {"UCP asked for",        "(*UCP)\\w",             "",     "é",            "é"       },
        {"empty match",          "x*",                    "",     "abc",           ""         },
        {"back reference",       "(\\w)\\1",              "",     "abccd",         "cc"       },
        {"look behind",          "(?<=n)2",               "",     "2n2",           "2"        },
        {"lazy group",           "(?:.|\\n)*?foo",        "",     "a\nb foo",      "a\nb foo" },
        {"nested repetition",    "(a+)+$",                "",     "baaa",          "aaa"      },
        {"recursion",            "\\((?:[^()]|(?R))*\\)", "",     "f(a(b)c)",      "(a(b)c)"  },
};

static void check_match(void **state)
{
    const struct match_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    AUTO(matcher) struct matcher *matcher = NULL;
    AUTO(arena) struct arena a = {0};
    struct span span;
    struct err err = {0};
    size_t at;

    matcher_new(&matcher);
    assert_true(pattern_new(&pattern, row->pattern, strlen(row->pattern),
            row->flags, &at, &err));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pattern_match(&span, matcher, pattern, row->subject,
                                 strlen(row->subject)),
                row->want ? MATCHED_YES : MATCHED_NO);
        if (row->want)
            assert_string_equal(row->want,
                    arena_copy(&a, row->subject + span.start,
                            span.end - span.start));
    }
}

/* ---- limits: the steps are counted, so that these rows hold everywhere ----
 */

static const struct limit_row {
    const char *name, *pattern;
    const char *fill; /* again and again, as often as fits into size */
    size_t size;
    enum matched want;
} limit_rows[] = {
        {"star of a group",          "(a|b)*[xy]",            "ab",                             20000,   MATCHED_UNKNOWN},
        {"the same, on little text", "(a|b)*[xy]",            "ab",                             200,     MATCHED_NO     },
        {"star of a star",           "(a+)+$",                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 30,
         MATCHED_UNKNOWN                                                                                                },
        {"three stars",              "\\w*\\w*\\w*[xy]",      "a",                              20000,   MATCHED_UNKNOWN},
        {"a star from every place",  "a+[xy]",                "a",                              100000,  MATCHED_UNKNOWN},
        {"stars over lines",         "(?s).*a.*b.*[!?]",      "abc",                            65536,   MATCHED_UNKNOWN},
        {"optional ones",            "(?:a?){25}a{25}[xy]",   "a",                              40,      MATCHED_UNKNOWN},
        {"many, fixed",              "a{30000}[xy]",          "a",                              60000,   MATCHED_UNKNOWN},
        {"back references",          "(a+)\\1[xy]",           "a",                              20000,   MATCHED_UNKNOWN},
        {"a choice of ends",         "(?:a|aa){30}[xy]",      "a",                              60,      MATCHED_UNKNOWN},
        {"recursion",                "(a(?1)?b?)+[xy]",       "a",                              5000,    MATCHED_UNKNOWN},
        {"words in a long text",     "\\b(kernel|linux)\\b",  "lorem ",                         1000000,
         MATCHED_NO                                                                                                     },
        {"a star in a long text",    "https?://[^\"]*\\.mp3", "http ",                          100000,
         MATCHED_NO                                                                                                     },
        {"bounded, in a long text",  "perf.{0,40}latency",    "perfo ",                         500000,
         MATCHED_NO                                                                                                     },
};

static void check_limit(void **state)
{
    const struct limit_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    AUTO(matcher) struct matcher *matcher = NULL;
    AUTO(buf) struct buf subject = {0};
    struct span span;
    struct err err = {0};
    size_t at;

    while (subject.size + strlen(row->fill) <= row->size)
        buf_text(&subject, row->fill);
    matcher_new(&matcher);
    assert_true(pattern_new(&pattern, row->pattern, strlen(row->pattern), "",
            &at, &err));
    assert_int_equal(pattern_match(&span, matcher, pattern, subject.data,
                             subject.size),
            row->want);
}

/* ---- mistakes ---- */

static const struct mistake_row {
    const char *name, *pattern, *flags;
    size_t at;
    const char *text;
} mistake_rows[] = {
        {"empty",             "",                   "",   0, "empty pattern: it matches everything"},
        {"group not closed",  "a(b",                "",   3,
         "in the pattern: missing closing parenthesis"                                             },
        {"nothing to repeat", "a|*",                "",   2,
         "in the pattern: quantifier does not follow a repeatable item"                            },
        {"bytes",             "a\\C",               "",   3,
         "in the pattern: using \\C is disabled by the application"                                },
        {"verb",              "(*NO_JIT)a",         "",   0,
         "a pattern cannot begin with (* but for (*UCP)"                                           },
        {"limits",            "(*LIMIT_MATCH=9)a",  "",   0,
         "a pattern cannot begin with (* but for (*UCP)"                                           },
        {"verb after UCP",    "(*UCP)(*NOTEMPTY)a", "",   0,
         "a pattern cannot begin with (* but for (*UCP)"                                           },
        {"unknown flag",      "a",                  "ig", 2,
         "unknown flag g after the pattern; there are i, m, s and x"                               },
};

static void check_mistake(void **state)
{
    const struct mistake_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    struct err err = {0};
    size_t at = 99;

    assert_false(pattern_new(&pattern, row->pattern, strlen(row->pattern),
            row->flags, &at, &err));
    assert_string_equal(err.text, row->text);
    assert_int_equal(at, row->at);
    assert_null(pattern);
}

static void check_too_long(void **state)
{
    AUTO(pattern) struct pattern *pattern = NULL;
    char text[PATTERN_BYTES_MAX + 1];
    struct err err = {0};
    size_t at;

    UNUSED(state);
    memset(text, 'a', sizeof(text));
    assert_false(pattern_new(&pattern, text, sizeof(text), "", &at, &err));
    assert_string_equal(err.text, "pattern longer than 4096 bytes");
    assert_true(pattern_new(&pattern, text, sizeof(text) - 1, "", &at, &err));
}

static const struct {
    const char *name;
} long_rows[] = {{"the longest, and one more"}};

/* ---- replacing ---- */

static const struct replace_row {
    const char *name, *pattern, *replacement, *subject;
    const char *want; /* NULL: no match */
} replace_rows[] = {
        {"an end",          "\\s+\\| Carenews$", "",         "Titre | Carenews", "Titre"     },
        {"every match",     "a",                 "o",        "banana",           "bonono"    },
        {"no match",        "x",                 "o",        "banana",           NULL        },
        {"groups",          "(\\w+) (\\w+)",     "$2, ${1}", "Jean Valjean",
         "Valjean, Jean"                                                                     },
        {"named group",     "(?<n>\\d+)",        "n° ${n}", "ODD 17",           "ODD n° 17"},
        {"the whole",       "\\d+",              "<$0>",     "a1b22",            "a<1>b<22>" },
        {"a dollar",        "€",               "$$",       "5 €",            "5 $"       },
        {"unset group",     "a(x)?b",            "[$1]",     "ab",               "[]"        },
        {"empty matches",   "x*",                "-",        "éa",              "-é-a-"    },
        {"start and match", "^|b",               "-",        "ab",               "-a-"       },
        {"all of it, once", ".*",                "x",        "abc",              "x"         },
        {"all of it, gone", ".*",                "",         "abc",              ""          },
        {"only at the end", "$",                 "!",        "abc",              "abc!"      },
        {"back of match",   "a\\Kb",             "c",        "abab",             "acac"      },
};

static void check_replace(void **state)
{
    const struct replace_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    AUTO(matcher) struct matcher *matcher = NULL;
    AUTO(buf) struct buf out = {0};
    struct err err = {0};
    size_t at;

    matcher_new(&matcher);
    assert_true(pattern_new(&pattern, row->pattern, strlen(row->pattern), "",
            &at, &err));
    assert_true(
            pattern_check_replacement(pattern, row->replacement, &at, &err));
    assert_int_equal(pattern_replace(&out, matcher, pattern, row->replacement,
                             row->subject, strlen(row->subject)),
            row->want ? MATCHED_YES : MATCHED_NO);
    if (row->want)
        assert_string_equal(out.data ? out.data : "", row->want);
    else
        assert_int_equal(out.size, 0);
}

static const struct group_row {
    const char *name, *pattern, *replacement;
    size_t at;
    const char *text;
} group_rows[] = {
        {"no such number", "(a)b",    "x$2",           1,
         "the pattern has no group $2; write $$ for a dollar"  },
        {"no such name",   "(?<n>a)", "${m}",          0,
         "the pattern has no group ${m}; write $$ for a dollar"},
        {"alone",          "a",       "5 $",           2,
         "the pattern has no group $; write $$ for a dollar"   },
        {"not closed",     "(a)",     "é${2",         2,
         "the pattern has no group ${2; write $$ for a dollar" },
        {"too high",       "(a)",     "${4294967297}", 0,
         "the pattern has no group ${4294967297}; write $$ for a "
                "dollar"                                       },
};

static void check_group(void **state)
{
    const struct group_row *row = *state;
    AUTO(pattern) struct pattern *pattern = NULL;
    struct err err = {0};
    size_t at;

    assert_true(pattern_new(&pattern, row->pattern, strlen(row->pattern), "",
            &at, &err));
    assert_false(
            pattern_check_replacement(pattern, row->replacement, &at, &err));
    assert_string_equal(err.text, row->text);
    assert_int_equal(at, row->at);
}

int main(void)
{
    int failed = RUN_TABLE(match_rows, check_match);

    failed += RUN_TABLE(limit_rows, check_limit);
    failed += RUN_TABLE(mistake_rows, check_mistake);
    failed += RUN_TABLE(long_rows, check_too_long);
    failed += RUN_TABLE(replace_rows, check_replace);
    failed += RUN_TABLE(group_rows, check_group);
    return failed != 0;
}
