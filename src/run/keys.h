/*
 * keys.h - what an article is known by: its id, its URL, the address that
 * redirects led from, the URL that it had at first, its title, its text. All
 * are hashes; see store/entries.h.
 *
 * The keys of an entry whose source is not configured are inverted (~key): it
 * is the same as no other, and can still be found.
 */
#pragma once

#include "run/run.h"

/* Sets stored->keys as they are for that entry under the configuration. */
void keys_set(const struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry);

/* The key of a URL, or of an id, that somebody asks for. */
int64_t keys_of(const struct run *run, struct arena *a, const char *what);
