#include <string.h>

#include "judge/cluster.h"
#include "judge/member.h"
#include "judge/naming.h"
#include "judge/settle.h"
#include "judge/takedown.h"

/* Entries whose clusters are to be made again, each once. */
struct placing {
    struct run *run;
    struct arena *arena;
    struct same same;
    struct seed {
        struct seed *next;
        const struct stored *stored;
    } * seeds, **tail;
    struct index seeded, placed;
    bool names; /* whose an id is may have changed, too */
};

/* ---- one cluster ---- */

static bool holds(const struct cluster *cluster, const struct stored *stored)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (cluster->members[i]->id == stored->id)
            return true;
    return false;
}

/* Adds what is joined by keys up to `most` to any that is in it; *over where
 * that is too much. */
static bool grow(struct cluster *cluster, bool *over, struct placing *p,
        enum key_of most, struct err *err)
{
    *over = false;
    for (size_t i = 0; i < cluster->count; i++) {
        const struct edge *edge;

        if (!same_neighbours(&edge, &p->same, cluster->members[i], err))
            return false;
        for (; edge; edge = edge->next) {
            if (edge->by > most || holds(cluster, edge->to))
                continue;
            *over = cluster->count == CLUSTER_MAX;
            if (*over)
                return true;
            cluster->members[cluster->count++] = edge->to;
        }
    }
    return true;
}

static bool cluster_of(struct cluster *out, struct placing *p,
        const struct stored *stored, struct err *err)
{
    static const enum key_of most[] = {KEYS, KEY_OF_FIRST};
    bool over = true;

    for (size_t i = 0; over && i < COUNT(most); i++) {
        *out = (struct cluster){{stored}, 1};
        if (!grow(out, &over, p, most[i], err))
            return false;
    }
    if (over)
        *out = (struct cluster){{stored}, 1};
    return true;
}

/* ---- its streams ---- */

static bool all_tags(struct placing *p, const struct cluster *cluster,
        struct stored_tag **out, struct err *err)
{
    *out = NULL;
    for (size_t i = 0; i < cluster->count; i++) {
        struct stored_tag *tags;

        if (!cluster->members[i]->kept)
            continue;
        if (!store_tags(p->run->store, p->arena, cluster->members[i]->id, &tags,
                    err))
            return false;
        if (tags)
            list_add(out, tags);
    }
    return true;
}

static bool winners(struct standing *out, struct placing *p,
        const struct cluster *cluster, struct err *err)
{
    for (int i = 0; i < PREFERENCES; i++) {
        const struct stored *winner = NULL;

        if (p->run->preferred & 1U << i &&
                !winner_choose(&winner, p->run, p->arena, cluster,
                        (enum prefer)i, err))
            return false;
        out->winners[i] = winner ? winner->id : 0;
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

static const struct actor *actor_of(const struct run *run,
        const struct stored *stored)
{
    const struct live_source *live = run_source(run, stored->source);

    return live ? live->source->actor : NULL;
}

/* An actor's stream, too, has an article once, if several of its sources do. */
static bool choose_for_actor(struct standing *out, struct placing *p,
        const struct cluster *cluster, const struct stored *stored,
        struct err *err)
{
    const struct actor *actor = actor_of(p->run, stored);
    enum prefer prefer = p->run->config->prefer;
    const struct stored *chosen;
    struct cluster own = {.count = 0};

    for (size_t i = 0; i < cluster->count; i++)
        if (actor_of(p->run, cluster->members[i]) == actor)
            own.members[own.count++] = cluster->members[i];
    out->for_actor = out->winners[prefer];
    for (size_t i = 0; i < own.count; i++)
        if (own.members[i]->id == out->for_actor)
            return true;
    if (!winner_choose(&chosen, p->run, p->arena, &own, prefer, err))
        return false;
    out->for_actor = chosen ? chosen->id : 0;
    return true;
}

const struct suppression *cluster_takedown(const struct run *run,
        const struct cluster *cluster)
{
    const struct suppression *found = NULL;

    for (size_t i = 0; i < cluster->count && !found; i++)
        found = takedown_of_article(run, cluster->members[i]);
    return found;
}

static bool place(struct placing *p, struct cluster *cluster, struct err *err)
{
    static const struct standing nowhere = {0};
    bool hidden = cluster_takedown(p->run, cluster) != NULL;
    struct standing standing;
    struct stored_tag *tags;
    int64_t winner;

    winner_sort(p->run, cluster);
    if ((p->names && !naming_settle(p->run, p->arena, cluster, err)) ||
            !all_tags(p, cluster, &tags, err) ||
            !winners(&standing, p, cluster, err))
        return false;
    standing.cluster = cluster;
    standing.tags = tags;
    standing.is_news = is_news(cluster);
    winner = standing.winners[p->run->config->prefer];
    for (size_t i = 0; i < cluster->count; i++) {
        const struct stored *s = cluster->members[i];

        index_put_number(&p->placed, p->arena, s->id, p);
        if (!store_save_winner(p->run->store, s->id,
                    winner == s->id ? 0 : winner, err) ||
                !choose_for_actor(&standing, p, cluster, s, err) ||
                !member_update(p->run, p->arena, s,
                        hidden ? &nowhere : &standing, err))
            return false;
    }
    return true;
}

/* ---- what is to be placed ---- */

static void add_seed(struct placing *p, const struct stored *stored)
{
    struct seed *seed;

    stored = same_node(&p->same, stored);
    if (index_get_number(&p->seeded, stored->id))
        return;
    index_put_number(&p->seeded, p->arena, stored->id, p);
    seed = *p->tail = ARENA_NEW(p->arena, struct seed);
    seed->stored = stored;
    p->tail = &seed->next;
}

/* A key may become vague, or clear again, by what changed. */
static bool add_holders(struct placing *p, const int64_t keys[KEYS],
        struct err *err)
{
    for (int i = 0; i < KEYS; i++) {
        const struct holders *holders;

        if (!keys[i])
            continue;
        if (!same_holders(&holders, &p->same, keys[i], err))
            return false;
        if (holders->count == HOLDERS_MANY)
            continue; /* it identifies nothing, and did not before */
        for (size_t k = 0; k < holders->count; k++)
            add_seed(p, holders->list[k]);
    }
    return true;
}

/* Those that it is in a cluster with until now. */
static bool add_mates(struct placing *p, const struct stored *stored,
        struct err *err)
{
    int64_t winner = stored->winner ? stored->winner : stored->id;
    struct stored *list, *next;

    if (!store_cluster(p->run->store, p->arena, winner, &list, err))
        return false;
    for (; list; list = next) {
        next = list->next;
        add_seed(p, list);
    }
    if (!stored->winner)
        return true;
    if (!store_slim(p->run->store, p->arena, winner, &list, err))
        return false;
    if (list)
        add_seed(p, list);
    return true;
}

/* Whatever a change of that entry may join or part, before and after it: all
 * that have a key of it, and those that these were in a cluster with. */
static bool add_seeds(struct placing *p, const struct stored *stored,
        struct err *err)
{
    size_t count = 0;

    add_seed(p, stored);
    if (!add_holders(p, stored->keys, err) ||
            !add_holders(p, stored->former, err))
        return false;
    for (const struct seed *s = p->seeds; s; s = s->next)
        count++;
    for (const struct seed *s = p->seeds; count > 0; s = s->next, count--)
        if (!add_mates(p, s->stored, err))
            return false;
    return true;
}

/* Its cluster was made of the keys that it still has. */
static bool is_as_it_was(const struct stored *stored)
{
    return !stored->winner &&
            memcmp(stored->keys, stored->former, sizeof(stored->keys)) == 0;
}

bool cluster_place(struct run *run, struct arena *a,
        const struct stored *stored, bool was_there, struct err *err)
{
    struct placing p = {
            .run = run,
            .arena = a,
            .same = {.run = run, .arena = a},
            .tail = &p.seeds,
            .names = true
    };
    struct cluster cluster = {{stored}, 1};
    bool shares = true;

    if ((!was_there || is_as_it_was(stored)) &&
            !store_shares_key(run->store, stored, &shares, err))
        return false;
    if (!shares)
        return place(&p, &cluster, err);
    if (!add_seeds(&p, stored, err))
        return false;
    for (const struct seed *s = p.seeds; s; s = s->next) {
        if (index_get_number(&p.placed, s->stored->id))
            continue;
        if (!cluster_of(&cluster, &p, s->stored, err) ||
                !place(&p, &cluster, err))
            return false;
    }
    return true;
}

bool cluster_refresh(struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct placing p = {
            .run = run,
            .arena = a,
            .same = {.run = run, .arena = a}
    };
    struct cluster cluster;

    return cluster_load(&cluster, run, a, stored, err) &&
            place(&p, &cluster, err);
}

/* ---- looking at it ---- */

bool cluster_load(struct cluster *out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    int64_t winner = stored->winner ? stored->winner : stored->id;
    struct stored *list, *others;

    out->count = 0;
    if (!store_slim(run->store, a, winner, &list, err) ||
            !store_cluster(run->store, a, winner, &others, err))
        return false;
    if (list)
        list->next = others;
    for (; list && out->count < CLUSTER_MAX; list = list->next)
        out->members[out->count++] = list;
    winner_sort(run, out);
    return true;
}

bool cluster_members(struct run *run, struct arena *a,
        const struct stored *stored, struct bytes *out, struct err *err)
{
    struct placing p = {
            .run = run,
            .arena = a,
            .same = {.run = run, .arena = a}
    };
    struct cluster cluster;
    int64_t *ids;

    if (!cluster_of(&cluster, &p, stored, err))
        return false;
    ids = ARENA_ARRAY(a, int64_t, cluster.count);
    for (size_t i = 0; i < cluster.count; i++)
        ids[i] = cluster.members[i]->id;
    *out = (struct bytes){(const char *)ids, cluster.count * sizeof(*ids)};
    return true;
}
