#include <string.h>

#include "base/url.h"
#include "flow/check.h"
#include "flow/item.h"
#include "flow/reader.h"
#include "flow/settle.h"

enum {
    DAY = 24 * 60 * 60,
    AHEAD_MAX = 7 * DAY, /* an entry dated further ahead is a mistake */
};

/*
 * The dates that are published: what was said where it is credible, else when
 * it was first seen, which never changes.
 */
static void set_dates(struct stored *stored, const struct entry *entry,
        int64_t now)
{
    int64_t said = entry->published ? entry->published : entry->updated;

    stored->published = said > 0 && said <= stored->first_seen + AHEAD_MAX
            ? said
            : stored->first_seen;
    stored->updated = stored->published;
    if (entry->updated > 0 && entry->updated <= now)
        stored->updated = entry->updated;
    else if (stored->changed)
        stored->updated = stored->changed;
    if (stored->updated < stored->published)
        stored->updated = stored->published;
}

/* RFC 4287 4.2.6: an id that identifies everywhere is kept byte for byte. */
static const char *mint(const struct run *run, struct arena *a,
        const struct live_source *live, const struct entry *entry, int64_t key)
{
    if (entry->id && url_is_id(entry->id))
        return entry->id;
    return run_tag_uri(run, a, run->now,
            arena_printf(a, "%s/%016llx", live->source->id,
                    (unsigned long long)key));
}

static bool find(struct run *run, struct arena *a,
        const struct live_source *live, int64_t key, struct stored **out,
        struct err *err)
{
    if (!store_find_item(run->store, a, live->state->id, key, out, err))
        return false;
    if (*out)
        return true;
    *out = ARENA_NEW(a, struct stored);
    (*out)->source = live->state->id;
    (*out)->key = key;
    (*out)->first_seen = run->now;
    return true;
}

bool item_save(struct run *run, struct arena *a, const struct live_source *live,
        const struct yield *yield, bool *is_new, struct err *err)
{
    const struct link *link;
    struct stored *stored;
    struct entry entry;

    if (!yield->item.size)
        return fail(err, ERR_DOCUMENT, "its reader sent an empty item");
    if (!record_unpack(&entry, a, &entry_shape, yield->entry, err) ||
            !check_entry(&entry, err) ||
            !find(run, a, live, yield->key, &stored, err))
        return false;
    *is_new = stored->id == 0;
    if (*is_new)
        stored->iri = mint(run, a, live, &entry, yield->key);
    else if (stored->digest != yield->digest)
        stored->changed = run->now;
    stored->last_seen = run->now;
    stored->digest = yield->digest;
    stored->item = yield->item;
    stored->entry = yield->entry;
    stored->size = (int64_t)yield->entry.size;
    link = entry_link(&entry, "alternate");
    stored->url = link ? link->href : NULL;
    memcpy(stored->former, stored->keys, sizeof(stored->former));
    reader_keys(stored->keys, a, &entry);
    set_dates(stored, &entry, run->now);
    return settle_save(run, a, stored, &entry, err);
}
