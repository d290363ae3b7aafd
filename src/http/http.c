/*
 * http.c - requests wait in their host's queue, are carried by a handle for one
 * hop, and then are done, or wait again for the next hop.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/failure.h"
#include "http/loop.h"
#include "http/transfer.h"

struct http {
    struct http_options options;
    struct arena arena; /* of the options */
    struct loop loop;
    struct hosts hosts;
    struct handle handles[HTTP_IN_FLIGHT];
    struct bodies bodies;
    size_t opened;         /* how many of them libcurl knows */
    struct handle *free;   /* of those, the ones that carry nothing */
    struct transfer *over; /* ended without being asked, the last first */
    char *stopped;         /* by http_stop(), for this reason; or NULL */
    size_t pending, in_flight;
};

/* So often in a row no connection came about: the host is not there. */
enum { UNREACHED_MAX = 2 };

bool http_open(struct http **out, const struct http_options *options,
        struct err *err)
{
    struct http *http;

    signal(SIGPIPE, SIG_IGN); /* TLS writes cannot be told to spare us */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fail(err, ERR_SYSTEM, "cannot start libcurl");
    *out = http = xcalloc(1, sizeof(*http));
    http->hosts.per_host = HTTP_PER_HOST;
    http->hosts.gap_ms = options->gap_ms;
    http->hosts.private_gap_ms = options->private_gap_ms;
    http->options = (struct http_options){
            .user_agent = arena_text(&http->arena, options->user_agent),
            .ca_file = arena_text(&http->arena, options->ca_file),
            .proxy = arena_text(&http->arena, options->proxy),
    };
    return loop_open(&http->loop, err);
}

static void free_all(struct transfer *transfer)
{
    while (transfer) {
        struct transfer *next = transfer->next;

        transfer_free(transfer);
        transfer = next;
    }
}

void http_auto(struct http **out)
{
    struct http *http = *out;

    if (!http)
        return;
    for (size_t i = 0; i < http->opened; i++) {
        struct handle *handle = &http->handles[i];

        if (handle->transfer) {
            curl_multi_remove_handle(http->loop.multi, handle->easy);
            transfer_free(handle->transfer);
        }
        handle_auto(handle);
    }
    for (size_t i = 0; i < HOST_BUCKETS; i++)
        for (struct host *h = http->hosts.buckets[i]; h; h = h->next_in_bucket)
            free_all(host_drain(h));
    free_all(http->over);
    hosts_auto(&http->hosts);
    loop_auto(&http->loop);
    free(http->stopped);
    arena_auto(&http->arena);
    free(http);
    *out = NULL;
    curl_global_cleanup();
}

size_t http_pending(const struct http *http)
{
    return http->pending;
}

size_t http_in_flight(const struct http *http)
{
    return http->in_flight;
}

/* ---- what ends without an answer ---- */

static void end_with(struct http *http, struct transfer *transfer,
        enum http_failure failure, const char *text)
{
    transfer->failure = failure;
    transfer->error = strdup(text);
    transfer->next = http->over;
    http->over = transfer;
}

/* Texts of servers and libraries become one line of UTF-8. */
static void clean(char *text)
{
    bool utf8 = text_is_utf8(text, strlen(text));

    for (char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;

        if (byte < 0x20 || byte == 0x7f || (byte > 0x7f && !utf8))
            *c = '?';
    }
}

static void deliver(struct http *http, struct transfer *transfer,
        struct http_response *response)
{
    const struct target *target = trail_now(&transfer->trail);

    response->url = target->url ? target->url : transfer->request.url;
    response->moved_to = transfer->trail.moved_to;
    response->hops = transfer->trail.hops;
    response->insecure = transfer->trail.insecure;
    http->pending--;
    transfer->done(transfer->arg, response);
}

static bool deliver_over(struct http *http)
{
    struct transfer *list = NULL;
    bool any = http->over;

    while (http->over) {
        struct transfer *transfer = http->over;

        http->over = transfer->next;
        transfer->next = list;
        list = transfer;
    }
    while (list) {
        struct transfer *transfer = list;
        struct http_response response = {.failure = transfer->failure,
                .error = transfer->error};

        list = transfer->next;
        response.retry_after = transfer->host && transfer->host->retry_after
                ? transfer->host->retry_after
                : transfer->retry_after;
        response.date = transfer->host ? transfer->host->date : 0;
        clean(transfer->error);
        deliver(http, transfer, &response);
        transfer_free(transfer);
    }
    return any;
}

/* ---- queues ---- */

/* The queue that a target belongs to. Another port is another server. */
static struct host *host_for(struct http *http, const struct target *target)
{
    char name[512];

    if (target->port == (target->tls ? 443 : 80))
        return hosts_get(&http->hosts, target->host);
    snprintf(name, sizeof(name), "%.500s:%d", target->host, target->port);
    return hosts_get(&http->hosts, name);
}

static void enqueue(struct http *http, struct transfer *transfer)
{
    transfer->host = host_for(http, trail_now(&transfer->trail));
    if (http->stopped)
        end_with(http, transfer, HTTP_STOPPED, http->stopped);
    else if (transfer->host->hold)
        end_with(http, transfer, (enum http_failure)transfer->host->hold_kind,
                transfer->host->hold);
    else
        host_push(&http->hosts, transfer->host, transfer,
                transfer->trail.hops > 0, loop_now());
}

void http_get(struct http *http, const struct http_request *request,
        http_done *done, void *arg)
{
    struct transfer *transfer = xcalloc(1, sizeof(*transfer));
    struct err err = {0};

    *transfer =
            (struct transfer){.request = *request, .done = done, .arg = arg};
    if (!request->user_agent)
        transfer->request.user_agent = http->options.user_agent;
    http->pending++;
    if (trail_begin(&transfer->trail, request->url, &err))
        enqueue(http, transfer);
    else
        end_with(http, transfer, HTTP_REFUSED, err.text);
}

static size_t drain(struct http *http, struct host *host,
        enum http_failure failure, const char *text)
{
    size_t count = 0;

    for (struct transfer *t = host_drain(host), *next; t; t = next) {
        next = t->next;
        end_with(http, t, failure, text);
        count++;
    }
    return count;
}

/* Nothing more is asked of that host. */
static void hold(struct http *http, struct host *host,
        enum http_failure failure, const char *text)
{
    host->hold = strdup(text);
    host->hold_kind = failure;
    drain(http, host, failure, text);
}

/* After 429 and the like, or where the host is not there: the next source of it
 * would be one request too many, or wait as long for nothing. */
static void learn_of_host(struct http *http, struct host *host,
        const struct http_response *response, const char *retry_after)
{
    char text[600];

    if (response->failure == HTTP_DNS || response->failure == HTTP_CONNECT)
        host->unreached++;
    host->slow = host->slow || response->failure == HTTP_TIMEOUT;
    if (host->hold)
        return;
    if (response->status == 429 || (response->status == 503 && retry_after)) {
        host->retry_after = retry_after ? strdup(retry_after) : NULL;
        host->date = response->date;
        snprintf(text, sizeof(text), "%s told another source to wait (%d)",
                host->name, response->status);
        hold(http, host, HTTP_HELD, text);
    } else if (host->unreached >= UNREACHED_MAX) {
        hold(http, host, response->failure, response->error);
    }
}

size_t http_stop(struct http *http, const char *why)
{
    size_t count = 0;

    free(http->stopped);
    http->stopped = strdup(why);
    for (size_t i = 0; i < HOST_BUCKETS; i++)
        for (struct host *h = http->hosts.buckets[i]; h; h = h->next_in_bucket)
            count += drain(http, h, HTTP_STOPPED, why);
    return count;
}

/* ---- hops ---- */

/* A handle that carries nothing, or NULL where all are busy. */
static struct handle *take_handle(struct http *http, struct err *err)
{
    struct handle *handle = http->free;

    if (handle) {
        http->free = handle->next_free;
        return handle;
    }
    if (http->opened == HTTP_IN_FLIGHT)
        return NULL;
    handle = &http->handles[http->opened++];
    if (!handle_open(handle, &http->options, &http->bodies, err))
        return NULL;
    return handle;
}

/* There may be room for bodies that wait. */
static void resume(struct http *http)
{
    for (size_t i = 0; http->bodies.waiting > 0 && i < http->opened; i++)
        handle_resume(&http->handles[i]);
}

static void give_back(struct http *http, struct handle *handle)
{
    handle_end(handle);
    handle->next_free = http->free;
    http->free = handle;
}

/* Starts what may start. */
static bool start(struct http *http, struct err *err)
{
    struct handle *handle;
    struct transfer *transfer;

    err->kind = ERR_NONE;
    while ((handle = take_handle(http, err))) {
        transfer = hosts_next(&http->hosts, loop_now());
        if (!transfer) {
            give_back(http, handle);
            break;
        }
        if (!handle_begin(handle, transfer) ||
                curl_multi_add_handle(http->loop.multi, handle->easy) !=
                        CURLM_OK)
            return fail(err, ERR_SYSTEM, "libcurl refuses %s",
                    trail_now(&transfer->trail)->url);
        http->in_flight++;
    }
    return err->kind == ERR_NONE;
}

static void fill(struct http_response *response, struct handle *handle)
{
    const char *const *value = handle->headers.value;

    response->retry_after = value[FIELD_RETRY_AFTER]
            ? value[FIELD_RETRY_AFTER]
            : handle->transfer->retry_after;
    response->cache_control = value[FIELD_CACHE_CONTROL];
    response->expires = value[FIELD_EXPIRES];
    if (value[FIELD_DATE])
        response->date = curl_getdate(value[FIELD_DATE], NULL);
    if (response->date < 0)
        response->date = 0;
    if (response->failure != HTTP_OK)
        return;
    response->content_type = value[FIELD_CONTENT_TYPE];
    response->content_location = value[FIELD_CONTENT_LOCATION];
    response->content_coding = value[FIELD_CONTENT_ENCODING];
    response->body = handle->body.data;
    response->size = handle->body.size;
    if (response->status == 200 || response->status == 226 ||
            response->status == 304) {
        response->etag = value[FIELD_ETAG];
        response->last_modified = value[FIELD_LAST_MODIFIED];
    }
}

/* Puts the transfer into the queue of its next hop; else says why not. */
static enum http_failure follow(struct http *http, struct transfer *transfer,
        int status, const struct headers *headers, struct err *err)
{
    const char *retry_after = headers->value[FIELD_RETRY_AFTER];
    enum http_failure failure = trail_follow(&transfer->trail, status,
            headers->value[FIELD_LOCATION], err);

    if (failure != HTTP_OK)
        return failure;
    if (retry_after) {
        free(transfer->retry_after);
        transfer->retry_after = strdup(retry_after);
    }
    if (transfer->spent_ms >= HTTP_TOTAL_MS) {
        fail(err, ERR_SYSTEM, "the redirects took more than %d s",
                HTTP_TOTAL_MS / 1000);
        return HTTP_TIMEOUT;
    }
    enqueue(http, transfer);
    return HTTP_OK;
}

static void finish(struct http *http, struct handle *handle, CURLcode code)
{
    struct transfer *transfer = handle->transfer;
    struct http_response response = {.status = handle_status(handle)};
    struct host *host = transfer->host;
    const char *text = NULL;
    struct err err = {0};

    handle_settle(handle);
    if (handle->reached)
        host->unreached = 0;
    response.failure = failure_of(&text, handle, code, response.status);
    if (handle->waits && response.failure == HTTP_TIMEOUT) {
        response.failure = HTTP_STOPPED;
        text = "there was no room for it beside other documents";
    }
    if (text)
        fail(&err, ERR_SYSTEM, "%s", text);
    if (response.failure == HTTP_OK && !transfer->request.form &&
            trail_is_redirect(response.status)) {
        response.failure = follow(http, transfer, response.status,
                &handle->headers, &err);
        if (response.failure == HTTP_OK)
            transfer = NULL;
    }
    if (transfer) {
        fill(&response, handle);
        clean(err.text);
        response.error = response.failure == HTTP_OK ? NULL : err.text;
        learn_of_host(http, host, &response,
                handle->headers.value[FIELD_RETRY_AFTER]);
        deliver(http, transfer, &response);
        transfer_free(transfer);
    }
    http->in_flight--;
    give_back(http, handle);
    resume(http);
    host_release(&http->hosts, host, loop_now());
}

static bool collect(struct http *http)
{
    bool any = false;
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(http->loop.multi, &left))) {
        CURLcode code = message->data.result;
        CURL *easy = message->easy_handle;
        struct handle *handle = NULL;

        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &handle);
        curl_multi_remove_handle(http->loop.multi, easy);
        finish(http, handle, code);
        any = true;
    }
    return any;
}

/* While others wait for the room that large bodies take, one that hardly grows
 * is given up. */
static void end_stalled(struct http *http)
{
    int64_t now = loop_now();

    for (size_t i = 0; http->bodies.waiting > 0 && i < http->opened; i++) {
        struct handle *handle = &http->handles[i];

        if (!handle_is_stalled(handle, now))
            continue;
        curl_multi_remove_handle(http->loop.multi, handle->easy);
        finish(http, handle, CURLE_OPERATION_TIMEDOUT);
    }
}

static bool advance(struct http *http, bool *busy, struct err *err)
{
    if (!start(http, err))
        return false;
    loop_kick(&http->loop);
    *busy = collect(http);
    end_stalled(http);
    *busy = deliver_over(http) || *busy;
    return true;
}

bool http_step(struct http *http, struct pollfd *others, size_t count,
        int timeout_ms, struct err *err)
{
    bool busy;
    int64_t rest;

    if (!advance(http, &busy, err))
        return false;
    rest = hosts_wake(&http->hosts) - loop_now();
    if (hosts_wake(&http->hosts) >= 0 && rest < timeout_ms)
        timeout_ms = rest > 0 ? (int)rest : 0;
    return loop_step(&http->loop, others, count, busy ? 0 : timeout_ms, err) &&
            advance(http, &busy, err);
}
