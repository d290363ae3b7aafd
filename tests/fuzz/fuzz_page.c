#include <string.h>

#include "base/text.h"
#include "input/input.h"
#include "input/learned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text)
{
    if (text && (!*text || !text_is_utf8(text, strlen(text))))
        __builtin_trap(); /* feed.h promises it */
}

static void check_claims(const struct item *item)
{
    for (const struct claim *c = item->claims; c; c = c->next) {
        check(c->value);
        check(c->from);
    }
}

/* What was learned of a page is chrome there, and learned no more. */
static void learn(struct arena *a, const struct item *item)
{
    AUTO(buf) struct buf blocks = {0}, left = {0};
    const struct item *without;
    bool cut;

    learned_without(&blocks, &cut, a, item, (struct bytes){0});
    if (blocks.size < sizeof(int64_t))
        return;
    without = learned_without(&left, &cut, a, item,
            (struct bytes){blocks.data, sizeof(int64_t)});
    check_claims(without);
    if (left.size > blocks.size - sizeof(int64_t))
        __builtin_trap();
}

static void read_as(const char *kind, const char *bytes, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const struct document doc = {.kind = kind, .url = "http://localhost/a/"};
    struct reading reading = {0};
    struct err err = {0};

    if (!input_page.read(&reading, &a, &doc, (struct bytes){bytes, size}, &err))
        return;
    for (const struct item *item = reading.items; item; item = item->next) {
        check_claims(item);
        learn(&a, item);
        check(item->title ? item->title->value : NULL);
        check(item->summary ? item->summary->value : NULL);
        check(item->content ? item->content->value : NULL);
        check(item->byline);
        check(item->image);
        check(item->links->href);
        for (const struct claim *d = item->dates; d; d = d->next)
            check(d->value);
        for (const struct person *p = item->authors; p; p = p->next)
            check(p->name);
    }
}

/* The bytes are text already when they come here: decode.c sees to that. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *text = arena_copy(&a, (const char *)data, size);

    if (!text_is_utf8(text, size) || memchr(text, '\0', size))
        return 0;
    read_as("article", text, size);
    read_as("page", text, size);
    return 0;
}
