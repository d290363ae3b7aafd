/*
 * response.c - what comes back of a source that was asked: what that means for
 * it, and what is read of it. Pages, whose articles are documents of their own,
 * go on in listed.c.
 */
#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "input/coding.h"
#include "judge/check.h"
#include "judge/identity.h"
#include "judge/item.h"
#include "judge/member.h"
#include "poll/fetching.h"
#include "poll/health.h"
#include "poll/listed.h"
#include "poll/outcome.h"
#include "poll/schedule.h"
#include "run/reader.h"
#include "store/articles.h"

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
            .content_coding = response->content_coding,
            .bytes = {response->body, response->size},
            .now = fetching->fetch->run->now,
            .lang = source->lang,
            .timezone = source->zone_name,
            .zone_said = source->zone_said,
            .actor = source->actor->name,
            .aliases = source->actor->aliases,
            .selectors = source->selectors,
            .known = known,
            .chrome = fetching->chrome,
    };

    pool_begin(&job);
    record_pack(&job, &document_shape, &doc);
    pool_submit(fetching->fetch->run->pool, &job, coding_weight(&doc), done,
            arg);
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
    AUTO(arena) struct arena all = {0};
    struct fetch *fetch = fetching->fetch;
    const struct live_source *live = fetching->live;
    struct identity *identity;

    if (!identity_settle(&identity, fetch->run, &all, live, yields,
                &fetch->err))
        return false;
    for (const struct yield *y = yields; y; y = y->next, identity++) {
        AUTO(arena) struct arena a = {0};
        struct saved saved = {.old = identity->old};
        struct yield named = *y;

        if (identity->repeated)
            continue;
        named.key = identity->key;
        if (y->known ? !store_saw_item(fetch->run->store, live->state->id,
                               y->key, fetch->run->now, &fetch->err)
                     : !item_save(fetch->run, &a, live, &named, &saved,
                               &fetch->err))
            return false;
        fetching->poll.added += saved.is_new;
    }
    return true;
}

static bool is_same(struct entry a, struct entry b)
{
    AUTO(buf) struct buf left = {0}, right = {0};

    record_pack(&left, &entry_shape, &a);
    record_pack(&right, &entry_shape, &b);
    return left.size == right.size &&
            memcmp(left.data, right.data, left.size) == 0;
}

/* What derived entries depend on. */
static struct entry inherited(const struct entry *head)
{
    return (struct entry){.lang = head->lang, .base = head->base};
}

/* What is published with them, too. What nobody sees, as when the feed was
 * made, is left out. */
static struct entry shown(const struct entry *head)
{
    struct entry shown = inherited(head);

    shown.id = head->id;
    shown.title = head->title;
    shown.links = head->links;
    shown.authors = head->authors;
    return shown;
}

/* What a feed says of itself also stands in entries that came before: they are
 * written again, and where it may make them others, judged again. */
static bool compare_heads(struct fetching *fetching, const struct entry *head)
{
    AUTO(arena) struct arena a = {0};
    struct run *run = fetching->fetch->run;
    struct source_state *state = fetching->live->state;
    struct err *err = &fetching->fetch->err;
    struct entry was = {0};
    struct bytes packed;

    if (state->entries == 0)
        return true;
    if (!store_head(run->store, &a, state->id, &packed, err) ||
            (packed.size > 0 &&
                    !record_unpack(&was, &a, &entry_shape, packed, err)))
        return false;
    if (!is_same(inherited(&was), inherited(head)))
        state->made = state->judged = 0;
    return is_same(shown(&was), shown(head)) ||
            member_mark_source(run, state->id, err);
}

bool fetch_settle(struct fetching *fetching, const struct answer *answer)
{
    AUTO(buf) struct buf head = {0};
    struct fetch *fetch = fetching->fetch;
    struct source_state *state = fetching->live->state;

    if (answer->feed)
        record_pack(&head, &entry_shape, answer->feed);
    if (reader_is_list(fetching->live->source->kind) &&
            state->derived != fetching->live->derived &&
            !store_revisit_articles(fetch->run->store, state->id,
                    fetching->live->selected, fetch->run->now, &fetch->err))
        return fetch_broke(fetch);
    state->derived = fetching->live->derived;
    state->format = arena_text(&fetch->run->arena, answer->format);
    state->problems = health_pack(&fetch->run->arena, answer->problems);
    state->judged = fetching->live->judged;
    state->placed = fetching->live->placed;
    fetching->live->head_is_known = false;
    if (answer->feed && !compare_heads(fetching, answer->feed))
        return fetch_broke(fetch);
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
    if (!error && !check_answer(out, a, bytes, &err))
        out->error = arena_text(a, err.text);
    if (out->error)
        outcome_failed(fetching->fetch->run, fetching->live, false, "%s",
                out->error);
    return !out->error;
}

static void read_whole(struct fetching *fetching)
{
    fetch_keep_validators(fetching);
    outcome_ok(fetching->live);
    fetching->poll.outcome = arena_printf(&fetching->arena, "%lld new",
            (long long)fetching->poll.added);
}

static void feed_was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = arg;
    struct answer answer;

    fetch_drop_validators(fetching->live->state);
    if (fetch_answer(&answer, &a, bytes, error, fetching) &&
            save_feed(fetching, &answer)) {
        if (answer.feed)
            schedule_learn(fetching->live->state, answer.feed);
        if (answer.complete)
            read_whole(fetching);
        else
            outcome_cut(fetching->fetch->run, fetching->live,
                    fetching->poll.added);
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
    outcome_ok(fetching->live);
    fetching->poll.outcome = words;
    fetching->fetch->result->unchanged++;
    if (reader_is_list(fetching->live->source->kind))
        listed_unchanged(fetching, words);
    else
        fetch_end(fetching);
}

void fetch_wait(struct fetching *fetching, const struct http_response *response)
{
    int64_t until = schedule_not_before(response, fetching->fetch->run->now);

    if (until > fetching->not_before)
        fetching->not_before = until;
}

static void refused(struct fetching *fetching,
        const struct http_response *response)
{
    struct live_source *live = fetching->live;
    struct run *run = fetching->fetch->run;

    if (response->failure == HTTP_HELD || response->failure == HTTP_STOPPED) {
        fetch_drop(fetching, response->error);
        return;
    }
    if (response->failure != HTTP_OK)
        outcome_failed(run, live, false, "%s", response->error);
    else
        outcome_failed(run, live, response->status == 410, "%d: %s",
                response->status, fetch_status(response->status));
    fetch_end(fetching);
}

/* Settings that changed make everything new that comes; but not the articles
 * that a page lists: these are visited again, a few at a time. */
static bool load_known(struct fetching *fetching, bool is_list,
        struct known **known)
{
    const struct live_source *live = fetching->live;
    struct fetch *fetch = fetching->fetch;

    if (is_list)
        return store_known_articles(fetch->run->store, &fetching->arena,
                live->state->id, known, &fetch->err);
    return live->state->derived != live->derived ||
            store_known(fetch->run->store, &fetching->arena, live->state->id,
                    known, &fetch->err);
}

static void read_feed(struct fetching *fetching,
        const struct http_response *response)
{
    struct live_source *live = fetching->live;
    bool is_list = reader_is_list(live->source->kind);
    struct known *known = NULL;

    if (!load_known(fetching, is_list, &known)) {
        fetch_broke(fetching->fetch);
        fetch_end(fetching);
        return;
    }
    fetch_read(fetching, live->source->kind, response, known,
            is_list ? listed_was_read : feed_was_read, fetching);
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

/* What a document says of itself, should it be read. What is only a part of it
 * is never the same as the whole. */
static void keep_answer(struct fetching *fetching,
        const struct http_response *response)
{
    struct arena *a = &fetching->arena;

    fetching->validated = arena_text(a, response->url);
    fetching->etag = arena_text(a, response->etag);
    fetching->last_modified = arena_text(a, response->last_modified);
    if (response->status == 200)
        fetching->body = (int64_t)hash_bytes(
                hash_text(hash_text(HASH_START, response->content_type),
                        response->content_coding),
                response->body, response->size);
}

static bool is_document(const struct fetching *fetching, int status)
{
    return status == 200 ||
            (status == 226 && fetching->request.deltas &&
                    fetching->request.etag);
}

void fetch_answered(void *arg, const struct http_response *response)
{
    struct fetching *fetching = arg;
    struct source_state *state = fetching->live->state;

    fetching->poll.status = response->status;
    fetching->poll.bytes = (int64_t)response->size;
    fetching->moved_to = arena_text(&fetching->fetch->run->arena,
            response->moved_to);
    fetching->insecure = response->insecure;
    fetch_wait(fetching, response);
    if (response->failure != HTTP_OK ||
            (response->status != 304 &&
                    !is_document(fetching, response->status))) {
        refused(fetching, response);
        return;
    }
    state->fresh = schedule_fresh(response, fetching->fetch->run->now);
    if (response->status == 304) {
        refresh_validators(fetching, response);
        unchanged(fetching, "not modified");
        return;
    }
    keep_answer(fetching, response);
    if (fetching->body && fetching->body == state->body &&
            state->derived == fetching->live->derived) {
        fetch_keep_validators(fetching);
        unchanged(fetching, "the same bytes");
        return;
    }
    read_feed(fetching, response);
}
