/*
 * harmless_style.c - CSS that says how a text looks, and nothing that loads,
 * covers what is around it or reaches out of its line. One declaration that is
 * not understood is left out; where the whole does not look like declarations,
 * so is it all.
 */
#include <string.h>

#include "base/text.h"
#include "normalise/harmless.h"

/* Of any value that is made of words, numbers and strings. */
static const char *const properties[] = {"azimuth", "background-color",
        "border-bottom-color", "border-collapse", "border-color",
        "border-left-color", "border-right-color", "border-top-color", "clear",
        "color", "cursor", "direction", "display", "elevation", "float", "font",
        "font-family", "font-size", "font-style", "font-variant", "font-weight",
        "height", "letter-spacing", "line-height", "overflow", "pause",
        "pause-after", "pause-before", "pitch", "pitch-range", "richness",
        "speak", "speak-header", "speak-numeral", "speak-punctuation",
        "speech-rate", "stress", "text-align", "text-decoration", "text-indent",
        "unicode-bidi", "vertical-align", "voice-family", "volume",
        "white-space", "width"};

/* Of these and all that begin with one and "-", each word is looked at. */
static const char *const families[] = {"background", "border", "margin",
        "padding"};

static const char *const words[] = {"!important", "aqua", "auto", "black",
        "block", "blue", "bold", "both", "bottom", "brown", "center",
        "collapse", "dashed", "dotted", "fuchsia", "gray", "green", "italic",
        "left", "lime", "maroon", "medium", "navy", "none", "normal", "nowrap",
        "olive", "pointer", "purple", "red", "right", "silver", "solid", "teal",
        "top", "transparent", "underline", "white", "yellow"};

static const char *const units[] = {"", "%", "cm", "em", "ex", "in", "mm", "pc",
        "pt", "px"};

static bool is_among(const char *const *list, size_t count, struct slice name)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(name, list[i]))
            return true;
    return false;
}

#define AMONG(list, name) is_among((list), COUNT(list), (name))

static struct slice trimmed(struct slice text)
{
    while (text.size > 0 && html_is_space(text.data[0]))
        text.data++, text.size--;
    while (text.size > 0 && html_is_space(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* Cuts off and returns what is before stop, which goes, too. */
static struct slice cut(struct slice *text, char stop)
{
    const char *found = memchr(text->data, stop, text->size);
    struct slice before = *text;

    if (found)
        before.size = (size_t)(found - text->data);
    text->data += before.size + (found ? 1 : 0);
    text->size -= before.size + (found ? 1 : 0);
    return before;
}

static size_t span(struct slice text, const char *of)
{
    size_t size = 0;

    while (size < text.size && strchr(of, text.data[size]))
        size++;
    return size;
}

/* Up to two digits before the point and after it, with a unit. */
static bool is_length(struct slice word)
{
    size_t digits = span(word, "0123456789"), more;

    if (digits > 2)
        return false;
    word.data += digits, word.size -= digits;
    if (word.size > 0 && word.data[0] == '.') {
        word.data++, word.size--;
        more = span(word, "0123456789");
        if (more > 2 || more + digits == 0)
            return false;
        word.data += more, word.size -= more;
    } else if (digits == 0) {
        return false;
    }
    return AMONG(units, word);
}

static bool is_colour(struct slice word)
{
    bool is_hash = word.size > 1 && word.data[0] == '#';
    const char *of = is_hash ? "#0123456789abcdefABCDEF" : "rgb(),%0123456789";

    return (is_hash || (word.size > 4 && memcmp(word.data, "rgb(", 4) == 0)) &&
            span(word, of) == word.size;
}

static bool is_understood(struct slice value)
{
    for (value = trimmed(value); value.size > 0; value = trimmed(value)) {
        struct slice word = cut(&value, ' ');

        if (!AMONG(words, word) && !is_length(word) && !is_colour(word))
            return false;
    }
    return true;
}

static bool is_wanted(struct slice name, struct slice value)
{
    struct slice family = name;

    if (value.size == 0)
        return false;
    if (AMONG(properties, name))
        return true;
    family = cut(&family, '-');
    return AMONG(families, family) && is_understood(value);
}

/* Whether it has a name, and a value of words, numbers, strings and colours. */
static bool is_declaration(struct slice name, struct slice value)
{
    static const char plain[] =
            "abcdefghijklmnopqrstuvwxyz"
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "0123456789-,#%.! \t\r\n\f";

    if (name.size == 0 || name.data[0] == '-' || span(name, plain) != name.size)
        return false;
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];
        const char *close = NULL;

        if (strchr(plain, c))
            continue;
        if (c == '"' || c == '\'')
            close = memchr(value.data + i + 1, c, value.size - i - 1);
        else if (c == '(' && i >= 3 &&
                strncasecmp(value.data + i - 3, "rgb", 3) == 0)
            close = memchr(value.data + i + 1, ')', value.size - i - 1);
        if (!close)
            return false;
        for (i++; value.data + i < close; i++)
            if (!strchr(c == '(' ? "0123456789,% " : plain, value.data[i]))
                return false;
    }
    return true;
}

void harmless_style(struct buf *out, const char *style)
{
    struct slice rest = {style, strlen(style)};
    size_t first = out->size;

    while (rest.size > 0) {
        struct slice value = cut(&rest, ';');
        struct slice name = trimmed(cut(&value, ':'));

        value = trimmed(value);
        if (!is_declaration(name, value) || !is_wanted(name, value))
            continue;
        if (out->size > first)
            buf_char(out, ' ');
        buf_add(out, name.data, name.size);
        buf_text(out, ": ");
        buf_add(out, value.data, value.size);
        buf_char(out, ';');
    }
}
