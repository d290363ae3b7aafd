/*
 * url.c - RFC 3986 section 5.2 by its own pseudocode, between a cleaning that
 * browsers do before (WHATWG URL) and an encoding of what is not allowed after.
 * All of it works on two copies of bounded size; there is no recursion.
 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/url.h"

enum { ROOM = URL_MAX + 1, PORT_DIGITS = 5 };

/* Characters of a text; at is NULL where the part is not there at all. */
struct span {
    const char *at;
    size_t size;
};

struct parts {
    struct span scheme, authority, path, query, fragment;
};

/* Characters of ASCII: a bit for each below "@", and for each from there on. */
struct set {
    uint64_t low, high;
};

#define BIT(c)            (UINT64_C(1) << ((c)&63))
#define BITS(first, last) (2 * BIT(last) - BIT(first))
#define LETTERS           (BITS('A', 'Z') | BITS('a', 'z'))
#define MARKS             (BIT('!') | BIT('$') | BITS('&', '.') | BIT(';') | BIT('='))

/* RFC 3986 sections 2 and 3. */
static const struct set digits = {BITS('0', '9'), 0},
                        hex = {BITS('0', '9'), BITS('A', 'F') | BITS('a', 'f')},
                        alpha = {0, LETTERS},
                        in_scheme = {BITS('0', '9') | BIT('+') | BIT('-') |
                                        BIT('.'),
                                LETTERS},
                        /* unreserved and sub-delims */
        plain = {BITS('0', '9') | MARKS, LETTERS | BIT('_') | BIT('~')},
                        /* in paths, queries and fragments */
        in_part = {BITS('/', ':') | BIT('?') | MARKS,
                BIT('@') | LETTERS | BIT('_') | BIT('~')},
                        in_host = {BITS('0', '9') | BIT('-') | BIT('.'),
                                LETTERS | BIT('_')},
                        in_done_host = {BITS('0', '9') | BIT('-') | BIT('.'),
                                BITS('a', 'z')};

static bool is(char c, const struct set *set)
{
    uint64_t bits = c & 64 ? set->high : set->low;

    return !(c & 128) && (bits >> (c & 63) & 1);
}

static bool span_is(struct span span, const char *lower_case)
{
    for (size_t i = 0; i < span.size; i++)
        if (text_lower(span.at[i]) != lower_case[i])
            return false;
    return lower_case[span.size] == '\0';
}

static bool is_web(struct span scheme)
{
    return span_is(scheme, "http") || span_is(scheme, "https");
}

/* ---- taking apart ---- */

/* What browsers do first. False where it is too long. */
static bool clean(char out[ROOM], const char *text)
{
    size_t end = strlen(text), size = 0;

    while (end > 0 && (unsigned char)text[end - 1] <= ' ')
        end--;
    while (end > 0 && (unsigned char)*text <= ' ')
        text++, end--;
    for (size_t i = 0; i < end; i++) {
        if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r')
            continue;
        if (size == URL_MAX)
            return false;
        out[size++] = text[i];
    }
    out[size] = '\0';
    return true;
}

/* The length of the scheme, or 0. */
static size_t scheme_size(const char *text)
{
    size_t size = 0;

    if (!is(*text, &alpha))
        return 0;
    while (is(text[size], &in_scheme))
        size++;
    return text[size] == ':' ? size : 0;
}

/* Takes what is before the first of `ends`. */
static struct span take(const char **at, const char *ends)
{
    struct span span = {*at, strcspn(*at, ends)};

    *at += span.size;
    return span;
}

/* RFC 3986 appendix B; http(s) as browsers do: "\\" is "/", "///" is "//". */
static struct parts split(char *text, bool base_is_web)
{
    struct parts parts = {0};
    size_t scheme = scheme_size(text);
    bool web = base_is_web;
    const char *at;

    if (scheme > 0) {
        parts.scheme = (struct span){text, scheme};
        web = is_web(parts.scheme);
        text += scheme + 1;
    }
    for (char *c = text; web && *c && *c != '?' && *c != '#'; c++)
        if (*c == '\\')
            *c = '/';
    at = text;
    if (at[0] == '/' && at[1] == '/') {
        at += web ? strspn(at, "/") : 2;
        parts.authority = take(&at, "/?#");
    }
    parts.path = take(&at, "?#");
    if (*at == '?') {
        at++;
        parts.query = take(&at, "#");
    }
    if (*at == '#')
        parts.fragment = (struct span){at + 1, strlen(at + 1)};
    return parts;
}

/* ---- resolving ---- */

/* Where the output ends once its last segment is taken away. */
static size_t without_last(const char *path, size_t size)
{
    while (size > 0 && path[size - 1] != '/')
        size--;
    return size > 0 ? size - 1 : 0;
}

static size_t leading_dots(const char *path)
{
    if (strncmp(path, "./", 2) == 0)
        return 2;
    return strncmp(path, "../", 3) == 0 ? 3 : 0;
}

/* RFC 3986 section 5.2.4, in place; returns the new size. */
static size_t remove_dots(char *path, size_t size)
{
    size_t from = 0, to = 0;

    path[size] = '\0';
    for (size_t skip; (skip = leading_dots(path + from)) > 0;)
        from += skip;
    if (strcmp(path + from, ".") == 0 || strcmp(path + from, "..") == 0)
        return 0;
    while (from < size) {
        size_t slash = path[from] == '/';
        size_t name = strcspn(path + from + slash, "/");
        bool dot = slash && name == 1 && path[from + 1] == '.';
        bool dots = slash && name == 2 &&
                strncmp(path + from + 1, "..", 2) == 0;

        if (dots)
            to = without_last(path, to);
        if (!dot && !dots) {
            memmove(path + to, path + from, slash + name);
            to += slash + name;
        }
        from += slash + name;
        if ((dot || dots) && from == size)
            path[to++] = '/';
    }
    return to;
}

/* RFC 3986 section 5.2.3 */
static struct span merge(char room[2 * ROOM], const struct parts *base,
        struct span path)
{
    size_t size = base->path.size;

    if (path.size > 0 && *path.at == '/') {
        size = 0;
    } else if (base->authority.at && size == 0) {
        room[size++] = '/';
    } else {
        while (size > 0 && base->path.at[size - 1] != '/')
            size--;
        if (size > 0)
            memcpy(room, base->path.at, size);
    }
    memcpy(room + size, path.at, path.size);
    return (struct span){room, remove_dots(room, size + path.size)};
}

/* RFC 3986 section 5.2.2, strict; base has a scheme, or ref has. */
static struct parts transform(char room[2 * ROOM], const struct parts *base,
        const struct parts *ref)
{
    static const struct parts nothing = {0};
    struct parts to = *ref;

    if (ref->scheme.at || ref->authority.at) {
        if (!ref->scheme.at)
            to.scheme = base->scheme;
        to.path = merge(room, &nothing, ref->path);
        return to;
    }
    to.scheme = base->scheme;
    to.authority = base->authority;
    if (ref->path.size > 0) {
        to.path = merge(room, base, ref->path);
        return to;
    }
    to.path = merge(room, &nothing, base->path);
    if (!ref->query.at)
        to.query = base->query;
    return to;
}

/* ---- putting together ---- */

static bool is_encoded(struct span span, size_t at)
{
    return span.at[at] == '%' && span.size - at > 2 &&
            is(span.at[at + 1], &hex) && is(span.at[at + 2], &hex);
}

static void put_encoded(struct buf *out, struct span span)
{
    size_t done = 0;

    for (size_t i = 0; i < span.size; i++) {
        if (is(span.at[i], &in_part) || is_encoded(span, i))
            continue;
        buf_add(out, span.at + done, i - done);
        buf_printf(out, "%%%02X", (unsigned char)span.at[i]);
        done = i + 1;
    }
    buf_add(out, span.at + done, span.size - done);
}

/* Takes the digits after the last colon away from *host. */
static struct span cut_port(struct span *host)
{
    size_t start = host->size;
    struct span port = {0};

    while (start > 0 && is(host->at[start - 1], &digits))
        start--;
    if (start == 0 || host->at[start - 1] != ':')
        return port;
    port = (struct span){host->at + start, host->size - start};
    host->size = start - 1;
    while (port.size > 0 && *port.at == '0')
        port.at++, port.size--;
    return port;
}

static bool is_default_port(struct span scheme, struct span port)
{
    return port.size == 0 || (span_is(scheme, "http") && span_is(port, "80")) ||
            (span_is(scheme, "https") && span_is(port, "443"));
}

static struct span without_userinfo(struct span authority)
{
    for (size_t i = authority.size; i > 0; i--)
        if (authority.at[i - 1] == '@')
            return (struct span){authority.at + i, authority.size - i};
    return authority;
}

static void put_host(struct buf *out, struct span host)
{
    bool literal = host.size > 0 && host.at[host.size - 1] == ']';
    const char *also = literal ? "[]:%" : "%";

    for (size_t i = 0; i < host.size; i++) {
        char c = host.at[i];

        if (is(c, &plain) || strchr(also, c) || (unsigned char)c >= 0x80)
            buf_char(out, text_lower(c));
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

static void put_port(struct buf *out, struct span scheme, struct span port)
{
    if (is_default_port(scheme, port))
        return;
    buf_char(out, ':');
    buf_add(out, port.at, port.size);
}

/* RFC 3986 section 5.3 */
static void compose(struct buf *out, const struct parts *parts)
{
    struct span host = without_userinfo(parts->authority);
    struct span port = cut_port(&host);

    for (size_t i = 0; i < parts->scheme.size; i++)
        buf_char(out, text_lower(parts->scheme.at[i]));
    buf_char(out, ':');
    if (parts->authority.at) {
        buf_text(out, "//");
        put_host(out, host);
        put_port(out, parts->scheme, port);
        if (parts->path.size == 0 && is_web(parts->scheme))
            buf_char(out, '/');
    } else if (parts->path.size > 1 && memcmp(parts->path.at, "//", 2) == 0) {
        buf_text(out, "/."); /* else it would read as an authority */
    }
    put_encoded(out, parts->path);
    if (parts->query.at) {
        buf_char(out, '?');
        put_encoded(out, parts->query);
    }
    if (parts->fragment.at) {
        buf_char(out, '#');
        put_encoded(out, parts->fragment);
    }
}

/* The size of a text that is what would be made of it, as most are; else 0. */
static size_t size_if_done(const char *text)
{
    const char *at = text + (strncmp(text, "https", 5) == 0 ? 5 : 4);
    int fragments = 0;

    if (strncmp(text, "http", 4) != 0 || strncmp(at, "://", 3) != 0 ||
            !is(at[3], &in_done_host))
        return 0;
    for (at += 3; is(*at, &in_done_host);)
        at++;
    if (*at != '/')
        return 0;
    for (; *at; at++) {
        bool dots = at[0] == '/' && at[1] == '.';

        if (*at == '%' && is(at[1], &hex) && is(at[2], &hex))
            at += 2;
        else if (*at == '#' ? ++fragments > 1 : dots || !is(*at, &in_part))
            return 0;
    }
    return at - text <= URL_MAX ? (size_t)(at - text) : 0;
}

char *url_join(struct arena *a, const char *base, const char *reference)
{
    char base_text[ROOM], text[ROOM], room[2 * ROOM];
    AUTO(buf) struct buf out = {.max = URL_MAX};
    struct parts from = {0}, ref, to;
    size_t done = reference ? size_if_done(reference) : 0;

    if (done > 0)
        return arena_copy(a, reference, done);
    if (!reference || !clean(text, reference))
        return NULL;
    if (base && clean(base_text, base) && url_is_absolute(base_text))
        from = split(base_text, false);
    ref = split(text, is_web(from.scheme));
    if (!ref.scheme.at && !from.scheme.at)
        return NULL;
    to = transform(room, &from, &ref);
    compose(&out, &to);
    return out.full ? NULL : arena_copy(a, out.data, out.size);
}

/* ---- judging ---- */

bool url_is_absolute(const char *iri)
{
    return scheme_size(iri) > 0;
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
    return url_is_absolute(iri);
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

        if (c < 0x80 ? !is((char)c, &in_host)
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
    size_t scheme = scheme_size(url);

    *out = (struct web){0};
    out->scheme = (struct span){url, scheme};
    if (!is_web(out->scheme) || strncmp(url + scheme, "://", 3) != 0)
        return false;
    url += scheme + 3;
    out->host = without_userinfo(take(&url, "/?#\\"));
    out->port = cut_port(&out->host);
    return host_is_fit(out->host) && out->port.size <= PORT_DIGITS &&
            (out->port.size < PORT_DIGITS ||
                    strncmp(out->port.at, "65535", PORT_DIGITS) <= 0);
}

bool url_is_web(const char *url)
{
    struct web web;

    return take_web(&web, url);
}

char *url_resolve(struct arena *a, const char *base, const char *reference)
{
    size_t done = reference ? size_if_done(reference) : 0;
    char *url;

    if (done > 0)
        return arena_copy(a, reference, done);
    url = url_join(a, base, reference);
    if (url && strncmp(url, "mailto:", 7) == 0)
        return url[7] && url[7] != '/' ? url : NULL;
    return url && url_is_web(url) ? url : NULL;
}

char *url_host(struct arena *a, const char *url)
{
    AUTO(buf) struct buf out = {0};
    struct web web;

    if (!take_web(&web, url))
        return NULL;
    put_host(&out, web.host);
    put_port(&out, web.scheme, web.port);
    return arena_copy(a, out.data, out.size);
}
