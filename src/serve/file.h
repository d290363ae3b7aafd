/* file.h - what a path of a request stands for. */
#pragma once

#include <sys/stat.h>

#include "base/base.h"

enum { SERVE_PATH_MAX = 4096, SERVE_TAG_SIZE = sizeof("\"0123456789abcdef\"") };

/* A regular file, open. */
struct served {
    int fd; /* the caller closes it */
    struct stat stat;
    bool compressed;
    char tag[SERVE_TAG_SIZE]; /* its strong ETag */
    const char *type;
    const char *seen_as; /* the type for a browser that shows it; or NULL */
};

enum served_as {
    SERVED_FILE,
    SERVED_FOLDER, /* its URL lacks the slash at the end */
    SERVED_NOTHING,
};

/*
 * Opens what path ("/", "/all.atom", percent-encoding undone) means below the
 * folder; with gzip, rather its compressed companion, unless that is older.
 */
enum served_as served_open(struct served *out, int folder, const char *path,
        bool gzip);

/* A strong ETag of what a hash is of. */
void served_tag(char out[SERVE_TAG_SIZE], uint64_t hash);
