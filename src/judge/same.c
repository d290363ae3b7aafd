#include <stdlib.h>
#include <string.h>

#include "judge/same.h"
#include "normalise/alike.h"
#include "run/keys.h"

enum { DAY = 24 * 60 * 60 };

/* What may be the same by its title or its text. */
struct candidates {
    const struct stored *list[(KEYS - KEY_OF_TITLE) * (HOLDERS_MAX + 1)];
    size_t count;
};

/* What is known of one entry: its edges, once they were asked for. */
struct known_edges {
    const struct edge *first;
};

const struct stored *same_node(struct same *same, const struct stored *stored)
{
    const struct stored *node = index_get_number(&same->nodes, stored->id);

    if (node)
        return node;
    index_put_number(&same->nodes, same->arena, stored->id, (void *)stored);
    return stored;
}

static bool load_holders(struct holders *out, struct same *same, int64_t key,
        struct err *err)
{
    struct store *store = same->run->store;
    struct stored *stored;
    int64_t count;

    if (!store_count_key(store, key, HOLDERS_MANY, &count, err))
        return false;
    out->count = (size_t)count;
    if (count == HOLDERS_MANY)
        return true;
    if (!store_same_key(store, same->arena, key, HOLDERS_MANY, &stored, err))
        return false;
    for (size_t i = 0; stored; stored = stored->next)
        out->list[i++] = same_node(same, stored);
    return true;
}

bool same_holders(const struct holders **out, struct same *same, int64_t key,
        struct err *err)
{
    struct holders *holders = index_get_number(&same->holders, key);

    if (!holders) {
        holders = ARENA_NEW(same->arena, struct holders);
        if (!load_holders(holders, same, key, err))
            return false;
        index_put_number(&same->holders, same->arena, key, holders);
    }
    *out = holders;
    return true;
}

/* ---- texts ---- */

static bool sketch_of(const struct sketch **out, struct same *same,
        const struct stored *stored, struct err *err)
{
    struct sketch *sketch = index_get_number(&same->sketches, stored->id);
    struct stored *whole;
    struct entry entry;

    if (!sketch) {
        AUTO(arena) struct arena scratch = {0};

        sketch = ARENA_NEW(same->arena, struct sketch);
        if (!store_entry(same->run->store, &scratch, stored->id, &whole, err))
            return false;
        if (whole) {
            if (!record_unpack(&entry, &scratch, &entry_shape, whole->entry,
                        err))
                return false;
            alike_sketch(sketch, same->arena, &entry);
        }
        index_put_number(&same->sketches, same->arena, stored->id, sketch);
    }
    *out = sketch;
    return true;
}

static bool texts_are_alike(bool *out, int64_t *score, struct same *same,
        const struct stored *a, const struct stored *b, struct err *err)
{
    const struct sketch *left, *right;

    if (!sketch_of(&left, same, a, err) || !sketch_of(&right, same, b, err))
        return false;
    *out = alike(score, left, right);
    return true;
}

static int64_t apart(const struct stored *a, const struct stored *b)
{
    return a->published < b->published ? b->published - a->published
                                       : a->published - b->published;
}

/* URL and id may be one key, which then is that of the id. */
static int64_t link_key(const struct stored *stored)
{
    return stored->keys[KEY_OF_LINK] ? stored->keys[KEY_OF_LINK]
                                     : stored->keys[KEY_OF_ID];
}

/* Of one source: the same title on one day, or at one address. */
static bool within_source(bool *out, int64_t *score, struct same *same,
        const struct stored *a, const struct stored *b, struct err *err)
{
    int64_t title = a->keys[KEY_OF_TITLE];
    bool one_day = a->published / DAY == b->published / DAY;
    bool one_url = link_key(a) && link_key(a) == link_key(b) &&
            apart(a, b) <= same->run->config->window;

    *out = false;
    if (!title || title != b->keys[KEY_OF_TITLE] || (!one_day && !one_url))
        return true;
    return texts_are_alike(out, score, same, a, b, err);
}

static bool across_sources(bool *out, int64_t *score, struct same *same,
        const struct stored *a, const struct stored *b, struct err *err)
{
    int64_t window = same->run->config->window;

    *out = false;
    if (window == 0 || apart(a, b) > window)
        return true;
    return texts_are_alike(out, score, same, a, b, err);
}

static bool by_text(bool *out, int64_t *score, struct same *same,
        const struct stored *a, const struct stored *b, struct err *err)
{
    return a->source == b->source ? within_source(out, score, same, a, b, err)
                                  : across_sources(out, score, same, a, b, err);
}

static void add_candidate(struct candidates *all, const struct stored *stored)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i] == stored)
            return;
    all->list[all->count++] = stored;
}

static bool candidates_of(struct candidates *out, struct same *same,
        const struct stored *of, struct err *err)
{
    out->count = 0;
    for (int i = KEY_OF_TITLE; i < KEYS; i++) {
        const struct holders *holders;

        if (!of->keys[i])
            continue;
        if (!same_holders(&holders, same, of->keys[i], err))
            return false;
        for (size_t k = 0; k < holders->count && holders->count <= HOLDERS_MAX;
                k++)
            if (holders->list[k]->id != of->id)
                add_candidate(out, holders->list[k]);
    }
    return true;
}

/* Whether another entry of twin's source, that is not the same as twin, is like
 * `of`, too. */
static bool has_rival(bool *out, struct same *same, const struct stored *of,
        const struct candidates *all, const struct stored *twin,
        struct err *err)
{
    int64_t score;

    *out = false;
    for (size_t i = 0; i < all->count; i++) {
        const struct stored *other = all->list[i];
        bool one, like;

        if (other == twin || other->source != twin->source)
            continue;
        if (!by_text(&like, &score, same, of, other, err) ||
                !within_source(&one, &score, same, twin, other, err))
            return false;
        *out = *out || (like && !one);
    }
    return true;
}

/* Whether a and b, candidates of one another, are each other's only ones. */
static bool is_clear(bool *out, struct same *same, const struct stored *a,
        const struct candidates *of_a, const struct stored *b, struct err *err)
{
    struct candidates of_b;
    bool rival;

    if (!has_rival(&rival, same, a, of_a, b, err))
        return false;
    *out = !rival;
    if (rival)
        return true;
    if (!candidates_of(&of_b, same, b, err) ||
            !has_rival(&rival, same, b, &of_b, a, err))
        return false;
    *out = !rival;
    return true;
}

/* ---- edges ---- */

static void add_edge(struct edge **list, struct same *same,
        const struct stored *to, enum key_of by, int64_t score)
{
    struct edge *edge;

    for (const struct edge *e = *list; e; e = e->next)
        if (e->to == to)
            return;
    edge = ARENA_NEW(same->arena, struct edge);
    edge->to = to;
    edge->by = by;
    edge->score = score;
    list_add(list, edge);
}

static bool add_texts(struct edge **list, struct same *same,
        const struct stored *of, struct err *err)
{
    struct candidates all;

    if (!candidates_of(&all, same, of, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct stored *to = all.list[i];
        bool titled = of->keys[KEY_OF_TITLE] &&
                of->keys[KEY_OF_TITLE] == to->keys[KEY_OF_TITLE];
        int64_t score;
        bool like;

        if (!by_text(&like, &score, same, of, to, err))
            return false;
        if (like && to->source != of->source &&
                !is_clear(&like, same, of, &all, to, err))
            return false;
        if (like)
            add_edge(list, same, to, titled ? KEY_OF_TITLE : KEY_OF_TEXT,
                    score);
    }
    return true;
}

/* Whether one source uses the key for entries that differ. */
static bool is_vague(bool *out, struct same *same,
        const struct holders *holders, struct err *err)
{
    int64_t score;

    *out = holders->count > HOLDERS_MAX;
    for (size_t i = 0; i < holders->count && !*out; i++)
        for (size_t k = i + 1; k < holders->count && !*out; k++) {
            const struct stored *a = holders->list[i], *b = holders->list[k];
            bool one;

            if (a->source != b->source)
                continue;
            if (!within_source(&one, &score, same, a, b, err))
                return false;
            *out = !one;
        }
    return true;
}

/* Whether the key is that of a place where it is or was. */
static bool is_at(const struct same *same, const struct stored *stored,
        int64_t key)
{
    const char *const places[] = {stored->url, stored->address,
            stored->first_url};

    for (size_t i = 0; i < COUNT(places); i++)
        if (places[i] && keys_of(same->run, same->arena, places[i]) == key)
            return true;
    return false;
}

/* Whether what has the key in common has more in common than what both say. */
static bool is_borne_out(bool *out, struct same *same, const struct stored *a,
        const struct stored *b, int64_t key, struct err *err)
{
    int64_t title = a->keys[KEY_OF_TITLE], score;

    *out = a->source == b->source ||
            (title && title == b->keys[KEY_OF_TITLE]) ||
            (is_at(same, a, key) && is_at(same, b, key));
    return *out || texts_are_alike(out, &score, same, a, b, err);
}

static enum key_of kind_of(const struct stored *a, const struct stored *b,
        int64_t key)
{
    for (int i = KEY_OF_FIRST; i > KEY_OF_ID; i--)
        if (a->keys[i] == key || b->keys[i] == key)
            return (enum key_of)i;
    return KEY_OF_ID;
}

static bool add_keys(struct edge **list, struct same *same,
        const struct stored *of, struct err *err)
{
    for (int i = 0; i <= KEY_OF_FIRST; i++) {
        const struct holders *holders;
        bool vague, same_one;

        if (!of->keys[i])
            continue;
        if (!same_holders(&holders, same, of->keys[i], err) ||
                !is_vague(&vague, same, holders, err))
            return false;
        for (size_t k = 0; k < holders->count && !vague; k++) {
            const struct stored *to = holders->list[k];

            if (to->id == of->id)
                continue;
            if (!is_borne_out(&same_one, same, of, to, of->keys[i], err))
                return false;
            if (same_one)
                add_edge(list, same, to, kind_of(of, to, of->keys[i]), 1000);
        }
    }
    return true;
}

bool same_neighbours(const struct edge **out, struct same *same,
        const struct stored *of, struct err *err)
{
    struct known_edges *known = index_get_number(&same->neighbours, of->id);
    struct edge *list = NULL;

    if (!known) {
        if (!add_keys(&list, same, of, err) || !add_texts(&list, same, of, err))
            return false;
        known = ARENA_NEW(same->arena, struct known_edges);
        known->first = list;
        index_put_number(&same->neighbours, same->arena, of->id, known);
    }
    *out = known->first;
    return true;
}
