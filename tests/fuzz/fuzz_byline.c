#include "byline/byline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte says the language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"fr", "en-US", "de", "es", "it", "nl",
            "pt", NULL};
    static const char *const names[] = {"Le Pont & Cie", NULL};
    AUTO(arena) struct arena a = {0};
    struct byline_context context = {.zone = zone_utc(),
            .now = 1800000000,
            .names = names};
    struct byline byline;

    if (size == 0)
        return 0;
    context.lang = langs[data[0] % COUNT(langs)];
    if (byline_read(&byline, &a,
                arena_copy(&a, (const char *)data + 1, size - 1), &context) &&
            !byline.authors && !byline.published.precision &&
            !byline.updated.precision)
        __builtin_trap(); /* a byline says something */
    return 0;
}
