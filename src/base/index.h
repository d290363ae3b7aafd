/* index.h - finding things by a text or a number, without walking a list. */
#pragma once

#include "base/arena.h"

/* Lives in an arena; {0} is an empty one. */
struct index {
    struct index_slot *slots;
    size_t count, room; /* room is a power of two, or 0 */
};

/* The key must live as long as the index. A second value of a key replaces the
 * first. NULL is no value. */
void index_put(struct index *index, struct arena *a, const char *key,
        void *value);
void *index_get(const struct index *index, const char *key); /* or NULL */

void index_put_number(struct index *index, struct arena *a, int64_t key,
        void *value);
void *index_get_number(const struct index *index, int64_t key);
