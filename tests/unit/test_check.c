#include "judge/check.h"
#include "test.h"

/* What an honest worker sends, but for one thing. */
static struct construct html = {.type = "html", .html.markup = "<p>a</p>"};
static struct construct unsafe = {.type = "html",
        .html.markup = "<script>a()</script>"};
static struct construct disguised = {.type = "foo", .html.markup = "<p>a</p>"};
static struct construct untyped = {.text = "a"};
static struct construct twofold = {.type = "html",
        .text = "a",
        .html.markup = "<p>a</p>"};
static struct construct elsewhere = {.type = "image/png",
        .src = "https://a.example/"};
static struct construct nowhere = {.type = "image/png"};
static struct construct scripted = {.type = "image/png",
        .src = "javascript:a()"};
static struct link web = {.rel = "alternate", .href = "https://a.example/"};
static struct link script = {.rel = "alternate", .href = "javascript:a()"};
static struct link without_rel = {.href = "https://a.example/"};
static struct extension place = {.prefix = "georss", .name = "point"};
static struct extension stranger = {.prefix = "x", .name = "point"};
static struct extension unknown = {.prefix = "georss", .name = "a b"};
static struct property script_url = {.name = "url", .value = "javascript:a()"};
static struct extension loads = {.prefix = "media",
        .name = "content",
        .properties = &script_url};
static struct person person = {.name = "Ann", .uri = "data:text/html,a"};
static struct category category = {.label = "without a term"};
static struct entry good = {.key = "1"};
static struct entry evil_source = {.links = &script};
static struct entry chain[] = {{.source = &chain[1]}, {.source = &chain[2]},
        {.key = "1"}};

static const struct row {
    const char *name;
    struct entry entry;
    bool want;
} rows[] = {
        {"nothing but a key",      {.key = "1"},                            true },
        {"no key",                 {.id = "1"},                             false},
        {"markup",                 {.key = "1", .content = &html},          true },
        {"markup that is unsafe",  {.key = "1", .content = &unsafe},        false},
        {"unsafe title",           {.key = "1", .title = &unsafe},          false},
        {"markup in disguise",     {.key = "1", .content = &disguised},     false},
        {"markup and text",        {.key = "1", .content = &twofold},       false},
        {"no type",                {.key = "1", .summary = &untyped},       false},
        {"content elsewhere",      {.key = "1", .content = &elsewhere},     true },
        {"content nowhere",        {.key = "1", .content = &nowhere},       false},
        {"content in a script",    {.key = "1", .content = &scripted},      false},
        {"a link",                 {.key = "1", .links = &web},             true },
        {"a link to a script",     {.key = "1", .links = &script},          false},
        {"a link without a rel",   {.key = "1", .links = &without_rel},     false},
        {"a person's data",        {.key = "1", .authors = &person},        false},
        {"a place",                {.key = "1", .extensions = &place},      true },
        {"an unknown vocabulary",  {.key = "1", .extensions = &stranger},   false},
        {"an unknown word of one", {.key = "1", .extensions = &unknown},    false},
        {"an extension's script",  {.key = "1", .extensions = &loads},      false},
        {"no term",                {.key = "1", .categories = &category},   false},
        {"a picture's script",     {.key = "1", .image = "javascript:a()"}, false},
        {"a good source",          {.key = "1", .source = &good},           true },
        {"an evil source",         {.key = "1", .source = &evil_source},    false},
        {"a source's source",      {.key = "1", .source = &chain[0]},       false},
};

static void check(void **state)
{
    const struct row *row = *state;
    struct err err = {0};

    assert_int_equal(check_entry(&row->entry, &err), row->want);
    assert_int_equal(err.kind, row->want ? ERR_NONE : ERR_DOCUMENT);
}

/* Of a feed, and of a list's further pages. */
static void test_answers(void **state)
{
    static struct entry head = {.links = &web}, torn = {.links = &without_rel};
    const struct {
        const struct entry *feed;
        bool want;
    } heads[] = {
            {NULL,  true },
            {&head, true },
            {&torn, false},
    };

    UNUSED(state);
    for (size_t i = 0; i < COUNT(heads); i++) {
        AUTO(arena) struct arena a = {0};
        AUTO(buf) struct buf packed = {0};
        struct answer answer = {.feed = heads[i].feed}, got;
        struct err err = {0};

        record_pack(&packed, &answer_shape, &answer);
        assert_int_equal(check_answer(&got, &a,
                                 (struct bytes){packed.data, packed.size},
                                 &err),
                heads[i].want);
        assert_false(check_answer(&got, &a,
                (struct bytes){packed.data, packed.size - 1}, &err));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_answers),
    };
    int failed = RUN_TABLE(rows, check);

    failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
