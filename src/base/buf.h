/*
 * buf.h - bytes that grow, up to a maximum.
 *
 * struct buf b = {.max = 1 << 20};
 *
 * Past the maximum nothing more is taken and full is set, so that a writer may
 * append without looking and ask once at the end. max 0 means no maximum, for
 * what the program itself makes. data is NULL until the first byte, and after
 * that always followed by a NUL that size does not count.
 */
#pragma once

#include "base/base.h"

struct buf {
    char *data;
    size_t size, room, max;
    bool full; /* something was refused */
};

void buf_add(struct buf *b, const char *bytes, size_t size);
void buf_text(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);

/* One at a time: there is nearly always room. */
static inline void buf_char(struct buf *b, char c)
{
    if (b->full || b->size + 2 > b->room || (b->max && b->size >= b->max)) {
        buf_add(b, &c, 1);
        return;
    }
    b->data[b->size++] = c;
    b->data[b->size] = '\0';
}

/* Room for size bytes to write to, of which buf_grew() then says how many there
 * are; NULL where there is none. */
char *buf_room(struct buf *b, size_t size);
void buf_grew(struct buf *b, size_t size);

/* Keeps the memory for the next use. */
void buf_clear(struct buf *b);

/* The same, but of more than `room` bytes of memory it keeps none. */
void buf_shrink(struct buf *b, size_t room);
void buf_auto(struct buf *b);
