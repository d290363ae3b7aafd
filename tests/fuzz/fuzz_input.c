/* Whatever the bytes are, a reading keeps the promises of feed.h. */
#include <string.h>

#include "base/text.h"
#include "input/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
    if (text && (!*text || !text_is_utf8(text, strlen(text))))
        __builtin_trap();
}

static void check_said(const struct said *said)
{
    if (!said)
        return;
    check_text(said->value);
    if (!said->value && !said->src)
        __builtin_trap();
}

static void check_item(const struct item *item)
{
    check_text(item->id);
    check_said(item->title);
    check_said(item->summary);
    check_said(item->content);
    for (const struct link *l = item->links; l; l = l->next)
        check_text(l->href);
    for (const struct category *c = item->categories; c; c = c->next)
        check_text(c->term);
    for (const struct claim *d = item->dates; d; d = d->next)
        check_text(d->value);
}

/* The first byte chooses what the header says. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {NULL, "text/xml; charset=utf-8",
            "text/xml; charset=iso-8859-1", "text/xml; charset=shift_jis"};
    AUTO(arena) struct arena a = {0};
    struct document doc = {.kind = "feed", .url = "https://a.example/feed"};
    struct reading reading;
    struct err err = {0};

    if (size == 0)
        return 0;
    doc.content_type = types[data[0] % COUNT(types)];
    doc.bytes.data = arena_copy(&a, (const char *)data + 1, size - 1);
    doc.bytes.size = size - 1;
    if (!input_read(&reading, &a, &doc, &err)) {
        if (!reading.problems)
            __builtin_trap();
        return 0;
    }
    check_item(reading.feed);
    for (const struct item *i = reading.items; i; i = i->next)
        check_item(i);
    return 0;
}
