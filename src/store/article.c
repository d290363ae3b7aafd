#include <string.h>

#include "store/articles.h"
#include "store/sql.h"

bool store_save_article(struct store *store,
        const struct article_state *article, struct err *err)
{
    struct query q = query(store, SAVE_ARTICLE);

    put_int(&q, article->item);
    put_int(&q, article->source);
    put_int(&q, article->listed);
    put_int(&q, article->next_visit);
    put_int(&q, article->visits);
    put_text(&q, article->etag);
    put_text(&q, article->last_modified);
    put_text(&q, article->url);
    put_int(&q, article->selected);
    return finish(&q, err);
}

bool store_revisit_articles(struct store *store, int64_t source,
        int64_t selected, int64_t now, struct err *err)
{
    struct query q = query(store, REVISIT_ARTICLES);

    put_int(&q, now);
    put_int(&q, source);
    put_int(&q, selected);
    return finish(&q, err);
}

bool store_due_articles(struct store *store, struct arena *a, int64_t source,
        struct span due, struct article_state **out, struct err *err)
{
    struct query q = query(store, DUE_ARTICLES);
    struct article_state **tail = out;

    *out = NULL;
    put_int(&q, source);
    put_int(&q, due.from);
    put_int(&q, due.count);
    while (step(&q)) {
        struct article_state *article = ARENA_NEW(a, struct article_state);

        article->item = get_int(&q);
        article->source = get_int(&q);
        article->listed = get_int(&q);
        article->next_visit = get_int(&q);
        article->visits = get_int(&q);
        article->etag = get_text(&q, a);
        article->last_modified = get_text(&q, a);
        article->url = get_text(&q, a);
        article->selected = get_int(&q);
        article->key = get_int(&q);
        article->digest = get_int(&q);
        *tail = article;
        tail = &article->next;
    }
    return done(&q, err);
}

bool store_known_articles(struct store *store, struct arena *a, int64_t source,
        struct known **out, struct err *err)
{
    struct query q = query(store, KNOWN_ARTICLES);

    put_int(&q, source);
    put_int(&q, KNOWN_MAX);
    return get_known(&q, a, out, err);
}

/* ---- articles that could not be read ---- */

bool store_absent(struct store *store, struct absent *out, struct err *err)
{
    struct query q = query(store, ABSENT);

    out->failures = out->next_try = 0;
    put_int(&q, out->source);
    put_int(&q, out->key);
    if (step(&q)) {
        out->failures = get_int(&q);
        out->next_try = get_int(&q);
    }
    return done(&q, err);
}

static bool prune_absent(struct store *store, int64_t source, int64_t oldest,
        struct err *err)
{
    struct query q = query(store, PRUNE_ABSENT);

    put_int(&q, source);
    put_int(&q, oldest);
    return finish(&q, err);
}

bool store_save_absent(struct store *store, const struct absent *absent,
        int64_t oldest, struct err *err)
{
    struct query q = query(store, SAVE_ABSENT);

    put_int(&q, absent->source);
    put_int(&q, absent->key);
    put_int(&q, absent->failures);
    put_int(&q, absent->next_try);
    return finish(&q, err) && prune_absent(store, absent->source, oldest, err);
}

bool store_forget_absent(struct store *store, int64_t source, int64_t key,
        struct err *err)
{
    struct query q = query(store, FORGET_ABSENT);

    put_int(&q, source);
    put_int(&q, key);
    return finish(&q, err);
}

/* ---- blocks ---- */

static bool count_block(struct store *store, const struct stored *item,
        int64_t hash, int64_t *count, struct err *err)
{
    struct query q = query(store, COUNT_BLOCK);

    *count = 0;
    put_int(&q, item->source);
    put_int(&q, hash);
    put_int(&q, item->id);
    if (step(&q))
        *count = get_int(&q);
    return done(&q, err);
}

static bool add_block(struct store *store, const struct stored *item,
        int64_t hash, struct err *err)
{
    struct query q = query(store, ADD_BLOCK);

    put_int(&q, item->source);
    put_int(&q, hash);
    put_int(&q, item->id);
    return finish(&q, err);
}

static bool change_block(struct store *store, enum statement which,
        int64_t source, int64_t hash, struct err *err)
{
    struct query q = query(store, which);

    put_int(&q, source);
    put_int(&q, hash);
    return finish(&q, err);
}

static bool is_chrome(struct store *store, int64_t source, int64_t hash,
        bool *out, struct err *err)
{
    struct query q = query(store, IS_CHROME);

    put_int(&q, source);
    put_int(&q, hash);
    *out = step(&q);
    return done(&q, err);
}

/* All that have it are stale when it becomes chrome, and who comes with it
 * afterwards. */
static bool learn(struct store *store, const struct stored *item, int64_t hash,
        int pages, struct err *err)
{
    int64_t source = item->source, others;
    bool chrome;

    if (!is_chrome(store, source, hash, &chrome, err))
        return false;
    if (chrome)
        return store_set_stale(store, item->id, true, err);
    if (!count_block(store, item, hash, &others, err) ||
            !add_block(store, item, hash, err))
        return false;
    return others + 1 < pages ||
            (change_block(store, SPOIL_BLOCK, source, hash, err) &&
                    change_block(store, FORGET_BLOCKS, source, hash, err) &&
                    change_block(store, ADD_CHROME, source, hash, err));
}

bool store_learn_blocks(struct store *store, const struct stored *item,
        struct bytes blocks, int pages, struct err *err)
{
    for (size_t at = 0; at + sizeof(int64_t) <= blocks.size;
            at += sizeof(int64_t)) {
        int64_t hash;

        memcpy(&hash, blocks.data + at, sizeof(hash));
        if (!learn(store, item, hash, pages, err))
            return false;
    }
    return true;
}

static bool has(struct bytes hashes, int64_t hash)
{
    for (size_t at = 0; at + sizeof(hash) <= hashes.size; at += sizeof(hash))
        if (memcmp(hashes.data + at, &hash, sizeof(hash)) == 0)
            return true;
    return false;
}

static bool forget_block(struct store *store, const struct stored *item,
        int64_t hash, struct err *err)
{
    struct query q = query(store, FORGET_BLOCK);

    put_int(&q, item->source);
    put_int(&q, hash);
    put_int(&q, item->id);
    return finish(&q, err);
}

bool store_forget_blocks(struct store *store, const struct stored *item,
        struct bytes blocks, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct query q = query(store, BLOCKS_OF);
    struct bytes old;

    put_int(&q, item->id);
    if (!get_numbers(&q, &a, &old, err))
        return false;
    for (size_t at = 0; at < old.size; at += sizeof(int64_t)) {
        int64_t hash;

        memcpy(&hash, old.data + at, sizeof(hash));
        if (!has(blocks, hash) && !forget_block(store, item, hash, err))
            return false;
    }
    return true;
}

bool store_chrome(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err)
{
    struct query q = query(store, CHROME);

    put_int(&q, source);
    return get_numbers(&q, a, out, err);
}

bool store_stale_entries(struct store *store, struct arena *a, struct span span,
        struct stored **out, struct err *err)
{
    struct query q = query(store, STALE_ENTRIES);

    put_int(&q, span.from);
    put_int(&q, span.count);
    return get_entries(&q, a, out, err);
}

bool store_spoil_source(struct store *store, int64_t source, struct err *err)
{
    struct query q = query(store, SPOIL_SOURCE);

    put_int(&q, source);
    return finish(&q, err);
}

bool store_set_stale(struct store *store, int64_t entry, bool stale,
        struct err *err)
{
    struct query q = query(store, SET_STALE);

    put_int(&q, stale);
    put_int(&q, entry);
    return finish(&q, err);
}
