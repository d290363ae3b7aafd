#include <string.h>

#include "base/text.h"
#include "base/wide.h"

static const struct fold {
    char text[4];
} folds_latin[] =
        {
#include "base/fold_latin.inc"
},
  folds_greek_cyrillic[] =
          {
#include "base/fold_greek_cyrillic.inc"
},
  folds_additional[] = {
#include "base/fold_additional.inc"
};

struct range {
    uint32_t first, last;
};

/* Sorted, as all ranges here. */
static const struct range spaces[] = {
        {0x0009, 0x000D},
        {0x0020, 0x0020},
        {0x0085, 0x0085},
        {0x00A0, 0x00A0},
        {0x1680, 0x1680},
        {0x2000, 0x200A},
        {0x2028, 0x2029},
        {0x202F, 0x202F},
        {0x205F, 0x205F},
        {0x3000, 0x3000},
};

static const struct range unseen[] = {
        {0x00AD,  0x00AD },
        {0x061C,  0x061C },
        {0x200B,  0x200B },
        {0x200E,  0x200F },
        {0x202A,  0x202E },
        {0x2060,  0x206F },
        {0xFEFF,  0xFEFF },
        {0xFFF9,  0xFFFB },
        {0xE0000, 0xE007F},
};

static const struct range joiners[] = {
        {0x200C, 0x200D},
        {0xFE00, 0xFE0F},
};

static const struct range accents[] = {
        {0x0300, 0x036F},
        {0x0483, 0x0487},
        {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF},
        {0x20D0, 0x20FF},
        {0xFE20, 0xFE2F},
};

static const struct range apostrophes[] = {
        {0x02BC, 0x02BC},
        {0x2018, 0x2019},
        {0x2032, 0x2032},
};

static const struct range dashes[] = {
        {0x2010, 0x2015},
        {0x2212, 0x2212},
        {0xFE58, 0xFE58},
        {0xFE63, 0xFE63},
        {0xFF0D, 0xFF0D},
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}

#define IN(ranges, c) in_ranges((ranges), COUNT(ranges), (c))

/* What a lead byte promises; the bounds are those of the byte after it. */
static size_t lead(unsigned char byte, unsigned char *low, unsigned char *high)
{
    *low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    *high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF)
        return 1;
    if (byte >= 0xE0 && byte <= 0xEF)
        return 2;
    return byte >= 0xF0 && byte <= 0xF4 ? 3 : 0;
}

/* text_next(), and whether that was UTF-8. */
static bool decode(const char *text, size_t size, size_t *at, uint32_t *out)
{
    unsigned char byte = (unsigned char)text[(*at)++], low, high;
    size_t more;

    *out = byte;
    if (byte < 0x80)
        return true;
    more = lead(byte, &low, &high);
    *out = byte & (0x3Fu >> more);
    for (size_t left = more; left > 0; left--) {
        byte = *at < size ? (unsigned char)text[*at] : 0;
        if (byte < low || byte > high) {
            more = 0;
            break;
        }
        *out = *out << 6 | (byte & 0x3F);
        low = 0x80;
        high = 0xBF;
        ++*at;
    }
    if (more == 0)
        *out = 0xFFFD;
    return more > 0;
}

uint32_t text_next(const char *text, size_t size, size_t *at)
{
    uint32_t c;

    decode(text, size, at, &c);
    return c;
}

size_t text_encode(char out[4], uint32_t c)
{
    static const unsigned char leads[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = size; --i > 0; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(leads[size] | c);
    return size;
}

/* Moves *at past what is ASCII. */
static void skip_ascii(const char *text, size_t size, size_t *at)
{
    while (size - *at >= WIDE_BYTES) {
        wide others = (wide)(wide_load(text + *at) >= 0x80);

        if (wide_any(others)) {
            *at += wide_first(others);
            return;
        }
        *at += WIDE_BYTES;
    }
    while (*at < size && (unsigned char)text[*at] < 0x80)
        ++*at;
}

bool text_is_utf8(const char *text, size_t size)
{
    size_t at = 0;
    uint32_t c;

    for (;;) {
        skip_ascii(text, size, &at);
        if (at == size)
            return true;
        while (at < size && (unsigned char)text[at] >= 0x80)
            if (!decode(text, size, &at, &c))
                return false;
    }
}

bool text_is_publishable(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    if (c < 0xA0)
        return c < 0x7F;
    return !(c >= 0xD800 && c <= 0xDFFF) && !(c >= 0xFDD0 && c <= 0xFDEF) &&
            (c & 0xFFFE) != 0xFFFE && c <= 0x10FFFF;
}

bool text_is_space(uint32_t c)
{
    return IN(spaces, c);
}

bool text_is_unseen(uint32_t c)
{
    return c >= 0xAD && IN(unseen, c);
}

/* Text that is written beside the text it comes from. */
struct line {
    char *data;
    size_t size;
    bool space; /* one is due before the next character */
};

static void put(struct line *line, const char *bytes, size_t size)
{
    if (line->space && line->size > 0)
        line->data[line->size++] = ' ';
    line->space = false;
    memcpy(line->data + line->size, bytes, size);
    line->size += size;
}

static void put_lower(struct line *line, const char *bytes, size_t size)
{
    char *there;

    put(line, bytes, size);
    there = line->data + line->size - size;
    for (size_t i = 0; i < size; i++)
        there[i] = text_lower(there[i]);
}

/* No fold is longer than its character, but a broken byte becomes the three of
 * U+FFFD. */
static struct line line_for(struct arena *a, const char *text, size_t size)
{
    size_t growth = text_is_utf8(text, size) ? 1 : 3;

    return (struct line){.data = arena_alloc(a, size * growth + 1)};
}

/* White space that only says where a line ends; others were chosen, such as the
 * no-break space before a French colon. */
static bool is_layout(uint32_t c)
{
    return (c < 0x80 && text_is_space(c)) || c == 0x85 || c == 0x2028 ||
            c == 0x2029;
}

/* No white space of any kind at the end. */
static void trim_end(struct line *line)
{
    while (line->size > 0) {
        size_t start = line->size - 1, at;

        while (start > 0 && ((unsigned char)line->data[start] & 0xC0) == 0x80)
            start--;
        at = start;
        if (!text_is_space(text_next(line->data, line->size, &at)))
            return;
        line->size = start;
        line->data[start] = '\0';
    }
}

/* The number of visible characters of ASCII that text begins with. */
static size_t visible(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size && text[at] > ' ' && text[at] < 0x7F)
        at++;
    return at;
}

char *text_line(struct arena *a, const char *text, size_t size)
{
    struct line line = line_for(a, text, size);
    char bytes[4];

    for (size_t at = 0; at < size;) {
        size_t word = visible(text + at, size - at);
        uint32_t c;

        if (word > 0) {
            put(&line, text + at, word);
            at += word;
            continue;
        }
        c = text_next(text, size, &at);
        if (is_layout(c))
            line.space = true;
        else if (text_is_publishable(c) && !text_is_unseen(c) &&
                (line.size > 0 || !text_is_space(c)))
            put(&line, bytes, text_encode(bytes, c));
    }
    trim_end(&line);
    return line.size > 0 ? line.data : NULL;
}

/* NULL where c is its own fold. */
static const char *fold(uint32_t c)
{
    static const struct {
        uint32_t first;
        size_t count;
        const struct fold *folds;
    } blocks[] = {
            {0x00C0, COUNT(folds_latin),          folds_latin         },
            {0x0370, COUNT(folds_greek_cyrillic), folds_greek_cyrillic},
            {0x1E00, COUNT(folds_additional),     folds_additional    },
    };

    for (size_t i = 0; i < COUNT(blocks); i++)
        if (c >= blocks[i].first && c - blocks[i].first < blocks[i].count)
            return blocks[i].folds[c - blocks[i].first].text;
    if (IN(apostrophes, c))
        return "'";
    return IN(dashes, c) ? "-" : NULL;
}

static bool folds_away(uint32_t c)
{
    return !text_is_publishable(c) || text_is_unseen(c) || IN(accents, c) ||
            IN(joiners, c);
}

const char *text_folded(uint32_t c)
{
    return folds_away(c) ? "" : fold(c);
}

char *text_fold(struct arena *a, const char *text, size_t size)
{
    struct line line = line_for(a, text, size);
    const char *folded;
    char bytes[4];

    for (size_t at = 0; at < size;) {
        size_t word = visible(text + at, size - at);
        uint32_t c;

        if (word > 0) {
            put_lower(&line, text + at, word);
            at += word;
            continue;
        }
        c = text_next(text, size, &at);
        if (c == ' ' || text_is_space(c)) {
            line.space = true;
        } else if (!folds_away(c)) {
            folded = fold(c);
            if (folded)
                put(&line, folded, strlen(folded));
            else
                put(&line, bytes, text_encode(bytes, c));
        }
    }
    return line.size > 0 ? line.data : NULL;
}

size_t text_cut(const char *text, size_t size, size_t max)
{
    if (size <= max)
        return size;
    while (max > 0 && ((unsigned char)text[max] & 0xC0) == 0x80)
        max--;
    return max;
}

size_t text_cut_words(const char *text, size_t size, size_t max)
{
    size_t cut = text_cut(text, size, max);

    if (cut == size)
        return size;
    while (cut > max / 2 && text[cut] != ' ')
        cut--;
    return text[cut] == ' ' ? cut : text_cut(text, size, max);
}

bool text_same_ascii(const char *a, const char *b)
{
    while (*a && text_lower(*a) == text_lower(*b))
        a++, b++;
    return text_lower(*a) == text_lower(*b);
}
