/*
 * value.h - from the text of a value to what the program works with.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "config/keys.h"

/*
 * Checks text and writes what it means, in the type that belongs to key->type,
 * to into: const char * for texts, bool, an enum, int64_t, or the end of a list
 * of name_of or selector. Fails with ERR_USAGE and leaves *into alone; the
 * message begins with the key.
 */
bool value_read(void *into, struct arena *a, const struct key *key,
        const char *text, struct err *err) MUST_USE;

/* How many characters stand before the part of a refused list that is wrong. */
int value_mistake_at(struct arena *a, const struct key *key, const char *text);

/* What was probably meant by a text that value_read() refused; or NULL. */
const char *value_suggested(struct arena *a, const struct key *key,
        const char *text);

/* [a-z0-9][a-z0-9._-]{0,63}: what can be part of a file's name and of a URL. */
bool value_is_id(const char *text);

#define VALUE_ID_RULE                                                         \
    "an id is made of a to z, 0 to 9, \".\", \"_\" and \"-\", begins with a " \
    "letter or digit, and has at most 64 characters"

/* For messages: text, cut where it is long. */
const char *value_shown(struct arena *a, const char *text);
