/*
 * decode.c - encodings, as RFC 7303 section 3 orders their signs.
 *
 * Labels lie, so each is tried on the bytes: UTF-8 that has more broken parts
 * than whole ones is not UTF-8, and what claims to be ISO-8859-1 and is valid
 * UTF-8 was labelled by a template. UTF-16, UTF-32 and windows-1252 are decoded
 * here, the rest by iconv.
 */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/text.h"
#include "input/charset.h"
#include "input/decode.h"
#include "input/html.h"

enum {
    HEAD_BYTES = 1024, /* where a declaration must be */
    LABEL_BYTES = 64,
    BAD_SHARE = 10, /* one in so many characters may be broken */
};

/* How the first bytes of a document look in the wide encodings: with a byte
 * order mark, or with an ASCII character first. */
static const struct sign {
    const char *bytes; /* a "?" stands for any byte but 0 */
    size_t size, mark; /* bytes; of them, the mark's */
    enum charset_kind kind;
    const char *label;
} signs[] = {
        {"\0\0\xFE\xFF", 4, 4, CHARSET_UTF32BE, "utf-32be"},
        {"\xFF\xFE\0\0", 4, 4, CHARSET_UTF32LE, "utf-32le"},
        {"\xEF\xBB\xBF", 3, 3, CHARSET_UTF8,    "utf-8"   },
        {"\xFE\xFF",     2, 2, CHARSET_UTF16BE, "utf-16be"},
        {"\xFF\xFE",     2, 2, CHARSET_UTF16LE, "utf-16le"},
        {"\0\0\0?",      4, 0, CHARSET_UTF32BE, "utf-32be"},
        {"?\0\0\0",      4, 0, CHARSET_UTF32LE, "utf-32le"},
        {"\0?\0?",       4, 0, CHARSET_UTF16BE, "utf-16be"},
        {"?\0?\0",       4, 0, CHARSET_UTF16LE, "utf-16le"},
};

/* One attempt. */
struct attempt {
    struct bytes in;
    struct buf out;   /* empty where the bytes are the text */
    size_t good, bad; /* characters beyond ASCII; broken parts */
    bool has_c1;      /* ISO-8859-1 has no characters there */
};

static void attempt_auto(struct attempt *t)
{
    buf_auto(&t->out);
}

static void put(struct buf *out, uint32_t c)
{
    char bytes[4];

    buf_add(out, bytes, text_encode(bytes, c));
}

static void put_bad(struct attempt *t)
{
    buf_text(&t->out, TEXT_REPLACEMENT);
    t->bad++;
}

static void from_utf8(struct attempt *t)
{
    size_t at = 0, from = 0;

    if (text_is_utf8(t->in.data, t->in.size))
        return;
    while (at < t->in.size) {
        size_t start = at;
        uint32_t c;

        if ((unsigned char)t->in.data[at] < 0x80) {
            at++;
            continue;
        }
        c = text_next(t->in.data, t->in.size, &at);
        if (c != 0xFFFD ||
                (at - start == 3 &&
                        memcmp(t->in.data + start, TEXT_REPLACEMENT, 3) == 0)) {
            t->good++;
            continue;
        }
        buf_add(&t->out, t->in.data + from, start - from);
        put_bad(t);
        from = at;
    }
    buf_add(&t->out, t->in.data + from, t->in.size - from);
}

/* The number of ASCII characters at i. */
static size_t ascii_size(struct bytes in, size_t i)
{
    size_t from = i;
    uint64_t eight = 0;

    for (; i + sizeof(eight) <= in.size; i += sizeof(eight)) {
        memcpy(&eight, in.data + i, sizeof(eight));
        if (eight & 0x8080808080808080)
            break;
    }
    while (i < in.size && (unsigned char)in.data[i] < 0x80)
        i++;
    return i - from;
}

static void from_latin1(struct attempt *t)
{
    size_t from = 0;

    for (size_t i = 0; i < t->in.size; i++) {
        uint32_t c;

        i += ascii_size(t->in, i);
        if (i == t->in.size)
            break;
        c = (unsigned char)t->in.data[i];
        buf_add(&t->out, t->in.data + from, i - from);
        from = i + 1;
        put(&t->out, c < 0xA0 ? charset_c1(c) : c);
        t->has_c1 |= c < 0xA0;
        t->good++;
    }
    if (t->good == 0)
        return;
    buf_add(&t->out, t->in.data + from, t->in.size - from);
}

/* A number of width bytes at i. */
static uint32_t unit(const struct attempt *t, size_t i, size_t width, bool big)
{
    uint32_t n = 0;

    for (size_t k = 0; k < width; k++)
        n = n << 8 | (unsigned char)t->in.data[i + (big ? k : width - 1 - k)];
    return n;
}

static void from_wide(struct attempt *t, size_t width, bool big)
{
    size_t i = 0;

    while (i + width <= t->in.size) {
        uint32_t c = unit(t, i, width, big), low;

        i += width;
        if (width == 2 && c >= 0xD800 && c < 0xDC00 && i + 2 <= t->in.size) {
            low = unit(t, i, 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
            put_bad(t);
            continue;
        }
        put(&t->out, c);
        t->good++;
    }
    if (i < t->in.size)
        put_bad(t);
}

static bool from_table(struct attempt *t, const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);
    char *in = (char *)t->in.data;
    size_t left = t->in.size;

    if (converter == (iconv_t)-1)
        return false;
    while (left > 0) {
        char chunk[4096], *end = chunk;
        size_t room = sizeof(chunk);
        bool stuck = iconv(converter, &in, &left, &end, &room) == (size_t)-1 &&
                errno != E2BIG;

        buf_add(&t->out, chunk, sizeof(chunk) - room);
        if (stuck) {
            put_bad(t);
            in++;
            left--;
        }
    }
    iconv_close(converter);
    for (size_t i = 0; i < t->in.size; i++)
        t->good += (unsigned char)t->in.data[i] >= 0x80;
    return true;
}

/* False where the bytes cannot be meant so. */
static bool fits(struct attempt *t, const struct charset *charset)
{
    enum charset_kind kind = charset->kind;

    switch (kind) {
    case CHARSET_UTF8:
        from_utf8(t);
        return t->bad <= t->good;
    case CHARSET_UTF16:
    case CHARSET_UTF16BE:
    case CHARSET_UTF16LE:
        from_wide(t, 2, kind != CHARSET_UTF16LE);
        break;
    case CHARSET_UTF32:
    case CHARSET_UTF32BE:
    case CHARSET_UTF32LE:
        from_wide(t, 4, kind != CHARSET_UTF32LE);
        break;
    case CHARSET_ASCII:
        from_latin1(t);
        return t->good == 0;
    case CHARSET_LATIN1:
        from_latin1(t);
        return t->good == 0 || !text_is_utf8(t->in.data, t->in.size);
    case CHARSET_TABLE:
        return from_table(t, charset->iconv) && t->bad * BAD_SHARE <= t->good;
    }
    return t->bad * BAD_SHARE <= t->good;
}

static bool is_wide(const struct charset *charset)
{
    return charset->kind >= CHARSET_UTF16 && charset->kind <= CHARSET_UTF32BE;
}

static const struct sign *find_sign(struct bytes in)
{
    for (size_t i = 0; i < COUNT(signs); i++) {
        const struct sign *sign = &signs[i];
        size_t k = 0;

        while (k < sign->size && k < in.size &&
                (sign->bytes[k] == '?' ? in.data[k] != '\0'
                                       : in.data[k] == sign->bytes[k]))
            k++;
        if (k == sign->size)
            return sign;
    }
    return NULL;
}

static const char *lower(struct arena *a, const char *text, size_t size)
{
    char *copy = arena_copy(a, text, size);

    for (char *c = copy; *c; c++)
        *c = text_lower(*c);
    return copy;
}

/* What stands after key and "=", in quotes or not, in text before end. */
static const char *labelled(struct arena *a, const char *text, const char *end,
        const char *key)
{
    size_t length = strlen(key);

    for (; (size_t)(end - text) > length; text++) {
        const char *from = text + length;
        size_t size = 0;

        if (strncasecmp(text, key, length) != 0)
            continue;
        while (from < end && strchr(" \t\r\n=\"'", *from))
            from++;
        while (from + size < end && size < LABEL_BYTES &&
                (from[size] > ' ' && !strchr("\"';>", from[size])))
            size++;
        return size > 0 ? lower(a, from, size) : NULL;
    }
    return NULL;
}

/* The declaration of XML, or HTML's <meta>. */
static const char *declared(struct arena *a, struct bytes in)
{
    size_t size = in.size < HEAD_BYTES ? in.size : HEAD_BYTES;
    const char *head = arena_copy(a, in.data, size), *end;
    const char *found = strstr(head, "<?xml");

    if (found) {
        end = strstr(found, "?>");
        return labelled(a, found, end ? end : head + strlen(head), "encoding");
    }
    found = html_charset(a, head, size);
    return found ? lower(a, found, strlen(found)) : NULL;
}

static void settle(struct bytes *text, struct reading *out, struct arena *a,
        const struct attempt *t, const char *label)
{
    struct bytes from = t->in;

    if (t->out.data)
        from = (struct bytes){t->out.data, t->out.size};
    text->data = arena_copy(a, from.data, from.size);
    text->size = from.size;
    out->encoding = t->has_c1 ? "windows-1252" : label;
    if (t->bad > 0)
        problem_add(&out->problems, a, "encoding", 0, 0,
                "%zu parts are not %s and became U+FFFD", t->bad, label);
}

/* The encoding of wide characters shows in the first of them. */
static void by_sign(struct bytes *text, struct reading *out, struct arena *a,
        struct bytes in, const struct sign *sign)
{
    const struct charset charset = {.kind = sign->kind};
    AUTO(attempt)
    struct attempt t = {
            .in = {in.data + sign->mark, in.size - sign->mark}
    };

    (void)fits(&t, &charset);
    settle(text, out, a, &t, sign->label);
}

static bool by_label(struct bytes *text, struct reading *out, struct arena *a,
        struct bytes in, const char *label)
{
    const struct charset *charset = charset_find(label, strlen(label));
    AUTO(attempt) struct attempt t = {.in = in};

    if (charset && !is_wide(charset) && fits(&t, charset)) {
        settle(text, out, a, &t, label);
        return true;
    }
    problem_add(&out->problems, a, "encoding", 0, 0,
            charset ? "the bytes are not %s" : "no encoding is named %s",
            label);
    return false;
}

static void by_looks(struct bytes *text, struct reading *out, struct arena *a,
        struct bytes in)
{
    static const struct charset utf8 = {.kind = CHARSET_UTF8};
    AUTO(attempt) struct attempt first = {.in = in}, second = {.in = in};

    if (fits(&first, &utf8)) {
        settle(text, out, a, &first, "utf-8");
        return;
    }
    from_latin1(&second);
    settle(text, out, a, &second, "windows-1252");
    problem_add(&out->problems, a, "encoding", 0, 0,
            "not UTF-8, and read as windows-1252");
}

void decode(struct bytes *text, struct reading *out, struct arena *a,
        const struct document *doc)
{
    const struct sign *sign = find_sign(doc->bytes);
    const char *type = doc->content_type;
    const char *said[2] = {NULL, NULL}; /* by the header, by the document */
    struct bytes in = doc->bytes;

    if (sign && sign->kind != CHARSET_UTF8) {
        by_sign(text, out, a, in, sign);
        return;
    }
    if (sign) {
        in.data += sign->mark;
        in.size -= sign->mark;
        said[0] = sign->label;
    } else if (type) {
        said[0] = labelled(a, type, type + strlen(type), "charset");
    }
    said[1] = declared(a, in);
    if (sign && said[1] && strcmp(said[1], sign->label) != 0)
        problem_add(&out->problems, a, "encoding", 0, 0,
                "declared as %s, with the byte order mark of %s", said[1],
                sign->label);
    for (size_t i = 0; i < COUNT(said); i++)
        if (said[i] && by_label(text, out, a, in, said[i]))
            return;
    by_looks(text, out, a, in);
}

void decode_warm(void)
{
    /* glibc unloads a table some time after its last converter is closed, so
     * each stays open for as long as the process lives. */
    static iconv_t kept[64];
    const char *name;

    for (size_t i = 0; i < COUNT(kept) && (name = charset_iconv(i)); i++)
        if (!kept[i])
            kept[i] = iconv_open("UTF-8", name);
}
