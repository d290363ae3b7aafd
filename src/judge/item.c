#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "input/learned.h"
#include "judge/check.h"
#include "judge/item.h"
#include "judge/naming.h"
#include "judge/settle.h"
#include "run/keys.h"
#include "run/reader.h"
#include "store/articles.h"

enum {
    DAY = 24 * 60 * 60,
    AHEAD_MAX = 7 * DAY, /* an entry dated further ahead is a mistake */
};

/*
 * The dates that are published: what was said where it is credible, else when
 * it was first seen, which never changes. Whenever it is done, the same comes
 * out: a date that was to come when it was read is none.
 */
static void set_dates(struct stored *stored, const struct entry *entry)
{
    int64_t said = entry->published ? entry->published : entry->updated;

    stored->published = said >= DATE_EARLIEST &&
                    said <= stored->first_seen + AHEAD_MAX
            ? said
            : stored->first_seen;
    stored->updated = stored->published;
    if (entry->updated >= DATE_EARLIEST && entry->updated <= stored->read)
        stored->updated = entry->updated;
    else if (stored->changed)
        stored->updated = stored->changed;
    if (stored->updated < stored->published)
        stored->updated = stored->published;
}

/* RFC 4287 4.2.6: an id that identifies everywhere is kept byte for byte. */
static const char *mint(const struct run *run, struct arena *a,
        const struct stored *stored, const struct entry *entry)
{
    if (entry->id && url_is_id(entry->id))
        return entry->id;
    return naming_mint(run, a, stored);
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

static bool same_construct(const struct construct *a, const struct construct *b)
{
    AUTO(buf) struct buf left = {0}, right = {0};

    construct_show(&left, a);
    construct_show(&right, b);
    return left.size == right.size &&
            (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

/* What readers see of it. */
static bool same_text(const struct entry *a, const struct entry *b)
{
    return same_construct(a->title, b->title) &&
            same_construct(a->summary, b->summary) &&
            same_construct(a->content, b->content);
}

/*
 * What was reckoned when it was read first holds, and what readers see as it
 * was has not changed: atom:updated does not move with a page's other parts.
 */
static bool compare_with_former(struct run *run, struct arena *a,
        struct stored *stored, struct entry *entry, struct err *err)
{
    AUTO(buf) struct buf packed = {0};
    struct stored *former;
    struct entry was;
    bool same;

    if (!store_entry(run->store, a, stored->id, &former, err) ||
            !record_unpack(&was, a, &entry_shape, former->entry, err))
        return false;
    same = same_text(entry, &was);
    if (!same)
        stored->changed = run->now;
    if (entry->published_reckoned && was.published) {
        entry->published = was.published;
        entry->published_precision = was.published_precision;
    }
    if (entry->updated_reckoned && was.updated && same) {
        entry->updated = was.updated;
        entry->updated_precision = was.updated_precision;
    }
    record_pack(&packed, &entry_shape, entry);
    stored->entry = (struct bytes){arena_copy(a, packed.data, packed.size),
            packed.size};
    return true;
}

/* What follows from the entry that stored holds, of which this one is a copy.
 */
static bool settle(struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry, struct err *err)
{
    const struct link *link = entry_link(entry, "alternate");
    const char *was = stored->url;

    stored->words = entry->words;
    stored->url = link ? link->href : NULL;
    if (was && stored->url && !stored->first_url &&
            keys_of(run, a, was) != keys_of(run, a, stored->url))
        stored->first_url = was;
    keys_set(run, a, stored, entry);
    set_dates(stored, entry);
    return settle_save(run, a, stored, entry, err);
}

bool item_save(struct run *run, struct arena *a, const struct live_source *live,
        const struct yield *yield, struct saved *out, struct err *err)
{
    struct stored *stored;
    struct entry entry;

    if (!yield->item.size)
        return fail(err, ERR_DOCUMENT, "its reader sent an empty item");
    if (!record_unpack(&entry, a, &entry_shape, yield->entry, err) ||
            !check_entry(&entry, err) ||
            !find(run, a, live, yield->key, &stored, err))
        return false;
    out->is_new = stored->id == 0;
    out->id = stored->id;
    if (!out->is_new && stored->digest == yield->digest) /* see derive.h */
        return store_saw_item(run->store, live->state->id, yield->key, run->now,
                err);
    if (out->is_new) {
        stored->old = out->old;
        stored->iri = stored->claim = mint(run, a, stored, &entry);
    }
    stored->entry = yield->entry;
    if (!out->is_new && !compare_with_former(run, a, stored, &entry, err))
        return false;
    stored->last_seen = stored->read = run->now;
    stored->digest = yield->digest;
    stored->item = yield->item;
    if (yield->address)
        stored->address = yield->address;
    if (!settle(run, a, stored, &entry, err))
        return false;
    out->id = stored->id;
    if (!out->is_new &&
            !store_forget_blocks(run->store, stored, yield->blocks, err))
        return false;
    return store_learn_blocks(run->store, stored, yield->blocks, LEARNED_PAGES,
            err);
}

bool item_derive(struct run *run, struct arena *a, struct stored *stored,
        const struct yield *yield, struct err *err)
{
    int64_t changed = stored->changed;
    struct entry entry;

    stored->entry = yield->entry;
    if (!record_unpack(&entry, a, &entry_shape, yield->entry, err) ||
            !check_entry(&entry, err) ||
            !compare_with_former(run, a, stored, &entry, err))
        return false;
    stored->changed = changed; /* the article is as it was */
    return settle(run, a, stored, &entry, err);
}
