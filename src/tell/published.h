/* published.h - what a file below public/ is, and what stands in it. */
#pragma once

#include "run/run.h"

struct published_entry {
    struct published_entry *next;
    int64_t rank; /* in the file, from 1 */
    const char *id, *title, *source;
    int64_t published;
};

struct published_file {
    const char *path;    /* below public/ */
    bool published;      /* it was written, and is not to be removed */
    const char *reason;  /* why not; or NULL */
    const char *stream;  /* its name; NULL: it is no stream's */
    const char *archive; /* its path without a suffix, if it is one; or NULL */
    const char *title;
    const char *takes; /* which entries, in words */
    int64_t entries; /* of the stream, of which the file has at most `limit` */
    int64_t limit;
    struct published_entry *holds;
};

extern const struct shape published_shape;

/* What is meant where a file is: a path below public/, with or without that
 * folder before it, or the address at which it is served; else NULL. */
const char *published_path(const struct run *run, struct arena *a,
        const char *asked);

bool published_tell(struct published_file **out, struct run *run,
        struct arena *a, const char *path, struct err *err) MUST_USE;
