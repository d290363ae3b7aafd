#include "judge/joined.h"

bool joined_counts(const struct run *run, const struct stored *stored,
        const struct stored *other)
{
    return other->id != stored->id && other->kept &&
            run_source(run, other->source);
}

bool joined_load(struct joined *out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct cluster *cluster = ARENA_NEW(a, struct cluster);
    struct stored_tag *tags, *its;

    if (!store_tags(run->store, a, stored->id, &tags, err) ||
            !cluster_load(cluster, run, a, stored, err))
        return false;
    for (size_t i = 0; i < cluster->count; i++) {
        const struct stored *other = cluster->members[i];

        if (!joined_counts(run, stored, other))
            continue;
        if (!store_tags(run->store, a, other->id, &its, err))
            return false;
        if (its)
            list_add(&tags, its);
    }
    *out = (struct joined){cluster, tags};
    return true;
}

static struct tag *as_tags(struct arena *a, const struct stored_tag *tags)
{
    struct tag *first = NULL, **tail = &first;

    for (; tags; tags = tags->next) {
        *tail = ARENA_NEW(a, struct tag);
        (*tail)->id = tags->id;
        tail = &(*tail)->next;
    }
    return first;
}

static struct teller *tellers(const struct run *run, struct arena *a,
        const struct stored *stored, const struct cluster *cluster)
{
    struct teller *first = NULL, **tail = &first;

    for (size_t i = 0; i < cluster->count; i++) {
        const struct source *source;

        if (!joined_counts(run, stored, cluster->members[i]))
            continue;
        source = run_source(run, cluster->members[i]->source)->source;
        *tail = ARENA_NEW(a, struct teller);
        (*tail)->actor = source->actor->id;
        (*tail)->source = source->id;
        tail = &(*tail)->next;
    }
    return first;
}

bool joined_subject(struct subject *out, struct run *run, struct arena *a,
        const struct stored *whole, const struct joined *joined,
        struct err *err)
{
    struct entry *entry = ARENA_NEW(a, struct entry);

    if (!run_entry(entry, a, whole, err) ||
            !run_subject(out, run, whole, entry, err))
        return false;
    out->tags = as_tags(a, joined->tags);
    out->tellers = tellers(run, a, whole, joined->cluster);
    return true;
}
