/*
 * store.h - all that is remembered between runs.
 *
 * Nothing here says which database it is, and no SQL stands outside this
 * folder. Every change happens between store_begin() and store_commit(); a
 * store closed before its commit has not changed. Numbers of sources, entries
 * and streams are the store's own; times are Unix seconds, 0 for never. Every
 * function fails with ERR_STORE, or as store_limit() says.
 */
#pragma once

#include "document.h"

struct store;

/* So many of a list: the first `count` after the first `from`. */
struct span {
    int64_t from, count;
};

/* Creates the store where there is none, and brings an older one up to date.
 * read_only: for commands that only look; then the store must be there. */
bool store_open(struct store **out, const char *path, bool read_only,
        struct err *err) MUST_USE;
void store_auto(struct store **store);

/* From now on it hardly waits for others that write, but fails. */
void store_hurry(struct store *store);

/* From now on, what is not done within so many milliseconds in all fails with
 * ERR_LATE; 0: nothing does any more. */
void store_limit(struct store *store, int64_t within);

/* From now on nothing is kept: what is changed is seen through this store only,
 * and undone when it is closed. */
bool store_try(struct store *store, struct err *err) MUST_USE;

bool store_begin(struct store *store, struct err *err) MUST_USE;
bool store_commit(struct store *store, struct err *err) MUST_USE;

/* A fingerprint under a name; 0 where none was kept. */
bool store_fingerprint(struct store *store, const char *name, int64_t *out,
        struct err *err) MUST_USE;
bool store_keep_fingerprint(struct store *store, const char *name,
        int64_t value, struct err *err) MUST_USE;
