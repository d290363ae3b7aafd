/*
 * ini.h - the syntax of configuration files, without their meaning:
 *
 *     key = value            # a comment, after white space
 *     [kind name]
 *
 * Values are what stands between "=" and the end of the line or its comment,
 * outer white space gone.
 */
#pragma once

#include "base/buf.h"
#include "config.h"

enum { INI_FILE_MAX = 1 << 20 }; /* bytes of a file */

struct ini_key {
    struct ini_key *next;
    const char *name, *value; /* value is never "": NULL, which is reported */
    int line, column, value_column;
    const char *comment; /* what follows the "#" on the same line; or NULL */
    int comment_column;  /* of the "#" */
};

struct ini_section {
    struct ini_section *next;
    const char *kind; /* "" for what stands before the first section */
    const char *name; /* NULL: none */
    int line, column, name_column;
    struct ini_key *keys;
};

/*
 * Reads a file's bytes. What is no syntax goes to report, its line is left out
 * where it cannot be guessed what was meant, and reading goes on. The first
 * section of the result is the one without a kind, even where it is empty.
 */
struct ini_section *ini_read(struct arena *a, const char *file,
        struct bytes bytes, struct report *report);

/* Adds the file's bytes to out, with another value for the key on that line:
 * what stands around it stays as it is. */
void ini_replace(struct buf *out, struct bytes bytes, int line,
        const char *value);
