/*
 * edition.h - when issues of editions come out, and with which entries.
 *
 * An entry is in one issue of an edition at most. What came out stays as it
 * was: within the edition's grace what was withdrawn goes and what was
 * corrected changes; later only what the operator hides.
 */
#pragma once

#include "publish/part.h"

/* One edition's turn in a run. */
struct turn {
    struct run *run;
    struct live_edition *live;
    struct arena *arena;
};

/* Makes the issues that are due, each edition's in one transaction, and brings
 * those up to date that may still change. */
bool edition_build(struct run *run, struct err *err) MUST_USE;

/* The issue that comes next, as it would be now. */
struct coming {
    struct period period;
    int64_t starts;            /* not always the period's: see EMPTY_CARRY */
    struct stored_part *parts; /* in order */
};

bool edition_coming(struct coming *out, struct turn *turn,
        struct err *err) MUST_USE;

/* Brings up to date what may still change of issues that are out; in a
 * transaction. */
bool edition_revise(struct turn *turn, struct err *err) MUST_USE;
