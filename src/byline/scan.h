/* scan.h - looking at folded text, never past the end of its block. */
#pragma once

#include "byline/byline.h"
#include "byline/folded.h"
#include "byline/languages.h"

/* What a text is read with. */
struct scan {
    const struct folded *f;
    size_t end;                  /* of the block */
    const struct language *lang; /* and English after it */
    const struct byline_context *context;
    const char **names; /* the context's, folded; NULL-ended */
    struct civil today;
    bool month_first; /* 3/4/2019 is in March */
};

/* NUL at the end. */
char scan_char(const struct scan *s, size_t at);

/* Where the first char stands that is none of signs. */
size_t scan_skip(const struct scan *s, size_t at, const char *signs);

/* How many digits stand there, and the value of that many, at most nine. */
int scan_digits(const struct scan *s, size_t at);
int scan_number(const struct scan *s, size_t *at, int digits);

/* The size of the word that stands there, and whether it is one of those. */
size_t scan_word(const struct scan *s, size_t at);
bool scan_is(const struct scan *s, size_t at, size_t size,
        const char *alternatives);
