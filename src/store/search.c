#include "store/search.h"
#include "base/hash.h"
#include "base/url.h"
#include "store/sql.h"

/* ---- by links and ids ---- */

static int64_t link_key(const char *url)
{
    AUTO(arena) struct arena a = {0};
    const char *key = url ? url_key(&a, url) : NULL;

    return key ? (int64_t)hash_text(HASH_START, key) : 0;
}

bool save_link(struct store *store, const struct stored *stored,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct query q = query(store, SAVE_LINK);
    const struct link *link = NULL;
    struct err why = {0};
    struct entry shown;
    int64_t key;

    if (stored->shown.size > 0 &&
            record_unpack(&shown, &a, &entry_shape, stored->shown, &why))
        link = entry_link(&shown, "alternate");
    key = link ? link_key(link->href) : 0;
    if (key && key == link_key(stored->url))
        key = 0;
    put_int(&q, key);
    put_int(&q, stored->id);
    return finish(&q, err);
}

bool store_find_asked(struct store *store, struct arena *a, const char *text,
        struct stored **out, struct err *err)
{
    struct query q = query(store, FIND_ASKED);

    put_int(&q, link_key(text));
    put_int(&q, (int64_t)hash_text(HASH_START, text));
    put_int(&q, !url_is_id(text)); /* each source is asked */
    return get_entries(&q, a, out, err);
}

/* ---- by dates ---- */

static struct walked *get_walked(struct query *q, struct arena *a)
{
    struct walked *walked = ARENA_NEW(a, struct walked);

    walked->id = get_int(q);
    walked->published = get_int(q);
    walked->iri = get_text(q, a);
    return walked;
}

bool store_walk(struct store *store, struct arena *a, const struct walk *walk,
        int count, struct walked **out, struct err *err)
{
    struct query q = query(store,
            walk->stream            ? WALK
                    : walk->dropped ? WALK_DROPPED
                                    : WALK_STANDING);

    *out = NULL;
    put_int(&q, walk->from);
    put_int(&q, walk->to);
    put_text(&q, walk->behind);
    put_int(&q, walk->updated_from > INT64_MIN || walk->updated_to < INT64_MAX);
    put_int(&q, walk->updated_from);
    put_int(&q, walk->updated_to);
    put_int(&q, count);
    if (walk->stream)
        put_int(&q, walk->stream);
    while (step(&q)) {
        *out = get_walked(&q, a);
        out = &(*out)->next;
    }
    return done(&q, err);
}

static bool is_on_walk(const struct walk *walk, const struct walked *walked)
{
    return walked->published >= walk->from && walked->published <= walk->to;
}

bool store_walked(struct store *store, struct arena *a, const struct walk *walk,
        int64_t entry, struct walked **out, struct err *err)
{
    struct query q = query(store, walk->stream ? WALKED : WALKED_ENTRY);

    put_int(&q, entry);
    put_int(&q, walk->stream ? walk->stream : !walk->dropped);
    *out = step(&q) ? get_walked(&q, a) : NULL;
    if (*out && !is_on_walk(walk, *out))
        *out = NULL;
    return done(&q, err);
}

bool store_tagged(struct store *store, struct arena *a, const char *tag,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, TAGGED);

    put_text(&q, tag);
    return get_numbers(&q, a, out, err);
}

bool store_told(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, TOLD);

    put_int(&q, source);
    return get_numbers(&q, a, out, err);
}

/* ---- the index of texts ---- */

bool store_has_index(struct store *store, int64_t version, bool *out,
        struct err *err)
{
    int64_t kept;

    *out = store_fingerprint(store, "index", &kept, err) && kept == version;
    return *out || err->kind == ERR_NONE;
}

bool store_begin_index(struct store *store, int64_t version, struct err *err)
{
    struct query q = query(store, FORGET_TEXTS);

    if (!finish(&q, err))
        return false;
    q = query(store, FORGET_UNINDEXED);
    return finish(&q, err) &&
            store_keep_fingerprint(store, "indexed", 0, err) &&
            store_keep_fingerprint(store, "index", version, err);
}

/* Those that were indexed once come first: they are few. */
bool store_unindexed(struct store *store, struct arena *a, int count,
        struct stored **out, struct err *err)
{
    struct query q = query(store, UNINDEXED);

    put_int(&q, count);
    if (!get_entries(&q, a, out, err) || *out)
        return *out != NULL;
    q = query(store, NOT_YET_INDEXED);
    put_int(&q, count);
    return get_entries(&q, a, out, err);
}

bool store_index(struct store *store, int64_t entry, const char *text,
        struct err *err)
{
    struct query q = query(store, ADD_TEXT);

    put_int(&q, entry);
    put_text(&q, text);
    if (!finish(&q, err))
        return false;
    q = query(store, KEEP_INDEXED);
    put_int(&q, entry);
    if (!finish(&q, err))
        return false;
    q = query(store, FORGET_UNINDEXED_ENTRY);
    put_int(&q, entry);
    return finish(&q, err);
}

bool store_search(struct store *store, struct arena *a, const char *texts,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, SEARCH);

    put_text(&q, texts);
    return get_numbers(&q, a, out, err);
}
