/* takedown.h - what must not be published, and may be again. */
#pragma once

#include "flow/run.h"

/* What took the entry down: its URL was named, its id as it is or as it is
 * published, its source or its actor. NULL where nothing did. */
const struct suppression *takedown_of_entry(const struct run *run,
        const struct stored *stored);

/* Hides it, or gives it free, and judges again all that it may be about.
 * ERR_USAGE where there is nothing of that name, and may never be. */
bool takedown_set(struct run *run, const struct suppression *s, bool hidden,
        struct err *err) MUST_USE;

/* Readers are told for thirty days; then the streams that did are marked, and
 * it is forgotten. */
bool takedown_forget(struct run *run, struct err *err) MUST_USE;
