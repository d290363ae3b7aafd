#include <string.h>

#include "store/sql.h"

static struct stored *get_slim(struct query *q, struct arena *a)
{
    struct stored *s = ARENA_NEW(a, struct stored);

    s->id = get_int(q);
    s->source = get_int(q);
    s->key = get_int(q);
    s->digest = get_int(q);
    s->iri = get_text(q, a);
    s->claim = get_text(q, a);
    s->first_seen = get_int(q);
    s->last_seen = get_int(q);
    s->changed = get_int(q);
    s->read = get_int(q);
    if (!s->read) /* of a store that did not tell */
        s->read = s->changed ? s->changed : s->first_seen;
    s->old = get_int(q) != 0;
    s->address = get_text(q, a);
    s->first_url = get_text(q, a);
    s->url = get_text(q, a);
    for (int i = 0; i < KEYS; i++)
        s->keys[i] = s->former[i] = get_int(q);
    s->published = get_int(q);
    s->updated = get_int(q);
    s->words = get_int(q);
    s->kept = get_int(q) != 0;
    s->reason = get_text(q, a);
    s->until = get_int(q);
    s->winner = get_int(q);
    return s;
}

static struct stored *get_whole(struct query *q, struct arena *a)
{
    struct stored *s = get_slim(q, a);

    s->item = get_bytes(q, a);
    s->entry = get_bytes(q, a);
    s->shown = get_bytes(q, a);
    return s;
}

static bool get_all(struct query *q, struct arena *a,
        struct stored *(*get)(struct query *, struct arena *),
        struct stored **out, struct err *err)
{
    struct stored **tail = out;

    *out = NULL;
    while (step(q)) {
        *tail = get(q, a);
        tail = &(*tail)->next;
    }
    return done(q, err);
}

bool get_entries(struct query *q, struct arena *a, struct stored **out,
        struct err *err)
{
    return get_all(q, a, get_whole, out, err);
}

bool get_numbers(struct query *q, struct arena *a, struct bytes *out,
        struct err *err)
{
    AUTO(buf) struct buf numbers = {0};

    while (step(q)) {
        int64_t number = get_int(q);

        buf_add(&numbers, (const char *)&number, sizeof(number));
    }
    *out = (struct bytes){arena_copy(a, numbers.data ? numbers.data : "",
                                  numbers.size),
            numbers.size};
    return done(q, err);
}

bool get_known(struct query *q, struct arena *a, struct known **out,
        struct err *err)
{
    struct known **tail = out;

    *out = NULL;
    while (step(q)) {
        *tail = ARENA_NEW(a, struct known);
        (*tail)->key = get_int(q);
        (*tail)->digest = get_int(q);
        tail = &(*tail)->next;
    }
    return done(q, err);
}

bool store_known(struct store *store, struct arena *a, int64_t source,
        struct known **out, struct err *err)
{
    struct query q = query(store, KNOWN);

    put_int(&q, source);
    put_int(&q, KNOWN_MAX);
    return get_known(&q, a, out, err);
}

bool store_find_item(struct store *store, struct arena *a, int64_t source,
        int64_t key, struct stored **out, struct err *err)
{
    struct query q = query(store, FIND_ITEM);

    put_int(&q, source);
    put_int(&q, key);
    return get_all(&q, a, get_slim, out, err);
}

bool store_recent(struct store *store, struct arena *a, int64_t source,
        int count, struct stored **out, struct err *err)
{
    struct query q = query(store, RECENT);

    put_int(&q, source);
    put_int(&q, count);
    return get_all(&q, a, get_slim, out, err);
}

bool store_rename_item(struct store *store, int64_t id, int64_t key,
        struct err *err)
{
    struct query q = query(store, RENAME_ITEM);

    put_int(&q, key);
    put_int(&q, id);
    return finish(&q, err);
}

bool store_named(struct store *store, struct arena *a, const char *iri,
        struct stored **out, struct err *err)
{
    struct query q = query(store, NAMED);

    put_text(&q, iri);
    return get_all(&q, a, get_slim, out, err);
}

static bool add_item(struct store *store, struct stored *stored,
        struct err *err)
{
    struct query q = query(store, ADD_ITEM);

    put_int(&q, stored->source);
    put_int(&q, stored->key);
    put_int(&q, stored->digest);
    put_text(&q, stored->iri);
    put_int(&q, stored->first_seen);
    put_int(&q, stored->last_seen);
    put_int(&q, stored->changed);
    put_int(&q, stored->read);
    put_int(&q, stored->old);
    put_bytes(&q, stored->item);
    put_text(&q, stored->address);
    if (step(&q))
        stored->id = get_int(&q);
    return done(&q, err);
}

static bool change_item(struct store *store, const struct stored *stored,
        struct err *err)
{
    struct query q = query(store, CHANGE_ITEM);

    put_int(&q, stored->digest);
    put_int(&q, stored->last_seen);
    put_int(&q, stored->changed);
    put_int(&q, stored->read);
    put_bytes(&q, stored->item);
    put_text(&q, stored->address);
    put_text(&q, stored->first_url);
    put_int(&q, stored->id);
    return finish(&q, err);
}

/* ---- keys ---- */

static bool has_key(const int64_t keys[KEYS], int64_t key)
{
    for (int i = 0; i < KEYS; i++)
        if (keys[i] == key)
            return true;
    return false;
}

/* For each of keys that is not among others. */
static bool change_keys(struct store *store, enum statement which,
        int64_t entry, const int64_t keys[KEYS], const int64_t others[KEYS],
        struct err *err)
{
    for (int i = 0; i < KEYS; i++) {
        struct query q = query(store, which);

        if (!keys[i] || has_key(others, keys[i]))
            continue;
        put_int(&q, keys[i]);
        put_int(&q, entry);
        if (!finish(&q, err))
            return false;
    }
    return true;
}

static bool index_keys(struct store *store, const struct stored *stored,
        struct err *err)
{
    return change_keys(store, FORGET_KEY, stored->id, stored->former,
                   stored->keys, err) &&
            change_keys(store, ADD_KEY, stored->id, stored->keys,
                    stored->former, err);
}

static void put_keys(struct query *q, const struct stored *stored)
{
    for (int i = 0; i < KEYS; i++)
        put_int(q, stored->keys[i]);
}

bool store_save_keys(struct store *store, const struct stored *stored,
        struct err *err)
{
    struct query q = query(store, SAVE_KEYS);

    if (memcmp(stored->keys, stored->former, sizeof(stored->keys)) == 0)
        return true;
    put_keys(&q, stored);
    put_int(&q, stored->id);
    return finish(&q, err) && index_keys(store, stored, err);
}

bool store_shares_key(struct store *store, const struct stored *stored,
        bool *out, struct err *err)
{
    struct query q = query(store, SHARED);

    put_int(&q, stored->id);
    put_keys(&q, stored);
    *out = step(&q);
    return done(&q, err);
}

/* ---- entries ---- */

static bool save_entry(struct store *store, const struct stored *stored,
        struct err *err)
{
    struct query q = query(store, SAVE_ENTRY);

    put_int(&q, stored->id);
    put_text(&q, stored->url);
    put_keys(&q, stored);
    put_int(&q, stored->published);
    put_int(&q, stored->updated);
    put_int(&q, stored->words);
    put_int(&q, stored->kept);
    put_text(&q, stored->reason);
    put_int(&q, stored->until);
    put_bytes(&q, stored->entry);
    put_bytes(&q, stored->shown);
    return finish(&q, err);
}

/* Before what is shown of it is changed: its texts are to be indexed anew. */
static bool spoil_text(struct store *store, const struct stored *stored,
        bool changed, struct err *err)
{
    struct query q = query(store, SPOIL_TEXT);

    put_int(&q, stored->id);
    put_int(&q, changed);
    put_bytes(&q, stored->shown);
    return finish(&q, err);
}

bool store_save_item(struct store *store, struct stored *stored,
        struct err *err)
{
    const bool plain = stored->id == 0 && stored->shown.size == 0;

    if (stored->id ? !change_item(store, stored, err) ||
                            !spoil_text(store, stored, true, err)
                   : !add_item(store, stored, err))
        return false;
    return save_entry(store, stored, err) &&
            (plain || save_link(store, stored, err)) &&
            index_keys(store, stored, err);
}

bool store_saw_item(struct store *store, int64_t source, int64_t key,
        int64_t now, struct err *err)
{
    struct query q = query(store, SAW_ITEM);

    put_int(&q, now);
    put_int(&q, source);
    put_int(&q, key);
    return finish(&q, err);
}

bool store_save_verdict(struct store *store, const struct stored *stored,
        struct err *err)
{
    struct query q = query(store, SAVE_VERDICT);

    if (!spoil_text(store, stored, false, err))
        return false;
    put_int(&q, stored->kept);
    put_text(&q, stored->reason);
    put_int(&q, stored->until);
    put_bytes(&q, stored->shown);
    put_int(&q, stored->id);
    return finish(&q, err) && save_link(store, stored, err);
}

bool store_lower_until(struct store *store, int64_t entry, int64_t until,
        struct err *err)
{
    struct query q = query(store, LOWER_UNTIL);

    put_int(&q, until);
    put_int(&q, entry);
    return finish(&q, err);
}

bool store_save_winner(struct store *store, int64_t entry, int64_t winner,
        struct err *err)
{
    struct query q = query(store, SAVE_WINNER);

    put_int(&q, winner);
    put_int(&q, entry);
    return finish(&q, err);
}

bool store_entries_of(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, ENTRIES_OF);

    put_int(&q, source);
    return get_numbers(&q, a, out, err);
}

bool store_entries_since(struct store *store, struct arena *a, int64_t since,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, ENTRIES_SINCE);

    put_int(&q, since);
    return get_numbers(&q, a, out, err);
}

bool store_derived(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err)
{
    struct query q = query(store, DERIVED_ENTRY);

    put_int(&q, id);
    return get_entries(&q, a, out, err);
}

bool store_due_entries(struct store *store, struct arena *a, int64_t now,
        int count, struct stored **out, struct err *err)
{
    struct query q = query(store, DUE_ENTRIES);

    put_int(&q, now);
    put_int(&q, count);
    return get_entries(&q, a, out, err);
}

bool store_entry(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err)
{
    struct query q = query(store, ENTRY);

    put_int(&q, id);
    return get_entries(&q, a, out, err);
}

bool store_slim(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err)
{
    struct query q = query(store, SLIM);

    put_int(&q, id);
    return get_all(&q, a, get_slim, out, err);
}

/* A published id is the item's own, whose hash is its key, or was minted of the
 * key: so no index of ids is needed. */
bool store_find_entries(struct store *store, struct arena *a, const char *text,
        int64_t key, struct stored **out, struct err *err)
{
    struct query q = query(store, FIND_ENTRIES);

    put_text(&q, text);
    put_int(&q, key);
    return get_entries(&q, a, out, err);
}

bool store_same_key(struct store *store, struct arena *a, int64_t key,
        int count, struct stored **out, struct err *err)
{
    struct query q = query(store, SAME_KEY);

    put_int(&q, key);
    put_int(&q, count);
    return get_all(&q, a, get_slim, out, err);
}

bool store_count_key(struct store *store, int64_t key, int most, int64_t *out,
        struct err *err)
{
    struct query q = query(store, COUNT_KEY);

    put_int(&q, key);
    put_int(&q, most);
    for (*out = 0; step(&q);)
        ++*out;
    return done(&q, err);
}

bool store_winners(struct store *store, struct arena *a, struct bytes *out,
        struct err *err)
{
    struct query q = query(store, WINNERS);

    return get_numbers(&q, a, out, err);
}

bool store_cluster(struct store *store, struct arena *a, int64_t winner,
        struct stored **out, struct err *err)
{
    struct query q = query(store, CLUSTER);

    put_int(&q, winner);
    return get_all(&q, a, get_slim, out, err);
}

bool store_tags(struct store *store, struct arena *a, int64_t entry,
        struct stored_tag **out, struct err *err)
{
    struct query q = query(store, TAGS);
    struct stored_tag **tail = out;

    *out = NULL;
    put_int(&q, entry);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct stored_tag);
        (*tail)->id = get_text(&q, a);
        (*tail)->by = get_text(&q, a);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_save_tags(struct store *store, int64_t entry,
        const struct stored_tag *tags, struct err *err)
{
    struct query q = query(store, FORGET_TAGS);

    put_int(&q, entry);
    if (!finish(&q, err))
        return false;
    for (; tags; tags = tags->next) {
        q = query(store, ADD_TAG);
        put_int(&q, entry);
        put_text(&q, tags->id);
        put_text(&q, tags->by);
        if (!finish(&q, err))
            return false;
    }
    return true;
}
