#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { BLOCK_BYTES = 32 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size, used;
    max_align_t bytes[];
};

static void *or_end(void *memory)
{
    if (!memory) {
        fputs("error: out of memory\n", stderr);
        abort();
    }
    return memory;
}

void *xcalloc(size_t count, size_t size)
{
    return or_end(calloc(count, size));
}

void *xrealloc(void *memory, size_t size)
{
    return or_end(realloc(memory, size));
}

static struct arena_block *block_new(struct arena_block *older, size_t size)
{
    struct arena_block *block = or_end(malloc(sizeof(*block) + size));

    block->older = older;
    block->size = size;
    block->used = 0;
    return block;
}

static void *take(struct arena *a, size_t size)
{
    struct arena_block *block = a->newest;
    size_t need = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);

    if (!block || block->size - block->used < need) {
        block = block_new(block,
                need > BLOCK_BYTES ? need : (size_t)BLOCK_BYTES);
        a->newest = block;
    }
    block->used += need;
    a->used += need;
    return (char *)block->bytes + block->used - need;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

char *arena_copy(struct arena *a, const char *bytes, size_t size)
{
    char *copy = take(a, size + 1);

    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *arena_text(struct arena *a, const char *text)
{
    return text ? arena_copy(a, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    char *text;
    int size;

    va_start(args, fmt);
    size = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (size < 0)
        abort();
    text = take(a, (size_t)size + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)size + 1, fmt, args);
    va_end(args);
    return text;
}

void arena_auto(struct arena *a)
{
    struct arena_block *block = a->newest;

    while (block) {
        struct arena_block *older = block->older;

        free(block);
        block = older;
    }
    *a = (struct arena){0};
}
