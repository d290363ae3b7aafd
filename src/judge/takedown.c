#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/url.h"
#include "judge/cluster.h"
#include "judge/member.h"
#include "judge/settle.h"
#include "judge/takedown.h"
#include "run/keys.h"
#include "store/archives.h"
#include "store/search.h"

enum { TOLD = 30 * 24 * 60 * 60 };

static const struct suppression *find(const struct run *run,
        const int64_t *keys, size_t count)
{
    const struct suppression *found = NULL;

    for (size_t i = 0; i < count && !found; i++)
        found = keys[i] ? index_get_number(&run->suppressed_by_key, keys[i])
                        : NULL;
    return found;
}

const struct suppression *takedown_of_article(const struct run *run,
        const struct stored *stored)
{
    const int64_t keys[] = {stored->keys[KEY_OF_ID], stored->keys[KEY_OF_LINK],
            stored->keys[KEY_OF_ADDRESS], stored->keys[KEY_OF_FIRST],
            (int64_t)hash_text(HASH_START, stored->iri),
            (int64_t)hash_text(HASH_START, stored->claim)};

    return run->suppressed ? find(run, keys, COUNT(keys)) : NULL;
}

const struct suppression *takedown_of_entry(const struct run *run,
        const struct stored *stored)
{
    const struct suppression *found = takedown_of_article(run, stored);
    const struct live_source *live = run_source(run, stored->source);

    if (!found && live && run->suppressed) {
        const int64_t keys[] = {(int64_t)hash_text(HASH_START,
                                        live->source->id),
                (int64_t)hash_text(HASH_START, live->source->actor->id)};

        found = find(run, keys, COUNT(keys));
    }
    return found;
}

const char *takedown_words(struct arena *a, const struct suppression *s)
{
    char date[DATE_SIZE];

    date_write(date, s->since);
    return arena_printf(a, "taken down on %s, by \"hide %s\": %s", date,
            s->what, s->reason);
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

/* Every copy of it, since none takes its place. */
static bool bury_article(struct run *run, const struct suppression *s,
        const struct stored *found, struct err *err)
{
    struct cluster cluster;

    if (!cluster_load(&cluster, run, &run->arena, found, err))
        return false;
    for (size_t i = 0; i < cluster.count; i++)
        if (!store_bury(run->store, cluster.members[i]->id, s->what, run->now,
                    err))
            return false;
    return true;
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
        if (takedown_of_article(run, found) &&
                !bury_article(run, s, found, err))
            return false;
    return true;
}

bool takedown_name(const char **out, struct run *run, const char *what,
        struct err *err)
{
    int64_t key = keys_of(run, &run->arena, what);
    struct stored *found;

    *out = what;
    if (is_name(run, what))
        return true;
    if (!store_find_entries(run->store, &run->arena, what, key, &found, err))
        return false;
    if (found)
        return true;
    if (!store_find_asked(run->store, &run->arena, what, &found, err))
        return false;
    if (found && found->next)
        return fail(err, ERR_USAGE,
                "%s: several entries are called so, %s and %s: say the id of "
                "one; nothing was changed",
                what, found->iri, found->next->iri);
    if (found)
        *out = found->iri;
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
