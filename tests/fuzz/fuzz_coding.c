/* Whatever the bytes are, what comes out of their codings is bounded. */
#include <stdint.h>
#include <string.h>

#include "input/coding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What comes before the first line feed is the header. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf out = {0};
    const uint8_t *line = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t header = line ? (size_t)(line - data) : 0;
    const char *bytes = arena_copy(&a, (const char *)data, size);
    struct document doc = {
            .content_coding = arena_copy(&a, bytes, header),
            .bytes = {bytes + header + (line != NULL),
                      size - header - (line != NULL)}
    };
    struct err err = {0};
    bool cut;

    if (coding_weight(&doc) > CODED_MAX && coding_weight(&doc) > size)
        __builtin_trap();
    if (coding_undo(&out, &doc.bytes, doc.content_coding, &cut, &err) &&
            (!doc.bytes.data || (out.size > 0 && doc.bytes.size > CODED_MAX)))
        __builtin_trap();
    return 0;
}
