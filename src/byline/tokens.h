/* tokens.h - a block of text as the parts that bylines are made of. */
#pragma once

#include "byline/dates.h"

enum kind {
    TOKEN_WORD,
    TOKEN_SIGN,   /* punctuation: sign */
    TOKEN_PHRASE, /* of a language's table: role */
    TOKEN_DATE,   /* moment */
    TOKEN_TIME,   /* moment, without a date */
    TOKEN_BAD,    /* an impossible date */
};

struct token {
    enum kind kind;
    enum role role;
    size_t from, to; /* in the folded text */
    char sign;
    bool upper;  /* begins with a capital */
    bool spaced; /* white space before it */
    bool led;    /* a date behind "Le", with a capital */
    bool linked; /* a date behind "le", "am", "on" */
    struct moment moment;
};

enum { TOKENS_MAX = 300 };

struct tokens {
    struct token *list;
    size_t count;
};

/* Reads the block from `from` to s->end. False where it is too long. */
bool byline_tokens(struct tokens *out, struct arena *a, const struct scan *s,
        size_t from);

/* ---- settle.c ---- */

/* Leaves no rubric, genre, credit or elsewhere: what may be one thing or
 * another is settled by what follows. */
void tokens_settle(const struct tokens *t, const struct scan *s);
