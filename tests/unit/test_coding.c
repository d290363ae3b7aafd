#include <string.h>
#include <zlib.h>

#include "input/coding.h"
#include "test.h"

/* What zlib calls the wrappings; PLAIN is no coding at all. */
enum { GZIP = MAX_WBITS + 16, ZLIB = MAX_WBITS, BARE = -MAX_WBITS, PLAIN = 0 };

static void pack(struct buf *out, struct bytes in, int window)
{
    AUTO(buf) struct buf from = {0};
    z_stream z = {0};

    buf_add(&from, in.data, in.size);
    z.next_in = (Bytef *)from.data;
    z.avail_in = (uInt)from.size;
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8,
                             Z_DEFAULT_STRATEGY),
            Z_OK);
    z.next_out = (Bytef *)buf_room(out, from.size + 100);
    z.avail_out = (uInt)from.size + 100;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_grew(out, from.size + 100 - z.avail_out);
    deflateEnd(&z);
}

static const struct row {
    const char *name, *codings;
    int windows[3];    /* that "coral reef" is packed in, the first first */
    const char *want;  /* NULL: it fails, */
    const char *error; /* and says this */
} rows[] = {
        {"none",                          NULL,                       {PLAIN},            "coral reef", NULL},
        {"identity",                      "identity",                 {PLAIN},            "coral reef", NULL},
        {"gzip",                          "gzip",                     {GZIP},             "coral reef", NULL},
        {"an old name, capitals",         "X-GZIP",                   {GZIP},             "coral reef", NULL},
        {"deflate",                       "deflate",                  {ZLIB},             "coral reef", NULL},
        {"deflate without its wrapping",  "deflate",                  {BARE},             "coral reef", NULL},
        {"two",                           "deflate, gzip",            {ZLIB, GZIP},       "coral reef", NULL},
        {"two, one of them nothing",      "gzip ,identity,",          {GZIP},             "coral reef",
         NULL                                                                                               },
        {"one that is said but not done", "gzip",                     {PLAIN},            NULL,
         "gzip is broken"                                                                                   },
        {"one too many",                  "gzip,gzip,gzip,gzip,gzip", {GZIP, GZIP, GZIP}, NULL,
         "broken"                                                                                           },
        {"unknown",                       "br",                       {PLAIN},            NULL,
         "the coding br, which nobody asked for"                                                            },
};

static void check(void **state)
{
    AUTO(buf) struct buf packed = {0};
    AUTO(buf) struct buf out = {0};
    const struct row *row = *state;
    struct bytes bytes = {"coral reef", 10};
    struct err err = {0};
    bool cut;

    buf_add(&packed, bytes.data, bytes.size);
    for (size_t i = 0; i < COUNT(row->windows) && row->windows[i]; i++) {
        AUTO(buf) struct buf before = packed;

        packed = (struct buf){0};
        pack(&packed, (struct bytes){before.data, before.size},
                row->windows[i]);
    }
    bytes = (struct bytes){packed.data, packed.size};
    assert_int_equal(coding_undo(&out, &bytes, row->codings, &cut, &err),
            row->want != NULL);
    if (row->want) {
        assert_int_equal(bytes.size, strlen(row->want));
        assert_memory_equal(bytes.data, row->want, bytes.size);
        assert_false(cut);
    } else {
        assert_non_null(strstr(err.text, row->error));
    }
}

/* At every byte: what came is there, and that it is not all is known. */
static void test_cut(void **state)
{
    AUTO(buf) struct buf packed = {0};
    static const char text[] = "coral reef, kelp forest, coral reef";

    UNUSED(state);
    pack(&packed, (struct bytes){text, strlen(text)}, GZIP);
    for (size_t size = 0; size < packed.size; size++) {
        AUTO(buf) struct buf out = {0};
        struct bytes bytes = {packed.data, size};
        struct err err = {0};
        bool cut;

        assert_true(coding_undo(&out, &bytes, "gzip", &cut, &err));
        assert_true(cut);
        assert_in_range(bytes.size, 0, strlen(text));
        assert_memory_equal(bytes.data, text, bytes.size);
    }
}

static void test_members(void **state)
{
    AUTO(buf) struct buf packed = {0};
    AUTO(buf) struct buf more = {0};
    AUTO(buf) struct buf out = {0};
    struct bytes bytes;
    struct err err = {0};
    bool cut;

    UNUSED(state);
    pack(&packed, (struct bytes){"coral ", 6}, GZIP);
    pack(&more, (struct bytes){"reef", 4}, GZIP);
    buf_add(&packed, more.data, more.size);
    buf_text(&packed, "what follows is nothing");
    bytes = (struct bytes){packed.data, packed.size};
    assert_true(coding_undo(&out, &bytes, "gzip", &cut, &err));
    assert_false(cut);
    assert_string_equal(bytes.data, "coral reef");
}

static void test_limit(void **state)
{
    AUTO(buf) struct buf plain = {0};
    AUTO(buf) struct buf packed = {0};
    struct err err = {0};
    bool cut;

    UNUSED(state);
    memset(buf_room(&plain, CODED_MAX + 1), 'x', CODED_MAX + 1);
    buf_grew(&plain, CODED_MAX + 1);
    for (size_t over = 0; over < 2; over++) {
        AUTO(buf) struct buf out = {0};
        struct bytes bytes = {plain.data, CODED_MAX + over};
        struct document doc = {.content_coding = "gzip"};

        buf_clear(&packed);
        pack(&packed, bytes, GZIP);
        bytes = (struct bytes){packed.data, packed.size};
        doc.bytes = bytes;
        assert_int_equal(coding_weight(&doc), CODED_MAX);
        assert_int_equal(coding_undo(&out, &bytes, "gzip", &cut, &err),
                over == 0);
    }
    assert_string_equal(err.text,
            "the document is more than 8192 KiB without its coding gzip");
}

static void test_too_many(void **state)
{
    AUTO(buf) struct buf packed = {0};
    AUTO(buf) struct buf out = {0};
    struct bytes bytes;
    struct err err = {0};
    bool cut;

    UNUSED(state);
    buf_text(&packed, "x");
    for (int i = 0; i <= CODINGS_MAX; i++) {
        AUTO(buf) struct buf before = packed;

        packed = (struct buf){0};
        pack(&packed, (struct bytes){before.data, before.size}, GZIP);
    }
    bytes = (struct bytes){packed.data, packed.size};
    assert_false(
            coding_undo(&out, &bytes, "gzip,gzip,gzip,gzip,gzip", &cut, &err));
    assert_string_equal(err.text,
            "the document is in more than 4 codings at once");
}

static const struct weight_row {
    const char *name, *codings, *bytes;
    size_t want;
} weight_rows[] = {
        {"no coding",            NULL,            "coral",       5         },
        {"identity",             "identity",      "coral",       5         },
        {"gzip says its size",   "gzip",          "cor\1\1\2\1", 0x01020101},
        {"too short to say",     "gzip",          "cor",         CODED_MAX },
        {"deflate does not say", "gzip, deflate", "coral",       CODED_MAX },
};

static void check_weight(void **state)
{
    const struct weight_row *row = *state;
    const struct document doc = {
            .content_coding = row->codings,
            .bytes = {row->bytes, strlen(row->bytes)}
    };

    assert_int_equal(coding_weight(&doc),
            row->want < CODED_MAX ? row->want : (size_t)CODED_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_cut),
            cmocka_unit_test(test_members),
            cmocka_unit_test(test_limit),
            cmocka_unit_test(test_too_many),
    };
    int failed = RUN_TABLE(rows, check) + RUN_TABLE(weight_rows, check_weight);

    return failed + cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
