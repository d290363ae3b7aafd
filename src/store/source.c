#include "store/sql.h"

static const struct member poll_members[] = {
        ROW(poll, at, MEMBER_TIME),
        ROW(poll, status, MEMBER_INT),
        ROW(poll, outcome, MEMBER_TEXT),
        ROW(poll, bytes, MEMBER_INT),
        ROW(poll, added, MEMBER_INT),
};
const struct shape poll_shape = SHAPE(struct poll, poll_members);

static struct source_state *get_source(struct query *q, struct arena *a)
{
    struct source_state *s = ARENA_NEW(a, struct source_state);

    s->id = get_int(q);
    s->name = get_text(q, a);
    s->url = get_text(q, a);
    s->validated = get_text(q, a);
    s->health = get_text(q, a);
    s->reason = get_text(q, a);
    s->since = get_int(q);
    s->failures = get_int(q);
    s->polled = get_int(q);
    s->next_poll = get_int(q);
    s->not_before = get_int(q);
    s->newest = get_int(q);
    s->etag = get_text(q, a);
    s->last_modified = get_text(q, a);
    s->body = get_int(q);
    s->moved_to = get_text(q, a);
    s->judged = get_int(q);
    s->derived = get_int(q);
    s->settings = get_int(q);
    s->order = get_int(q);
    s->entries = get_int(q);
    s->wish = get_int(q);
    s->skip_hours = get_int(q);
    s->skip_days = get_int(q);
    s->moved_since = get_int(q);
    s->moved_polls = get_int(q);
    s->format = get_text(q, a);
    s->made = get_int(q);
    s->begun = get_int(q);
    s->told = get_text(q, a);
    s->told_at = get_int(q);
    s->tellings = get_int(q);
    s->told_moved = get_text(q, a);
    s->status = get_int(q);
    s->answer = get_text(q, a);
    s->problems = get_bytes(q, a);
    s->placed = get_int(q);
    return s;
}

bool store_sources(struct store *store, struct arena *a,
        struct source_state **out, struct err *err)
{
    struct query q = query(store, SOURCES);
    struct source_state **tail = out;

    *out = NULL;
    while (step(&q)) {
        *tail = get_source(&q, a);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_add_source(struct store *store, const char *name, int64_t *out,
        struct err *err)
{
    struct query q = query(store, ADD_SOURCE);

    put_text(&q, name);
    *out = step(&q) ? get_int(&q) : 0;
    return done(&q, err);
}

bool store_configure_source(struct store *store,
        const struct source_state *source, struct err *err)
{
    struct query q = query(store, CONFIGURE_SOURCE);

    put_int(&q, source->order);
    put_int(&q, source->judged);
    put_int(&q, source->placed);
    put_int(&q, source->derived);
    put_text(&q, source->format);
    put_int(&q, source->made);
    put_int(&q, source->id);
    return finish(&q, err);
}

static bool save_source(struct store *store, const struct source_state *s,
        struct err *err)
{
    struct query q = query(store, SAVE_SOURCE);

    put_text(&q, s->url);
    put_text(&q, s->validated);
    put_text(&q, s->health);
    put_text(&q, s->reason);
    put_int(&q, s->since);
    put_int(&q, s->failures);
    put_int(&q, s->polled);
    put_int(&q, s->next_poll);
    put_int(&q, s->not_before);
    put_int(&q, s->newest);
    put_text(&q, s->etag);
    put_text(&q, s->last_modified);
    put_int(&q, s->body);
    put_text(&q, s->moved_to);
    put_int(&q, s->settings);
    put_int(&q, s->entries);
    put_int(&q, s->wish);
    put_int(&q, s->skip_hours);
    put_int(&q, s->skip_days);
    put_int(&q, s->moved_since);
    put_int(&q, s->moved_polls);
    put_int(&q, s->begun);
    put_text(&q, s->told);
    put_int(&q, s->told_at);
    put_int(&q, s->tellings);
    put_text(&q, s->told_moved);
    put_int(&q, s->status);
    put_text(&q, s->answer);
    put_bytes(&q, s->problems);
    put_int(&q, s->id);
    return finish(&q, err);
}

static bool add_poll(struct store *store, int64_t source,
        const struct poll *poll, struct err *err)
{
    struct query q = query(store, ADD_POLL);

    put_int(&q, source);
    put_int(&q, poll->at);
    put_int(&q, poll->status);
    put_text(&q, poll->outcome);
    put_int(&q, poll->bytes);
    put_int(&q, poll->added);
    return finish(&q, err);
}

bool store_save_poll(struct store *store, const struct source_state *source,
        const struct poll *poll, struct err *err)
{
    struct query forget = query(store, FORGET_POLLS);

    if (!save_source(store, source, err) ||
            !add_poll(store, source->id, poll, err))
        return false;
    put_int(&forget, source->id);
    put_int(&forget, POLLS_KEPT);
    return finish(&forget, err);
}

bool store_polls(struct store *store, struct arena *a, int64_t source,
        struct poll **out, struct err *err)
{
    struct query q = query(store, POLLS);
    struct poll **tail = out;

    *out = NULL;
    put_int(&q, source);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct poll);
        (*tail)->at = get_int(&q);
        (*tail)->status = get_int(&q);
        (*tail)->outcome = get_text(&q, a);
        (*tail)->bytes = get_int(&q);
        (*tail)->added = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_add_event(struct store *store, const struct event *event,
        struct err *err)
{
    struct query add = query(store, ADD_EVENT);
    struct query forget = query(store, FORGET_EVENTS);

    put_int(&add, event->source);
    put_int(&add, event->at);
    put_text(&add, event->what);
    put_int(&add, event->since);
    put_text(&add, event->words);
    if (!finish(&add, err))
        return false;
    put_int(&forget, EVENTS_KEPT);
    return finish(&forget, err);
}

bool store_events(struct store *store, struct arena *a, struct event **out,
        struct err *err)
{
    struct query q = query(store, EVENTS);
    struct event **tail = out;

    *out = NULL;
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct event);
        (*tail)->name = get_text(&q, a);
        (*tail)->at = get_int(&q);
        (*tail)->what = get_text(&q, a);
        (*tail)->since = get_int(&q);
        (*tail)->words = get_text(&q, a);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_save_head(struct store *store, int64_t source, struct bytes head,
        struct err *err)
{
    struct query q = query(store, SAVE_HEAD);

    put_bytes(&q, head);
    put_int(&q, source);
    return finish(&q, err);
}

bool store_head(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, HEAD);

    *out = (struct bytes){0};
    put_int(&q, source);
    if (step(&q))
        *out = get_bytes(&q, a);
    return done(&q, err);
}
