#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"

/* Parameters that say how a reader came, not what is read. In the order of the
 * alphabet; "*" stands for any end. */
static const char *const tracking[] = {"__hsfp", "__hssc", "__hstc", "_ga",
        "_gl", "_hs*", "_openstat", "at_campaign", "at_custom*", "at_medium",
        "dclid", "dm_i", "epik", "fb_action_ids", "fb_action_types",
        "fb_source", "fbclid", "ga_campaign", "ga_content", "ga_medium",
        "ga_source", "ga_term", "gad_campaignid", "gad_source", "gbraid",
        "gclid", "gclsrc", "hsCtaTracking", "hsa_*", "igsh", "igshid",
        "li_fat_id", "matomo_*", "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber",
        "ml_subscriber_hash", "msclkid", "mtm_*", "oly_anon_id", "oly_enc_id",
        "piwik_*", "pk_*", "rb_clickid", "s_cid", "sc_cid", "srsltid", "ttclid",
        "twclid", "utm_*", "vero_conv", "vero_id", "wbraid", "wickedid", "xtor",
        "yclid", NULL};

static bool is_named(const char *const *names, const char *parameter,
        size_t size)
{
    for (; names && *names; names++) {
        size_t length = strlen(*names);
        bool begins = (*names)[length - 1] == '*';

        length -= begins;
        if ((begins ? size >= length : size == length) &&
                memcmp(*names, parameter, length) == 0)
            return true;
    }
    return false;
}

static bool is_tracking(const char *parameter, const struct url_same *same)
{
    size_t size = strcspn(parameter, "=&#");

    return is_named(tracking, parameter, size) ||
            is_named(same->tracking, parameter, size);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_parameters(struct buf *out, struct arena *a, char *query,
        const struct url_same *same)
{
    const char **kept = ARENA_ARRAY(a, const char *, strlen(query) + 1);
    size_t count = 0;

    while (*query) {
        char *parameter = query;

        query += strcspn(query, "&");
        if (*query)
            *query++ = '\0';
        if (*parameter && !is_tracking(parameter, same))
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
    static const struct url_same same = {0};
    AUTO(buf) struct buf out = {0};
    size_t end = strcspn(reference, "#"), at = strcspn(reference, "?#"), size;
    char mark = '?';

    buf_add(&out, reference, at);
    while (at < end) {
        size = strcspn(reference + ++at, "&#");
        if (!is_tracking(reference + at, &same)) {
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

static const char *without_www(const char *host)
{
    return strncmp(host, "www.", 4) == 0 && host[4] ? host + 4 : host;
}

static const char *host_same(const char *host, const struct url_same *same)
{
    for (const struct url_alias *x = same->hosts; x; x = x->next)
        if (strcmp(x->host, host) == 0)
            return without_www(x->as);
    return without_www(host);
}

const char *url_host_same(struct arena *a, const char *url,
        const struct url_same *same)
{
    const char *host = url_host(a, url);

    return host ? host_same(host, same) : NULL;
}

char *url_key_same(struct arena *a, const char *url,
        const struct url_same *same)
{
    AUTO(buf) struct buf out = {0};
    const char *tidy = url_resolve(a, NULL, url);
    const char *host = tidy ? url_host(a, tidy) : NULL;
    char *path, *query;
    size_t size;

    if (!host)
        return NULL;
    buf_text(&out, host_same(host, same));
    tidy = strchr(tidy, ':') + strlen("://");
    path = arena_text(a, tidy + strcspn(tidy, "/?#"));
    path[strcspn(path, "#")] = '\0';
    raise_hex(path);
    size = strcspn(path, "?");
    query = path[size] ? path + size + 1 : path + size;
    while (size > 0 && path[size - 1] == '/')
        size--;
    buf_add(&out, path, size);
    put_parameters(&out, a, query, same);
    return arena_copy(a, out.data, out.size);
}

char *url_key(struct arena *a, const char *url)
{
    return url_key_same(a, url, &(struct url_same){0});
}
