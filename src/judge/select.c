#include "judge/select.h"
#include "judge/cluster.h"
#include "judge/find.h"
#include "judge/member.h"

enum { BATCH = 200 };

struct selection {
    struct run *run;
    struct live_stream *stream;
    int changes; /* in this transaction */
};

/* Which of a cluster it takes is not who stands for it in the stream of all, by
 * which the others are found. */
static bool prefers_others(const struct run *run,
        const struct live_stream *stream)
{
    return stream->prefer != run->config->prefer;
}

static bool changed(struct selection *s, struct err *err)
{
    if (!member_mark(s->run, s->stream, err))
        return false;
    if (++s->changes % BATCH != 0)
        return true;
    return store_commit(s->run->store, err) && store_begin(s->run->store, err);
}

static bool enter(void *arg, struct arena *a, const struct found *found,
        struct err *err)
{
    struct selection *s = arg;
    struct store *store = s->run->store;

    if (prefers_others(s->run, s->stream))
        return cluster_place(s->run, a, found->stored, true, err) &&
                changed(s, err);
    if (found->until &&
            !store_lower_until(store, found->stored->id, found->until, err))
        return false;
    return !found->matches ||
            (store_enter(store, s->stream->stored.id, found->stored,
                     s->run->now, err) &&
                    changed(s, err));
}

static bool leave(void *arg, struct arena *a, const struct found *found,
        struct err *err)
{
    struct selection *s = arg;

    UNUSED(a);
    return found->matches ||
            (store_leave(s->run->store, s->stream->stored.id, found->stored->id,
                     err) &&
                    changed(s, err));
}

/* First those that are in it, then those that may come in. */
static bool select_anew(struct run *run, struct live_stream *stream,
        struct err *err)
{
    struct selection selection = {.run = run, .stream = stream};
    const struct find in = {.expr = stream->select,
            .stream = stream,
            .each = true,
            .tell = leave,
            .arg = &selection};
    const struct find all = {.expr = prefers_others(run, stream)
                    ? NULL
                    : stream->select,
            .stream = run_stream_named(run, "all"),
            .ever = true,
            .tell = enter,
            .arg = &selection};

    stream->stored.selected = stream->selected;
    return store_begin(run->store, err) && find_entries(run, &in, err) &&
            find_entries(run, &all, err) &&
            store_select_stream(run->store, stream->stored.id, stream->selected,
                    err) &&
            store_commit(run->store, err);
}

bool select_stale(struct run *run, struct err *err)
{
    for (struct live_stream *s = run->own; s; s = s->next)
        if (s->stored.selected != s->selected && !select_anew(run, s, err))
            return false;
    return true;
}
