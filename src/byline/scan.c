#include <string.h>

#include "byline/scan.h"

char scan_char(const struct scan *s, size_t at)
{
    if (at >= s->end)
        return '\0';
    return s->f->text[at];
}

size_t scan_skip(const struct scan *s, size_t at, const char *signs)
{
    while (at < s->end && strchr(signs, s->f->text[at]))
        at++;
    return at;
}

int scan_digits(const struct scan *s, size_t at)
{
    int count = 0;

    while (count < 20 && fold_is_digit(scan_char(s, at + (size_t)count)))
        count++;
    return count;
}

int scan_number(const struct scan *s, size_t *at, int digits)
{
    int value = 0;

    while (digits-- > 0)
        value = value * 10 + (s->f->text[(*at)++] - '0');
    return value;
}

size_t scan_word(const struct scan *s, size_t at)
{
    size_t size = 0;

    while (fold_is_letter(scan_char(s, at + size)) &&
            (size == 0 || !fold_is_boundary(s->f, at + size)))
        size++;
    return size;
}

bool scan_is(const struct scan *s, size_t at, size_t size,
        const char *alternatives)
{
    return size > 0 && calendar_has(alternatives, s->f->text + at, size);
}
