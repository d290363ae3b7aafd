#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/url.h"
#include "base/url_parts.h"

enum { PORT_DIGITS = 5 };

bool url_is_absolute(const char *iri)
{
    return url_scheme(iri) > 0;
}

/* RFC 3986 3.2.2: square brackets stand round the address of a host alone. */
static bool brackets_fit(const char *iri)
{
    const char *open = strchr(iri, '['), *host = strstr(iri, "://[");

    if (!open)
        return strchr(iri, ']') == NULL;
    if (!host || open != host + 3)
        return false;
    open += 1 + strspn(open + 1, "0123456789abcdefABCDEF:.");
    return *open == ']' && !strpbrk(open + 1, "[]");
}

bool url_is_id(const char *iri)
{
    static const char *const refused[] = {"data:", "javascript:", "vbscript:"};
    size_t size = strlen(iri);

    for (size_t i = 0; i < COUNT(refused); i++)
        if (strncasecmp(iri, refused[i], strlen(refused[i])) == 0)
            return false;
    for (size_t at = 0; at < size;) {
        uint32_t c = text_next(iri, size, &at);

        if (c <= ' ' || c == 0xFFFD || !text_is_publishable(c) ||
                text_is_space(c) || (c < 0x80 && strchr("<>\"{}|\\^`", (int)c)))
            return false;
    }
    return url_is_absolute(iri) && brackets_fit(iri);
}

/* What could be the name or the address of a host. */
static bool host_is_fit(struct span host)
{
    if (host.size > 2 && host.at[0] == '[')
        return strspn(host.at + 1, "0123456789abcdefABCDEF:.") ==
                host.size - 2 &&
                host.at[host.size - 1] == ']';
    for (size_t i = 0; i < host.size;) {
        uint32_t c = text_next(host.at, host.size, &i);

        if (c < 0x80 ? !is((char)c, &url_in_host)
                     : c == 0xFFFD || text_is_space(c) ||
                                !text_is_publishable(c))
            return false;
    }
    return host.size > 0;
}

struct web {
    struct span scheme, host, port;
};

static bool take_web(struct web *out, const char *url)
{
    size_t scheme = url_scheme(url);

    *out = (struct web){0};
    out->scheme = (struct span){url, scheme};
    if (!span_is_web(out->scheme) || strncmp(url + scheme, "://", 3) != 0)
        return false;
    url += scheme + 3;
    out->host = url_without_userinfo(span_take(&url, "/?#\\"));
    out->port = url_cut_port(&out->host);
    return host_is_fit(out->host) && out->port.size <= PORT_DIGITS &&
            (out->port.size < PORT_DIGITS ||
                    strncmp(out->port.at, "65535", PORT_DIGITS) <= 0);
}

bool url_is_web(const char *url)
{
    struct web web;

    return take_web(&web, url);
}

/* A URL read in the form that is compared. */
struct cursor {
    const char *at, *path;
    bool slash; /* is still to come: "/" stands for no path */
};

static struct cursor cursor(const char *url)
{
    struct span scheme = {url, url_scheme(url)};
    struct cursor c = {url, url, false};

    if (scheme.size > 0 && strncmp(url + scheme.size, "://", 3) == 0) {
        c.path = url + scheme.size + 3;
        c.path += strcspn(c.path, "/?#");
        c.slash = span_is_web(scheme) && *c.path != '/';
    }
    return c;
}

static int next(struct cursor *c)
{
    if (c->at < c->path)
        return text_lower(*c->at++);
    if (c->slash) {
        c->slash = false;
        return '/';
    }
    return *c->at ? *c->at++ : '\0';
}

int url_compare(const char *a, const char *b)
{
    struct cursor one = cursor(a), other = cursor(b);
    int x, y;

    do {
        x = next(&one);
        y = next(&other);
    } while (x == y && x != '\0');
    return x - y;
}

char *url_host(struct arena *a, const char *url)
{
    AUTO(buf) struct buf out = {0};
    struct web web;

    if (!take_web(&web, url))
        return NULL;
    url_put_host(&out, web.host);
    url_put_port(&out, web.scheme, web.port);
    for (size_t i = 0; i < out.size; i++)
        out.data[i] = text_lower(out.data[i]);
    return arena_copy(a, out.data, out.size);
}
