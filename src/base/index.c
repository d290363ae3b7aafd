/* index.c - open addressing; a number is a key without a text. */
#include <string.h>

#include "base/hash.h"
#include "base/index.h"

enum { FIRST_ROOM = 16 };

struct index_slot {
    uint64_t hash; /* or the number */
    const char *key;
    void *value; /* NULL: free */
};

static bool is_same(const struct index_slot *slot, uint64_t hash,
        const char *key)
{
    if (slot->hash != hash || !slot->key != !key)
        return false;
    return !key || strcmp(slot->key, key) == 0;
}

/* The slot that has the key, or the free one where it would go. */
static struct index_slot *find(const struct index *index, uint64_t hash,
        const char *key)
{
    size_t mask = index->room - 1;
    size_t at = (size_t)hash_bytes(HASH_START, &hash, sizeof(hash)) & mask;

    while (index->slots[at].value && !is_same(&index->slots[at], hash, key))
        at = (at + 1) & mask;
    return &index->slots[at];
}

static void grow(struct index *index, struct arena *a)
{
    struct index bigger = {
            .room = index->room ? 2 * index->room : (size_t)FIRST_ROOM};

    bigger.slots = ARENA_ARRAY(a, struct index_slot, bigger.room);
    bigger.count = index->count;
    for (size_t i = 0; i < index->room; i++) {
        const struct index_slot *slot = &index->slots[i];

        if (slot->value)
            *find(&bigger, slot->hash, slot->key) = *slot;
    }
    *index = bigger;
}

static void put(struct index *index, struct arena *a, struct index_slot new)
{
    struct index_slot *slot;

    if (2 * (index->count + 1) > index->room)
        grow(index, a);
    slot = find(index, new.hash, new.key);
    index->count += !slot->value;
    *slot = new;
}

void index_put(struct index *index, struct arena *a, const char *key,
        void *value)
{
    put(index, a, (struct index_slot){hash_text(HASH_START, key), key, value});
}

void index_put_number(struct index *index, struct arena *a, int64_t key,
        void *value)
{
    put(index, a, (struct index_slot){(uint64_t)key, NULL, value});
}

void *index_get(const struct index *index, const char *key)
{
    return index->room ? find(index, hash_text(HASH_START, key), key)->value
                       : NULL;
}

void *index_get_number(const struct index *index, int64_t key)
{
    return index->room ? find(index, (uint64_t)key, NULL)->value : NULL;
}
