#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#include "base/gzip.h"

enum {
    LEVEL = 6,        /* the ninth is a hundredth smaller, and twice as slow */
    GZIP = 15 + 16,   /* zlib's windowBits: the largest window, gzip round it */
    MEMORY = 8,       /* zlib's own choice */
    ROOM = 64 * 1024, /* output between two looks at it */
    UNIX = 3,
};

/* Out of memory ends the program, as everywhere: nothing else can fail. */
static void must(bool good)
{
    if (!good)
        abort();
}

void gzip(struct buf *out, struct bytes bytes)
{
    gz_header header = {.os = UNIX};
    z_stream z = {.next_in = (const unsigned char *)bytes.data};
    int result = Z_OK;

    must(deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP, MEMORY,
                 Z_DEFAULT_STRATEGY) == Z_OK &&
            deflateSetHeader(&z, &header) == Z_OK);
    z.avail_in = (unsigned)bytes.size;
    while (result != Z_STREAM_END) {
        z.next_out = (unsigned char *)buf_room(out, ROOM);
        z.avail_out = ROOM;
        result = deflate(&z, Z_FINISH);
        must(result == Z_OK || result == Z_STREAM_END);
        buf_grew(out, ROOM - z.avail_out);
    }
    deflateEnd(&z);
}
