/* What was mended is in order. */
#include <string.h>

#include "input/json_mend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    struct reading reading = {0}, again = {0};
    struct bytes text = {arena_copy(&a, (const char *)data, size), size};
    struct bytes mended;
    struct err err = {0};

    if (!json_mend(&text, &reading, &a, &err))
        return 0;
    mended = (struct bytes){arena_copy(&a, text.data, text.size), text.size};
    if (!json_mend(&mended, &again, &a, &err))
        __builtin_trap();
    if (again.problems || mended.size != text.size ||
            memcmp(mended.data, text.data, text.size) != 0)
        __builtin_trap();
    return 0;
}
