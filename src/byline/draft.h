/* draft.h - what a byline has said so far. */
#pragma once

#include "byline/dates.h"

/* Moments point into its tokens. */
struct draft {
    struct person *authors;
    bool labelled; /* the authors were: "by" */
    bool weak;     /* the authors are one word that could be any */
    const struct moment *published, *updated, *created, *bare[2];
    const struct moment *update_time; /* on the day of publication */
    size_t bares;
    bool guessed;              /* a date without label did not say its year */
    enum role label;           /* that waits for its date */
    const struct moment *time; /* of day, without a date */
    size_t residue;            /* words that fit nowhere */
};

bool draft_has_date(const struct draft *d);

/* The first of a kind of date counts; of two updates the later. */
void draft_keep_first(const struct moment **slot, const struct moment *m);
void draft_keep_later(const struct moment **slot, const struct moment *m);

/* Adds what another block says: an earlier block's word stands, but later
 * updates and labels go first. */
void draft_merge(struct draft *all, const struct draft *d);

/* What it amounts to; false where that is nothing. */
bool draft_resolve(struct byline *out, struct draft *d, const struct scan *s);
