/* segment.h - what stands between the dividers of a byline. */
#pragma once

#include "byline/tokens.h"

enum { NAME_WORDS = 8, PERSON_WORDS = 5, SMALL_WORDS = 3, CATEGORY_WORDS = 5 };

struct line {
    struct arena *a;
    const struct scan *s;
    const struct token *list;
    size_t count;
};

/* Tokens between dividers, and what kinds of words they are. */
struct segment {
    size_t from, to;
    size_t words;
    size_t capitals; /* with a capital somewhere */
    size_t small;    /* neither that nor a particle of names */
    size_t numbers;
    bool named; /* a phrase or a known name that needs no capital */
};

/* Past the end, a token that is none of what can be asked for. */
const struct token *segment_token(const struct line *line, size_t i);

bool segment_is_sign(const struct token *t, const char *signs);
bool segment_is_phrase(const struct token *t, enum role role);
bool segment_has_capital(const struct line *line, const struct token *t);

/* Capitals throughout, two at least: "AFP", "BELGA". */
bool segment_is_acronym(const struct line *line, const struct token *t);

/*
 * "and" divides where somebody with two names follows, or an agency: neither
 * "légale et administrative" nor "Terre et Humanisme" is two.
 */
bool segment_is_divider(const struct line *line, size_t i);

/* Whether token i belongs to a name. */
bool segment_is_part(const struct line *line, size_t i, bool first);

/* "in": before a category. */
bool segment_is_within(const struct line *line, const struct token *t);

struct segment segment_at(const struct line *line, size_t i);
