#include <string.h>

#include "base/text.h"
#include "test.h"

#define FFFD "\xEF\xBF\xBD"

static const struct decode_row {
    const char *name, *text, *want; /* as UTF-8 again */
} decode_rows[] = {
        {"ASCII",                 "abc",                      "abc"              },
        {"two to four bytes",     "é€😀",                "é€😀"        },
        {"first and last",        "\xC2\x80\xF4\x8F\xBF\xBF",
         "\xC2\x80\xF4\x8F\xBF\xBF"                                              },
        {"stray continuation",
         "a\x80\xBF"
                "b",                                          "a" FFFD FFFD "b"  },
        {"overlong slash",        "\xC0\xAF",                 FFFD FFFD          },
        {"overlong, three bytes", "\xE0\x80\xAF",             FFFD FFFD FFFD     },
        {"surrogate",             "\xED\xA0\x80",             FFFD FFFD FFFD     },
        {"beyond U+10FFFF",       "\xF4\x90\x80\x80",         FFFD FFFD FFFD FFFD},
        {"F5 to FF",              "\xF5\xFF",                 FFFD FFFD          },
        {"cut short",             "\xE2\x82",                 FFFD               },
        {"cut short by a letter",
         "\xF0\x9F\x98"
                "a",                                          FFFD "a"           },
        {"cut short by a lead",   "\xE2\x82\xC3\xA9",         FFFD "é"          },
};

static void check_decode(void **state)
{
    const struct decode_row *row = *state;
    char got[64];
    size_t size = 0, at = 0;

    while (at < strlen(row->text))
        size += text_encode(got + size,
                text_next(row->text, strlen(row->text), &at));
    got[size] = '\0';
    assert_string_equal(got, row->want);
    assert_int_equal(text_is_utf8(row->text, strlen(row->text)),
            strcmp(row->text, row->want) == 0);
}

static const struct form_row {
    const char *name, *text, *line, *fold;
} form_rows[] = {
        {"one word",         "Été",                             "Été",                             "ete"              },
        {"runs of space",    " a \t\r\n b\xC2\xA0 ",              "a b",                               "a b"              },
        {"wide spaces",      "\u3000a\u2003 b\u00A0\n",           "a\u2003 b",                         "a b"              },
        {"French colon",     "ODD\u202F17\u00A0: oui",            "ODD\u202F17\u00A0: oui",
         "odd 17 : oui"                                                                                                   },
        {"nothing",          "",                                  NULL,                                NULL               },
        {"only space",       " \n\u00A0",                         NULL,                                NULL               },
        {"controls",
         "a\x01"
                "b\x7F\xC2\x85"
                "c",                                              "ab c",                              "ab c"             },
        {"noncharacters",    "a\uFFFE\uFDD0b",                    "ab",                                "ab"               },
        {"broken bytes",
         "a\xFF"
                "b",                                              "a" FFFD "b",                        "a" FFFD "b"       },
        {"direction",        "a\u202E\u2066b\u061C",              "ab",                                "ab"               },
        {"soft hyphen, BOM", "\uFEFFasso\u00ADciation",           "association",
         "association"                                                                                                    },
        {"tag characters",   "a\U000E0041b",                      "ab",                                "ab"               },
        {"joined emoji",     "👩\u200D🚒",                    "👩\u200D🚒",                    "👩🚒"         },
        {"ligatures",        "Œuvre, Ægir, straße",            "Œuvre, Ægir, straße",
         "oeuvre, aegir, strasse"                                                                                         },
        {"combining accent", "e\u0301te\u0301",                   "e\u0301te\u0301",                   "ete"              },
        {"apostrophe, dash", "L’été – l‘hiver",           "L’été – l‘hiver",
         "l'ete - l'hiver"                                                                                                },
        {"Greek",            "ΆΝΘΡΩΠΟΣ άνθρωπος", "ΆΝΘΡΩΠΟΣ άνθρωπος",
         "ανθρωποσ ανθρωποσ"                                                                              },
        {"Cyrillic",         "Ёлка Їжак",                 "Ёлка Їжак",                 "елка іжак"},
        {"Vietnamese",       "Tiếng Việt, Đà",              "Tiếng Việt, Đà",              "tieng viet, da"   },
        {"Polish, Turkish",  "Łódź İstanbul ığ",            "Łódź İstanbul ığ",
         "lodz istanbul ig"                                                                                               },
        {"other scripts",    "日本 עברית",                 "日本 עברית",                 "日本 עברית"},
};

static void check_forms(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct form_row *row = *state;
    const char *line = text_line(&a, row->text, strlen(row->text));
    const char *fold = text_fold(&a, row->text, strlen(row->text));

    assert_int_equal(!line, !row->line);
    if (line)
        assert_string_equal(line, row->line);
    assert_int_equal(!fold, !row->fold);
    if (fold)
        assert_string_equal(fold, row->fold);
}

static const struct cut_row {
    const char *name, *text;
    size_t max, want;
} cut_rows[] = {
        {"shorter",           "abc",          5, 3},
        {"just fits",         "abc",          3, 3},
        {"ASCII",             "abc",          2, 2},
        {"before a letter",   "aé",          2, 1},
        {"after a letter",    "aéb",         3, 3},
        {"before an emoji",   "😀",         3, 0},
        {"only continuation", "\x80\x80\x80", 2, 0},
};

static void check_cut(void **state)
{
    const struct cut_row *row = *state;

    assert_int_equal(text_cut(row->text, strlen(row->text), row->max),
            row->want);
}

static const struct same_row {
    const char *name, *a, *b;
    bool want;
} same_rows[] = {
        {"equal",     "utf-8", "utf-8", true },
        {"case",      "UTF-8", "utf-8", true },
        {"shorter",   "utf",   "utf-8", false},
        {"longer",    "utf-8", "utf",   false},
        {"empty",     "",      "",      true },
        {"not ASCII", "É",    "é",    false},
        {"@ and `",   "@",     "`",     false},
};

static void check_same(void **state)
{
    const struct same_row *row = *state;

    assert_int_equal(text_same_ascii(row->a, row->b), row->want);
}

int main(void)
{
    int failed = RUN_TABLE(decode_rows, check_decode);

    failed += RUN_TABLE(form_rows, check_forms);
    failed += RUN_TABLE(cut_rows, check_cut);
    failed += RUN_TABLE(same_rows, check_same);
    return failed != 0;
}
