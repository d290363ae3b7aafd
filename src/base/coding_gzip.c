/* coding_gzip.c - RFC 1952. */
#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#include "base/compress.h"

enum {
    LEVEL = 6,      /* the ninth gains half a hundredth */
    GZIP = 15 + 16, /* zlib's windowBits: the largest window, gzip round it */
    MEMORY = 8,     /* zlib's own choice */
    UNIX = 3,
};

/* Out of memory ends the program, as everywhere: nothing else can fail. */
static void compress_gzip(struct buf *out, struct bytes bytes)
{
    gz_header header = {.os = UNIX};
    z_stream z = {.next_in = (const unsigned char *)bytes.data};

    z.avail_in = (unsigned)bytes.size;
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP, MEMORY, Z_DEFAULT_STRATEGY) !=
                    Z_OK ||
            deflateSetHeader(&z, &header) != Z_OK)
        abort();
    z.avail_out = (unsigned)deflateBound(&z, bytes.size);
    z.next_out = (unsigned char *)buf_room(out, z.avail_out);
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    buf_grew(out, z.total_out);
    deflateEnd(&z);
}

const struct coding coding_gzip = {"gzip", ".gz", compress_gzip};
