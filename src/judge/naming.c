#include <string.h>

#include "judge/member.h"
#include "judge/naming.h"

const char *naming_mint(const struct run *run, struct arena *a,
        const struct stored *entry)
{
    const struct live_source *live = run_source(run, entry->source);

    return run_tag_uri(run, a, entry->first_seen,
            arena_printf(a, "%s/%016llx", live ? live->source->id : "gone",
                    (unsigned long long)entry->key));
}

static bool is_refused(const struct stored *entry)
{
    return strcmp(entry->iri, entry->claim) != 0;
}

static bool name(struct run *run, struct arena *a, const struct stored *entry,
        bool refused, struct err *err)
{
    const char *iri = refused ? naming_mint(run, a, entry) : entry->claim;

    if (refused == is_refused(entry))
        return true;
    return store_name_item(run->store, entry->id, iri, err) &&
            member_mark_entry(run, a, entry->id, err);
}

static bool has(const struct cluster *cluster, int64_t id)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (cluster->members[i]->id == id)
            return true;
    return false;
}

/* Whether none but the cluster has the id, and all of it that claim it do. */
static bool is_settled(const struct cluster *cluster, const char *claim,
        const struct stored *named)
{
    for (; named; named = named->next)
        if (!has(cluster, named->id))
            return false;
    for (size_t i = 0; i < cluster->count; i++)
        if (strcmp(cluster->members[i]->claim, claim) == 0 &&
                is_refused(cluster->members[i]))
            return false;
    return true;
}

/* All of the cluster that claim it get it or do not, as the first of all does;
 * and then none outside has it. */
static bool settle_claim(struct run *run, struct arena *a,
        const struct cluster *cluster, const char *claim, struct err *err)
{
    struct stored *named;
    int64_t first;
    bool ours;

    if (!store_named(run->store, a, claim, &named, err))
        return false;
    if (is_settled(cluster, claim, named))
        return true;
    if (!store_first_claimant(run->store, claim, &first, err))
        return false;
    ours = has(cluster, first);
    for (size_t i = 0; i < cluster->count; i++)
        if (strcmp(cluster->members[i]->claim, claim) == 0 &&
                !name(run, a, cluster->members[i], !ours, err))
            return false;
    for (; named && ours; named = named->next)
        if (!has(cluster, named->id) && !name(run, a, named, true, err))
            return false;
    return true;
}

static bool is_told_before(const struct cluster *cluster, size_t member)
{
    for (size_t i = 0; i < member; i++)
        if (strcmp(cluster->members[i]->claim,
                    cluster->members[member]->claim) == 0)
            return true;
    return false;
}

bool naming_settle(struct run *run, struct arena *a,
        const struct cluster *cluster, struct err *err)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (!is_told_before(cluster, i) &&
                !settle_claim(run, a, cluster, cluster->members[i]->claim, err))
            return false;
    return true;
}
