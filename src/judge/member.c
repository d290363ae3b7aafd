#include <string.h>

#include "judge/joined.h"
#include "judge/member.h"
#include "store/archives.h"

/* The streams an entry should be in. */
struct wanted {
    struct wanted *next;
    struct live_stream *stream;
};

static void want(struct wanted **list, struct arena *a,
        struct live_stream *stream)
{
    struct wanted *wanted;

    if (!stream)
        return;
    for (wanted = *list; wanted; wanted = wanted->next)
        if (wanted->stream == stream)
            return;
    wanted = ARENA_NEW(a, struct wanted);
    wanted->stream = stream;
    wanted->next = *list;
    *list = wanted;
}

/* The same where the entry stands for its cluster there. */
static void want_winner(struct wanted **list, struct arena *a,
        struct live_stream *stream, const struct stored *stored,
        const struct standing *standing)
{
    if (stream && standing->winners[stream->prefer] == stored->id)
        want(list, a, stream);
}

static bool stands(const struct stored *stored, const struct standing *standing)
{
    for (int i = 0; i < PREFERENCES; i++)
        if (standing->winners[i] == stored->id)
            return true;
    return false;
}

static struct live_stream *named(const struct run *run, struct arena *a,
        const char *folder, const char *key)
{
    return run_stream_named(run, arena_printf(a, "%s/%s", folder, key));
}

/* The operator's own streams, whose conditions look into the entry, and may
 * turn out otherwise by time alone: it is judged again then. */
static bool want_own(struct wanted **list, struct run *run, struct arena *a,
        const struct stored *stored, const struct standing *standing,
        struct err *err)
{
    const struct joined joined = {standing->cluster, standing->tags};
    struct stored *whole;
    struct subject subject;
    int64_t until = 0;

    if (!run->own)
        return true;
    if (!store_entry(run->store, a, stored->id, &whole, err) ||
            !joined_subject(&subject, run, a, whole, &joined, err))
        return false;
    for (struct live_stream *s = run->own; s; s = s->next) {
        int64_t then = 0;

        if (!s->select || expr_matches(s->select, a, &subject, &then))
            want_winner(list, a, s, stored, standing);
        if (then && (!until || then < until))
            until = then;
    }
    return !until || store_lower_until(run->store, stored->id, until, err);
}

static bool want_all(struct wanted **list, struct run *run, struct arena *a,
        const struct stored *stored, const struct standing *standing,
        struct err *err)
{
    want_winner(list, a, run_stream_named(run, "all"), stored, standing);
    for (const struct stored_tag *t = standing->tags; t; t = t->next)
        want_winner(list, a, named(run, a, "themes", t->id), stored, standing);
    return want_own(list, run, a, stored, standing, err);
}

bool member_mark(struct run *run, struct live_stream *stream, struct err *err)
{
    if (stream->stored.changed)
        return true;
    stream->stored.changed = true;
    return store_mark_stream(run->store, stream->stored.id, true, err);
}

static struct wanted *find(struct wanted *list, int64_t stream)
{
    while (list && list->stream->stored.id != stream)
        list = list->next;
    return list;
}

static bool leave_others(struct run *run, struct arena *a,
        const struct stored *stored, struct wanted *list, struct err *err)
{
    struct membership *member;

    if (!store_memberships(run->store, a, stored->id, false, &member, err))
        return false;
    for (; member; member = member->next) {
        struct live_stream *stream = run_stream(run, member->stream);

        if (find(list, member->stream))
            continue;
        if (!store_leave(run->store, member->stream, stored->id, err) ||
                (stream && !member_mark(run, stream, err)))
            return false;
    }
    return true;
}

bool member_update(struct run *run, struct arena *a,
        const struct stored *stored, const struct standing *standing,
        struct err *err)
{
    const struct live_source *live = run_source(run, stored->source);
    struct wanted *list = NULL;

    if (stored->kept && live && standing->for_actor == stored->id)
        want(&list, a, named(run, a, "actors", live->source->actor->id));
    if (stored->kept && live && standing->is_news && stands(stored, standing) &&
            !want_all(&list, run, a, stored, standing, err))
        return false;
    if (!leave_others(run, a, stored, list, err))
        return false;
    for (; list; list = list->next)
        if (!store_enter(run->store, list->stream->stored.id, stored, run->now,
                    err) ||
                !member_mark(run, list->stream, err))
            return false;
    return true;
}

bool member_mark_entry(struct run *run, struct arena *a, int64_t entry,
        struct err *err)
{
    struct membership *member;

    if (!store_spoil_archives(run->store, entry, err) ||
            !store_memberships(run->store, a, entry, false, &member, err))
        return false;
    for (; member; member = member->next) {
        struct live_stream *stream = run_stream(run, member->stream);

        if (stream && !member_mark(run, stream, err))
            return false;
    }
    return true;
}

bool member_mark_source(struct run *run, int64_t source, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct bytes streams;

    if (!store_spoil_archives_of(run->store, source, err) ||
            !store_streams_of(run->store, &a, source, &streams, err))
        return false;
    for (size_t at = 0; at < streams.size; at += sizeof(int64_t)) {
        struct live_stream *stream;
        int64_t id;

        memcpy(&id, streams.data + at, sizeof(id));
        stream = run_stream(run, id);
        if (stream && !member_mark(run, stream, err))
            return false;
    }
    return true;
}
