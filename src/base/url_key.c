#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"

/* Whether a parameter says how a reader came, not what is read. */
static bool is_tracking(const char *parameter)
{
    static const char *const families[] = {"_hs", "mtm_", "pk_", "utm_"};
    static const char *const names[] = {"_ga", "_gl", "at_campaign",
            "at_medium", "dclid", "fbclid", "gbraid", "gclid", "igshid",
            "mc_cid", "mc_eid", "mkt_tok", "msclkid", "twclid", "wbraid",
            "xtor", "yclid"};
    size_t size = strcspn(parameter, "=");

    for (size_t i = 0; i < COUNT(families); i++)
        if (strncmp(parameter, families[i], strlen(families[i])) == 0)
            return true;
    for (size_t i = 0; i < COUNT(names); i++)
        if (strlen(names[i]) == size && memcmp(parameter, names[i], size) == 0)
            return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_parameters(struct buf *out, struct arena *a, char *query)
{
    const char **kept = ARENA_ARRAY(a, const char *, strlen(query) + 1);
    size_t count = 0;

    while (*query) {
        char *parameter = query;

        query += strcspn(query, "&");
        if (*query)
            *query++ = '\0';
        if (*parameter && !is_tracking(parameter))
            kept[count++] = parameter;
    }
    qsort(kept, count, sizeof(*kept), by_bytes);
    for (size_t i = 0; i < count; i++) {
        buf_char(out, i == 0 ? '?' : '&');
        buf_text(out, kept[i]);
    }
}

char *url_without_tracking(struct arena *a, const char *reference)
{
    AUTO(buf) struct buf out = {0};
    size_t end = strcspn(reference, "#"), at = strcspn(reference, "?#"), size;
    char mark = '?';

    buf_add(&out, reference, at);
    while (at < end) {
        size = strcspn(reference + ++at, "&#");
        if (!is_tracking(reference + at)) {
            buf_char(&out, mark);
            buf_add(&out, reference + at, size);
            mark = '&';
        }
        at += size;
    }
    buf_text(&out, reference + end);
    return arena_copy(a, out.data, out.size);
}

/* %c3 and %C3 are the same. */
static void raise_hex(char *text)
{
    for (; (text = strchr(text, '%')); text += 3)
        for (int i = 1; i <= 2; i++)
            if (text[i] >= 'a' && text[i] <= 'f')
                text[i] = (char)(text[i] - 'a' + 'A');
}

char *url_key(struct arena *a, const char *url)
{
    AUTO(buf) struct buf out = {0};
    const char *tidy = url_resolve(a, NULL, url);
    const char *host = tidy ? url_host(a, tidy) : NULL;
    char *path, *query;
    size_t size;

    if (!host)
        return NULL;
    buf_text(&out, strncmp(host, "www.", 4) == 0 && host[4] ? host + 4 : host);
    tidy = strchr(tidy, ':') + strlen("://");
    path = arena_text(a, tidy + strcspn(tidy, "/?#"));
    path[strcspn(path, "#")] = '\0';
    raise_hex(path);
    size = strcspn(path, "?");
    query = path[size] ? path + size + 1 : path + size;
    while (size > 0 && path[size - 1] == '/')
        size--;
    buf_add(&out, path, size);
    put_parameters(&out, a, query);
    return arena_copy(a, out.data, out.size);
}
