/*
 * url.c - RFC 3986 section 5.2 by its own pseudocode, between a cleaning that
 * browsers do before (WHATWG URL) and an encoding of what is not allowed after.
 * All of it works on two copies of bounded size; there is no recursion.
 */
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "base/url_parts.h"

enum { ROOM = URL_MAX + 1 };

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

/* RFC 3986 appendix B; http(s) as browsers do: "\\" is "/", "///" is "//". */
static struct parts split(char *text, bool base_is_web)
{
    struct parts parts = {0};
    size_t scheme = url_scheme(text);
    bool web = base_is_web;
    const char *at;

    if (scheme > 0) {
        parts.scheme = (struct span){text, scheme};
        web = span_is_web(parts.scheme);
        text += scheme + 1;
    }
    for (char *c = text; web && *c && *c != '?' && *c != '#'; c++)
        if (*c == '\\')
            *c = '/';
    at = text;
    if (at[0] == '/' && at[1] == '/') {
        at += web ? strspn(at, "/") : 2;
        parts.authority = span_take(&at, "/?#");
    }
    parts.path = span_take(&at, "?#");
    if (*at == '?') {
        at++;
        parts.query = span_take(&at, "#");
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
            is(span.at[at + 1], &url_hex) && is(span.at[at + 2], &url_hex);
}

static void put_encoded(struct buf *out, struct span span)
{
    size_t done = 0;

    for (size_t i = 0; i < span.size; i++) {
        if (is(span.at[i], &url_in_part) || is_encoded(span, i))
            continue;
        buf_add(out, span.at + done, i - done);
        buf_printf(out, "%%%02X", (unsigned char)span.at[i]);
        done = i + 1;
    }
    buf_add(out, span.at + done, span.size - done);
}

/* RFC 3986 section 5.3 */
static void compose(struct buf *out, const struct parts *parts)
{
    struct span host = url_without_userinfo(parts->authority);
    struct span port = url_cut_port(&host);

    for (size_t i = 0; i < parts->scheme.size; i++)
        buf_char(out, text_lower(parts->scheme.at[i]));
    buf_char(out, ':');
    if (parts->authority.at) {
        buf_text(out, "//");
        url_put_host(out, host);
        url_put_port(out, parts->scheme, port);
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
            !is(at[3], &url_in_host))
        return 0;
    for (at += 3; is(*at, &url_in_host);)
        at++;
    if (*at && !strchr("/?#", *at))
        return 0;
    for (; *at; at++) {
        bool dots = at[0] == '/' && at[1] == '.';

        if (*at == '%' && is(at[1], &url_hex) && is(at[2], &url_hex))
            at += 2;
        else if (*at == '#' ? ++fragments > 1 : dots || !is(*at, &url_in_part))
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
    ref = split(text, span_is_web(from.scheme));
    if (!ref.scheme.at && !from.scheme.at)
        return NULL;
    to = transform(room, &from, &ref);
    compose(&out, &to);
    return out.full ? NULL : arena_copy(a, out.data, out.size);
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

void url_escape(struct buf *out, const char *text, const char *also)
{
    static const char plain[] =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            "-._~";

    for (; *text; text++) {
        if (strchr(plain, *text) || strchr(also, *text))
            buf_char(out, *text);
        else
            buf_printf(out, "%%%02X", (unsigned char)*text);
    }
}
