/*
 * compress.h - the content codings (RFC 9110 section 8.4.1) in which files
 * stand beside the plain ones, for servers that send them so. Each is a file
 * that defines a struct coding; to add one, name it in the table in compress.c
 * and in src/meson.build.
 *
 * The same bytes always give the same bytes, by the same library: no time, no
 * name, one quality.
 */
#pragma once

#include "base/buf.h"
#include "base/record.h"

enum { CODING_SUFFIX_SIZE = sizeof(".zst"), CODING_COUNT = 3 };

struct coding {
    const char *name;   /* as headers have it, registered with IANA */
    const char *suffix; /* ".gz" */
    /* NULL: this build is without its library. */
    void (*compress)(struct buf *out, struct bytes bytes);
};

/* Who makes the smallest files comes first. */
extern const struct coding *const codings[CODING_COUNT];

extern const struct coding coding_brotli, coding_zstd, coding_gzip;
