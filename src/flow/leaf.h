/* leaf.h - from stored entries to what the writers of output/ take. */
#pragma once

#include "flow/run.h"

/* The leaf lives in the arena. stands: it is there for its cluster, with the
 * themes of all and links to the others. */
bool leaf_make(struct leaf **out, struct run *run, struct arena *a,
        const struct stored *stored, bool stands, struct err *err) MUST_USE;

/* The tags of an entry, and of the copies of its article that no rule dropped:
 * some may be there twice; and whose these copies are. */
bool leaf_joined(struct stored_tag **tags, struct teller **tellers,
        struct run *run, struct arena *a, const struct stored *stored,
        struct err *err) MUST_USE;

/* Appends whose entry that is. Its source must be configured. */
void leaf_add_teller(struct teller **tellers, const struct run *run,
        struct arena *a, const struct stored *stored);

/* The title of an entry as plain text, made up from its text or its URL where
 * it has none; never NULL. */
const char *leaf_title(struct arena *a, const struct entry *entry);
