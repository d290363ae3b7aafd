#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { FIRST_ROOM = 256 };

static bool reserve(struct buf *b, size_t more)
{
    size_t need, room;

    if (b->full || more > SIZE_MAX / 2 - b->size ||
            (b->max && b->size + more > b->max)) {
        b->full = true;
        return false;
    }
    need = b->size + more + 1;
    if (need > b->room) {
        room = b->room ? b->room : FIRST_ROOM;
        while (room < need)
            room *= 2;
        b->data = xrealloc(b->data, room);
        b->room = room;
    }
    return true;
}

void buf_add(struct buf *b, const char *bytes, size_t size)
{
    if (!reserve(b, size))
        return;
    if (size > 0)
        memcpy(b->data + b->size, bytes, size);
    b->size += size;
    b->data[b->size] = '\0';
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    int size;

    va_start(args, fmt);
    size = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (size < 0)
        abort();
    if (!reserve(b, (size_t)size))
        return;
    va_start(args, fmt);
    vsnprintf(b->data + b->size, (size_t)size + 1, fmt, args);
    va_end(args);
    b->size += (size_t)size;
}

char *buf_room(struct buf *b, size_t size)
{
    return reserve(b, size) ? b->data + b->size : NULL;
}

void buf_grew(struct buf *b, size_t size)
{
    b->size += size;
    b->data[b->size] = '\0';
}

void buf_clear(struct buf *b)
{
    b->size = 0;
    b->full = false;
}

void buf_shrink(struct buf *b, size_t room)
{
    size_t max = b->max;

    if (b->room > room)
        buf_auto(b);
    buf_clear(b);
    b->max = max;
}

void buf_auto(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}
