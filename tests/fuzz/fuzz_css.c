#include <string.h>

#include <libxml/xpath.h>

#include "base/selector.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What compiles must be XPath. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *css = arena_copy(&a, (const char *)data, size), *xpath;
    struct err err = {0};
    int column = 0;

    if (!selector_xpath(&xpath, &a, arena_printf(&a, "css:%s", css), &column,
                &err)) {
        if (column < 1 || column > (int)size + 5)
            __builtin_trap();
        return 0;
    }
    if (!selector_check(arena_printf(&a, "xpath:%s", xpath), &column, &err))
        __builtin_trap();
    return 0;
}
