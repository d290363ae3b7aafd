/*
 * fingerprint.h - of what the operator says of a source: what was made under
 * another one is stale. None is 0.
 */
#pragma once

#include "run/run.h"

/* Whatever changes a verdict on its entries, or how long it holds, and is not
 * in them. */
int64_t fingerprint_judged(const struct run *run, const struct source *source);

/* Whatever but verdicts changes which of them are the same, a winner, or what
 * streams it is in. */
int64_t fingerprint_placed(const struct run *run, const struct source *source);

/* The condition of a stream. */
int64_t fingerprint_select(const struct own_stream *stream);

/* What of a page is in an item, which is all that the store has of it. */
int64_t fingerprint_selected(const struct source *source);

/* Whatever makes another entry of the same item. */
int64_t fingerprint_derived(const struct source *source);

/* Whatever may make an answer, or what is made of it, another one. */
int64_t fingerprint_settings(const struct source *source, int64_t derived);
