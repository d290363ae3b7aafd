#include <string.h>
#include <strings.h>

#include "http/headers.h"
#include "http/http.h"

/* Which bytes a value may have. */
enum charset {
    VISIBLE,   /* 0x21 to 0x7e */
    PRINTABLE, /* spaces, too */
    TEXT,      /* anything but control characters */
};

static const struct {
    const char *name;
    size_t size;
    enum charset charset;
} fields[] = {
#define FIELD(name, charset)              \
    {                                     \
        (name), sizeof(name) - 1, charset \
    }
        [FIELD_CACHE_CONTROL] = FIELD("cache-control", PRINTABLE),
        [FIELD_CONTENT_ENCODING] = FIELD("content-encoding", PRINTABLE),
        [FIELD_CONTENT_LOCATION] = FIELD("content-location", VISIBLE),
        [FIELD_CONTENT_TYPE] = FIELD("content-type", PRINTABLE),
        [FIELD_DATE] = FIELD("date", PRINTABLE),
        [FIELD_ETAG] = FIELD("etag", VISIBLE),
        [FIELD_EXPIRES] = FIELD("expires", PRINTABLE),
        [FIELD_LAST_MODIFIED] = FIELD("last-modified", PRINTABLE),
        [FIELD_LOCATION] = FIELD("location", TEXT),
        [FIELD_RETRY_AFTER] = FIELD("retry-after", PRINTABLE),
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct bytes trim(struct bytes text)
{
    while (text.size > 0 && is_blank(text.data[0]))
        text.data++, text.size--;
    while (text.size > 0 && is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

static bool is_fit(struct bytes value, enum charset charset)
{
    unsigned char least = charset == VISIBLE ? 0x21 : 0x20;

    for (size_t i = 0; i < value.size; i++) {
        unsigned char c = (unsigned char)value.data[i];

        if (c < least || c == 0x7f || (c > 0x7f && charset != TEXT))
            return false;
    }
    return value.size > 0 && value.size <= HTTP_VALIDATOR_MAX;
}

/* These are lists (RFC 9110 section 5.3), which servers and caches before them
 * add to. */
static bool is_list(enum field field)
{
    return field == FIELD_CACHE_CONTROL || field == FIELD_CONTENT_ENCODING;
}

/* The first line of another name counts. */
static void keep(struct headers *headers, struct arena *a, enum field field,
        struct bytes value)
{
    const char **slot = &headers->value[field];

    if (!is_fit(value, fields[field].charset))
        return;
    if (!*slot)
        *slot = arena_copy(a, value.data, value.size);
    else if (is_list(field) && strlen(*slot) < HTTP_VALIDATOR_MAX)
        *slot = arena_printf(a, "%s, %.*s", *slot, (int)value.size, value.data);
}

void headers_take(struct headers *headers, struct arena *a, struct bytes line)
{
    const char *colon;
    size_t size;

    if (line.size >= 5 && memcmp(line.data, "HTTP/", 5) == 0) {
        *headers = (struct headers){0};
        return;
    }
    if (headers->ended)
        return;
    colon = memchr(line.data, ':', line.size);
    if (!colon) {
        headers->ended = trim(line).size == 0;
        return;
    }
    size = (size_t)(colon - line.data);
    for (size_t i = 0; i < COUNT(fields); i++) {
        if (fields[i].size == size &&
                strncasecmp(fields[i].name, line.data, size) == 0) {
            struct bytes value = {colon + 1, line.size - size - 1};

            keep(headers, a, (enum field)i, trim(value));
            return;
        }
    }
}
