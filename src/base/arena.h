/*
 * arena.h - memory that is given back all at once.
 *
 * One arena lives as long as one piece of work: reading one document, writing
 * one stream. What is read during that work points into its arena and is never
 * freed on its own. There is no failure to handle: when memory is out, the
 * program ends.
 */
#pragma once

#include "base/base.h"

struct arena {
    struct arena_block *newest;
    size_t used; /* bytes handed out so far, for limits and tests */
};

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc));
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) \
    ((type *)arena_alloc((a), sizeof(type) * (count)))

/* A copy of size bytes, followed by a NUL. */
char *arena_copy(struct arena *a, const char *bytes, size_t size);
char *arena_text(struct arena *a, const char *text); /* NULL stays NULL */
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

void arena_auto(struct arena *a);

/* calloc() and realloc() for what outlives every arena; never NULL. */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *memory, size_t size);
