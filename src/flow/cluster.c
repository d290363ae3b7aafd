#include <string.h>

#include "base/url.h"
#include "flow/cluster.h"
#include "flow/member.h"
#include "flow/naming.h"

enum {
    CLUSTER_MAX = 50, /* entries */
};

struct cluster {
    const struct stored *members[CLUSTER_MAX];
    size_t count;
    bool shares; /* a key with another entry, whether or not it counts */
};

static bool holds(const struct cluster *cluster, int64_t id)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (cluster->members[i]->id == id)
            return true;
    return false;
}

static void take(struct cluster *cluster, const struct stored *stored)
{
    if (cluster->count < CLUSTER_MAX && !holds(cluster, stored->id))
        cluster->members[cluster->count++] = stored;
}

/* Whether one source uses the key for several of its entries. */
static bool is_vague(const struct stored *same)
{
    for (const struct stored *s = same; s; s = s->next)
        for (const struct stored *other = s->next; other; other = other->next)
            if (s->source == other->source)
                return true;
    return false;
}

/* Adds to the cluster what shares a key with any that is in it. */
static bool grow(struct run *run, struct arena *a, struct cluster *cluster,
        struct err *err)
{
    for (size_t i = 0; i < cluster->count; i++) {
        for (size_t k = 0; k < COUNT(cluster->members[i]->keys); k++) {
            int64_t key = cluster->members[i]->keys[k];
            struct stored *same;

            if (!key)
                continue;
            if (!store_same_key(run->store, a, key, CLUSTER_MAX, &same, err))
                return false;
            cluster->shares = cluster->shares || (same && same->next);
            if (is_vague(same))
                continue;
            for (; same; same = same->next)
                take(cluster, same);
        }
    }
    return true;
}

/* ---- the winner ---- */

static int64_t position(const struct run *run, const struct stored *s)
{
    const struct live_source *live = run_source(run, s->source);

    return live ? live->source->order : INT64_MAX;
}

/* Whether it lies where its actor lives: the others republish it. */
static bool is_original(const struct run *run, struct arena *a,
        const struct stored *s)
{
    const struct live_source *live = run_source(run, s->source);
    const char *home = live ? live->source->actor->site : NULL;
    const char *host = s->url ? url_host(a, s->url) : NULL;

    home = home ? url_host(a, home) : NULL;
    return home && host && strcmp(home, host) == 0;
}

/* What the operator prefers: the less, the better. */
static int64_t demerit(const struct run *run, struct arena *a,
        const struct stored *s)
{
    switch (run->config->prefer) {
    case PREFER_ORDER:
        return 0;
    case PREFER_ORIGINAL:
        return !is_original(run, a, s);
    case PREFER_LONGEST:
        return -s->size;
    case PREFER_EARLIEST:
        return s->published;
    }
    return 0;
}

static bool is_better(const struct run *run, struct arena *a,
        const struct stored *s, const struct stored *than)
{
    int64_t mine = demerit(run, a, s), its = demerit(run, a, than);

    if (mine == its) {
        mine = position(run, s);
        its = position(run, than);
    }
    return mine != its ? mine < its : strcmp(s->iri, than->iri) < 0;
}

/* Of those of one actor, or of all (NULL). NULL where rules dropped all of
 * them.
 */
static const struct stored *choose(const struct run *run, struct arena *a,
        const struct cluster *cluster, const struct actor *actor)
{
    const struct stored *best = NULL;

    for (size_t i = 0; i < cluster->count; i++) {
        const struct stored *s = cluster->members[i];
        const struct live_source *live = run_source(run, s->source);

        if (s->kept && live && (!actor || live->source->actor == actor) &&
                (!best || is_better(run, a, s, best)))
            best = s;
    }
    return best;
}

/* ---- placing ---- */

static bool all_tags(struct run *run, struct arena *a,
        const struct cluster *cluster, struct stored_tag **out, struct err *err)
{
    *out = NULL;
    for (size_t i = 0; i < cluster->count; i++) {
        struct stored_tag *tags;

        if (!cluster->members[i]->kept)
            continue;
        if (!store_tags(run->store, a, cluster->members[i]->id, &tags, err))
            return false;
        if (tags)
            list_add(out, tags);
    }
    return true;
}

/* Whether any that is kept came as news, and not with a back catalogue. */
static bool is_news(const struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (cluster->members[i]->kept && !cluster->members[i]->old)
            return true;
    return false;
}

/* An actor's stream, too, has an article once, if several of its sources do. */
static enum standing standing(const struct run *run, struct arena *a,
        const struct cluster *cluster, const struct stored *stored,
        const struct stored *winner)
{
    const struct live_source *live = run_source(run, stored->source);

    if (winner == stored)
        return is_news(cluster) ? STANDS_FOR_ALL : STANDS_FOR_ACTOR;
    return live && choose(run, a, cluster, live->source->actor) == stored
            ? STANDS_FOR_ACTOR
            : STANDS_FOR_NONE;
}

/* What shares no key with any other shares no id. */
static bool settle_claims(struct run *run, struct arena *a,
        struct cluster *cluster, struct err *err)
{
    struct index members = {0};

    if (!cluster->shares)
        return true;
    for (size_t i = 0; i < cluster->count; i++)
        index_put_number(&members, a, cluster->members[i]->id, cluster);
    for (size_t i = 0; i < cluster->count; i++)
        if (!naming_settle(run, a, cluster->members[i], &members, err))
            return false;
    return true;
}

static bool place(struct run *run, struct arena *a, const struct stored *stored,
        struct cluster *cluster, struct err *err)
{
    const struct stored *winner;
    struct stored_tag *tags;

    take(cluster, stored);
    if (!grow(run, a, cluster, err) || !settle_claims(run, a, cluster, err) ||
            !all_tags(run, a, cluster, &tags, err))
        return false;
    winner = choose(run, a, cluster, NULL);
    for (size_t i = 0; i < cluster->count; i++) {
        const struct stored *s = cluster->members[i];

        if (!store_save_winner(run->store, s->id,
                    winner && winner != s ? winner->id : 0, err) ||
                !member_update(run, a, s, tags,
                        standing(run, a, cluster, s, winner), err))
            return false;
    }
    return true;
}

/* Those that it was in a cluster with, and perhaps no longer is. */
static bool place_former(struct run *run, struct arena *a,
        const struct stored *stored, const struct cluster *placed,
        struct err *err)
{
    int64_t winner = stored->winner ? stored->winner : stored->id;
    struct stored *former, *first;

    if (!store_cluster(run->store, a, winner, &former, err))
        return false;
    if (stored->winner) {
        if (!store_slim(run->store, a, stored->winner, &first, err))
            return false;
        list_add(&former, first);
    }
    for (; former; former = former->next) {
        struct cluster cluster = {0};

        if (!holds(placed, former->id) && !place(run, a, former, &cluster, err))
            return false;
    }
    return true;
}

/*
 * A key becomes vague when a source uses it for a second entry, and clear again
 * when it gives up one of two: the other entries that have it then belong
 * together otherwise than they did.
 */
static bool place_sharers(struct run *run, struct arena *a,
        const struct stored *stored, int64_t key, int64_t turning_point,
        struct err *err)
{
    int64_t of_its_source = 0;
    struct stored *same;

    if (!key)
        return true;
    if (!store_same_key(run->store, a, key, CLUSTER_MAX, &same, err))
        return false;
    for (const struct stored *s = same; s; s = s->next)
        of_its_source += s->source == stored->source;
    for (; same && of_its_source == turning_point; same = same->next) {
        struct cluster cluster = {0};

        if (!place(run, a, same, &cluster, err))
            return false;
    }
    return true;
}

static bool is_key(const int64_t keys[2], int64_t key)
{
    return keys[0] == key || keys[1] == key;
}

bool cluster_place(struct run *run, struct arena *a,
        const struct stored *stored, bool was_there, struct err *err)
{
    struct cluster cluster = {0};

    if (!place(run, a, stored, &cluster, err) ||
            (was_there && !place_former(run, a, stored, &cluster, err)))
        return false;
    if (!cluster.shares && !was_there)
        return true;
    for (size_t i = 0; i < COUNT(stored->keys); i++) {
        if (!is_key(stored->former, stored->keys[i]) &&
                !place_sharers(run, a, stored, stored->keys[i], 2, err))
            return false;
        if (!is_key(stored->keys, stored->former[i]) &&
                !place_sharers(run, a, stored, stored->former[i], 1, err))
            return false;
    }
    return true;
}

bool cluster_members(struct run *run, struct arena *a,
        const struct stored *stored, struct bytes *out, struct err *err)
{
    struct cluster cluster = {0};
    int64_t *ids;

    take(&cluster, stored);
    if (!grow(run, a, &cluster, err))
        return false;
    ids = ARENA_ARRAY(a, int64_t, cluster.count);
    for (size_t i = 0; i < cluster.count; i++)
        ids[i] = cluster.members[i]->id;
    *out = (struct bytes){(const char *)ids, cluster.count * sizeof(*ids)};
    return true;
}
