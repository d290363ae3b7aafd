/*
 * handle.c - libcurl's easy handles.
 *
 * libcurl follows no redirects here, since it would send a source's headers to
 * strangers and hide which hops were permanent; and it asks for no dates
 * itself, since it would print them anew.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/address.h"
#include "http/transfer.h"

enum {
    BUFFER_BYTES = 32 * 1024,
    DNS_SECONDS = 5,   /* libcurl looks through all it has kept, each time */
    SLOW_BYTES = 100,  /* a second, for so long: given up; */
    SLOW_SECONDS = 24, /* libcurl notices some seconds later */
    SLOW_AGAIN_SECONDS = 8, /* by a host that was given up before */
    STALL_MS = 5000,
    STALL_BYTES = 512 * 1024, /* less in that time is a stall */
};

static const struct {
    CURLoption option;
    long value;
} constants[] = {
        {CURLOPT_NOSIGNAL,                 1                      },
        {CURLOPT_FOLLOWLOCATION,           0                      },
        {CURLOPT_DNS_CACHE_TIMEOUT,        DNS_SECONDS            },
        {CURLOPT_CONNECTTIMEOUT_MS,        HTTP_CONNECT_MS        },
        {CURLOPT_TIMEOUT_MS,               HTTP_TOTAL_MS          },
        {CURLOPT_LOW_SPEED_LIMIT,          SLOW_BYTES             },
        {CURLOPT_BUFFERSIZE,               BUFFER_BYTES           },
        {CURLOPT_HTTP09_ALLOWED,           0                      },
        {CURLOPT_QUICK_EXIT,               1                      },
        {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1                      },
        {CURLOPT_HTTP_CONTENT_DECODING,    0                      },
        {CURLOPT_NETRC,                    CURL_NETRC_IGNORED     },
        {CURLOPT_UNRESTRICTED_AUTH,        0                      },
        {CURLOPT_HTTPAUTH,                 CURLAUTH_BASIC         },
        {CURLOPT_SSL_VERIFYPEER,           1                      },
        {CURLOPT_SSL_VERIFYHOST,           2                      },
        {CURLOPT_SSLVERSION,               CURL_SSLVERSION_TLSv1_2},
};

static bool refuse(struct handle *handle, const struct sockaddr *address)
{
    const struct trail *trail = &handle->transfer->trail;
    char text[ADDRESS_SIZE];

    address_write(text, address);
    if (trail->hops == 0)
        snprintf(handle->refused, sizeof(handle->refused),
                "the address %s is private: write allow-private = yes if it is "
                "meant",
                text);
    else
        snprintf(handle->refused, sizeof(handle->refused),
                "the redirect leads to %s, a private address", text);
    return false;
}

static bool may_connect(struct handle *handle, const struct sockaddr *address)
{
    const struct transfer *transfer = handle->transfer;
    const struct trail *trail = &transfer->trail;

    if (!handle->checks_addresses || http_address_is_public(address))
        return true;
    if (transfer->request.allow_private &&
            strcmp(trail_now(trail)->host, trail->start.host) == 0)
        return true;
    return refuse(handle, address);
}

static curl_socket_t on_open(void *arg, curlsocktype purpose,
        struct curl_sockaddr *address)
{
    UNUSED(purpose);
    if (!may_connect(arg, &address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC,
            address->protocol);
}

/* The same again before each request: a connection that one source was allowed
 * to make must not serve another. */
static int on_request(void *arg, char *remote, char *local, int remote_port,
        int local_port)
{
    struct handle *handle = arg;
    union address address;

    UNUSED(local);
    UNUSED(remote_port);
    UNUSED(local_port);
    handle->reached = true;
    if (!handle->checks_addresses)
        return CURL_PREREQFUNC_OK;
    if (address_read(&address, remote) && may_connect(handle, &address.any))
        return CURL_PREREQFUNC_OK;
    return CURL_PREREQFUNC_ABORT;
}

/* libcurl keeps a cookie whether or not its line is of use to us. */
static size_t on_header(char *data, size_t one, size_t size, void *arg)
{
    static const char cookie[] = "set-cookie:";
    struct handle *handle = arg;

    UNUSED(one);
    handle->transfer->header_bytes += size;
    if (handle->transfer->header_bytes > HTTP_HEADER_MAX)
        return 0;
    headers_take(&handle->headers, &handle->arena, (struct bytes){data, size});
    if (size > sizeof(cookie) &&
            strncasecmp(data, cookie, sizeof(cookie) - 1) == 0)
        handle->has_cookies = true;
    return size;
}

/* How much of it counts as large. */
static size_t large_part(size_t size)
{
    return size > HTTP_SMALL ? size - HTTP_SMALL : 0;
}

/* One that may go on is enough for all to come to an end. */
static bool has_room(struct handle *handle, size_t more)
{
    struct bodies *bodies = handle->bodies;

    if (more == 0 || bodies->large + more <= HTTP_LARGE_MAX)
        return true;
    if (!bodies->chosen)
        bodies->chosen = handle;
    return bodies->chosen == handle;
}

static size_t on_body(char *data, size_t one, size_t size, void *arg)
{
    struct handle *handle = arg;
    size_t more = large_part(handle->body.size + size) -
            large_part(handle->body.size);

    UNUSED(one);
    if (!has_room(handle, more)) {
        handle->waits = true;
        handle->bodies->waiting++;
        return CURL_WRITEFUNC_PAUSE;
    }
    buf_add(&handle->body, data, size);
    if (handle->body.full)
        return 0;
    handle->bodies->large += more;
    return size;
}

bool handle_is_stalled(struct handle *handle, int64_t now)
{
    size_t before = handle->marked;
    bool over = handle->marked_ms && now - handle->marked_ms >= STALL_MS;

    if (!handle->transfer || handle->waits || handle->body.size <= HTTP_SMALL)
        handle->marked_ms = 0;
    else if (over || !handle->marked_ms) {
        handle->marked_ms = now;
        handle->marked = handle->body.size;
        return over && handle->body.size - before < STALL_BYTES;
    }
    return false;
}

void handle_resume(struct handle *handle)
{
    if (!handle->waits)
        return;
    handle->waits = false;
    handle->bodies->waiting--;
    curl_easy_pause(handle->easy, CURLPAUSE_CONT);
}

#define SET(easy, option, value) \
    (curl_easy_setopt((easy), (option), (value)) == CURLE_OK)

static bool set_constants(struct handle *handle,
        const struct http_options *options)
{
    CURL *easy = handle->easy;

    for (size_t i = 0; i < COUNT(constants); i++)
        if (!SET(easy, constants[i].option, constants[i].value))
            return false;
    return SET(easy, CURLOPT_PROTOCOLS_STR, "http,https") &&
            SET(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") &&
            SET(easy, CURLOPT_COOKIEFILE, "") && /* in memory */
            SET(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)HTTP_BODY_MAX) &&
            SET(easy, CURLOPT_PROXY, options->proxy ? options->proxy : "") &&
            (!options->ca_file || SET(easy, CURLOPT_CAINFO, options->ca_file));
}

static bool set_callbacks(struct handle *handle)
{
    CURL *easy = handle->easy;

    return SET(easy, CURLOPT_PRIVATE, handle) &&
            SET(easy, CURLOPT_ERRORBUFFER, handle->detail) &&
            SET(easy, CURLOPT_OPENSOCKETFUNCTION, on_open) &&
            SET(easy, CURLOPT_OPENSOCKETDATA, handle) &&
            SET(easy, CURLOPT_PREREQFUNCTION, on_request) &&
            SET(easy, CURLOPT_PREREQDATA, handle) &&
            SET(easy, CURLOPT_HEADERFUNCTION, on_header) &&
            SET(easy, CURLOPT_HEADERDATA, handle) &&
            SET(easy, CURLOPT_WRITEFUNCTION, on_body) &&
            SET(easy, CURLOPT_WRITEDATA, handle);
}

bool handle_open(struct handle *handle, const struct http_options *options,
        struct bodies *bodies, struct err *err)
{
    *handle = (struct handle){.easy = curl_easy_init(),
            .bodies = bodies,
            .checks_addresses = !options->proxy,
            .body.max = HTTP_BODY_MAX};
    if (!handle->easy || !set_constants(handle, options) ||
            !set_callbacks(handle))
        return fail(err, ERR_SYSTEM,
                "libcurl %s lacks something that is needed",
                curl_version_info(CURLVERSION_NOW)->version);
    return true;
}

void handle_auto(struct handle *handle)
{
    if (handle->easy)
        curl_easy_cleanup(handle->easy);
    arena_auto(&handle->arena);
    buf_auto(&handle->body);
    *handle = (struct handle){0};
}

/* The list is ours, not libcurl's, and costs no allocation a line. */
static void add_line(struct handle *handle, const char *name, const char *value)
{
    struct curl_slist *line = handle->lines;

    if (!value)
        return;
    while (line->data) {
        line->next = line + 1;
        line++;
    }
    line->data = arena_printf(&handle->arena, "%s: %s", name, value);
}

/* Validators are part of what one URL said, and go back to that alone. */
static void add_lines(struct handle *handle, const struct http_request *request,
        const char *url, const char *start)
{
    const char *validated = request->validated ? request->validated : start;

    memset(handle->lines, 0, sizeof(handle->lines));
    add_line(handle, "Accept", request->accept ? request->accept : "*/*");
    if (strcmp(url, validated) != 0)
        return;
    add_line(handle, "If-None-Match", request->etag);
    add_line(handle, "If-Modified-Since", request->last_modified);
    add_line(handle, "A-IM", request->deltas && request->etag ? "feed" : NULL);
    handle->conditional = request->etag || request->last_modified;
}

/* What few requests have, and those after them must not inherit. */
static bool set_rare(struct handle *handle, const struct transfer *transfer,
        const struct target *target)
{
    CURL *easy = handle->easy;

    if (handle->has_user || target->user) {
        handle->has_user = target->user;
        if (!SET(easy, CURLOPT_USERNAME, target->user) ||
                !SET(easy, CURLOPT_PASSWORD, target->password))
            return false;
    }
    if (handle->has_timeout || transfer->spent_ms > 0) {
        handle->has_timeout = transfer->spent_ms > 0;
        if (!SET(easy, CURLOPT_TIMEOUT_MS,
                    (long)(HTTP_TOTAL_MS - transfer->spent_ms)))
            return false;
    }
    if (handle->form != transfer->request.form) {
        handle->form = transfer->request.form;
        if (!(handle->form ? SET(easy, CURLOPT_POSTFIELDS, handle->form)
                           : SET(easy, CURLOPT_HTTPGET, 1L)))
            return false;
    }
    for (struct curl_slist *c = transfer->cookies; c; c = c->next) {
        handle->has_cookies = true;
        if (!SET(easy, CURLOPT_COOKIELIST, c->data))
            return false;
    }
    return true;
}

/* What most requests have in common with the one before. */
static bool set_usual(struct handle *handle, const struct transfer *transfer)
{
    const char *user_agent = transfer->request.user_agent;
    long seconds = transfer->host->slow ? SLOW_AGAIN_SECONDS : SLOW_SECONDS;

    if (handle->slow_seconds != seconds) {
        handle->slow_seconds = seconds;
        if (!SET(handle->easy, CURLOPT_LOW_SPEED_TIME, seconds))
            return false;
    }
    if (handle->user_agent == user_agent)
        return true;
    handle->user_agent = user_agent;
    return SET(handle->easy, CURLOPT_USERAGENT, user_agent);
}

bool handle_begin(struct handle *handle, struct transfer *transfer)
{
    const struct target *target = trail_now(&transfer->trail);

    handle->transfer = transfer;
    handle->detail[0] = handle->refused[0] = '\0';
    handle->reached = false;
    add_lines(handle, &transfer->request, target->url,
            transfer->trail.start.url);
    return set_usual(handle, transfer) && set_rare(handle, transfer, target) &&
            SET(handle->easy, CURLOPT_URL, target->url) &&
            SET(handle->easy, CURLOPT_HTTPHEADER, handle->lines);
}

void handle_settle(struct handle *handle)
{
    struct transfer *transfer = handle->transfer;
    curl_off_t total = 0;

    curl_easy_getinfo(handle->easy, CURLINFO_TOTAL_TIME_T, &total);
    transfer->spent_ms += total / 1000 + 1;
    if (!handle->has_cookies)
        return;
    curl_slist_free_all(transfer->cookies);
    transfer->cookies = NULL;
    curl_easy_getinfo(handle->easy, CURLINFO_COOKIELIST, &transfer->cookies);
}

static void forget_body(struct handle *handle)
{
    struct bodies *bodies = handle->bodies;

    bodies->large -= large_part(handle->body.size);
    bodies->waiting -= handle->waits;
    handle->waits = false;
    handle->marked_ms = 0;
    if (bodies->chosen == handle)
        bodies->chosen = NULL;
    buf_shrink(&handle->body, HTTP_SMALL);
}

void handle_end(struct handle *handle)
{
    if (handle->has_cookies)
        curl_easy_setopt(handle->easy, CURLOPT_COOKIELIST, "ALL");
    handle->has_cookies = handle->conditional = false;
    handle->transfer = NULL;
    handle->headers = (struct headers){0};
    arena_auto(&handle->arena);
    forget_body(handle);
}

int handle_status(const struct handle *handle)
{
    long status = 0;

    curl_easy_getinfo(handle->easy, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

void transfer_free(struct transfer *transfer)
{
    trail_auto(&transfer->trail);
    curl_slist_free_all(transfer->cookies);
    free(transfer->retry_after);
    free(transfer->error);
    free(transfer);
}
