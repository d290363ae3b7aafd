#include <string.h>

#include "flow/member.h"
#include "flow/naming.h"

enum { SAME_ID = 50 }; /* the first is among the first */

const char *naming_mint(const struct run *run, struct arena *a,
        const struct stored *entry)
{
    const struct live_source *live = run_source(run, entry->source);

    return run_tag_uri(run, a, entry->first_seen,
            arena_printf(a, "%s/%016llx", live ? live->source->id : "gone",
                    (unsigned long long)entry->key));
}

static const char *source_name(const struct run *run, int64_t id)
{
    const struct live_source *live = run_source(run, id);

    return live ? live->source->id : "";
}

/* Of what came at once, the order of names decides: not that of polls. */
static bool is_later(const struct run *run, const struct stored *a,
        const struct stored *b)
{
    int names = strcmp(source_name(run, a->source),
            source_name(run, b->source));

    if (a->first_seen != b->first_seen)
        return a->first_seen > b->first_seen;
    return names != 0 ? names > 0 : a->id > b->id;
}

static bool refuse(struct run *run, struct arena *a, const struct stored *entry,
        struct err *err)
{
    return store_refuse_claim(run->store, entry->id, naming_mint(run, a, entry),
                   err) &&
            member_mark_entry(run, a, entry->id, err);
}

bool naming_settle(struct run *run, struct arena *a, const struct stored *entry,
        const struct index *cluster, struct err *err)
{
    struct stored *same;

    if (!entry->keys[KEY_OF_ID])
        return true;
    if (!store_same_key(run->store, a, entry->keys[KEY_OF_ID], SAME_ID, &same,
                err))
        return false;
    for (; same; same = same->next) {
        bool later;

        if (same->id == entry->id || strcmp(same->iri, entry->iri) != 0 ||
                index_get_number(cluster, same->id))
            continue;
        later = is_later(run, entry, same);
        if (!refuse(run, a, later ? entry : same, err))
            return false;
        if (later)
            return true;
    }
    return true;
}
