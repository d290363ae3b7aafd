#include <string.h>

#include "normalise/sanitise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is written is recognised, and is what would be written of itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf once = {0};
    AUTO(buf) struct buf twice = {0};
    const char *markup = arena_copy(&a, (const char *)data, size);

    if (!sanitise(&once, &a, markup, size, "https://example.org/a/b") &&
            size == 0)
        __builtin_trap(); /* nothing was cut of nothing */
    buf_text(&once, "");
    if (!sanitised(once.data, once.size) ||
            !sanitise(&twice, &a, once.data, once.size, NULL))
        __builtin_trap();
    if (once.size != twice.size ||
            (once.size > 0 && memcmp(once.data, twice.data, once.size) != 0))
        __builtin_trap();
    markup_text(&a, markup, size);
    return 0;
}
