/*
 * fetch.c - the loop, and what happens to a feed on its way through it. Pages,
 * whose articles are documents of their own, go on in article.c.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/url.h"
#include "flow/article.h"
#include "flow/check.h"
#include "flow/fetching.h"
#include "flow/item.h"
#include "flow/moved.h"
#include "flow/outcome.h"
#include "flow/schedule.h"

enum {
    QUEUED_MAX = 1024, /* requests; so that one slow host does not block */
    JOBS_MAX = 64,     /* documents that wait for a worker */
    JOBS_BYTES = 16 * 1024 * 1024,
    SAVES_A_COMMIT = 100,
    COMMIT_MS = 1000, /* what was stored is safe after so long */
    WAIT_MS = 1000,
};

#define ACCEPT_FEED                                                   \
    "application/atom+xml, application/rss+xml, application/rdf+xml," \
    " application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"  \
    " */*;q=0.5"
#define ACCEPT_PAGE "text/html, application/xhtml+xml, */*;q=0.5"

/* ---- the store's side ---- */

static int64_t clock_ms(void)
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
        fetch->begun_ms = clock_ms();
    fetch->in_transaction = true;
    return true;
}

static bool commit(struct fetch *fetch)
{
    if (!fetch->in_transaction)
        return true;
    fetch->in_transaction = false;
    fetch->saves = 0;
    return store_commit(fetch->run->store, &fetch->err) || fetch_broke(fetch);
}

void fetch_end(struct fetching *fetching)
{
    struct fetch *fetch = fetching->fetch;

    moved_settle(fetching->live, fetching->address, fetching->moved_to,
            fetching->live->state->failures == 0, fetch->run->now);
    if (fetch_begin(fetch) &&
            !outcome_save(fetch->run, fetching->live, &fetching->poll,
                    &fetch->err))
        fetch_broke(fetch);
    if (fetching->live->state->failures > 0)
        fetch->result->failed++;
    fetch->result->added += (int)fetching->poll.added;
    if (!fetch->broken && ++fetch->saves >= SAVES_A_COMMIT)
        commit(fetch);
    arena_auto(&fetching->arena);
    fetch->open--;
}

/* ---- documents ---- */

void fetch_read(struct fetching *fetching, const char *kind,
        const struct http_response *response, struct known *known,
        pool_done *done, void *arg)
{
    const struct source *source = fetching->live->source;
    struct arena *a = &fetching->arena;
    AUTO(buf) struct buf job = {0};
    const char *base = response->content_location
            ? url_join(a, response->url, response->content_location)
            : NULL;
    struct document doc = {
            .kind = kind,
            .url = base ? base : response->url,
            .content_type = response->content_type,
            .bytes = {response->body, response->size},
            .now = fetching->fetch->run->now,
            .lang = source->lang,
            .timezone = source->zone_name,
            .actor = source->actor->name,
            .aliases = source->actor->aliases,
            .selectors = source->selectors,
            .known = known
    };

    record_pack(&job, &document_shape, &doc);
    pool_submit(fetching->fetch->run->pool, (struct bytes){job.data, job.size},
            done, arg);
}

/* Validators go with what was read; of what was cut or empty none are kept. */
void fetch_keep_validators(struct fetching *fetching)
{
    struct source_state *state = fetching->live->state;

    state->validated = arena_text(&fetching->fetch->run->arena,
            fetching->validated);
    state->etag = arena_text(&fetching->fetch->run->arena, fetching->etag);
    state->last_modified = arena_text(&fetching->fetch->run->arena,
            fetching->last_modified);
    state->body = fetching->body;
}

void fetch_drop_validators(struct source_state *state)
{
    state->etag = state->last_modified = NULL;
    state->body = 0;
}

bool fetch_refuse(struct fetching *fetching)
{
    struct fetch *fetch = fetching->fetch;

    if (fetch->err.kind == ERR_STORE || fetch->broken)
        return fetch_broke(fetch);
    outcome_failed(fetch->run, fetching->live, false, "%s", fetch->err.text);
    return false;
}

static bool save_yields(struct fetching *fetching, const struct yield *yields)
{
    struct fetch *fetch = fetching->fetch;
    const struct live_source *live = fetching->live;

    for (const struct yield *y = yields; y; y = y->next) {
        AUTO(arena) struct arena a = {0};
        bool is_new = false;

        if (y->known ? !store_saw_item(fetch->run->store, live->state->id,
                               y->key, fetch->run->now, &fetch->err)
                     : !item_save(fetch->run, &a, live, y, &is_new,
                               &fetch->err))
            return false;
        fetching->poll.added += is_new;
    }
    return true;
}

bool fetch_settle(struct fetching *fetching, const struct answer *answer)
{
    AUTO(buf) struct buf head = {0};
    struct fetch *fetch = fetching->fetch;
    struct source_state *state = fetching->live->state;

    if (answer->feed)
        record_pack(&head, &entry_shape, answer->feed);
    fetching->live->head_is_known = false;
    state->derived = fetching->live->derived;
    state->judged = fetching->live->judged;
    if (!store_configure_source(fetch->run->store, state, &fetch->err) ||
            (answer->feed &&
                    !store_save_head(fetch->run->store, state->id,
                            (struct bytes){head.data, head.size}, &fetch->err)))
        return fetch_broke(fetch);
    return true;
}

static bool save_feed(struct fetching *fetching, const struct answer *answer)
{
    if (!fetch_begin(fetching->fetch) || !fetch_settle(fetching, answer))
        return false;
    return save_yields(fetching, answer->yields) || fetch_refuse(fetching);
}

bool fetch_answer(struct answer *out, struct arena *a, struct bytes bytes,
        const char *error, struct fetching *fetching)
{
    struct err err = {0};

    *out = (struct answer){.error = error};
    if (!error && !record_unpack(out, a, &answer_shape, bytes, &err))
        out->error = "its reader sent nonsense";
    else if (out->feed && !check_head(out->feed, &err))
        out->error = arena_text(a, err.text);
    if (out->error)
        outcome_failed(fetching->fetch->run, fetching->live, false, "%s",
                out->error);
    return !out->error;
}

static void feed_was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = arg;
    struct answer answer;

    fetch_drop_validators(fetching->live->state);
    if (fetch_answer(&answer, &a, bytes, error, fetching) &&
            save_feed(fetching, &answer)) {
        if (answer.complete)
            fetch_keep_validators(fetching);
        if (answer.feed)
            schedule_learn(fetching->live->state, answer.feed);
        outcome_ok(fetching->fetch->run, fetching->live);
        fetching->poll.outcome = arena_printf(&fetching->arena, "%lld new%s",
                (long long)fetching->poll.added,
                answer.complete ? "" : "; the document was cut");
    }
    fetch_end(fetching);
}

/* ---- responses ---- */

const char *fetch_status(int status)
{
    static const struct {
        int status;
        const char *words;
    } known[] = {
            {401, "it wants a password"                        },
            {403, "its server forbids it"                      },
            {404, "there is nothing at this address"           },
            {410, "its server says that it is gone for good"   },
            {429, "its server says that it was asked too often"},
            {500, "its server failed"                          },
            {502, "its server failed"                          },
            {503, "its server is not available"                },
            {504, "its server took too long"                   },
    };

    for (size_t i = 0; i < COUNT(known); i++)
        if (known[i].status == status)
            return known[i].words;
    return status >= 500 ? "its server failed" : "its server sent no document";
}

static void unchanged(struct fetching *fetching, const char *words)
{
    outcome_ok(fetching->fetch->run, fetching->live);
    fetching->poll.outcome = words;
    fetching->fetch->result->unchanged++;
    fetch_end(fetching);
}

void fetch_wait(struct fetching *fetching, const struct http_response *response)
{
    struct source_state *state = fetching->live->state;
    int64_t until = response->retry_after
            ? schedule_retry_after(response->retry_after,
                      fetching->fetch->run->now)
            : 0;

    if (until > state->not_before)
        state->not_before = until;
}

static void refused(struct fetching *fetching,
        const struct http_response *response)
{
    struct live_source *live = fetching->live;
    struct run *run = fetching->fetch->run;

    fetch_wait(fetching, response);
    if (response->failure == HTTP_HELD) /* it was not asked */
        fetching->poll.outcome = response->error;
    else if (response->failure != HTTP_OK)
        outcome_failed(run, live, false, "%s", response->error);
    else
        outcome_failed(run, live, response->status == 410, "%d: %s",
                response->status, fetch_status(response->status));
    fetch_end(fetching);
}

static void read_feed(struct fetching *fetching,
        const struct http_response *response)
{
    struct live_source *live = fetching->live;
    bool is_page = strcmp(live->source->kind, "page") == 0;
    struct known *known = NULL;

    /* Settings that changed make everything new that comes; but articles are
     * fetched once. */
    if ((is_page || live->state->derived == live->derived) &&
            !store_known(fetching->fetch->run->store, &fetching->arena,
                    live->state->id, &known, &fetching->fetch->err)) {
        fetch_broke(fetching->fetch);
        fetch_end(fetching);
        return;
    }
    if (is_page)
        fetch_read(fetching, "page", response, known, article_list_was_read,
                fetching);
    else
        fetch_read(fetching, live->source->kind, response, known, feed_was_read,
                fetching);
}

/* A 304 may bring newer ones: RFC 9111 section 4.3.4. */
static void refresh_validators(struct fetching *fetching,
        const struct http_response *response)
{
    struct source_state *state = fetching->live->state;
    struct arena *a = &fetching->fetch->run->arena;

    if (response->etag)
        state->etag = arena_text(a, response->etag);
    if (response->last_modified)
        state->last_modified = arena_text(a, response->last_modified);
}

static void answered(void *arg, const struct http_response *response)
{
    struct fetching *fetching = arg;
    struct source_state *state = fetching->live->state;

    fetching->poll.status = response->status;
    fetching->poll.bytes = (int64_t)response->size;
    fetching->moved_to = arena_text(&fetching->fetch->run->arena,
            response->moved_to);
    if (response->failure != HTTP_OK ||
            (response->status != 200 && response->status != 304)) {
        refused(fetching, response);
        return;
    }
    state->fresh = schedule_fresh(response, fetching->fetch->run->now);
    if (response->status == 304) {
        refresh_validators(fetching, response);
        unchanged(fetching, "not modified");
        return;
    }
    fetching->validated = arena_text(&fetching->arena, response->url);
    fetching->etag = arena_text(&fetching->arena, response->etag);
    fetching->last_modified = arena_text(&fetching->arena,
            response->last_modified);
    fetching->body = (int64_t)hash_bytes(hash_text(HASH_START,
                                                 response->content_type),
            response->body, response->size);
    if (fetching->body == state->body &&
            state->derived == fetching->live->derived) {
        fetch_keep_validators(fetching);
        unchanged(fetching, "the same bytes");
        return;
    }
    read_feed(fetching, response);
}

/* ---- the loop ---- */

/* The configured address alone gets them; http/ keeps them from leaving its
 * origin. */
static const char *with_credentials(struct arena *a,
        const struct source *source, const char *address)
{
    const char *host = strstr(address, "://");

    if (!source->userinfo || !host || strcmp(address, source->url) != 0)
        return address;
    host += strlen("://");
    return arena_printf(a, "%.*s%s@%s", (int)(host - address), address,
            source->userinfo, host);
}

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
    fetching->request = (struct http_request){
            .url = with_credentials(&fetch->arena, live->source, address),
            .etag = state->etag,
            .last_modified = state->last_modified,
            .validated = state->validated,
            .allow_private = moved_allows_private(live, address),
            .accept = strcmp(live->source->kind, "page") == 0 ? ACCEPT_PAGE
                                                              : ACCEPT_FEED};
    fetch->open++;
    fetch->result->asked++;
    http_get(fetch->http, &fetching->request, answered, fetching);
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

static void ask_next(struct fetch *fetch, const struct fetch_options *options)
{
    while (fetch->next && http_pending(fetch->http) < QUEUED_MAX) {
        struct live_source *live = fetch->next;
        const char *why = NULL;

        fetch->next = live->next;
        if (!is_wanted(options, live))
            continue;
        if (schedule_is_due(live, fetch->run->now, options->force,
                    &fetch->arena, &why))
            ask(fetch, live);
        else
            LOG(options->actors ? LOG_WARN : LOG_INFO, "%s: %s",
                    live->source->id, why);
    }
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
    if (fetch->in_transaction && clock_ms() - fetch->begun_ms >= COMMIT_MS)
        commit(fetch);
    return !fetch->broken;
}

bool fetch_sources(struct run *run, const struct fetch_options *options,
        struct fetch_result *out, struct err *err)
{
    struct fetch fetch = {.run = run, .result = out, .next = run->sources};
    struct http_options http = {.user_agent = options->user_agent,
            .ca_file = options->ca_file};

    *out = (struct fetch_result){0};
    if (!http_open(&fetch.http, &http, err))
        return false;
    do {
        ask_next(&fetch, options);
    } while (fetch.open > 0 && turn(&fetch));
    if (!fetch.broken)
        commit(&fetch);
    http_auto(&fetch.http);
    arena_auto(&fetch.arena);
    if (fetch.broken)
        *err = fetch.err;
    return !fetch.broken;
}
