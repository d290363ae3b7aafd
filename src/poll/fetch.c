/*
 * fetch.c - the loop: whom to ask, and when to stop. What comes back goes on in
 * response.c.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "judge/settle.h"
#include "poll/agent.h"
#include "poll/fetching.h"
#include "poll/moved.h"
#include "poll/outcome.h"
#include "poll/schedule.h"
#include "poll/status.h"

enum {
    QUEUED_MAX = 1024, /* requests; so that one slow host does not block */
    JOBS_MAX = 64,     /* documents that wait for a worker */
    JOBS_BYTES = 8 * 1024 * 1024,
    COMMIT_MS = 1000, /* what was stored is safe after so long */
    WAIT_MS = 1000,
};

#define ACCEPT_FEED                                                   \
    "application/atom+xml, application/rss+xml, application/rdf+xml," \
    " application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"  \
    " */*;q=0.5"
#define ACCEPT_PAGE "text/html, application/xhtml+xml, */*;q=0.5"

/* ---- the store's side ---- */

int64_t fetch_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool fetch_broke(struct fetch *fetch)
{
    fetch->broken = true;
    return false;
}

bool fetch_begin(struct fetch *fetch)
{
    if (fetch->broken)
        return false;
    if (!fetch->in_transaction && !store_begin(fetch->run->store, &fetch->err))
        return fetch_broke(fetch);
    if (!fetch->in_transaction)
        fetch->begun_ms = fetch_ms();
    fetch->in_transaction = true;
    return true;
}

static bool commit(struct fetch *fetch)
{
    if (!fetch->in_transaction)
        return true;
    fetch->in_transaction = false;
    return store_commit(fetch->run->store, &fetch->err) || fetch_broke(fetch);
}

static void close_source(struct fetching *fetching)
{
    fetching->fetch->result->done++;
    fetching->fetch->result->asked += fetching->live->asked;
    arena_auto(&fetching->arena);
    fetching->fetch->open--;
}

void fetch_end(struct fetching *fetching)
{
    struct fetch *fetch = fetching->fetch;
    struct live_source *live = fetching->live;
    struct source_state *state = live->state;

    if (live->asked)
        moved_settle(live, fetching->address, fetching->moved_to,
                state->failures == 0, fetch->run->now);
    state->not_before = fetching->not_before;
    if (fetching->insecure && state->failures == 0)
        fetching->poll.outcome = arena_printf(&fetching->arena,
                "%s; redirected from https to http", fetching->poll.outcome);
    if (fetch_begin(fetch) &&
            !outcome_save(fetch->run, live, &fetching->poll, &fetch->err))
        fetch_broke(fetch);
    if (live->asked && state->failures > 0)
        fetch->result->failed++;
    fetch->result->added += (int)fetching->poll.added;
    fetch->result->bytes += fetching->poll.bytes;
    if (live->asked)
        live->outcome = arena_text(&fetch->run->arena, fetching->poll.outcome);
    close_source(fetching);
}

void fetch_drop(struct fetching *fetching, const char *why)
{
    struct live_source *live = fetching->live;

    live->asked = false;
    live->why = arena_text(&fetching->fetch->run->arena, why);
    fetching->poll.outcome = live->why;
    if (fetching->not_before)
        fetch_end(fetching);
    else
        close_source(fetching);
}

/* ---- the loop ---- */

static void ask(struct fetch *fetch, struct live_source *live)
{
    struct source_state *state = live->state;
    struct fetching *fetching = ARENA_NEW(&fetch->arena, struct fetching);
    const char *address = moved_address(live, fetch->run->now);

    /* What was read under other settings is read anew. */
    if (state->derived != live->derived)
        fetch_drop_validators(state);
    fetching->fetch = fetch;
    fetching->live = live;
    fetching->address = address;
    fetching->request = (struct http_request){.url = agent_url(&fetch->arena,
                                                      live->source, address),
            .etag = state->etag,
            .last_modified = state->last_modified,
            .validated = state->validated,
            .allow_private = moved_allows_private(live, address),
            .deltas = strcmp(live->source->kind, "feed") == 0,
            .accept = strcmp(live->source->kind, "page") == 0 ? ACCEPT_PAGE
                                                              : ACCEPT_FEED,
            .user_agent = agent_name(&fetch->arena, fetch->run->config,
                    agent_streams(fetch->run, live))};
    fetch->open++;
    live->asked = true;
    http_get(fetch->http, &fetching->request, fetch_answered, fetching);
}

static bool is_wanted(const struct fetch_options *options,
        const struct live_source *live)
{
    const char *const *actor = options->actors;

    if (!actor)
        return true;
    while (*actor && strcmp(*actor, live->source->actor->id) != 0 &&
            strcmp(*actor, live->source->id) != 0)
        actor++;
    return *actor != NULL;
}

/* Those that were due longest first: a run that ends early leaves others out
 * each time. */
static int by_due(const void *left, const void *right)
{
    const struct live_source *a = *(struct live_source *const *)left;
    const struct live_source *b = *(struct live_source *const *)right;

    if (a->state->next_poll != b->state->next_poll)
        return a->state->next_poll < b->state->next_poll ? -1 : 1;
    return a->source->order - b->source->order;
}

static void find_due(struct fetch *fetch, const struct fetch_options *options)
{
    struct run *run = fetch->run;

    fetch->due = ARENA_ARRAY(&fetch->arena, struct live_source *,
            (size_t)run->config->source_count);
    for (struct live_source *s = run->sources; s; s = s->next) {
        if (!is_wanted(options, s))
            continue;
        if (schedule_is_due(s, run->now, options->force, &run->arena, &s->why))
            fetch->due[fetch->due_count++] = s;
        else
            LOG(options->actors ? LOG_WARN : LOG_INFO, "%s: %s", s->source->id,
                    s->why);
    }
    qsort(fetch->due, fetch->due_count, sizeof(struct live_source *), by_due);
    fetch->result->due = (int)fetch->due_count;
}

static void ask_next(struct fetch *fetch)
{
    while (!fetch->stopped && fetch->due_next < fetch->due_count &&
            http_pending(fetch->http) < QUEUED_MAX)
        ask(fetch, fetch->due[fetch->due_next++]);
}

/* What is left waits for the next run, where it comes first. */
static void stop(struct fetch *fetch)
{
    static const char why[] = "the time of this run is over ([fetch] within)";
    size_t left = fetch->due_count - fetch->due_next;

    fetch->stopped = true;
    for (; fetch->due_next < fetch->due_count; fetch->due_next++)
        fetch->due[fetch->due_next]->why = why;
    left += http_stop(fetch->http, why);
    if (left > 0)
        log_warn("%s: %zu requests wait for the next run", why, left);
}

static bool turn(struct fetch *fetch)
{
    struct pool *pool = fetch->run->pool;
    struct pollfd polled[POOL_WORKERS_MAX];
    size_t count = pool_poll(pool, polled);
    int wait = pool_timeout(pool);
    bool busy = pool_pending(pool) >= JOBS_MAX ||
            pool_waiting(pool) >= JOBS_BYTES;

    if (wait < 0 || wait > WAIT_MS)
        wait = WAIT_MS;
    if (busy)
        poll(polled, (nfds_t)count, wait);
    else if (!http_step(fetch->http, polled, count, wait, &fetch->err))
        return fetch_broke(fetch);
    if (!pool_step(pool, polled, count, &fetch->err))
        return fetch_broke(fetch);
    if (fetch->in_transaction && fetch_ms() - fetch->begun_ms >= COMMIT_MS)
        commit(fetch);
    if (!fetch->stopped && fetch_ms() >= fetch->stop_ms)
        stop(fetch);
    return !fetch->broken;
}

bool fetch_sources(struct run *run, const struct fetch_options *options,
        struct fetch_result *out, struct err *err)
{
    struct fetch fetch = {.run = run,
            .result = out,
            .stop_ms = fetch_ms() + run->config->within * 1000};

    const struct http_options http = agent_options(&fetch.arena, run->config,
            options->ca_file);

    *out = (struct fetch_result){0};
    if (!http_open(&fetch.http, &http, err))
        return false;
    find_due(&fetch, options);
    do {
        ask_next(&fetch);
        if (options->progress)
            options->progress(options->progress_arg, out,
                    http_in_flight(fetch.http));
    } while (fetch.open > 0 && turn(&fetch));
    if (!fetch.broken)
        commit(&fetch);
    http_auto(&fetch.http);
    arena_auto(&fetch.arena);
    if (fetch.broken)
        *err = fetch.err;
    return !fetch.broken && settle_stale(run, err) &&
            store_keep_fingerprint(run->store, STATUS_RUN, run->now, err);
}
