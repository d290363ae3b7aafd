/* takedown.h - what must not be published, and may be again. */
#pragma once

#include "run/run.h"

/* What took the entry down: its URL was named, as it is or was at first, its id
 * as it is or as it is published, its source or its actor. NULL where nothing
 * did. */
const struct suppression *takedown_of_entry(const struct run *run,
        const struct stored *stored);

/* The same but for source and actor: what takes every copy down, see
 * cluster_takedown(). */
const struct suppression *takedown_of_article(const struct run *run,
        const struct stored *stored);

/* When it was taken down, by what and why, in words. */
const char *takedown_words(struct arena *a, const struct suppression *s);

/*
 * What takes an entry down that is asked for by what: that itself, or the id of
 * the one that has it as its published link, which a rule made, or as what its
 * source calls it. ERR_USAGE where several are.
 */
bool takedown_name(const char **out, struct run *run, const char *what,
        struct err *err) MUST_USE;

/* Hides it, or gives it free, and judges again all that it may be about.
 * ERR_USAGE where there is nothing of that name, and may never be. */
bool takedown_set(struct run *run, const struct suppression *s, bool hidden,
        struct err *err) MUST_USE;

/* Readers are told for thirty days; then the streams that did are marked, and
 * it is forgotten. */
bool takedown_forget(struct run *run, struct err *err) MUST_USE;
