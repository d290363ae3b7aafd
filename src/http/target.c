/*
 * target.c - URLs are read by libcurl's own parser: what is checked here is
 * then what is connected to.
 */
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/text.h"
#include "base/url.h"
#include "http/target.h"

enum { PORT_HTTP = 80, PORT_HTTPS = 443, PORT_USER = 1024 };

/* AUTO(url) CURLU *url */
static void url_auto(CURLU **url)
{
    curl_url_cleanup(*url);
}

/* NULL where the URL has no such part. The caller frees it with curl_free(). */
static char *part(CURLU *url, CURLUPart which, unsigned flags)
{
    char *text = NULL;

    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return NULL;
    return text;
}

static bool take_scheme(struct target *out, CURLU *url, struct err *err)
{
    char *scheme = part(url, CURLUPART_SCHEME, 0);
    bool web = scheme && strncmp(scheme, "http", 4) == 0 &&
            (scheme[4] == '\0' || strcmp(scheme + 4, "s") == 0);

    if (web)
        out->tls = scheme[4] == 's';
    else
        fail(err, ERR_USAGE,
                "%.40s: is not asked for, only http: and https: are",
                scheme ? scheme : "");
    curl_free(scheme);
    return web;
}

static void take_origin(struct target *out, CURLU *url)
{
    char *port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);

    out->port = port ? (int)strtol(port, NULL, 10) : 0;
    curl_free(port);
    out->host = part(url, CURLUPART_HOST, 0);
    for (char *c = out->host; c && *c; c++)
        *c = text_lower(*c);
}

/* What never leaves this program, or only as a header. */
static bool strip(struct target *out, CURLU *url)
{
    out->user = part(url, CURLUPART_USER, CURLU_URLDECODE);
    out->password = part(url, CURLUPART_PASSWORD, CURLU_URLDECODE);
    return curl_url_set(url, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
            curl_url_set(url, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
            curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK;
}

static bool port_is_fine(const struct target *target, const struct target *from)
{
    return target->port == PORT_HTTP || target->port == PORT_HTTPS ||
            target->port >= PORT_USER || !from ||
            (target->port == from->port &&
                    strcmp(target->host, from->host) == 0);
}

static bool parse(CURLU *url, const char *text, const struct target *from,
        struct err *err)
{
    const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
    CURLUcode code = CURLUE_OK;

    if (from)
        code = curl_url_set(url, CURLUPART_URL, from->url, flags);
    if (code == CURLUE_OK)
        code = curl_url_set(url, CURLUPART_URL, text, flags);
    if (code == CURLUE_OK)
        return true;
    return fail(err, ERR_USAGE, "the URL cannot be read: %s",
            curl_url_strerror(code));
}

bool target_read(struct target *out, const char *url, const struct target *from,
        struct err *err)
{
    AUTO(url) CURLU *parsed = curl_url();

    *out = (struct target){0};
    if (!parse(parsed, url, from, err) || !take_scheme(out, parsed, err))
        return false;
    take_origin(out, parsed);
    if (strip(out, parsed))
        out->url = part(parsed, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
    if (!out->url || !out->host || out->port <= 0)
        return fail(err, ERR_USAGE, "the URL names no host");
    if (strlen(out->url) > URL_MAX)
        return fail(err, ERR_USAGE, "the URL is longer than %d bytes", URL_MAX);
    if (!port_is_fine(out, from))
        return fail(err, ERR_USAGE, "port %d is not one of the web's",
                out->port);
    return true;
}

void target_auto(struct target *target)
{
    curl_free(target->url);
    curl_free(target->host);
    curl_free(target->user);
    curl_free(target->password);
    *target = (struct target){0};
}

bool target_same_origin(const struct target *a, const struct target *b)
{
    return a->tls == b->tls && a->port == b->port &&
            strcmp(a->host, b->host) == 0;
}
