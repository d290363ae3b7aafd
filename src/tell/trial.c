#include <string.h>

#include "publish/leaf.h"
#include "publish/window.h"
#include "tell/trial.h"

static const struct member change_members[] = {
        ROW(change, what, MEMBER_TEXT),
        ROW(change, stream, MEMBER_TEXT),
        ROW(change, title, MEMBER_TEXT),
        ROW(change, was, MEMBER_TEXT),
        ROW(change, url, MEMBER_TEXT),
        ROW(change, published, MEMBER_TIME),
        ROW(change, beyond, MEMBER_INT),
};
const struct shape change_shape = SHAPE(struct change, change_members);

struct comparison {
    struct run *run;
    struct store *before; /* as all others see it */
    int64_t since;
    void (*tell)(void *arg, const struct change *change);
    void *arg;
};

/* Numbers in ascending order. */
struct numbers {
    struct bytes bytes;
    size_t at;
};

static bool peek(const struct numbers *n, int64_t *out)
{
    *out = INT64_MAX;
    if (n->at >= n->bytes.size)
        return false;
    memcpy(out, n->bytes.data + n->at, sizeof(*out));
    return true;
}

/* The next of either, and in which of them it is; false after the last. */
static bool next_of(struct numbers *before, struct numbers *after, int64_t *out,
        bool *was, bool *is)
{
    int64_t left, right;
    bool any = peek(before, &left);

    any = peek(after, &right) || any;
    *out = left < right ? left : right;
    *was = left == *out && before->at < before->bytes.size;
    *is = right == *out && after->at < after->bytes.size;
    before->at += *was ? sizeof(left) : 0;
    after->at += *is ? sizeof(right) : 0;
    return any;
}

/* ---- streams ---- */

static bool tell_entry(const struct comparison *t, struct store *store,
        struct change change, int64_t id, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct stored *stored;
    struct entry entry;

    if (!store_entry(store, &a, id, &stored, err))
        return false;
    if (!stored || stored->published < t->since)
        return true;
    if (!run_entry(&entry, &a, stored, err))
        return false;
    change.title = leaf_title(&a, &entry);
    change.url = stored->url;
    change.published = stored->published;
    t->tell(t->arg, &change);
    return true;
}

/* The entries of a stream's files: their numbers, the newest first. */
struct files {
    struct bytes ids;
    struct index index;
};

/* A stream before and after. */
struct compared {
    const char *name;
    int64_t before, after;          /* 0: there was none */
    const struct live_stream *live; /* NULL: it is no longer configured */
    struct files was, is;
};

/* 0: nobody knows. */
static int64_t limit_of(const struct compared *c)
{
    return c->live ? c->live->limit : 0;
}

static bool load_files(struct files *out, struct store *store, struct arena *a,
        int64_t stream, const struct live_stream *live, struct err *err)
{
    struct window window = {0};

    if (live && !window_load(&window, store, a, stream, live, err))
        return false;
    out->ids = window.ids;
    for (size_t at = 0; at < out->ids.size; at += sizeof(int64_t)) {
        int64_t id;

        memcpy(&id, out->ids.data + at, sizeof(id));
        index_put_number(&out->index, a, id, out);
    }
    return true;
}

/* Those of its files that are not in the others, but in that stream. */
static bool tell_moved(const struct comparison *t, const struct compared *c,
        const char *what, struct err *err)
{
    const bool rises = strcmp(what, "rises") == 0;
    const struct bytes ids = rises ? c->is.ids : c->was.ids;
    struct change change = {.stream = c->name, .what = what};

    for (size_t at = 0; at < ids.size; at += sizeof(int64_t)) {
        int64_t id;
        bool stays;

        memcpy(&id, ids.data + at, sizeof(id));
        if (index_get_number(rises ? &c->was.index : &c->is.index, id))
            continue;
        if (!store_is_member(rises ? t->before : t->run->store,
                    rises ? c->before : c->after, id, &stays, err) ||
                (stays && !tell_entry(t, t->run->store, change, id, err)))
            return false;
    }
    return true;
}

static bool tell_members(const struct comparison *t, const struct compared *c,
        struct numbers was, struct numbers is, struct err *err)
{
    bool there, here;
    int64_t id;

    while (next_of(&was, &is, &id, &there, &here)) {
        struct change change = {.stream = c->name,
                .what = here ? "appears" : "vanishes"};
        bool in_both;

        if (there == here)
            continue;
        if (!index_get_number(here ? &c->is.index : &c->was.index, id))
            change.beyond = limit_of(c);
        /* Where its date changed it may be in the other, too. */
        if (!store_is_member(here ? t->before : t->run->store,
                    here ? c->before : c->after, id, &in_both, err) ||
                (!in_both &&
                        !tell_entry(t, here ? t->run->store : t->before, change,
                                id, err)))
            return false;
    }
    return true;
}

static bool compare(const struct comparison *t, struct compared *c,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct numbers was = {0}, is = {0};

    if ((c->before &&
                !store_members(t->before, &a, c->before, t->since, &was.bytes,
                        err)) ||
            (c->after &&
                    !store_members(t->run->store, &a, c->after, t->since,
                            &is.bytes, err)))
        return false;
    if (bytes_same(was.bytes, is.bytes))
        return true;
    return load_files(&c->was, t->before, &a, c->before, c->live, err) &&
            load_files(&c->is, t->run->store, &a, c->after, c->live, err) &&
            tell_members(t, c, was, is, err) &&
            tell_moved(t, c, "rises", err) && tell_moved(t, c, "sinks", err);
}

/* Both are in the order of their names; streams are never forgotten: what was
 * there is there. */
static bool compare_streams(const struct comparison *t, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct stored_stream *before, *after;

    if (!store_streams(t->before, &a, &before, err) ||
            !store_streams(t->run->store, &a, &after, err))
        return false;
    for (; after; after = after->next) {
        bool was = before && strcmp(before->name, after->name) == 0;
        struct compared c = {.name = after->name,
                .before = was ? before->id : 0,
                .after = after->id,
                .live = run_stream_named(t->run, after->name)};

        if (!compare(t, &c, err))
            return false;
        if (was)
            before = before->next;
    }
    return true;
}

/* ---- what rules make of entries ---- */

static bool title_in(const char **out, struct arena *a, struct store *store,
        int64_t id, struct stored **stored, struct err *err)
{
    struct entry entry;

    *out = NULL;
    if (!store_entry(store, a, id, stored, err))
        return false;
    if (*stored && !run_entry(&entry, a, *stored, err))
        return false;
    *out = *stored ? leaf_title(a, &entry) : NULL;
    return true;
}

static bool compare_title(const struct comparison *t, int64_t id,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct change change = {.what = "title"};
    struct bytes was, is;
    struct stored *stored;

    if (!store_shown(t->before, &a, id, &was, err) ||
            !store_shown(t->run->store, &a, id, &is, err))
        return false;
    if (was.size == is.size && was.size > 0 &&
            memcmp(was.data, is.data, was.size) == 0)
        return true;
    if (!title_in(&change.was, &a, t->before, id, &stored, err) ||
            !title_in(&change.title, &a, t->run->store, id, &stored, err))
        return false;
    if (!change.was || !change.title || stored->published < t->since)
        return true;
    if (strcmp(change.was, change.title) == 0) {
        change.what = "changes";
        change.was = NULL;
    }
    change.url = stored->url;
    change.published = stored->published;
    t->tell(t->arg, &change);
    return true;
}

static bool compare_titles(const struct comparison *t, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct numbers was = {0}, is = {0};
    bool there, here;
    int64_t id;

    if (!store_shown_since(t->before, &a, t->since, &was.bytes, err) ||
            !store_shown_since(t->run->store, &a, t->since, &is.bytes, err))
        return false;
    while (next_of(&was, &is, &id, &there, &here))
        if (!compare_title(t, id, err))
            return false;
    return true;
}

bool trial_tell(struct run *run, int64_t since,
        void (*tell)(void *arg, const struct change *change), void *arg,
        struct err *err)
{
    AUTO(store) struct store *before = NULL;
    struct comparison t = {.run = run,
            .since = since,
            .tell = tell,
            .arg = arg};

    if (!store_open(&before, run->config->store, true, err))
        return false;
    t.before = before;
    return compare_streams(&t, err) && compare_titles(&t, err);
}
