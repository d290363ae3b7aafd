#include <string.h>

#include "normalise/harmless.h"
#include "normalise/sanitise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef bool writer(struct buf *out, struct arena *scratch, const char *markup,
        size_t size, const char *base);

/* What is written is what would be written of itself. */
static void write_twice(struct buf *once, struct arena *a, writer *write,
        const char *markup, size_t size)
{
    AUTO(buf) struct buf twice = {0};

    if (!write(once, a, markup, size, "https://example.org/a/b") && size == 0)
        __builtin_trap(); /* nothing was cut of nothing */
    buf_text(once, "");
    if (!write(&twice, a, once->data, once->size, NULL))
        __builtin_trap();
    if (once->size != twice.size ||
            (once->size > 0 && memcmp(once->data, twice.data, once->size) != 0))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf publishable = {0}, shown = {0};
    const char *markup = arena_copy(&a, (const char *)data, size);

    write_twice(&publishable, &a, sanitise, markup, size);
    if (!sanitised(publishable.data, publishable.size))
        __builtin_trap(); /* the process that publishes would refuse it */
    write_twice(&shown, &a, harmless, markup, size);
    markup_text(&a, markup, size);
    return 0;
}
