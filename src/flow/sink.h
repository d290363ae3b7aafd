/* sink.h - where files go, for those that make them: see flow/publish.c. */
#pragma once

#include "base/buf.h"

struct sink {
    void *arg;
    void (*want)(void *arg, const char *path);
    bool (*is_intact)(void *arg, const char *path);
    /* feed: hubs are told of it where it changes. */
    bool (*write)(void *arg, const char *path, const struct buf *bytes,
            bool feed, struct err *err);
};
