#include "publish/window.h"

enum {
    LOOK = 10, /* how far back others are looked for: so many times as many as
                  there is room for, */
    LOOK_LEAST = 1000, /* and at least so many */
    FEW = 10, /* the last of a stream are in its file, whenever they came */
};

/* How many of the source there are by now, this one among them. */
static int64_t count(struct index *sources, struct arena *a, int64_t source)
{
    int64_t *seen = index_get_number(sources, source);

    if (!seen) {
        seen = ARENA_NEW(a, int64_t);
        index_put_number(sources, a, source, seen);
    }
    return ++*seen;
}

/* Forgets what came too long before the newest; whether there was such. */
static bool cut_old(struct window *window, const struct live_stream *live)
{
    struct arrived_entry **tail = &window->arrivals;
    int64_t count;

    if (!*tail)
        return false;
    window->oldest = (*tail)->arrived - live->max_age;
    for (count = 0;
            *tail && (count < FEW || (*tail)->arrived >= window->oldest);
            count++)
        tail = &(*tail)->next;
    if (!*tail)
        return false;
    *tail = NULL;
    return true;
}

/* Each source's share; how many more there is room for. */
static int64_t choose(struct arrived_entry *arrivals, struct arena *a,
        const struct live_stream *live)
{
    struct index sources = {0};
    int64_t left = live->limit;

    for (struct arrived_entry *x = arrivals; x && left > 0; x = x->next) {
        x->chosen = count(&sources, a, x->source) <= live->share;
        left -= x->chosen;
    }
    return left;
}

static void fill(struct arrived_entry *arrivals, int64_t left)
{
    for (struct arrived_entry *x = arrivals; x && left > 0; x = x->next) {
        left -= !x->chosen;
        x->chosen = true;
    }
}

static void tell(struct window *out, struct arena *a, int64_t limit)
{
    int64_t *ids = ARENA_ARRAY(a, int64_t, (size_t)limit);
    size_t used = 0;

    out->whole = limit;
    out->ids.data = (const char *)ids;
    for (const struct arrived_entry *x = out->arrivals; x; x = x->next) {
        if (x->chosen)
            ids[used++] = x->entry;
        else if (out->whole == limit)
            out->whole = (int64_t)used;
    }
    out->ids.size = used * sizeof(*ids);
}

/* Where the last arrivals fill the file, or are all that may be in it, nothing
 * else is looked at. */
bool window_load(struct window *out, struct store *store, struct arena *a,
        int64_t stream, const struct live_stream *live, struct err *err)
{
    int64_t look = live->limit * LOOK, left;
    bool old;

    *out = (struct window){0};
    if (!store_arrivals(store, a, stream, live->limit, &out->arrivals, err))
        return false;
    old = cut_old(out, live);
    left = choose(out->arrivals, a, live);
    if (left > 0 && !old) {
        if (!store_arrivals(store, a, stream,
                    look > LOOK_LEAST ? look : LOOK_LEAST, &out->arrivals, err))
            return false;
        cut_old(out, live);
        left = choose(out->arrivals, a, live);
    }
    fill(out->arrivals, left);
    tell(out, a, live->limit);
    return true;
}

bool window_find(enum window_place *out, struct run *run,
        const struct live_stream *live, int64_t entry,
        const struct membership *in, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    const struct arrived_entry *x;
    struct window window;

    *out = WINDOW_IS_FULL;
    if (!window_load(&window, run->store, &a, live->stored.id, live, err))
        return false;
    for (x = window.arrivals; x && x->entry != entry;)
        x = x->next;
    if (!x && in->arrived < window.oldest)
        *out = WINDOW_BEGINS_LATER;
    if (x && x->chosen)
        *out = WINDOW_HAS_IT;
    for (; x && *out == WINDOW_IS_FULL; x = x->next)
        if (x->chosen)
            *out = WINDOW_SHARED;
    return true;
}
