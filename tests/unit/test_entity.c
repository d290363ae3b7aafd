#include <string.h>

#include "base/entity.h"
#include "test.h"

static const struct find_row {
    const char *name, *entity, *want;
} find_rows[] = {
        {"letter",          "eacute",                           "é"          },
        {"upper case",      "Eacute",                           "É"          },
        {"first",           "AElig",                            "Æ"          },
        {"last",            "zwnj",                             "\u200C"      },
        {"longest",         "CounterClockwiseContourIntegral",  "∳"         },
        {"two letters",     "fjlig",                            "fj"          },
        {"two marks",       "NotEqualTilde",                    "\u2242\u0338"},
        {"beginning",       "eacut",                            NULL          },
        {"too long",        "eacutes",                          NULL          },
        {"other case",      "EACUTE",                           NULL          },
        {"nothing",         "",                                 NULL          },
        {"longer than any", "CounterClockwiseContourIntegrals", NULL          },
};

static void check_find(void **state)
{
    const struct find_row *row = *state;
    const char *got = entity_find(row->entity, strlen(row->entity));

    assert_int_equal(!got, !row->want);
    if (got)
        assert_string_equal(got, row->want);
}

static const struct read_row {
    const char *name, *text;
    size_t want; /* bytes, in text */
    const char *out;
    bool not_in_attribute;
} read_rows[] = {
        {"named",               "&eacute;s",               8,  "é",     false},
        {"no semicolon",        "&eacute",                 7,  "é",     false},
        {"letter after it",     "&eacutes",                7,  "é",     true },
        {"equals sign",         "&copy=1",                 5,  "©",     true },
        {"other character",     "&copy 1",                 5,  "©",     false},
        {"needs semicolon",     "&hellip",                 0,  "",       false},
        {"longest wins",        "&notin;",                 7,  "∉",    false},
        {"beginning of longer", "&notit;",                 4,  "¬",     true },
        {"unknown",             "&foo;",                   0,  "",       false},
        {"alone",               "&",                       0,  "",       false},
        {"before a space",      "& ",                      0,  "",       false},
        {"decimal",             "&#233;",                  6,  "é",     false},
        {"hexadecimal",         "&#xe9;",                  6,  "é",     false},
        {"upper case",          "&#XE9;",                  6,  "é",     false},
        {"number alone",        "&#233 ",                  5,  "é",     false},
        {"emoji",               "&#x1F600;",               9,  "😀",   false},
        {"no digits",           "&#;",                     0,  "",       false},
        {"no hex digits",       "&#xg;",                   0,  "",       false},
        {"windows-1252",        "&#146;",                  6,  "’",    false},
        {"zero",                "&#0;",                    4,  "\uFFFD", false},
        {"surrogate",           "&#xD800;",                8,  "\uFFFD", false},
        {"too large",           "&#x110000;",              10, "\uFFFD", false},
        {"far too large",       "&#99999999999999999999;", 23, "\uFFFD", false},
};

static void check_read(void **state)
{
    const struct read_row *row = *state;
    char out[ENTITY_SIZE] = "";

    assert_int_equal(entity_read(out, row->text, strlen(row->text), false),
            row->want);
    assert_string_equal(out, row->out);
    assert_int_equal(entity_read(out, row->text, strlen(row->text), true),
            row->not_in_attribute ? 0 : row->want);
}

int main(void)
{
    int failed = RUN_TABLE(find_rows, check_find);

    failed += RUN_TABLE(read_rows, check_read);
    return failed != 0;
}
