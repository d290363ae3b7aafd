#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "input/coding.h"

enum { CHUNK_BYTES = 64 * 1024 };

/* zlib's windowBits, which say what is wrapped round the deflated bytes. */
enum window {
    NOTHING = -MAX_WBITS,
    ZLIB = MAX_WBITS,
    GZIP = MAX_WBITS + 16,
    IDENTITY = 0, /* they are not deflated */
};

static const struct coding {
    const char *name;
    enum window window;
} codings[] = {
        {"gzip",     GZIP    },
        {"x-gzip",   GZIP    },
        {"deflate",  ZLIB    },
        {"identity", IDENTITY},
};

static const struct coding *find(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(codings); i++)
        if (strlen(codings[i].name) == size &&
                strncasecmp(codings[i].name, name, size) == 0)
            return &codings[i];
    return NULL;
}

/* ---- one coding ---- */

/* A file of several members is one document. What follows the last is none. */
static bool next_member(z_stream *z, enum window window)
{
    return window == GZIP && z->avail_in > 2 && z->next_in[0] == 0x1F &&
            z->next_in[1] == 0x8B && inflateReset(z) == Z_OK;
}

/* What inflate() said last; Z_BUF_ERROR: the input ended early, or out is full.
 */
static int inflate_all(struct buf *out, z_stream *z, enum window window)
{
    int code = Z_OK;

    while (code == Z_OK) {
        char *room = buf_room(out, CHUNK_BYTES);

        if (!room)
            return Z_BUF_ERROR;
        z->next_out = (Bytef *)room;
        z->avail_out = CHUNK_BYTES;
        code = inflate(z, Z_NO_FLUSH);
        buf_grew(out, CHUNK_BYTES - z->avail_out);
        if (code == Z_STREAM_END && next_member(z, window))
            code = Z_OK;
        else if (code == Z_OK && z->avail_in == 0 && z->avail_out > 0)
            code = Z_BUF_ERROR;
    }
    return code;
}

static int undo(struct buf *out, struct bytes in, enum window window)
{
    z_stream z = {.avail_in = (uInt)in.size};
    int code;

    memcpy(&z.next_in, &in.data, sizeof(z.next_in)); /* it is not written to */
    if (inflateInit2(&z, window) != Z_OK)
        return Z_MEM_ERROR;
    code = inflate_all(out, &z, window);
    inflateEnd(&z);
    return code;
}

static bool undo_one(struct buf *out, struct bytes in,
        const struct coding *coding, bool *cut, struct err *err)
{
    int code;

    *out = (struct buf){.max = CODED_MAX + CHUNK_BYTES};
    code = undo(out, in, coding->window);
    if (code == Z_DATA_ERROR && coding->window == ZLIB && out->size == 0)
        code = undo(out, in, NOTHING); /* "deflate" as some servers mean it */
    if (out->size > CODED_MAX || out->full)
        return fail(err, ERR_DOCUMENT,
                "the document is more than %d KiB without its coding %s",
                CODED_MAX / 1024, coding->name);
    *cut = *cut || code == Z_BUF_ERROR;
    return code == Z_STREAM_END || code == Z_BUF_ERROR ||
            fail(err, ERR_DOCUMENT, "the document's coding %s is broken",
                    coding->name);
}

/* ---- all of them ---- */

/* Takes the last one off the list of *left bytes, and returns its size; 0:
 * there is none. */
static size_t last_coding(const char **name, const char *list, size_t *left)
{
    size_t end = *left;

    while (end > 0 && strchr(", \t", list[end - 1]))
        end--;
    *left = end;
    while (*left > 0 && !strchr(", \t", list[*left - 1]))
        (*left)--;
    *name = list + *left;
    return end - *left;
}

bool coding_undo(struct buf *out, struct bytes *bytes, const char *list,
        bool *cut, struct err *err)
{
    size_t left = list ? strlen(list) : 0, size;
    const char *name;
    int count = 0;

    *cut = false;
    while ((size = last_coding(&name, list, &left)) > 0) {
        const struct coding *coding = find(name, size);
        struct buf before = *out; /* bytes may be in it */
        bool good;

        if (!coding)
            return fail(err, ERR_DOCUMENT,
                    "the document is in the coding %.*s, which nobody asked "
                    "for",
                    size < 40 ? (int)size : 40, name);
        if (coding->window == IDENTITY)
            continue;
        if (++count > CODINGS_MAX)
            return fail(err, ERR_DOCUMENT,
                    "the document is in more than %d codings at once",
                    CODINGS_MAX);
        good = undo_one(out, *bytes, coding, cut, err);
        buf_auto(&before);
        if (!good)
            return false;
        *bytes = (struct bytes){out->data ? out->data : "", out->size};
    }
    return true;
}

/* gzip ends with the size of what it holds; the others do not say. */
size_t coding_weight(const struct document *doc)
{
    const char *list = doc->content_coding, *name;
    size_t left = list ? strlen(list) : 0, said = 0;
    size_t size = last_coding(&name, list, &left);
    const struct coding *coding = size > 0 ? find(name, size) : NULL;

    if (!coding || coding->window == IDENTITY)
        return doc->bytes.size;
    if (coding->window != GZIP || doc->bytes.size < 4)
        return CODED_MAX;
    for (size_t i = 1; i <= 4; i++)
        said = said << 8 | (unsigned char)doc->bytes.data[doc->bytes.size - i];
    return said < CODED_MAX ? said : (size_t)CODED_MAX;
}
