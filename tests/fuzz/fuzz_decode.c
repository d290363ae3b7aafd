/* Whatever the bytes are, and whatever is said of them, text comes out. */
#include <string.h>

#include "base/text.h"
#include "input/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What comes before the first line feed is the header. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const uint8_t *line = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t header = line ? (size_t)(line - data) : 0;
    const char *bytes = arena_copy(&a, (const char *)data, size);
    struct document doc = {.content_type = arena_copy(&a, bytes, header)};
    struct reading reading = {0};
    struct bytes text;

    doc.bytes = (struct bytes){bytes + header, size - header};
    decode(&text, &reading, &a, &doc);
    if (!text_is_utf8(text.data, text.size) || text.data[text.size] != '\0' ||
            !reading.encoding)
        __builtin_trap();
    return 0;
}
