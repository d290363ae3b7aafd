#include <string.h>

#include "made.h"

/* ---- dates ---- */

#define MAY_31 1653955200 /* 2022-05-31T00:00:00Z */

static const struct date_row {
    const char *name, *format;
    struct claim said[3];
    const char *byline;
    int64_t published, updated;
    const char *precision, *note;
} date_rows[] = {
        {"both",                                   "rss",
         {{.field = "updated", .value = "2022-05-31T11:00Z"},
                        {.field = "published", .value = "2022-05-31T10:00Z"}},
         NULL,                                                                        MAY_31 + 36000, MAY_31 + 39600, NULL,  NULL                               },
        {"no zone in a feed",                      "rss",
         {{.field = "published", .value = "2022-05-31T10:00"}},                 NULL,
         MAY_31 + 36000,                                                                              0,              NULL,  NULL                               },
        {"no zone on a page",                      "html",
         {{.field = "published", .value = "2022-05-31T10:00"}},                 NULL,
         MAY_31 + 28800,                                                                              0,              NULL,  NULL                               },
        {"zone on a page",                         "html",
         {{.field = "published", .value = "2022-05-31T10:00+01:00"}},
         NULL,                                                                        MAY_31 + 32400, 0,              NULL,  NULL                               },
        {"day in a feed",                          "rss",
         {{.field = "published", .value = "2022-05-31"}},                       NULL, MAY_31,
         0,                                                                                                           "day", NULL                               },
        {"day on a page",                          "html",
         {{.field = "published", .value = "2022-05-31"}},                       NULL,
         MAY_31 - 7200,                                                                               0,              "day", NULL                               },
        {"the second of two",                      "rss",
         {{.field = "published", .value = "soon", .from = "pubDate"},
                        {.field = "published",
                                .value = "2022-05-31T10:00Z",
                                .from = "dc:date"}},
         NULL,                                                                        MAY_31 + 36000, 0,              NULL,  "dc:date: 2022-05-31T10:00Z"       },
        {"byline before a hint",                   "html",
         {{.field = "published-weak",
                        .value = "2022-05-30",
                        .from = "URL"}},
         "Par Ann - Publi\303\251 le 31 mai 2022 - 11:31",                            MAY_31 + 34260, 0,              NULL,
         "byline: Par Ann - Publi\303\251 le 31 mai 2022 - 11:31"                                                                                               },
        {"machines before the byline",             "html",
         {{.field = "published", .value = "2022-05-31T10:00Z"}},
         "Publi\303\251 le 30 mai 2022",                                              MAY_31 + 36000, 0,              NULL,  NULL                               },
        {"a hint alone",                           "html",
         {{.field = "published-weak",
                        .value = "2022-05-31",
                        .from = "URL"}},
         NULL,                                                                        MAY_31 - 7200,  0,              "day", "URL: 2022-05-31"                  },
        {"updated before published, page",         "html",
         {{.field = "published", .value = "2022-05-31T10:00Z"},
                        {.field = "updated", .value = "2022-05-30T10:00Z"}},
         NULL,                                                                        MAY_31 + 36000, MAY_31 + 36000, NULL,  NULL                               },
        {"updated before published, feed",         "rss",
         {{.field = "published", .value = "2022-05-31T10:00Z"},
                        {.field = "updated", .value = "2022-05-31T09:00Z"}},
         NULL,                                                                        MAY_31 + 36000, MAY_31 + 32400, NULL,  NULL                               },
        {"zone mislabelled",                       "html",
         {{.field = "published", .value = "2022-05-31T11:31:27Z"}},
         "Publi\303\251 le 31 mai 2022 - 11:31",                                      MAY_31 + 34287, 0,              NULL,
         "local time that was called UTC, by the byline: Publi\303\251 "
                "le 31 mai 2022 - 11:31"                                                                                                                        },
        {"zone mislabelled, both dates",           "html",
         {{.field = "published", .value = "2022-05-31T11:31:27Z"},
                        {.field = "updated",
                                .value = "2022-05-31T13:54:00+00:00"}},
         "Publi\303\251 le 31 mai 2022 - 11:31",                                      MAY_31 + 34287,
         MAY_31 + 42840,                                                                                              NULL,
         "local time that was called UTC, by the byline: Publi\303\251 "
                "le 31 mai 2022 - 11:31"                                                                                                                        },
        {"zone right",                             "html",
         {{.field = "published", .value = "2022-05-31T09:31:27Z"}},
         "Publi\303\251 le 31 mai 2022 - 11:31",                                      MAY_31 + 34287, 0,              NULL,
         NULL                                                                                                                                                   },
        {"swapped",                                "html",
         {{.field = "published", .value = "2022-05-31T20:02:45Z"},
                        {.field = "updated", .value = "2022-05-31T15:28:29Z"}},
         "Publi\303\251 le 31 mai 2022 \303\240 17h28",                               MAY_31 + 55709,
         MAY_31 + 72165,                                                                                              NULL,
         "the two were swapped, by the byline: Publi\303\251 le 31 mai "
                "2022 \303\240 17h28"                                                                                                                           },
        {"a day, and the time on the page",        "html",
         {{.field = "published", .value = "2022-05-31"}},
         "Publi\303\251 le 31 mai 2022 - 11:31",                                      MAY_31 + 34260, 0,              NULL,
         "the time is the byline's: Publi\303\251 le 31 mai 2022 - "
                "11:31"                                                                                                                                         },
        {"another day on the page",                "html",
         {{.field = "published", .value = "2022-05-31"}},
         "Publi\303\251 le 30 mai 2022 - 11:31",                                      MAY_31 - 7200,  0,              "day",
         NULL                                                                                                                                                   },
        {"noon that nobody meant",                 "html",
         {{.field = "published", .value = "2022-05-31T12:00:00Z"}},
         "Publi\303\251 le 31 mai 2022",                                              MAY_31 - 7200,  0,              "day",
         "the time was made up: byline: Publi\303\251 le 31 mai 2022"                                                                                           },
        {"midnight that nobody meant",             "html",
         {{.field = "published", .value = "2022-05-31T00:00:00+02:00"}},
         "Publi\303\251 le 31 mai 2022",                                              MAY_31 - 7200,  0,              "day",
         "the time was made up: byline: Publi\303\251 le 31 mai 2022"                                                                                           },
        {"a time that somebody meant",             "html",
         {{.field = "published", .value = "2022-05-31T12:01:00Z"}},
         "Publi\303\251 le 31 mai 2022",                                              MAY_31 + 43260, 0,              NULL,  NULL                               },
        {"the future on a page",                   "html",
         {{.field = "published",
                         .value = "2031-01-01T10:00Z",
                         .from = "x"},
                        {.field = "published",
                                .value = "2022-05-31T10:00Z",
                                .from = "y"}},
         NULL,                                                                        MAY_31 + 36000, 0,              NULL,  "y: 2022-05-31T10:00Z"             },
        {"the future on a page, and nothing else", "html",
         {{.field = "published",
                        .value = "2031-01-01T10:00Z",
                        .from = "x"}},
         NULL,                                                                        1925028000,     0,              NULL,  "x: 2031-01-01T10:00Z"             },
        {"the future, but not on the page",        "html",
         {{.field = "published",
                        .value = "2031-01-01T10:00Z",
                        .from = "x"}},
         "Publi\303\251 le 31 mai 2022 - 11:31",                                      MAY_31 + 34260, 0,              NULL,
         "byline: Publi\303\251 le 31 mai 2022 - 11:31"                                                                                                         },
        {"long ago on a page",                     "html",
         {{.field = "published",
                        .value = "1980-01-01T00:00Z",
                        .from = "x"}},
         NULL,                                                                        0,              0,              NULL,  "passed over: x: 1980-01-01T00:00Z"},
        {"long ago in a feed",                     "rss",
         {{.field = "published",
                        .value = "1970-01-02T00:00Z",
                        .from = "x"}},
         NULL,                                                                        86400,          0,              NULL,  NULL                               },
        {"all that a page says is told",           "html",
         {{.field = "published-weak",
                         .value = "2022-05-30",
                         .from = "URL"},
                        {.field = "published", .value = "2022-05-31T10:00Z"}},
         NULL,                                                                        MAY_31 + 36000, 0,              NULL,  "passed over: URL: 2022-05-30"     },
        {"none",                                   "html", {{.field = NULL}},   NULL, 0,              0,              NULL,  NULL                               },
};

static void check_date(void **state)
{
    AUTO(made) struct made made = new_made(NULL, "html");
    const struct date_row *row = *state;
    struct claim said[3];
    const struct zone *paris;
    struct item item = {.byline = row->byline, .lang = "fr"};
    struct err err = {0};
    const struct entry *e;

    memcpy(said, row->said, sizeof(said));
    for (size_t i = COUNT(said); i-- > 0;)
        if (said[i].field)
            said[i].next = item.dates, item.dates = &said[i];
    made.reading.format = row->format;
    assert_true(zone_load(&paris, &made.arena, "Europe/Paris", &err));
    e = normalise_item(&made.arena,
            &(struct context){.doc = &made.doc,
                    .zone = paris,
                    .reading = &made.reading,
                    .problems = &made.arena},
            &item);
    assert_int_equal(e->published, row->published);
    assert_int_equal(e->updated, row->updated);
    assert_text(e->published_precision, row->precision);
    assert_text(e->notes ? e->notes->text : NULL, row->note);
}

static void test_unreadable_date(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct claim said = {.field = "published", .value = "soon\033"};
    const struct item item = {.dates = &said};

    UNUSED(state);
    make(&made, &item);
    assert_text(made.reading.problems->code, "content");
    assert_text(made.reading.problems->message,
            "a date cannot be read: 'soon'");
}

static void test_authors_of_a_byline(void **state)
{
    AUTO(made) struct made made = new_made("page", "html");
    struct name_of alias = {.text = "LE RAMEAU"};
    struct person ann = {.name = "Ann"};
    struct item item = {.byline =
                                "Par Le RAMEAU - Publi\303\251 le 31 mai"
                                " 2022",
            .lang = "fr"};

    UNUSED(state);
    made.doc.aliases = &alias;
    assert_text(make(&made, &item)->authors->name, "Le RAMEAU");
    item.authors = &ann;
    assert_text(make(&made, &item)->authors->name, "Ann");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_unreadable_date),
            cmocka_unit_test(test_authors_of_a_byline),
    };
    int failed = 0;

    failed += RUN_TABLE(date_rows, check_date);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
