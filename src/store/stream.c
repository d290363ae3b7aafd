#include "store/sql.h"

bool store_streams(struct store *store, struct arena *a,
        struct stored_stream **out, struct err *err)
{
    struct query q = query(store, STREAMS);
    struct stored_stream **tail = out;

    *out = NULL;
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct stored_stream);
        (*tail)->id = get_int(&q);
        (*tail)->name = get_text(&q, a);
        (*tail)->iri = get_text(&q, a);
        (*tail)->created = get_int(&q);
        (*tail)->changed = get_int(&q) != 0;
        (*tail)->selected = get_int(&q);
        (*tail)->archived = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_add_stream(struct store *store, struct stored_stream *stream,
        struct err *err)
{
    struct query q = query(store, ADD_STREAM);

    put_text(&q, stream->name);
    put_text(&q, stream->iri);
    put_int(&q, stream->created);
    if (step(&q))
        stream->id = get_int(&q);
    return done(&q, err);
}

bool store_empty_stream(struct store *store, int64_t stream, struct err *err)
{
    struct query q = query(store, EMPTY_STREAM);

    put_int(&q, stream);
    return finish(&q, err) && store_select_stream(store, stream, 0, err);
}

bool store_select_stream(struct store *store, int64_t stream, int64_t selected,
        struct err *err)
{
    struct query q = query(store, SELECT_STREAM);

    put_int(&q, selected);
    put_int(&q, stream);
    return finish(&q, err);
}

bool store_mark_stream(struct store *store, int64_t stream, bool changed,
        struct err *err)
{
    struct query q = query(store, MARK_STREAM);

    put_int(&q, changed);
    put_int(&q, stream);
    return finish(&q, err);
}

bool store_mark_streams(struct store *store, struct err *err)
{
    struct query q = query(store, MARK_STREAMS);

    return finish(&q, err);
}

bool store_enter(struct store *store, int64_t stream,
        const struct stored *stored, int64_t now, struct err *err)
{
    struct query q = query(store, ENTER);

    put_int(&q, stored->id);
    put_int(&q, stream);
    put_int(&q, stored->published);
    put_int(&q, now);
    put_int(&q,
            stored->first_seen > stored->published ? stored->first_seen
                                                   : stored->published);
    return finish(&q, err);
}

bool store_leave(struct store *store, int64_t stream, int64_t entry,
        struct err *err)
{
    struct query q = query(store, LEAVE);

    put_int(&q, entry);
    put_int(&q, stream);
    return finish(&q, err);
}

bool store_memberships(struct store *store, struct arena *a, int64_t entry,
        bool rank, struct membership **out, struct err *err)
{
    struct query q = query(store, rank ? RANKED_MEMBERSHIPS : MEMBERSHIPS);
    struct membership **tail = out;

    *out = NULL;
    put_int(&q, entry);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct membership);
        (*tail)->stream = get_int(&q);
        (*tail)->entered = get_int(&q);
        (*tail)->arrived = get_int(&q);
        (*tail)->rank = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_stream_entries(struct store *store, struct arena *a, int64_t stream,
        struct span span, struct stored **out, struct err *err)
{
    struct query q = query(store, STREAM_ENTRIES);

    put_int(&q, stream);
    put_int(&q, span.count);
    put_int(&q, span.from);
    return get_entries(&q, a, out, err);
}

bool store_arrivals(struct store *store, struct arena *a, int64_t stream,
        int64_t count, struct arrived_entry **out, struct err *err)
{
    struct query q = query(store, ARRIVALS);
    struct arrived_entry **tail = out;

    *out = NULL;
    put_int(&q, stream);
    put_int(&q, count);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct arrived_entry);
        (*tail)->entry = get_int(&q);
        (*tail)->source = get_int(&q);
        (*tail)->arrived = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_members(struct store *store, struct arena *a, int64_t stream,
        int64_t since, struct bytes *out, struct err *err)
{
    struct query q = query(store, MEMBERS);

    put_int(&q, stream);
    put_int(&q, since);
    return get_numbers(&q, a, out, err);
}

bool store_streams_of(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, STREAMS_OF_SOURCE);

    put_int(&q, source);
    return get_numbers(&q, a, out, err);
}

bool store_is_member(struct store *store, int64_t stream, int64_t entry,
        bool *out, struct err *err)
{
    struct query q = query(store, IS_MEMBER);

    put_int(&q, entry);
    put_int(&q, stream);
    *out = step(&q);
    return done(&q, err);
}

bool store_shown_since(struct store *store, struct arena *a, int64_t since,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, SHOWN_SINCE);

    put_int(&q, since);
    return get_numbers(&q, a, out, err);
}

bool store_shown(struct store *store, struct arena *a, int64_t entry,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, SHOWN);

    *out = (struct bytes){0};
    put_int(&q, entry);
    if (step(&q))
        *out = get_bytes(&q, a);
    return done(&q, err);
}

bool store_stream_size(struct store *store, int64_t stream, int64_t *out,
        struct err *err)
{
    struct query q = query(store, STREAM_SIZE);

    put_int(&q, stream);
    *out = step(&q) ? get_int(&q) : 0;
    return done(&q, err);
}

bool store_outputs(struct store *store, struct arena *a,
        struct stored_output **out, struct err *err)
{
    struct query q = query(store, OUTPUTS);
    struct stored_output **tail = out;

    *out = NULL;
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct stored_output);
        (*tail)->path = get_text(&q, a);
        (*tail)->stamp = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_keep_output(struct store *store, const char *path, int64_t stamp,
        struct err *err)
{
    struct query q = query(store, KEEP_OUTPUT);

    put_text(&q, path);
    put_int(&q, stamp);
    return finish(&q, err);
}

bool store_remove_output(struct store *store, const char *path, struct err *err)
{
    struct query q = query(store, REMOVE_OUTPUT);

    put_text(&q, path);
    return finish(&q, err);
}

bool store_owe_ping(struct store *store, const struct owed_ping *ping,
        struct err *err)
{
    struct query q = query(store, OWE_PING);

    put_text(&q, ping->hub);
    put_text(&q, ping->url);
    put_int(&q, ping->owed);
    return finish(&q, err);
}

bool store_pings(struct store *store, struct arena *a, int64_t now,
        struct owed_ping **out, struct err *err)
{
    struct query q = query(store, PINGS);
    struct owed_ping **tail = out;

    *out = NULL;
    put_int(&q, now);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct owed_ping);
        (*tail)->hub = get_text(&q, a);
        (*tail)->url = get_text(&q, a);
        (*tail)->owed = get_int(&q);
        (*tail)->failures = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_delay_ping(struct store *store, const struct owed_ping *ping,
        int64_t next_try, struct err *err)
{
    struct query q = query(store, DELAY_PING);

    put_int(&q, next_try);
    put_text(&q, ping->hub);
    put_text(&q, ping->url);
    return finish(&q, err);
}

bool store_forget_ping(struct store *store, const struct owed_ping *ping,
        struct err *err)
{
    struct query q = query(store, FORGET_PING);

    put_text(&q, ping->hub);
    put_text(&q, ping->url);
    return finish(&q, err);
}

/* ---- what was taken down ---- */

static const struct member suppression_members[] = {
        ROW(suppression, what, MEMBER_TEXT),
        ROW(suppression, reason, MEMBER_TEXT),
        ROW(suppression, since, MEMBER_TIME),
};
const struct shape suppression_shape = SHAPE(struct suppression,
        suppression_members);

bool store_suppressions(struct store *store, struct arena *a,
        struct suppression **out, struct err *err)
{
    struct query q = query(store, SUPPRESSIONS);
    struct suppression **tail = out;

    *out = NULL;
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct suppression);
        (*tail)->what = get_text(&q, a);
        (*tail)->key = get_int(&q);
        (*tail)->reason = get_text(&q, a);
        (*tail)->since = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_suppress(struct store *store, const struct suppression *suppression,
        struct err *err)
{
    struct query q = query(store, SUPPRESS);

    put_text(&q, suppression->what);
    put_int(&q, suppression->key);
    put_text(&q, suppression->reason);
    put_int(&q, suppression->since);
    return finish(&q, err);
}

bool store_release(struct store *store, const char *what, struct err *err)
{
    struct query q = query(store, RELEASE);

    put_text(&q, what);
    return finish(&q, err);
}
