#include <string.h>

#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read packs, and reads and packs again to the same bytes. */
static void check(const struct shape *shape, const void *record)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf once = {0};
    AUTO(buf) struct buf twice = {0};
    AUTO(buf) struct buf json = {0};
    void *again = arena_alloc(&a, shape->size);
    struct err err = {0};

    record_pack(&once, shape, record);
    if (!record_unpack(again, &a, shape, (struct bytes){once.data, once.size},
                &err))
        __builtin_trap();
    record_pack(&twice, shape, again);
    if (once.size != twice.size || memcmp(once.data, twice.data, once.size))
        __builtin_trap();
    record_json(&json, shape, again);
}

/* What a search begins with, since packed records are no text to keep as files.
 */
static void check_samples(void)
{
    struct link link = {.rel = "alternate", .href = "https://a.example/"};
    struct item item = {.id = "1", .links = &link, .ttl = -1};
    struct yield yield = {
            .key = 1,
            .digest = INT64_MIN,
            .item = {"item", 4}
    };
    struct answer answer = {.format = "rss", .yields = &yield};

    check(&item_shape, &item);
    check(&answer_shape, &answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct shape *const shapes[] = {&item_shape, &entry_shape,
            &answer_shape, &document_shape};

    if (size == 0)
        check_samples();
    for (size_t i = 0; i < COUNT(shapes); i++) {
        AUTO(arena) struct arena a = {0};
        void *record = arena_alloc(&a, shapes[i]->size);
        struct err err = {0};

        if (record_unpack(record, &a, shapes[i],
                    (struct bytes){(const char *)data, size}, &err))
            check(shapes[i], record);
        else if (err.kind != ERR_SYSTEM)
            __builtin_trap();
    }
    return 0;
}
