#include "base/arena.h"
#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    char text[DATE_SIZE];
    int64_t got, again;

    if (!date_read(arena_copy(&a, (const char *)data, size), &got, NULL))
        return 0;
    date_write(text, got); /* what is read can be written and read again */
    if (!date_read(text, &again, NULL) || again != got)
        __builtin_trap();
    return 0;
}
