/* list.h - values that are lists, while they are read. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "config/keys.h"

/* A value on its way from text to meaning. */
struct value {
    struct arena *arena;
    const struct key *key;
    const char *text;
};

/* Cuts the next word out of *rest; NULL where there is none. */
const char *list_word(struct arena *a, const char **rest,
        const char *separators);

/* What stands between ";", at least one, as a list of struct name_of. */
bool list_names(void *into, const struct value *value,
        struct err *err) MUST_USE;
