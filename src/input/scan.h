/* scan.h - looking at XML's markup between two pointers. */
#pragma once

#include <string.h>

#include "base/record.h"

static inline bool scan_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Of ASCII: XML 1.0, section 2.3, but that ":" begins no name. */
static inline bool scan_starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool scan_is_in_name(char c)
{
    return scan_starts_name(c) || (c >= '0' && c <= '9') || c == '-' ||
            c == '.' || c == ':';
}

static inline const char *scan_space(const char *at, const char *end)
{
    while (at < end && scan_is_space(*at))
        at++;
    return at;
}

enum { SCAN_NAME_MAX = 1000 /* bytes */ };

/* The name that begins at at; empty where none does, or one that is longer. */
struct bytes scan_name(const char *at, const char *end);

/* Whether word stands at at, in whichever case. */
static inline bool scan_is(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);

    return (size_t)(end - at) >= size && strncasecmp(at, word, size) == 0;
}

/* Faster than memmem() where the first character of word is rare. */
static inline const char *scan_find(const char *at, const char *end,
        const char *word)
{
    size_t size = strlen(word);

    while ((size_t)(end - at) >= size &&
            (at = memchr(at, *word, (size_t)(end - at) - size + 1))) {
        if (memcmp(at, word, size) == 0)
            return at;
        at++;
    }
    return NULL;
}
