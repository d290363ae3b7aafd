#include <string.h>

#include "base/entity.h"
#include "base/text.h"

enum { NAME_SIZE = 32, LEGACY_MAX = 6 /* "Agrave" */ };

struct entity {
    char name[NAME_SIZE];
    char text[ENTITY_SIZE - 1];
    bool legacy; /* needs no semicolon */
};

static const struct entity entities[] = {
#include "base/entities.inc"
};

static const struct entity *find(const char *name, size_t size)
{
    size_t low = 0, high = COUNT(entities);

    if (size == 0 || size >= NAME_SIZE)
        return NULL;
    while (low < high) {
        const struct entity *middle = &entities[low + (high - low) / 2];
        int order = memcmp(name, middle->name, size);

        if (order == 0 && middle->name[size] == '\0')
            return middle;
        if (order > 0)
            low = (size_t)(middle - entities) + 1;
        else
            high = (size_t)(middle - entities);
    }
    return NULL;
}

const char *entity_find(const char *name, size_t size)
{
    const struct entity *entity = find(name, size);

    return entity ? entity->text : NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (text_lower(c) >= 'a' && text_lower(c) <= 'z');
}

/* The value of a digit, at least base where it is none. */
static uint32_t digit(char c, uint32_t base)
{
    if (is_digit(c))
        return (uint32_t)(c - '0');
    c = text_lower(c);
    return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : base;
}

/* Section 13.2.5.80: the C1 controls are read as windows-1252. */
static uint32_t number_meant(uint32_t c)
{
    static const uint16_t windows_1252[] = {0x20AC, 0x81, 0x201A, 0x0192,
            0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
            0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D,
            0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
            0x9D, 0x017E, 0x0178};

    if (c >= 0x80 && c - 0x80 < COUNT(windows_1252))
        return windows_1252[c - 0x80];
    if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0xFFFD;
    return c;
}

static size_t read_number(char *out, const char *text, size_t size)
{
    size_t at = 2, first;
    uint32_t base = 10, c = 0;

    if (at < size && text_lower(text[at]) == 'x') {
        base = 16;
        at++;
    }
    for (first = at; at < size && digit(text[at], base) < base; at++)
        if (c <= 0x10FFFF)
            c = c * base + digit(text[at], base);
    if (at == first)
        return 0;
    out[text_encode(out, number_meant(c))] = '\0';
    return at < size && text[at] == ';' ? at + 1 : at;
}

/* The longest known name that needs no semicolon; name has size letters. */
static const struct entity *find_legacy(const char *name, size_t *size)
{
    if (*size > LEGACY_MAX)
        *size = LEGACY_MAX;
    for (; *size > 1; --*size) {
        const struct entity *entity = find(name, *size);

        if (entity && entity->legacy)
            return entity;
    }
    return NULL;
}

size_t entity_read(char out[ENTITY_SIZE], const char *text, size_t size,
        bool in_attribute)
{
    const struct entity *entity = NULL;
    const char *name = text + 1;
    size_t letters = 0, left = size - 1;
    bool closed;

    if (left > 0 && *name == '#')
        return read_number(out, text, size);
    while (letters < left && letters < NAME_SIZE && is_alnum(name[letters]))
        letters++;
    closed = letters < left && name[letters] == ';';
    if (closed)
        entity = find(name, letters);
    if (!entity) {
        closed = false;
        entity = find_legacy(name, &letters);
    }
    if (!entity ||
            (!closed && in_attribute && letters < left &&
                    (name[letters] == '=' || is_alnum(name[letters]))))
        return 0;
    memcpy(out, entity->text, sizeof(entity->text));
    return 1 + letters + (closed ? 1 : 0);
}
