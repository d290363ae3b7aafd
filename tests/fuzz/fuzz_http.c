/* A URL on the first line, then header lines; the Location is followed. */
#include <string.h>

#include "http/headers.h"
#include "http/trail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t line_size(const char *at, size_t left)
{
    const char *end = memchr(at, '\n', left);

    return end ? (size_t)(end - at) + 1 : left;
}

static void check_target(const struct target *target)
{
    if (strncmp(target->url, "http://", 7) != 0 &&
            strncmp(target->url, "https://", 8) != 0)
        __builtin_trap();
    if (strchr(target->url, '#') || strpbrk(target->url, " \r\n"))
        __builtin_trap();
}

static void check_fit(const char *validator)
{
    if (validator &&
            (!*validator || strlen(validator) > HTTP_VALIDATOR_MAX ||
                    strpbrk(validator, " \r\n")))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    const char *text = arena_copy(&a, (const char *)data, size);
    size_t at = line_size(text, size);
    const char *url = arena_copy(&a, text, at > 0 ? at - 1 : 0);
    struct headers headers = {0};
    struct trail trail;
    struct err err = {0};

    while (at < size) {
        size_t line = line_size(text + at, size - at);

        headers_take(&headers, &a, (struct bytes){text + at, line});
        at += line;
    }
    check_fit(headers.value[FIELD_ETAG]);
    if (trail_begin(&trail, url, &err)) {
        if (trail_follow(&trail, 301, headers.value[FIELD_LOCATION], &err) ==
                HTTP_OK)
            check_target(&trail.hop);
        check_target(&trail.start);
    }
    trail_auto(&trail);
    return 0;
}
