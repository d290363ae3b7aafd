/* file.h - what a path of a request stands for. */
#pragma once

#include <sys/stat.h>

#include "serve/negotiate.h"

enum { SERVE_PATH_MAX = 4096, SERVE_TAG_SIZE = sizeof("\"0123456789abcdef\"") };

/* A regular file, open. */
struct served {
    int fd; /* the caller closes it */
    struct stat stat;
    const struct coding *coding; /* in which it is; NULL: plain */
    char tag[SERVE_TAG_SIZE];    /* its strong ETag */
    const char *type;
    const char *seen_as; /* the type for a browser that shows it; or NULL */
    const char *cache;   /* its Cache-Control */
};

enum served_as {
    SERVED_FILE,
    SERVED_FOLDER, /* one that has a page: its URL lacks the slash at the end */
    SERVED_NOTHING,
};

/*
 * Opens what path ("/", "/all.atom", percent-encoding undone) means below the
 * folder; rather, what stands beside it in an accepted coding, unless that is
 * older.
 */
enum served_as served_open(struct served *out, int folder, const char *path,
        const struct accepted *accepted);

/* A strong ETag of what a hash is of. */
void served_tag(char out[SERVE_TAG_SIZE], uint64_t hash);
