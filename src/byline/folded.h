/*
 * folded.h - a text folded for matching, with the way back to what was
 * written.
 */
#pragma once

#include "base/arena.h"

/*
 * One char for each letter, in lower case and without accents ("oe" for œ, two
 * for one); all dashes are '-', all quotes '\'', other letters LETTER, other
 * signs SIGN; one space for a run of them, one LF for a run with a LF.
 */
struct folded {
    char *text;
    size_t size;
    bool *upper;    /* of each char */
    size_t *origin; /* of each char and of the end, in clean */
    char *clean;    /* as written, in NFC, one space for a run */
};

enum {
    LETTER = '\x7f', /* some letter that matches nothing */
    SIGN = '\x01',
};

void byline_fold(struct folded *out, struct arena *a, const char *text,
        size_t size);

bool fold_is_letter(char c);
bool fold_is_digit(char c);

/* Whether a word can begin or end there: not inside of one, but where a small
 * letter meets a capital, as where two elements were glued. */
bool fold_is_boundary(const struct folded *f, size_t at);
