/* coding_brotli.c - RFC 7932. */
#include <brotli/encode.h>
#include <stdlib.h>

#include "base/compress.h"

/* A fifteenth smaller than gzip's sixth level, in a third of its time. The next
 * qualities gain hundredths; from the tenth on a sixth, for twenty times as
 * much time and more. */
enum { QUALITY = 5 };

/* Out of memory ends the program, as everywhere: nothing else can fail. */
static void compress_brotli(struct buf *out, struct bytes bytes)
{
    size_t size = BrotliEncoderMaxCompressedSize(bytes.size);
    char *room = buf_room(out, size);

    if (!BrotliEncoderCompress(QUALITY, BROTLI_DEFAULT_WINDOW,
                BROTLI_DEFAULT_MODE, bytes.size, (const uint8_t *)bytes.data,
                &size, (uint8_t *)room))
        abort();
    buf_grew(out, size);
}

const struct coding coding_brotli = {"br", ".br", compress_brotli};
