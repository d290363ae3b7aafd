/* leaf.h - from stored entries to what the writers of output/ take. */
#pragma once

#include "run/run.h"

/* The leaf lives in the arena. stands: it is there for its cluster, with the
 * themes of all and links to the others. */
bool leaf_make(struct leaf **out, struct run *run, struct arena *a,
        const struct stored *stored, bool stands, struct err *err) MUST_USE;

/* The beginning of an entry's text as plain text in one line, at most `max`
 * bytes and "…"; NULL: it has none. */
const char *leaf_summary(struct arena *a, const struct entry *entry,
        size_t max);

/* Leaves of an entry what may be published of it; what it now has is in the
 * arena. */
void leaf_limit(struct arena *a, struct entry *entry, enum content content);

/* The title of an entry as plain text, made up from its text or its URL where
 * it has none; never NULL. */
const char *leaf_title(struct arena *a, const struct entry *entry);
