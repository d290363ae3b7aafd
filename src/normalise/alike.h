/*
 * alike.h - whether two texts are one, whatever was done to it on its way: by
 * the words that stand beside one another, without case, accents, markup and
 * punctuation.
 *
 * Candidates are found by marks, which a worker makes: copies of a text share
 * one of its three as often as not, other texts nearly never. Whether they are
 * the same is then said by all that stands in both.
 */
#pragma once

#include "feed.h"

enum {
    ALIKE_TITLE, /* the mark of the title, then */
    ALIKE_TEXT,  /* those of the text */
    ALIKE_MARKS = ALIKE_TEXT + 3,
};

/* Sets words and marks; a mark is 0 where the title or the text is too short to
 * identify anything. */
void alike_mark(struct entry *entry, struct arena *a);

/* The marks of an entry that was stored; zeros where it has none. */
void alike_marks(int64_t marks[ALIKE_MARKS], const struct entry *entry);

/* What is compared of a text: its first words. Numbers are in ascending order,
 * each once. */
struct sketch {
    struct numbers {
        uint64_t *list;
        size_t count;
    } shingles, opening; /* words in a row, and those of the first few */
    struct numbers figures, title_figures; /* words that begin with a digit */
    uint64_t title;                        /* 0: too short */
    size_t words;
};

void alike_sketch(struct sketch *out, struct arena *a,
        const struct entry *entry);

/* Whether they are of one text; how much of both stands in both, in
 * thousandths. Where one is an excerpt of the other, how much of the excerpt.
 */
bool alike(int64_t *score, const struct sketch *a, const struct sketch *b);
