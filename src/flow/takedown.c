#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/url.h"
#include "flow/member.h"
#include "flow/settle.h"
#include "flow/takedown.h"
#include "store/archives.h"

enum { TOLD = 30 * 24 * 60 * 60 };

const struct suppression *takedown_of_entry(const struct run *run,
        const struct stored *stored)
{
    const struct live_source *live = run_source(run, stored->source);
    const char *source = live ? live->source->id : NULL;
    const char *actor = live ? live->source->actor->id : NULL;
    const int64_t keys[] = {stored->keys[KEY_OF_ID], stored->keys[KEY_OF_LINK],
            stored->keys[KEY_OF_ADDRESS],
            (int64_t)hash_text(HASH_START, stored->iri),
            (int64_t)hash_text(HASH_START, source),
            (int64_t)hash_text(HASH_START, actor)};
    const struct suppression *found = NULL;

    for (size_t i = 0; i < COUNT(keys) && !found && run->suppressed; i++)
        found = keys[i] ? index_get_number(&run->suppressed_by_key, keys[i])
                        : NULL;
    return found;
}

static bool is_name(const struct run *run, const char *what)
{
    return config_actor(run->config, what) || config_source(run->config, what);
}

static bool is_of(const struct live_source *live, const char *what)
{
    return strcmp(live->source->id, what) == 0 ||
            strcmp(live->source->actor->id, what) == 0;
}

/* Before anything is judged: what then stands for it was not published yet. */
static bool bury(struct run *run, const struct suppression *s,
        const struct stored *found, struct err *err)
{
    for (const struct live_source *l = run->sources; l; l = l->next)
        if (is_of(l, s->what) &&
                !store_bury_source(run->store, l->state->id, s->what, run->now,
                        err))
            return false;
    for (; found; found = found->next)
        if (takedown_of_entry(run, found) &&
                !store_bury(run->store, found->id, s->what, run->now, err))
            return false;
    return true;
}

/* All entries that it may be about are judged again. */
static bool judge_again(struct run *run, const struct suppression *s,
        bool hidden, bool *found, struct err *err)
{
    struct arena *a = &run->arena;
    struct stored *stored;

    for (struct live_source *l = run->sources; l; l = l->next)
        if (is_of(l, s->what))
            l->state->judged = 0;
    if (!store_find_entries(run->store, a, s->what, s->key, &stored, err) ||
            (hidden && !bury(run, s, stored, err)))
        return false;
    *found = is_name(run, s->what) || stored;
    for (; stored; stored = stored->next)
        if (!settle_again(run, a, stored, err))
            return false;
    return true;
}

/* The streams that tell of it, or did when they were last written. */
static bool mark_buried(struct run *run, const char *what, int64_t until,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct bytes streams;
    struct live_stream *stream;
    int64_t id;

    if (!store_buried(run->store, &a, what, until, &streams, err))
        return false;
    for (size_t at = 0; at < streams.size; at += sizeof(id)) {
        memcpy(&id, streams.data + at, sizeof(id));
        stream = run_stream(run, id);
        if (stream && !member_mark(run, stream, err))
            return false;
    }
    return true;
}

bool takedown_forget(struct run *run, struct err *err)
{
    int64_t until = run->now - TOLD;

    return mark_buried(run, NULL, until, err) &&
            store_forget_tombstones(run->store, until, err);
}

static bool release(struct run *run, const char *what, struct err *err)
{
    return mark_buried(run, what, INT64_MIN, err) &&
            store_release(run->store, what, err);
}

bool takedown_set(struct run *run, const struct suppression *s, bool hidden,
        struct err *err)
{
    bool found;

    if (!store_begin(run->store, err) ||
            !(hidden ? store_suppress(run->store, s, err)
                     : release(run, s->what, err)) ||
            !run_suppressed(run, err) ||
            !judge_again(run, s, hidden, &found, err))
        return false;
    if (!found && hidden && url_is_web(s->what))
        log_warn(
                "%s: nothing stored has that address: it is hidden when it "
                "comes",
                s->what);
    if (!found && hidden && !url_is_web(s->what))
        return fail(err, ERR_USAGE,
                "%s: no actor, no source, and nothing stored has that id: "
                "nothing was changed",
                s->what);
    return store_commit(run->store, err) && settle_stale(run, err);
}
