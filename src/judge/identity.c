#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/index.h"
#include "base/url.h"
#include "judge/identity.h"
#include "run/keys.h"
#include "run/reader.h"

enum {
    RECENT = 200,     /* items that were seen last: a feed has hardly more */
    SAME_KEY = 20,    /* that have a key: with more it identifies nothing */
    LOOKS_MAX = 2000, /* at entries, for one document: more are new */
};

/* What an item can be recognised by, hashed; 0: it has none. */
struct traits {
    int64_t id, link, title, host, path, published;
    int64_t shared_id; /* the id, where others have it, too, and id is 0 */
};

struct arrival {
    const struct yield *yield;
    struct identity *identity;
    struct traits traits;
    bool found; /* it is a row that was there */
};

struct settling {
    struct run *run;
    struct arena *arena;
    int64_t source;
    struct arrival *arrivals; /* of yields that are not known */
    size_t count;
    struct index keys;   /* how many arrivals have a key: the first of them */
    struct index taken;  /* keys of rows that the document has */
    struct index said;   /* what tells arrivals of one key apart */
    struct stored *gone; /* rows that only the document before had */
    bool gone_is_known;
    int looks;
    struct err *err;
};

/* ---- traits ---- */

static int64_t hash_of(const char *text)
{
    return text ? (int64_t)hash_text(HASH_START, text) : 0;
}

static int64_t hash_url(struct arena *a, const char *url)
{
    return url ? hash_of(url_is_web(url) ? url_key(a, url) : url) : 0;
}

/* Of an address, what stands behind its host; nothing of a front page. */
static int64_t hash_path(struct arena *a, const char *url)
{
    const char *key = url ? url_key(a, url) : NULL;

    key = key ? strpbrk(key, "/?") : NULL;
    return key && key[1] ? hash_of(key) : 0;
}

static struct traits traits_of(struct arena *a, const struct entry *entry)
{
    AUTO(buf) struct buf title = {0};
    const struct link *link = entry_link(entry, "alternate");
    const char *url = link ? link->href : NULL;

    construct_show(&title, entry->title);
    return (struct traits){.id = hash_url(a, entry->id),
            .link = hash_url(a, url),
            .title = title.size
                    ? (int64_t)hash_bytes(HASH_START, title.data, title.size)
                    : 0,
            .host = url ? hash_of(url_host(a, url)) : 0,
            .path = hash_path(a, url),
            .published = entry->published ? entry->published : entry->updated};
}

static bool unpack_traits(struct traits *out, struct bytes packed,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct entry entry;

    if (!record_unpack(&entry, &a, &entry_shape, packed, err))
        return false;
    *out = traits_of(&a, &entry);
    return true;
}

static bool row_traits(struct traits *out, struct settling *s, int64_t id)
{
    AUTO(arena) struct arena a = {0};
    struct stored *whole;

    *out = (struct traits){0};
    if (s->looks++ >= LOOKS_MAX)
        return true;
    return store_entry(s->run->store, &a, id, &whole, s->err) &&
            (!whole || unpack_traits(out, whole->entry, s->err));
}

static bool is_same(int64_t a, int64_t b)
{
    return a && a == b;
}

/* ---- likeness ---- */

enum { OF_ID = 4 }; /* alone; more where other traits agree */

static int likeness(const struct traits *a, const struct traits *b)
{
    bool link = is_same(a->link, b->link), title = is_same(a->title, b->title);
    bool time = is_same(a->published, b->published);

    if (is_same(a->id, b->id))
        return OF_ID + 2 * link + title;
    if (link && (title || time || is_same(a->shared_id, b->id)))
        return 3;
    if (title && time && !is_same(a->host, b->host))
        return 2;
    return title && !a->published && !b->published && is_same(a->path, b->path);
}

/* ---- the document ---- */

static bool is_alone(const struct settling *s, const struct arrival *x)
{
    return index_get_number(&s->keys, x->yield->key) == x;
}

static void take(struct settling *s, int64_t key)
{
    index_put_number(&s->taken, s->arena, key, s);
}

static bool is_taken(const struct settling *s, int64_t key)
{
    return index_get_number(&s->taken, key) != NULL;
}

/* NULL in keys stands for several: a key that is in it twice. */
static bool list_arrivals(struct settling *s, const struct yield *yields,
        struct identity *identities)
{
    size_t count = 0;

    for (const struct yield *y = yields; y; y = y->next)
        count++;
    s->arrivals = ARENA_ARRAY(s->arena, struct arrival, count + 1);
    for (const struct yield *y = yields; y; y = y->next, identities++) {
        struct arrival *x = &s->arrivals[s->count];

        identities->key = y->key;
        if (y->known) {
            take(s, y->key);
            continue;
        }
        x->yield = y;
        x->identity = identities;
        s->count++;
        index_put_number(&s->keys, s->arena, y->key,
                index_get_number(&s->keys, y->key) ? (void *)s : (void *)x);
        if (!unpack_traits(&x->traits, y->entry, s->err))
            return false;
    }
    return true;
}

/* Those that are known by their keys. Of several that have one, the row is the
 * one's that it is like. */
static bool find_by_key(struct settling *s, struct arrival *x)
{
    AUTO(arena) struct arena a = {0};
    struct stored *row;
    struct traits traits;

    if (!store_find_item(s->run->store, &a, s->source, x->yield->key, &row,
                s->err))
        return false;
    if (!row || is_taken(s, row->key))
        return true;
    if (!is_alone(s, x)) {
        if (!row_traits(&traits, s, row->id))
            return false;
        if (!is_same(traits.link, x->traits.link) &&
                !is_same(traits.title, x->traits.title))
            return true;
    }
    x->found = true;
    take(s, row->key);
    return true;
}

/* The best so far, the first of equals. */
struct likest {
    const struct stored *row;
    int like;
};

static bool look(struct likest *best, struct settling *s,
        const struct traits *of, const struct stored *rows)
{
    for (; rows; rows = rows->next) {
        struct traits traits;
        int like;

        if (rows->source != s->source || is_taken(s, rows->key))
            continue;
        if (!row_traits(&traits, s, rows->id))
            return false;
        like = likeness(of, &traits);
        if (like > best->like)
            *best = (struct likest){rows, like};
    }
    return true;
}

/* What the document before had: the first rows, as long as they were seen
 * together. */
static bool find_gone(struct settling *s)
{
    struct stored **end = &s->gone;

    if (s->gone_is_known)
        return true;
    s->gone_is_known = true;
    if (!store_recent(s->run->store, s->arena, s->source, RECENT, &s->gone,
                s->err))
        return false;
    while (*end && (*end)->last_seen == s->gone->last_seen)
        end = &(*end)->next;
    *end = NULL;
    return true;
}

/* Those of the source that have the key: all that tells nothing where they are
 * several, and then *key is 0. */
static bool find_sharers(struct stored **out, struct settling *s, int64_t *key)
{
    size_t count = 0;

    *out = NULL;
    if (!*key)
        return true;
    if (!store_same_key(s->run->store, s->arena, *key, SAME_KEY, out, s->err))
        return false;
    for (const struct stored *row = *out; row; row = row->next)
        count += row->source == s->source;
    if (count > 1)
        *key = 0;
    return true;
}

/* The row that is most like it: of those that are gone, and of those that have
 * its id or link. */
static bool find_alike(const struct stored **out, struct settling *s,
        const struct arrival *x)
{
    struct traits traits = x->traits; /* those that tell something */
    struct stored *of_id, *of_link;
    struct likest best = {0};

    if (!find_gone(s) || !find_sharers(&of_id, s, &traits.id) ||
            !find_sharers(&of_link, s, &traits.link))
        return false;
    traits.shared_id = x->traits.id;
    if (!look(&best, s, &traits, s->gone) || !look(&best, s, &traits, of_id) ||
            !look(&best, s, &traits, of_link))
        return false;
    if (best.like == OF_ID && !is_alone(s, x))
        best.row = NULL;
    *out = best.row;
    return true;
}

/* From now on by the document's key, if that is its own. */
static bool adopt(struct settling *s, struct arrival *x,
        const struct stored *row)
{
    AUTO(arena) struct arena a = {0};
    struct stored *holder;

    x->found = true;
    x->identity->key = row->key;
    take(s, row->key);
    if (!is_alone(s, x))
        return true;
    if (!store_find_item(s->run->store, &a, s->source, x->yield->key, &holder,
                s->err))
        return false;
    if (holder)
        return true;
    x->identity->key = x->yield->key;
    take(s, x->yield->key);
    return store_rename_item(s->run->store, row->id, x->yield->key, s->err);
}

static bool find_renamed(struct settling *s, struct arrival *x)
{
    const struct stored *row;

    return x->found || (find_alike(&row, s, x) && (!row || adopt(s, x, row)));
}

/* ---- new ones ---- */

/* One that has the key of another. */
static bool name_apart(struct settling *s, struct arrival *x)
{
    const int64_t parts[] = {x->yield->key, x->traits.link, x->traits.title};
    AUTO(arena) struct arena a = {0};
    struct stored *row;
    struct traits traits;

    if (is_alone(s, x) && !is_taken(s, x->yield->key))
        return true;
    x->identity->key = (int64_t)hash_bytes(HASH_START, parts, sizeof(parts));
    x->identity->repeated = index_get_number(&s->said, x->identity->key);
    index_put_number(&s->said, s->arena, x->identity->key, x);
    if (!store_find_item(s->run->store, &a, s->source, x->yield->key, &row,
                s->err) ||
            (row && !row_traits(&traits, s, row->id)))
        return false;
    if (row && traits.link == x->traits.link && traits.title == x->traits.title)
        x->identity->repeated = true;
    return true;
}

/* ---- the first document ---- */

static int newest_first(const void *left, const void *right)
{
    const struct arrival *a = left, *b = right;

    if (a->traits.published != b->traits.published)
        return a->traits.published < b->traits.published ? 1 : -1;
    return a->identity < b->identity ? -1 : a->identity > b->identity;
}

/* What has no date that can be is from now. */
static void find_old(struct settling *s)
{
    int64_t left = s->run->config->first, now = s->run->now;

    for (size_t i = 0; i < s->count; i++)
        if (s->arrivals[i].traits.published <= 0 ||
                s->arrivals[i].traits.published > now)
            s->arrivals[i].traits.published = now;
    qsort(s->arrivals, s->count, sizeof(*s->arrivals), newest_first);
    for (size_t i = 0; i < s->count; i++) {
        struct identity *identity = s->arrivals[i].identity;

        if (!identity->repeated)
            identity->old = left-- <= 0;
    }
}

bool identity_settle(struct identity **out, struct run *run, struct arena *a,
        const struct live_source *live, const struct yield *yields,
        struct err *err)
{
    struct settling s = {.run = run,
            .arena = a,
            .source = live->state->id,
            .err = err};
    size_t count = 1;

    for (const struct yield *y = yields; y; y = y->next)
        count++;
    *out = ARENA_ARRAY(a, struct identity, count);
    if (!list_arrivals(&s, yields, *out))
        return false;
    for (size_t i = 0; i < s.count && live->state->entries > 0; i++)
        if (!find_by_key(&s, &s.arrivals[i]))
            return false;
    for (size_t i = 0; i < s.count && live->state->entries > 0; i++)
        if (!find_renamed(&s, &s.arrivals[i]))
            return false;
    for (size_t i = 0; i < s.count; i++)
        if (!s.arrivals[i].found && !name_apart(&s, &s.arrivals[i]))
            return false;
    if (live->state->entries == 0)
        find_old(&s);
    return true;
}

bool identity_of_page(struct run *run, struct arena *a,
        const struct live_source *live, const struct yield *yield,
        struct err *err)
{
    const struct stored *same = NULL;
    struct stored *rows;
    struct stored asked = {.source = live->state->id};
    struct entry entry;

    if (!store_find_item(run->store, a, live->state->id, yield->key, &rows,
                err) ||
            !record_unpack(&entry, a, &entry_shape, yield->entry, err))
        return false;
    if (rows)
        return true;
    keys_set(run, a, &asked, &entry);
    for (int i = KEY_OF_ID; i <= KEY_OF_LINK && !same; i++) {
        if (asked.keys[i] &&
                !store_same_key(run->store, a, asked.keys[i], SAME_KEY, &rows,
                        err))
            return false;
        for (; asked.keys[i] && rows && !same; rows = rows->next)
            if (rows->source == live->state->id && rows->last_seen < run->now)
                same = rows;
    }
    return !same || store_rename_item(run->store, same->id, yield->key, err);
}
