/*
 * frame.h - pieces of bytes over a socket: 4 bytes of length, the least
 * significant first, and the bytes.
 */
#pragma once

#include "base/buf.h"
#include "base/record.h"

enum {
    FRAME_MAX = 64 * 1024 *
            1024, /* bytes; a longer one breaks the connection */
    FRAME_HEAD = 4,
};

/* What is added to out between these two is one frame, and all of out. */
void frame_begin(struct buf *out);
void frame_end(struct buf *out);

/* Whether buf begins with a whole frame; broken tells that it never will. */
bool frame_is_whole(const struct buf *buf, struct bytes *frame, bool *broken);

/* Blocking, for the worker's side; false at the end of the connection. */
bool frame_receive(int fd, struct buf *in, struct bytes *frame);
bool frame_send(int fd, struct buf *out);
