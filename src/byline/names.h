/* names.h - names of people and of those who speak for many. */
#pragma once

#include "byline/draft.h"
#include "byline/segment.h"

/* Names behind a label, from token *i on; moves it on behind them. */
void names_labelled(struct draft *d, const struct line *line, size_t *i);

/* The words from token *i on, which may be names by where they stand. */
void names_bare(struct draft *d, const struct line *line, size_t from,
        size_t *i);
