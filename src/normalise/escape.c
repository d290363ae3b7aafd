#include <string.h>

#include "base/entity.h"
#include "base/text.h"
#include "normalise/escape.h"

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bits of the bytes of word that are 0; for words of ASCII. */
static uint64_t zeros(uint64_t word)
{
    return (word - EACH(0x01)) & ~word & EACH(0x80);
}

/* Whether all eight bytes are ASCII, no control, and none of & < > ". */
static bool is_plain_word(const char *text)
{
    uint64_t word, found;

    memcpy(&word, text, sizeof(word));
    found = word | ((word - EACH(0x20)) & ~word);
    found |= zeros(word ^ EACH(0x7F));
    found |= zeros((word | EACH('"' ^ '&')) ^ EACH('"' | '&'));
    found |= zeros((word | EACH('<' ^ '>')) ^ EACH('<' | '>'));
    return (found & EACH(0x80)) == 0;
}

static bool is_plain(char c)
{
    return (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' &&
                   c != '"') ||
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
    size_t at = 0;
    uint32_t c;

    if ((unsigned char)text[0] < 0x80)
        return 0;
    c = text_next(text, size, &at);
    if (c == 0xFFFD && (at != 3 || memcmp(text, TEXT_REPLACEMENT, 3) != 0))
        return 0;
    return may_be_published(c) ? at : 0;
}

size_t html_plain(const char *text, size_t size)
{
    size_t at = 0, more = 1;

    while (more > 0) {
        while (size - at >= 8 && is_plain_word(text + at))
            at += 8;
        while (at < size && is_plain(text[at]))
            at++;
        more = at < size ? plain_character(text + at, size - at) : 0;
        at += more;
    }
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
        size_t plain = html_plain(meant + i, all - i), more = plain;
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

bool html_escape(struct buf *out, struct slice raw, bool quoted, size_t max)
{
    size_t at = 0, first = out->size;
    char bytes[16];

    while (at < raw.size) {
        size_t plain = html_plain(raw.data + at, raw.size - at);
        size_t left = max - (out->size - first);

        buf_add(out, raw.data + at, text_cut(raw.data + at, plain, left));
        if (plain > left)
            return false;
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

/* The size of the reference that escapes a character at text[0], or 0. */
static size_t escaped(const char *text, size_t size, bool quoted)
{
    static const char references[][7] = {"&amp;", "&lt;", "&gt;", "&quot;"};

    for (size_t i = 0; i < COUNT(references) - (quoted ? 0 : 1); i++) {
        size_t length = strlen(references[i]);

        if (size >= length && memcmp(text, references[i], length) == 0)
            return length;
    }
    return size > 0 && text[0] == '"' && !quoted ? 1 : 0;
}

bool html_is_escaped(struct slice text, bool quoted)
{
    size_t at = 0, more = 1;

    while (more > 0) {
        at += html_plain(text.data + at, text.size - at);
        more = escaped(text.data + at, text.size - at, quoted);
        at += more;
    }
    return at == text.size;
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
        } else if (html_plain(raw.data + at, left < 4 ? left : 4) > 0) {
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
