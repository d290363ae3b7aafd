#include <string.h>

#include "made.h"

/* ---- ids and keys ---- */

static const struct id_row {
    const char *name, *format, *base, *id, *want;
} id_rows[] = {
        {"tag",                  "atom", NULL,                 "tag:a,2005:1", "tag:a,2005:1"            },
        {"URL stays as it is",   "atom", NULL,                 "HTTP://A:80/", "HTTP://A:80/"            },
        {"relative",             "atom", NULL,                 "1",            "https://a.example/blog/1"},
        {"relative to its base", "atom", "https://b.example/", "1",
         "https://b.example/1"                                                                           },
        {"base of a base",       "atom", "../x/",              "1",            "https://a.example/x/1"   },
        {"name",                 "rss",  NULL,                 "cafe 42",      "cafe 42"                 },
        {"path in a guid",       "rss",  NULL,                 "/1",           "/1"                      },
        {"none",                 "rss",  NULL,                 NULL,           NULL                      },
};

static void check_id(void **state)
{
    AUTO(made) struct made made = new_made("feed", NULL);
    const struct id_row *row = *state;
    const struct item item = {.id = row->id, .base = row->base};

    made.reading.format = row->format;
    assert_text(make(&made, &item)->id, row->want);
    if (row->want)
        assert_text(made.entry->key, row->want);
}

static void test_key_without_id(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct link page = {.href = "/1#x"};
    struct link self = {&page, .rel = "self", .href = "/2"};
    const struct item item = {.links = &self};

    UNUSED(state);
    assert_text(make(&made, &item)->key, "https://a.example/1#x");
    assert_null(made.entry->id);
}

static void test_key_is_a_digest(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    const struct said said = {.value = "one"}, other = {.value = "two"};
    const struct item item = {.title = &said}, again = {.title = &said},
                      different = {.title = &other}, moved = {.summary = &said};
    const char *key = make(&made, &item)->key;

    UNUSED(state);
    assert_memory_equal(key, "digest:", 7);
    assert_int_equal(strlen(key), 7 + 32);
    assert_string_equal(make(&made, &again)->key, key);
    assert_string_not_equal(make(&made, &different)->key, key);
    assert_string_not_equal(make(&made, &moved)->key, key);
}

static void test_long_id(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    char id[KEY_MAX + 2] = {0};
    const struct item item = {.id = id};
    const char *key;

    UNUSED(state);
    memset(id, 'x', KEY_MAX);
    assert_text(make(&made, &item)->id, id);
    assert_text(made.entry->key, id);
    id[KEY_MAX] = 'y';
    assert_null(make(&made, &item)->id);
    key = made.entry->key;
    assert_memory_equal(key, "digest:", 7);
    id[KEY_MAX] = 'z';
    assert_string_not_equal(make(&made, &item)->key, key);
}

/* ---- languages ---- */

static const struct lang_row {
    const char *name, *feed, *item, *text;
    const char *want_item, *want_text;
} lang_rows[] = {
        {"none",               NULL, NULL,     NULL, NULL,    NULL},
        {"inherited",          "fr", NULL,     NULL, NULL,    NULL},
        {"the same",           "fr", "FR",     "fr", NULL,    NULL},
        {"the item's",         "fr", "en_GB",  NULL, "en-GB", NULL},
        {"the text's",         "fr", NULL,     "de", NULL,    "de"},
        {"back to the feed's", "fr", "en",     "fr", "en",    "fr"},
        {"explicitly none",    "fr", "",       NULL, "",      NULL},
        {"none, none",         NULL, "",       "",   NULL,    NULL},
        {"none in a text",     "fr", NULL,     "",   NULL,    ""  },
        {"no tag",             "fr", "fr FR!", "<>", NULL,    NULL},
};

static void check_lang(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct lang_row *row = *state;
    const struct said said = {.value = "A", .lang = row->text};
    const struct item item = {.title = &said, .lang = row->item};

    made.feed.lang = row->feed;
    make(&made, &item);
    assert_text(made.entry->lang, row->want_item);
    assert_text(made.entry->title->lang, row->want_text);
}

/* ---- the rest ---- */

static void test_source(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    const struct said title = {.value = "Bread"};
    const struct item inner = {.id = "inner"};
    const struct item source = {.title = &title,
            .lang = "en",
            .source = &inner};
    const struct item item = {.source = &source, .lang = "en"};
    const struct entry *got = make(&made, &item)->source;

    UNUSED(state);
    assert_text(got->title->text, "Bread");
    assert_null(got->lang);
    assert_null(got->source);
    assert_null(got->key);
    assert_null(got->base);
}

static void test_base(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    const struct item plain = {.icon = "i.png"};
    const struct item moved = {.icon = "i.png", .base = "/x/"};

    UNUSED(state);
    assert_null(make(&made, &plain)->base);
    assert_text(made.entry->icon, "https://a.example/blog/i.png");
    assert_text(make(&made, &moved)->base, "https://a.example/x/");
    assert_text(made.entry->icon, "https://a.example/x/i.png");
}

static void test_feed(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    const struct context context = {.doc = &made.doc};
    const struct generator generator = {.name = "Maker", .uri = "/m"};
    const struct item feed = {.lang = "en_GB",
            .generator = &generator,
            .ttl = 60};
    const struct entry *e = normalise_feed(&made.arena, &context, &feed);

    UNUSED(state);
    assert_text(e->lang, "en-GB");
    assert_text(e->base, URL);
    assert_text(e->generator->uri, "https://a.example/m");
    assert_int_equal(e->ttl, 60);
    assert_null(e->key);
}

/* Without an address nothing relative can be resolved, and nothing breaks. */
static void test_no_address(void **state)
{
    AUTO(made) struct made made = new_made("feed", "atom");
    struct reply reply = {.ref = "tag:a", .href = "/r", .type = "text/html"};
    struct link far = {.href = "https://b.example/"};
    struct link near = {&far, .href = "/x"};
    const struct item item = {.id = "1", .links = &near, .in_reply_to = &reply};

    UNUSED(state);
    made.doc.url = NULL;
    make(&made, &item);
    assert_text(made.entry->id, "1");
    assert_text(made.entry->links->href, "https://b.example/");
    assert_text(made.entry->in_reply_to->ref, "tag:a");
    assert_null(made.entry->in_reply_to->href);
    assert_null(made.entry->base);
}

static void test_extensions(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct property url = {.name = "url", .value = "a.vtt"};
    struct property script = {.next = &url,
            .name = "href",
            .value = "javascript:a()"};
    struct extension words = {.prefix = "georss",
            .name = "point",
            .text = "over there"};
    struct extension nothing = {.next = &words,
            .prefix = "georss",
            .name = "box",
            .text = ", -"};
    struct property wide = {.name = "width", .value = "5"};
    struct extension nowhere = {.next = &nothing,
            .prefix = "media",
            .name = "thumbnail",
            .properties = &wide};
    struct extension place = {.next = &nowhere,
            .prefix = "georss",
            .name = "point",
            .text = " 45.2\n-71.9 "};
    struct extension transcript = {.next = &place,
            .prefix = "podcast",
            .name = "transcript",
            .properties = &script};
    const struct item item = {.extensions = &transcript};
    const struct extension *got = make(&made, &item)->extensions;

    UNUSED(state);
    assert_text(got->properties->name, "url");
    assert_text(got->properties->value, "https://a.example/blog/a.vtt");
    assert_null(got->properties->next);
    assert_text(got->next->text, "45.2 -71.9");
    assert_null(got->next->next);
}

/* NULL wanted: it is left out. A property stands in an element with a url. */
static const struct value_row {
    const char *prefix, *name, *property, *value, *want;
} value_rows[] = {
        {"itunes", "explicit",    NULL,        "yes",             "true"           },
        {"itunes", "explicit",    NULL,        "True",            "true"           },
        {"itunes", "explicit",    NULL,        "no",              "false"          },
        {"itunes", "explicit",    NULL,        "clean",           "false"          },
        {"itunes", "explicit",    NULL,        "maybe",           NULL             },
        {"itunes", "duration",    NULL,        "3600.5",          "3600"           },
        {"itunes", "duration",    NULL,        "1:02:03",         "1:02:03"        },
        {"itunes", "duration",    NULL,        "62:03",           "62:03"          },
        {"itunes", "duration",    NULL,        "1:2",             NULL             },
        {"itunes", "duration",    NULL,        "1:60",            NULL             },
        {"itunes", "duration",    NULL,        "an hour",         NULL             },
        {"itunes", "season",      NULL,        "0",               NULL             },
        {"itunes", "season",      NULL,        "12",              "12"             },
        {"itunes", "episode",     NULL,        "1b",              NULL             },
        {"itunes", "episodeType", NULL,        "Full",            "full"           },
        {"itunes", "episodeType", NULL,        "half",            NULL             },
        {"media",  "content",     "width",     "100%",            NULL             },
        {"media",  "content",     "width",     "640px",           "640"            },
        {"media",  "content",     "fileSize",  "12 MB",           NULL             },
        {"media",  "content",     "medium",    "movie",           NULL             },
        {"media",  "content",     "medium",    "Video",           "video"          },
        {"media",  "content",     "isDefault", "yes",             "true"           },
        {"media",  "content",     "type",      "mp4",             NULL             },
        {"media",  "content",     "type",      "video/mp4; a=b",  "video/mp4"      },
        {"media",  "content",     "duration",  "1.5",             "1.5"            },
        {"media",  "content",     "duration",  "PT1M",            NULL             },
        {"media",  "content",     "lang",      "en_GB",           "en-GB"          },
        {"media",  "thumbnail",   "width",     "50%",             NULL             },
        {"media",  "thumbnail",   "type",      "image/png",       NULL             },
        {"georss", "point",       NULL,        "45.2, -71.9",     "45.2 -71.9"     },
        {"georss", "point",       NULL,        "200.1 -300",      NULL             },
        {"georss", "point",       NULL,        "45",              NULL             },
        {"georss", "point",       NULL,        "45 1 2",          NULL             },
        {"georss", "point",       NULL,        "45 1x",           NULL             },
        {"georss", "box",         NULL,        "1 2 3",           NULL             },
        {"georss", "box",         NULL,        "1 2 3 4",         "1 2 3 4"        },
        {"georss", "circle",      NULL,        "1 2 3000",        "1 2 3000"       },
        {"georss", "line",        NULL,        "1 2 3 4 5",       NULL             },
        {"georss", "polygon",     NULL,        "1 2 3 4 5 6 1 2", "1 2 3 4 5 6 1 2"},
        {"georss", "elev",        NULL,        "-3.5",            "-3.5"           },
        {"georss", "elev",        NULL,        "--3",             NULL             },
};

static void test_values(void **state)
{
    UNUSED(state);
    for (size_t i = 0; i < COUNT(value_rows); i++) {
        AUTO(made) struct made made = new_made("feed", "rss");
        const struct value_row *row = &value_rows[i];
        struct property said = {.name = row->property, .value = row->value};
        struct property url = {&said, "url", "https://a.example/v"};
        struct extension x = {.prefix = row->prefix,
                .name = row->name,
                .text = row->property ? NULL : row->value,
                .properties = row->property ? &url : NULL};
        const struct item item = {.extensions = &x};
        const struct extension *got = make(&made, &item)->extensions;

        if (!row->property) {
            assert_text(got ? got->text : NULL, row->want);
            continue;
        }
        assert_text(got->properties->name, "url");
        assert_text(got->properties->next ? got->properties->next->value : NULL,
                row->want);
    }
}

static void test_one_place_and_one_duration(void **state)
{
    AUTO(made) struct made made = new_made("feed", "rss");
    struct extension again = {.prefix = "itunes",
            .name = "duration",
            .text = "7"};
    struct extension first = {.next = &again,
            .prefix = "itunes",
            .name = "duration",
            .text = "5"};
    struct extension box = {.next = &first,
            .prefix = "georss",
            .name = "box",
            .text = "1 2 3 4"};
    struct extension point = {.next = &box,
            .prefix = "georss",
            .name = "point",
            .text = "45 -71"};
    struct extension broken = {.next = &point,
            .prefix = "georss",
            .name = "point",
            .text = "450 -71"};
    const struct item item = {.extensions = &broken};
    const struct extension *got = make(&made, &item)->extensions;

    UNUSED(state);
    assert_text(got->text, "45 -71");
    assert_text(got->next->text, "5");
    assert_null(got->next->next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_extensions),
            cmocka_unit_test(test_values),
            cmocka_unit_test(test_one_place_and_one_duration),
            cmocka_unit_test(test_key_without_id),
            cmocka_unit_test(test_key_is_a_digest),
            cmocka_unit_test(test_long_id),
            cmocka_unit_test(test_source),
            cmocka_unit_test(test_base),
            cmocka_unit_test(test_feed),
            cmocka_unit_test(test_no_address),
    };
    int failed = 0;

    failed += RUN_TABLE(id_rows, check_id);
    failed += RUN_TABLE(lang_rows, check_lang);
    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
