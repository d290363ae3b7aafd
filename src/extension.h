/*
 * extension.h - elements of other vocabularies that go through as they came:
 * where something is, how long it takes to hear, its other files.
 *
 * The table says which; all others are left out, since validators warn of what
 * they do not know.
 */
#pragma once

#include "base/record.h"

/* An attribute. */
struct property {
    struct property *next;
    const char *name, *value;
};

struct extension {
    struct extension *next;
    const char *prefix, *name; /* as in the table */
    const char *text;          /* or NULL */
    struct property *properties;
};

extern const struct shape extension_shape;

/* Words are divided by spaces. */
struct vocabulary {
    const char *prefix, *uri;
    const char *names;
    const char *properties;
    const char *addresses; /* those of them that are URLs */
    const char *located;   /* names that are nothing without the first of
                              those */
};

/* In the order in which they are declared. */
extern const struct vocabulary vocabularies[];
extern const size_t vocabulary_count;

/* That of the prefix; NULL where it is unknown. */
const struct vocabulary *vocabulary_of(const char *prefix);

/* The one of words that word is, in whichever case: a copy as it is written
 * there; or NULL. */
const char *vocabulary_word(struct arena *a, const char *words,
        const char *word);

/* Whether word is one of them, exactly. */
bool vocabulary_has(const char *words, const char *word);

/* Whether the table has it, and all that is said in it. */
bool extension_is_known(const struct extension *extension);
