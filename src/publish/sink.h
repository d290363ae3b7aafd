/* sink.h - where the files go that are published: publish/publish.c. */
#pragma once

#include "base/buf.h"
#include "base/err.h"

/* Paths are below the public folder. */
struct sink {
    void *arg;
    void (*want)(void *arg, const char *path);
    bool (*is_intact)(void *arg, const char *path);
    /* The sitemap names it: a page for readers, and no copy of articles. */
    void (*list)(void *arg, const char *path);
    /* From now on one look is for all files of the folder: where nobody added,
     * removed or replaced any, they are taken for intact. Who edits one in its
     * place is not seen. */
    void (*trust)(void *arg, const char *folder);
    /* feed: hubs are told of it where it changes. */
    bool (*write)(void *arg, const char *path, const struct buf *bytes,
            bool feed, struct err *err);
};
