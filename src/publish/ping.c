#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/url.h"
#include "http/http.h"
#include "poll/agent.h"
#include "poll/schedule.h"
#include "publish/ping.h"

enum {
    URLS_MAX = 100, /* in one request */
    FIRST_WAIT = 10 * 60,
    DOUBLINGS_MAX = 5,
    OWED_MAX = 2 * 24 * 60 * 60,
    STEP_MS = 1000,
};

/* One request. */
struct ping {
    struct ping *next;
    struct run *run;
    struct owed_ping *first; /* what it tells, as far as count */
    int count;
    struct http_request request;
    const char *error; /* why it did not go well; or NULL */
    int64_t not_before;
};

/* The ping for what is owed to the hub of *rest, which then is what follows. */
static struct ping *make_ping(struct run *run, struct arena *a,
        struct owed_ping **rest)
{
    AUTO(buf) struct buf form = {0};
    struct ping *ping = ARENA_NEW(a, struct ping);
    struct owed_ping *owed = *rest;

    ping->run = run;
    ping->first = owed;
    buf_text(&form, "hub.mode=publish");
    for (; owed && strcmp(owed->hub, ping->first->hub) == 0 &&
            ping->count < URLS_MAX;
            owed = owed->next) {
        buf_text(&form, "&hub.url=");
        url_escape(&form, owed->url, "");
        ping->count++;
    }
    *rest = owed;
    ping->request = (struct http_request){.url = ping->first->hub,
            .form = arena_copy(a, form.data, form.size),
            .allow_private = true}; /* the operator named it */
    return ping;
}

static void answered(void *arg, const struct http_response *response)
{
    struct ping *ping = arg;
    struct arena *a = &ping->run->arena;

    if (response->failure != HTTP_OK)
        ping->error = arena_text(a, response->error);
    else if (response->status < 200 || response->status > 299)
        ping->error = arena_printf(a, "it answers %d", response->status);
    ping->not_before = schedule_not_before(response, ping->run->now);
}

static bool is_configured(const struct run *run, const char *hub)
{
    const struct name_of *h = run->config->site.hubs;

    while (h && strcmp(h->text, hub) != 0)
        h = h->next;
    return h != NULL;
}

static bool settle_one(const struct ping *ping, const struct owed_ping *owed,
        struct err *err)
{
    struct run *run = ping->run;
    int64_t wait = FIRST_WAIT;

    if (ping->error && run->now - owed->owed > OWED_MAX)
        log_warn("%s: this hub is not told any more that %s changed: %s",
                owed->hub, owed->url, ping->error);
    if (!ping->error || run->now - owed->owed > OWED_MAX)
        return store_forget_ping(run->store, owed, err);
    for (int64_t n = 0; n < owed->failures && n < DOUBLINGS_MAX; n++)
        wait *= 2;
    wait += run->now;
    return store_delay_ping(run->store, owed,
            wait > ping->not_before ? wait : ping->not_before, err);
}

static bool settle(const struct ping *ping, struct err *err)
{
    const struct owed_ping *owed = ping->first;

    if (ping->error)
        LOG(owed->failures == 0 ? LOG_WARN : LOG_INFO,
                "%s: this hub was not told of %d feed%s that changed: %s; it "
                "is told later",
                owed->hub, ping->count, ping->count == 1 ? "" : "s",
                ping->error);
    for (int i = 0; i < ping->count; i++, owed = owed->next)
        if (!settle_one(ping, owed, err))
            return false;
    return true;
}

static bool send_all(struct run *run, struct ping *pings, const char *ca_file,
        struct err *err)
{
    AUTO(http) struct http *http = NULL;
    const struct http_options options = agent_options(&run->arena, run->config,
            ca_file);

    if (!http_open(&http, &options, err))
        return false;
    for (struct ping *p = pings; p; p = p->next)
        if (is_configured(run, p->first->hub))
            http_get(http, &p->request, answered, p);
    while (http_pending(http) > 0)
        if (!http_step(http, NULL, 0, STEP_MS, err))
            return false;
    return true;
}

bool ping_hubs(struct run *run, const char *ca_file, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct ping *pings = NULL, **tail = &pings;
    struct owed_ping *owed;

    if (!store_pings(run->store, &a, run->now, &owed, err))
        return false;
    if (!owed)
        return true;
    while (owed) {
        *tail = make_ping(run, &a, &owed);
        tail = &(*tail)->next;
    }
    if (!send_all(run, pings, ca_file, err) || !store_begin(run->store, err))
        return false;
    for (const struct ping *p = pings; p; p = p->next)
        if (!settle(p, err))
            return false;
    return store_commit(run->store, err);
}
