#include <string.h>

#include "base/text.h"
#include "extension.h"
#include "normalise/attributes.h"
#include "normalise/escape.h"

/* The value with its references read, in lower case, without white space; ""
 * where there is none. */
static const char *bare(struct arena *scratch, const struct slice *value)
{
    AUTO(buf) struct buf read = {0}, out = {0};

    if (value)
        html_read(&read, *value, true);
    for (size_t i = 0; i < read.size; i++)
        if (!html_is_space(read.data[i]))
            buf_char(&out, text_lower(read.data[i]));
    return arena_copy(scratch, out.size > 0 ? out.data : "", out.size);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a length is 0 or 1, in pixels. */
static bool is_dot(const char *digits)
{
    while (digits[0] == '0' && is_digit(digits[1]))
        digits++;
    return (digits[0] == '0' || digits[0] == '1') && !is_digit(digits[1]) &&
            digits[1] != '%';
}

/* Whether a value of CSS is one of the words, or, where there are none, a
 * length that cannot be seen. */
static bool hides(struct arena *scratch, const char *value, const char *words)
{
    size_t size = strcspn(value, ";!");
    size_t digits = strspn(value, "0123456789");

    if (words)
        return vocabulary_has(words, arena_copy(scratch, value, size));
    return is_dot(value) &&
            (digits == size || strncmp(value + digits, "px", 2) == 0);
}

/* Whether a declaration of the style keeps the image from being seen. */
static bool is_hidden_by(struct arena *scratch, const char *style)
{
    static const struct {
        const char *property, *words;
    } rows[] = {
            {"display:",    "none"           },
            {"visibility:", "hidden collapse"},
            {"width:",      NULL             },
            {"height:",     NULL             },
    };

    for (; style; style = strchr(style, ';')) {
        style += *style == ';';
        for (size_t i = 0; i < COUNT(rows); i++) {
            size_t size = strlen(rows[i].property);

            if (strncmp(style, rows[i].property, size) == 0 &&
                    hides(scratch, style + size, rows[i].words))
                return true;
        }
    }
    return false;
}

bool attributes_are_of_pixel(struct arena *scratch, const struct token *token)
{
    return is_dot(bare(scratch, token_value(token, "width"))) ||
            is_dot(bare(scratch, token_value(token, "height"))) ||
            token_value(token, "hidden") ||
            is_hidden_by(scratch, bare(scratch, token_value(token, "style")));
}
