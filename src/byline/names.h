/* names.h - names of people and of those who speak for many. */
#pragma once

#include "byline/segment.h"

/* What a byline has said so far; moments point into its tokens. */
struct draft {
    struct person *authors;
    bool labelled; /* the authors were: "by" */
    bool weak;     /* the authors are one word that could be any */
    const struct moment *published, *updated, *created, *bare[2];
    const struct moment *update_time; /* on the day of publication */
    size_t bares;
    bool place;     /* a word stood before the date that only a label excuses */
    size_t residue; /* words that fit nowhere */
};

/* Names behind a label, from token *i on; moves it on behind them. */
void names_labelled(struct draft *d, const struct line *line, size_t *i);

/* The words from token *i on, which may be names by where they stand. */
void names_bare(struct draft *d, const struct line *line, size_t from,
        size_t *i);
