#include <errno.h>
#include <unistd.h>

#include "sandbox/frame.h"

enum { READ_BYTES = 64 * 1024 };

static size_t frame_size(const char *head)
{
    size_t size = 0;

    for (int i = 0; i < FRAME_HEAD; i++)
        size |= (size_t)(unsigned char)head[i] << (8 * i);
    return size;
}

void frame_begin(struct buf *out)
{
    static const char head[FRAME_HEAD];

    buf_clear(out);
    buf_add(out, head, sizeof(head));
}

void frame_end(struct buf *out)
{
    for (int i = 0; i < FRAME_HEAD; i++)
        out->data[i] = (char)((out->size - FRAME_HEAD) >> (8 * i));
}

bool frame_is_whole(const struct buf *buf, struct bytes *frame, bool *broken)
{
    size_t size;

    *broken = false;
    if (buf->size < FRAME_HEAD)
        return false;
    size = frame_size(buf->data);
    *broken = size > FRAME_MAX;
    if (*broken || buf->size - FRAME_HEAD < size)
        return false;
    *frame = (struct bytes){buf->data + FRAME_HEAD, size};
    return true;
}

bool frame_receive(int fd, struct buf *in, struct bytes *frame)
{
    char bytes[READ_BYTES];
    bool broken;

    buf_clear(in);
    while (!frame_is_whole(in, frame, &broken)) {
        ssize_t got = broken ? 0 : read(fd, bytes, sizeof(bytes));

        if (got > 0)
            buf_add(in, bytes, (size_t)got);
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

bool frame_send(int fd, struct buf *out)
{
    size_t sent = 0;

    while (sent < out->size) {
        ssize_t wrote = write(fd, out->data + sent, out->size - sent);

        if (wrote >= 0)
            sent += (size_t)wrote;
        else if (errno != EINTR)
            return false;
    }
    return true;
}
