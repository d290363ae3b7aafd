#include <string.h>

#include "base/buf.h"
#include "config/ini.h"
#include "test.h"

/* What was read, one section or key a line: "[kind name] 3:1" or "key=value
 * 4:1 4:7", then the mistakes: "! 5:1 text". */
/* clang-format off */
static const struct row {
    const char *name, *text, *want;
} rows[] = {
        {"nothing",                 "",                 "[] 0:0\n"                      },
        {"a key",                   "a = b",            "[] 0:0\na=b 1:1 1:5\n"         },
        {"no spaces",               "a=b\n",            "[] 0:0\na=b 1:1 1:3\n"         },
        {"= in a value",            "a = b=c\n",        "[] 0:0\na=b=c 1:1 1:5\n"       },
        {"inner spaces stay",       "a =  b  c \t\n",   "[] 0:0\na=b  c 1:1 1:6\n"      },
        {"a section",               "[s]\na = b\n",     "[] 0:0\n[s] 1:1\na=b 2:1 2:5\n"},
        {"a named section",         " [ s  n ] \n",     "[] 0:0\n[s n] 1:2\n"           },
        {"two sections",            "[s]\n[t]\na = b",
         "[] 0:0\n[s] 1:1\n[t] 2:1\na=b 3:1 3:5\n"                                      },
        {"a comment line",          "# a = b\n  # c\n", "[] 0:0\n"                      },
        {"a comment",               "a = b # c",        "[] 0:0\na=b 1:1 1:5 # c\n"     },
        {"# inside a word",         "a = b#c",          "[] 0:0\na=b#c 1:1 1:5\n"       },
        {"comment after a section", "[s] # c\n",        "[] 0:0\n[s] 1:1\n"             },
        {"CRLF",                    "[s]\r\na = b\r\n", "[] 0:0\n[s] 1:1\na=b 2:1 2:5\n"},
        {"BOM",                     "\xEF\xBB\xBF[s]",  "[] 0:0\n[s] 1:1\n"             },
        {"blank lines count",       "\n \n\na = b",     "[] 0:0\na=b 4:1 4:5\n"         },
        {"columns are characters",  "é\t= ü# # c",    "[] 0:0\né=ü# 1:1 1:5 # c\n"  },
        {"a mere word",             "a\n",
         "[] 0:0\n! 1:1 neither \"[section]\" nor \"key = value\"\n"                    },
        {"no name",                 " = b\n",
         "[] 0:0\n! 1:2 the name of a key is missing before \"=\"\n"                    },
        {"no value",                "a = # b\n",        "[] 0:0\na= 1:1 1:5 # b\n! 1:3 a has no value\n"},
        {"an open section",         "[s # x\na = b",
         "[] 0:0\n[s] 1:1\na=b 2:1 2:5\n! 1:2 a section ends with \"]\" and stands alone\n"                   },
        {"text after a section",    "[s] a = b",
         "[] 0:0\n[s] 1:1\n! 1:9 a section ends with \"]\" and stands alone\n"                   },
        {"an empty section",        "[ ]",
         "[] 0:0\n! 1:3 a section needs a word between \"[\" and "
         "\"]\"\n"                                                                      },
        {"a lone bracket",          "[",
         "[] 0:0\n! 1:1 a section ends with \"]\" and stands alone\n"                   },
        {"not UTF-8",               "é = \xFF\nb = c",
         "[] 0:0\né= 1:1 1:0\nb=c 2:1 2:5\n! 1:5 not UTF-8\n"                                       },
        {"the beginning of U+FFFD", "a = \xEF" "b", "[] 0:0\na= 1:1 1:0\n! 1:5 not UTF-8\n"},
        {"U+FFFD itself",           "a = \xEF\xBF\xBD",
         "[] 0:0\na=\xEF\xBF\xBD 1:1 1:5\n"                                             },
        {"a control character",     "a = \x1B[m",
         "[] 0:0\na= 1:1 1:0\n! 1:5 the character U+001B cannot stand here\n"                       },
        {"a comment with one",      "# \x07",
         "[] 0:0\n! 1:3 the character U+0007 cannot stand here\n"                       },
        {"CR inside",               "a = b\rc",
         "[] 0:0\na= 1:1 1:0\n! 1:6 the character U+000D cannot stand here\n"                       },
        {"all mistakes",            "a\nb\n",
         "[] 0:0\n! 1:1 neither \"[section]\" nor \"key = value\"\n"
                "! 2:1 neither \"[section]\" nor \"key = value\"\n"                     },
};
/* clang-format on */

static void print(struct buf *out, const struct ini_section *s)
{
    for (; s; s = s->next) {
        buf_printf(out, "[%s%s%s] %d:%d\n", s->kind, s->name ? " " : "",
                s->name ? s->name : "", s->line, s->column);
        for (const struct ini_key *k = s->keys; k; k = k->next)
            buf_printf(out, "%s=%s %d:%d %d:%d%s%s\n", k->name,
                    k->value ? k->value : "", k->line, k->column, k->line,
                    k->value_column, k->comment ? " #" : "",
                    k->comment ? k->comment : "");
    }
}

static void check(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf got = {0};
    const struct row *row = *state;
    const struct bytes bytes = {row->text, strlen(row->text)};

    print(&got, ini_read(&a, "x.conf", bytes, &report));
    for (const struct mistake *m = report.mistakes; m; m = m->next)
        buf_printf(&got, "! %d:%d %s\n", m->line, m->column, m->text);
    assert_string_equal(got.data, row->want);
}

/* ---- another value ---- */

static const struct replaced {
    const char *name, *text;
    int line;
    const char *want;
} replaced[] = {
        {"a line",            "a = b\n",                   1, "a = X\n"                  },
        {"without an end",    "a = b",                     1, "a = X"                    },
        {"no spaces",         "a=b\nc=d\n",                2, "a=b\nc=X\n"               },
        {"the comment stays", "\ta =  b c  # d = e\nf\n",  1,
         "\ta =  X  # d = e\nf\n"                                                        },
        {"= in a value",      "a = b=c\n",                 1, "a = X\n"                  },
        {"CRLF",              "[s]\r\na = b\r\nc = d\r\n", 2, "[s]\r\na = X\r\nc = d\r\n"},
        {"BOM",
         "\xEF\xBB\xBF"
                "a = b\n",                                 1,
         "\xEF\xBB\xBF"
                "a = X\n"                                                                },
        {"the last of many",  "\n\n# x\na = b#c",          4, "\n\n# x\na = X"           },
};

static void check_replaced(void **state)
{
    AUTO(buf) struct buf got = {0};
    const struct replaced *row = *state;
    const struct bytes bytes = {row->text, strlen(row->text)};

    ini_replace(&got, bytes, row->line, "X");
    assert_string_equal(got.data, row->want);
}

static void check_nul(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    const struct bytes bytes = {"a = b\0c", 7};

    UNUSED(state);
    ini_read(&a, "x.conf", bytes, &report);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.mistakes->file, "x.conf");
    assert_string_equal(report.mistakes->text,
            "the character U+0000 cannot stand here");
}

static const struct near {
    const char *name, *word, *want;
} nears[] = {
        {"a letter wrong", "langunge", "language"},
        {"swapped",        "ulr",      "url"     },
        {"one missing",    "imezone",  "timezone"},
        {"one too many",   "titlee",   "title"   },
        {"cut short",      "lang",     "language"},
        {"capitals",       "Title",    "title"   },
        {"the nearer",     "titel",    "title"   },
        {"far",            "colour",   NULL      },
        {"too short",      "x",        NULL      },
        {"very long",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaa",          NULL      },
};

static void check_near(void **state)
{
    static const char *const words[] = {"url", "title", "language", "timezone",
            NULL};
    const struct near *row = *state;
    const char *got = report_nearest(row->word, words);

    assert_string_equal(got ? got : "", row->want ? row->want : "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_nul)};
    int failed = RUN_TABLE(rows, check) + RUN_TABLE(nears, check_near) +
            RUN_TABLE(replaced, check_replaced);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
