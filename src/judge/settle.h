/*
 * settle.h - from entries to streams: rules, doubles, memberships. Only what is
 * stale is looked at.
 *
 * An entry that no rule dropped is visible in the stream of its actor where it
 * stands for its actor's entries of its cluster; and in all others where it
 * stands for all of it, if that has any news: what came with the first document
 * of a source, but for its newest few ([fetch] first), is none.
 *
 * So an entry leaves a stream, or comes back, because of a rule, a takedown,
 * its own time or a change of settings; because another one stands for its
 * cluster now, or no longer does; and out of the stream's file because newer
 * ones fill it. Nothing else that arrives moves it. A cluster has the themes
 * that rules and actors put on any of its entries.
 */
#pragma once

#include "run/run.h"

/* Runs the rules over an entry and fills in kept, reason, until and shown;
 * *tags are those it has then. */
bool settle_judge(struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry, struct stored_tag **tags,
        struct err *err) MUST_USE;

/* Stores an item that is new or says something else, with all that follows. */
bool settle_save(struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry, struct err *err) MUST_USE;

/* Judges again what was judged under other rules, or until now; in transactions
 * of its own. */
bool settle_stale(struct run *run, struct err *err) MUST_USE;

/* The same as far as entries that were published since may be in other streams,
 * or look different, after it: for a store that is only tried. */
bool settle_trial(struct run *run, int64_t since, struct err *err) MUST_USE;

/* Judges and places one entry, whole, anew; in a transaction. */
bool settle_again(struct run *run, struct arena *a, struct stored *stored,
        struct err *err) MUST_USE;

/* Warns of the rules that could not judge all entries since the last time. */
void settle_tell(struct run *run);

/* Which rule decided, in words; NULL where none did. */
const char *settle_reason(struct arena *a, const struct verdict *verdict);
