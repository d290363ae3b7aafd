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

void frame_add(struct buf *out, struct bytes bytes);

/* Whether buf begins with a whole frame; broken tells that it never will. */
bool frame_is_whole(const struct buf *buf, struct bytes *frame, bool *broken);

/* Blocking, for the worker's side; false at the end of the connection. */
bool frame_receive(int fd, struct buf *in, struct bytes *frame);
bool frame_send(int fd, struct buf *out);
