#include <string.h>

#include "base/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the base, the rest the reference. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    char *base = arena_copy(&a, (const char *)data, size);
    char *reference = base + strcspn(base, "\n");
    const char *url, *again;

    if (*reference)
        *reference++ = '\0';
    url_join(&a, base, reference);
    url_key(&a, reference);
    url = url_resolve(&a, base, reference);
    if (!url)
        return 0;
    again = url_resolve(&a, NULL, url);
    if (strlen(url) > URL_MAX || !again || strcmp(url, again) != 0)
        __builtin_trap(); /* what is fit to publish stays as it is */
    if (!url_is_absolute(url) || strpbrk(url, " \"<>\\^`{|}\t\n\r\177"))
        __builtin_trap();
    if (url_is_web(url) && (!url_key(&a, url) || !url_host(&a, url)))
        __builtin_trap();
    return 0;
}
