#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "input/person.h"

static bool is_in_address(char c)
{
    return isalnum((unsigned char)c) || strchr("!#$%&'*+/=?^_`{|}~.-", c);
}

/* The address in text, of at least a@b; empty where there is none. */
static struct bytes find_address(const char *text)
{
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        const char *from = at, *to = at + 1;

        while (from > text && is_in_address(from[-1]))
            from--;
        while (*to && (isalnum((unsigned char)*to) || *to == '-' || *to == '.'))
            to++;
        while (to > at && to[-1] == '.')
            to--;
        if (from < at && to > at + 1)
            return (struct bytes){from, (size_t)(to - from)};
    }
    return (struct bytes){"", 0};
}

/* Without what stood around a name or an address. */
static char *bare(struct arena *a, const char *text, size_t size)
{
    static const char around[] = " \t\r\n()<>[]\"',;:";

    while (size > 0 && strchr(around, *text)) {
        text++;
        size--;
    }
    while (size > 0 && strchr(around, text[size - 1]))
        size--;
    return text_line(a, text, size);
}

struct person *person_read(struct arena *a, const char *text)
{
    struct bytes address = find_address(text);
    struct person *person = ARENA_NEW(a, struct person);
    const char *before, *after;
    size_t size;

    if (address.size == 0) {
        person->name = text_line(a, text, strlen(text));
        return person->name ? person : NULL;
    }
    person->email = arena_copy(a, address.data, address.size);
    size = (size_t)(address.data - text);
    if (size >= 7 && strncasecmp(address.data - 7, "mailto:", 7) == 0)
        size -= 7;
    before = bare(a, text, size);
    after = bare(a, address.data + address.size,
            strlen(address.data + address.size));
    person->name = before ? before : after;
    return person;
}
