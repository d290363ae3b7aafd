#include <string.h>

#include "base/entity.h"
#include "base/text.h"
#include "base/wide.h"
#include "normalise/escape.h"

/* True for what is not ASCII, a control but LF and TAB, or one of & < > and,
 * where quoted, ". */
static wide not_plain(const char *text, bool quoted)
{
    wide w = wide_load(text);

    return (wide)(((w < 0x20) & (w != '\n') & (w != '\t')) | (w >= 0x7F) |
            (w == '&') | (w == '<') | (w == '>') |
            (w == (uint8_t)(quoted ? '"' : '&')));
}

static bool is_plain(char c, bool quoted)
{
    return (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' &&
                   (c != '"' || !quoted)) ||
            c == '\n' || c == '\t';
}

static bool may_be_published(uint32_t c)
{
    return text_is_publishable(c) &&
            (!text_is_unseen(c) || c == 0x00AD || c == 0x200B);
}

/* The bytes of the character at text[0]; 0 where it is ASCII, is not UTF-8, or
 * may not be published. */
static size_t plain_character(const char *text, size_t size)
{
    unsigned char lead = (unsigned char)text[0];
    size_t at = 0;
    uint32_t c;

    if (lead < 0x80)
        return 0;
    /* All from U+00C0 to U+05FF may be. */
    if (lead >= 0xC3 && lead <= 0xD7 && size > 1 &&
            ((unsigned char)text[1] & 0xC0) == 0x80)
        return 2;
    c = text_next(text, size, &at);
    if (c == 0xFFFD && (at != 3 || memcmp(text, TEXT_REPLACEMENT, 3) != 0))
        return 0;
    return may_be_published(c) ? at : 0;
}

/* Moves *at past plain characters of ASCII. */
static void skip_plain(const char *text, size_t size, bool quoted, size_t *at)
{
    while (size - *at >= WIDE_BYTES) {
        wide stops = not_plain(text + *at, quoted);

        if (wide_any(stops)) {
            *at += wide_first(stops);
            return;
        }
        *at += WIDE_BYTES;
    }
    while (*at < size && is_plain(text[*at], quoted))
        ++*at;
}

size_t html_plain(const char *text, size_t size, bool quoted)
{
    size_t at = 0, more;

    do {
        skip_plain(text, size, quoted, &at);
        more = at < size ? plain_character(text + at, size - at) : 0;
        at += more;
    } while (more > 0);
    return at;
}

/* What stands for a character that is not plain: "" for none. */
static const char *stand_in(uint32_t c, bool quoted)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return quoted ? "&quot;" : "\"";
    case '\r': /* CR LF has lost its CR before */
        return "\n";
    case 0xFFFD:
        return TEXT_REPLACEMENT;
    default:
        return "";
    }
}

/* The text that *at stands before, which is not plain, is written as at most
 * two characters. */
static size_t escape_one(char out[16], struct slice raw, size_t *at,
        bool quoted)
{
    char meant[ENTITY_SIZE];
    size_t size = 0, used = 0;

    if (raw.data[*at] == '&')
        used = entity_read(meant, raw.data + *at, raw.size - *at, quoted);
    *at += used;
    if (used == 0) {
        bool crlf = raw.data[*at] == '\r' && *at + 1 < raw.size &&
                raw.data[*at + 1] == '\n';
        uint32_t c = text_next(raw.data, raw.size, at);

        size = strlen(crlf ? "" : stand_in(c, quoted));
        memcpy(out, crlf ? "" : stand_in(c, quoted), size);
        return size;
    }
    for (size_t i = 0, all = strlen(meant); i < all;) {
        size_t plain = html_plain(meant + i, all - i, quoted);
        size_t more = plain;
        const char *from = meant + i;

        if (plain == 0) {
            from = stand_in(text_next(meant, all, &i), quoted);
            more = strlen(from);
        }
        memcpy(out + size, from, more);
        size += more;
        i += plain;
    }
    return size;
}

/* The size of the reference at text[0] that is written for a character, or 0.
 */
static size_t escaped(const char *text, size_t size, bool quoted)
{
    static const char references[][7] = {"&amp;", "&lt;", "&gt;", "&quot;"};

    for (size_t i = 0; i < COUNT(references) - (quoted ? 0 : 1); i++) {
        size_t length = strlen(references[i]);

        if (size >= length && memcmp(text, references[i], length) == 0)
            return length;
    }
    return 0;
}

/* The bytes that stay as they are. */
static size_t done(struct slice text, bool quoted)
{
    size_t at = 0, more = 1;

    while (more > 0) {
        at += html_plain(text.data + at, text.size - at, quoted);
        more = escaped(text.data + at, text.size - at, quoted);
        at += more;
    }
    return at;
}

bool html_escape(struct buf *out, struct slice raw, bool quoted, size_t max)
{
    size_t at = 0, first = out->size;
    char bytes[16];

    while (at < raw.size) {
        struct slice rest = {raw.data + at, raw.size - at};
        size_t left = max - (out->size - first);
        size_t plain = done(rest, quoted);

        if (plain > left) {
            plain = html_plain(rest.data, left, quoted);
            buf_add(out, rest.data, text_cut(rest.data, plain, left));
            return false;
        }
        buf_add(out, rest.data, plain);
        at += plain;
        if (at == raw.size)
            break;
        plain = escape_one(bytes, raw, &at, quoted);
        if (plain > max - (out->size - first))
            return false;
        buf_add(out, bytes, plain);
    }
    return true;
}

bool html_is_escaped(struct slice text, bool quoted)
{
    return done(text, quoted) == text.size;
}

bool html_shows(struct slice raw, size_t *before)
{
    char bytes[16];
    size_t at = 0;

    while (at < raw.size) {
        size_t left = raw.size - at;

        *before = at;
        if (html_is_space(raw.data[at])) {
            at++;
        } else if (html_plain(raw.data + at, left < 4 ? left : 4, false) > 0) {
            return true;
        } else {
            size_t size = escape_one(bytes, raw, &at, false);

            for (size_t i = 0; i < size; i++)
                if (!html_is_space(bytes[i]))
                    return true;
        }
    }
    return false;
}

void html_read(struct buf *out, struct slice raw, bool quoted)
{
    char meant[ENTITY_SIZE];
    const char *end = raw.data + raw.size, *amp;

    for (const char *at = raw.data; at < end;) {
        size_t used;

        amp = memchr(at, '&', (size_t)(end - at));
        buf_add(out, at, (size_t)((amp ? amp : end) - at));
        if (!amp)
            break;
        used = entity_read(meant, amp, (size_t)(end - amp), quoted);
        buf_text(out, used > 0 ? meant : "&");
        at = amp + (used > 0 ? used : 1);
    }
}
