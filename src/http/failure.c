#include <string.h>

#include "http/failure.h"

static const struct {
    CURLcode code;
    enum http_failure failure;
} codes[] = {
        {CURLE_COULDNT_RESOLVE_HOST,     HTTP_DNS     },
        {CURLE_COULDNT_RESOLVE_PROXY,    HTTP_CONNECT },
        {CURLE_COULDNT_CONNECT,          HTTP_CONNECT },
        {CURLE_OPERATION_TIMEDOUT,       HTTP_TIMEOUT },
        {CURLE_SSL_CONNECT_ERROR,        HTTP_TLS     },
        {CURLE_SSL_CERTPROBLEM,          HTTP_TLS     },
        {CURLE_SSL_CIPHER,               HTTP_TLS     },
        {CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS     },
        {CURLE_SSL_CACERT_BADFILE,       HTTP_TLS     },
        {CURLE_PARTIAL_FILE,             HTTP_CUT     },
        {CURLE_GOT_NOTHING,              HTTP_CUT     },
        {CURLE_RECV_ERROR,               HTTP_CUT     },
        {CURLE_SEND_ERROR,               HTTP_CUT     },
        {CURL_LAST,                      HTTP_PROTOCOL},
};

/* What is added to the words: nothing that differs from one try to the next,
 * such as times and counts, since a changed message is news to the operator. */
enum detail { NONE, LIBCURL, SYSTEM };

/* The host stands between the two texts. */
static const struct {
    const char *before, *after;
    enum detail detail;
} words[] = {
        [HTTP_DNS] = {"the host ",              " is not known",      NONE   },
        [HTTP_CONNECT] = {"cannot connect to ",     "",                   SYSTEM },
        [HTTP_TLS] = {"no safe connection to ", "",                   LIBCURL},
        [HTTP_TIMEOUT] = {"",                       " is too slow",       NONE   },
        [HTTP_CUT] = {"the answer of ",         " came only in part", NONE   },
        [HTTP_PROTOCOL] = {"the answer of ",         " cannot be used",    LIBCURL},
};

static const char *host_of(const struct handle *handle)
{
    return trail_now(&handle->transfer->trail)->host;
}

/* "Out of memory" is what libcurl calls a header line longer than its own
 * limit. */
static enum http_failure too_large(const char **text, struct handle *handle,
        CURLcode code)
{
    const char *what = "document", *how = "is", *host = host_of(handle);
    int limit = HTTP_BODY_MAX;

    if (handle->transfer->header_bytes > HTTP_HEADER_MAX) {
        what = "headers";
        how = "are";
        limit = HTTP_HEADER_MAX;
    } else if (code == CURLE_OUT_OF_MEMORY) {
        what = "headers";
        how = "have a line of";
        limit = CURL_MAX_HTTP_HEADER;
    }
    *text = arena_printf(&handle->arena, "the %s of %s %s more than %d KiB",
            what, host, how, limit / 1024);
    return HTTP_TOO_LARGE;
}

/* NULL where there is none. */
static const char *detail_of(const struct handle *handle, enum detail kind,
        CURLcode code)
{
    long number = 0;

    if (kind == LIBCURL)
        return handle->detail[0] ? handle->detail : curl_easy_strerror(code);
    if (kind == SYSTEM)
        curl_easy_getinfo(handle->easy, CURLINFO_OS_ERRNO, &number);
    return number ? strerror((int)number) : NULL;
}

static enum http_failure by_code(const char **text, struct handle *handle,
        CURLcode code)
{
    enum http_failure failure;
    const char *detail;
    size_t i = 0;

    while (codes[i].code != code && codes[i].code != CURL_LAST)
        i++;
    failure = codes[i].failure;
    detail = detail_of(handle, words[failure].detail, code);
    *text = arena_printf(&handle->arena, "%s%s%s%s%s", words[failure].before,
            host_of(handle), words[failure].after, detail ? ": " : "",
            detail ? detail : "");
    return failure;
}

/* Whatever the clock said first: whether the host is there is what counts. */
static enum http_failure unreached(const char **text, struct handle *handle)
{
    *text = arena_printf(&handle->arena,
            "%s is too slow: no connection within %d s", host_of(handle),
            HTTP_CONNECT_MS / 1000);
    return HTTP_CONNECT;
}

enum http_failure failure_of(const char **text, struct handle *handle,
        CURLcode code, int status)
{
    if (code == CURLE_OK && (status != 304 || handle->conditional))
        return HTTP_OK;
    if (code == CURLE_OK) {
        *text = arena_printf(&handle->arena,
                "%s answers 304 (not modified), though nothing was asked about",
                host_of(handle));
        return HTTP_PROTOCOL;
    }
    if (handle->refused[0] &&
            (code == CURLE_COULDNT_CONNECT ||
                    code == CURLE_ABORTED_BY_CALLBACK)) {
        *text = handle->refused;
        return HTTP_REFUSED;
    }
    if (handle->body.full || code == CURLE_FILESIZE_EXCEEDED ||
            code == CURLE_OUT_OF_MEMORY ||
            handle->transfer->header_bytes > HTTP_HEADER_MAX)
        return too_large(text, handle, code);
    if (code == CURLE_OPERATION_TIMEDOUT && !handle->reached)
        return unreached(text, handle);
    return by_code(text, handle, code);
}
