#include <string.h>

#include "base/text.h"
#include "output/output.h"

const struct output *const outputs[] = {
        &output_atom,
        &output_rss,
        &output_json,
};
const size_t output_count = COUNT(outputs);

/*
 * What xml_escape() must look at; all else is copied in runs. Of UTF-8 these
 * are the first bytes of characters some of which cannot be published: C1
 * controls (C2), U+D800 to U+DFFF (ED), U+F000 to U+FFFF (EF), planes 1 to 16
 * (F0..F4).
 */
enum { PLAIN, CHECK, CR, QUOT, AMP, LT, GT };
static const unsigned char classes[256] = {
        1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 2, 1, 1, /* 00 */
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 10 */
        0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 20 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 6, 0, /* 30 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 40 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 50 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 60 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, /* 70 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 80 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 90 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* A0 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* B0 */
        0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* C0 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* D0 */
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, /* E0 */
        1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* F0 */
};

/* By class. */
static const struct bytes escapes[] = {
        [CHECK] = {"",       0},
        [CR] = {"&#13;",  5},
        [QUOT] = {"&quot;", 6},
        [AMP] = {"&amp;",  5},
        [LT] = {"&lt;",   4},
        [GT] = {"&gt;",   4},
};

/* Moves past the character at text[*at]; whether XML can hold it. */
static bool is_kept(const char *text, size_t size, size_t *at)
{
    const unsigned char *c = (const unsigned char *)text + *at;

    /* U+00A0 to U+00BF, which French is full of; text ends with a NUL */
    if (c[0] == 0xC2 && c[1] >= 0xA0 && c[1] <= 0xBF) {
        *at += 2;
        return true;
    }
    return text_is_publishable(text_next(text, size, at));
}

/* Where the run of characters that are written as they are ends; a character
 * that begins before stop is whole in it. */
static size_t run_end(const char *text, size_t stop, size_t size, size_t at)
{
    while (at < stop) {
        unsigned char class = classes[(unsigned char)text[at]];
        size_t next = at;

        if (class == PLAIN)
            at++;
        else if (class == CHECK && is_kept(text, size, &next))
            at = next;
        else
            break;
    }
    return at;
}

/* Writes straight into the buffer, a piece at a time, since runs are short
 * where there is markup. */
void xml_escape(struct buf *out, const char *text)
{
    enum { PIECE = 4096, LONGEST = sizeof("&quot;") - 1 };
    size_t size = strlen(text), at = 0;

    while (at < size) {
        size_t stop = size - at < PIECE ? size : at + PIECE;
        char *first = buf_room(out, (stop - at) * LONGEST), *to = first;

        if (!first)
            return;
        while (at < stop) {
            size_t end = run_end(text, stop, size, at);
            unsigned char class = classes[(unsigned char)text[end]];

            memcpy(to, text + at, end - at);
            to += end - at;
            at = end;
            if (end >= stop)
                break;
            memcpy(to, escapes[class].data, escapes[class].size);
            to += escapes[class].size;
            if (class == CHECK)
                text_next(text, size, &at);
            else
                at++;
        }
        buf_grew(out, (size_t)(to - first));
    }
}

bool output_speaks(const char *lang, const char *ours)
{
    size_t size = strlen(ours);

    return lang && strncmp(ours, lang, size) == 0 &&
            (!lang[size] || lang[size] == '-');
}

void xml_attribute(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_char(out, ' ');
    buf_text(out, name);
    buf_add(out, "=\"", 2);
    xml_escape(out, value);
    buf_char(out, '"');
}
