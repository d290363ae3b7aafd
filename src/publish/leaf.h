/* leaf.h - from stored entries to what the writers of output/ take. */
#pragma once

#include "run/run.h"

/* The leaf lives in the arena. stands: it is there for its cluster, with the
 * themes of all and links to the others. */
bool leaf_make(struct leaf **out, struct run *run, struct arena *a,
        const struct stored *stored, bool stands, struct err *err) MUST_USE;

/* The title of an entry as plain text, made up from its text or its URL where
 * it has none; never NULL. */
const char *leaf_title(struct arena *a, const struct entry *entry);
