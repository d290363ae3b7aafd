/* change.h - what replace and set do to an entry. */
#pragma once

#include "rules/rule.h"

/* Those that replace and set may name; NULL-ended. */
extern const char *const changeable_names[];
bool field_is_changeable(enum field field);

/* The value as an entry may hold it; NULL where it cannot. */
const char *change_clean(struct arena *a, enum field field, const char *text,
        size_t size);

struct change {
    const struct rule *rule;
    struct view *view;
    struct matcher *matcher;
    const char *shown; /* what was replaced first */
    const char *error; /* why it could not be done */
};

/*
 * Changes entry, a shallow copy whose lists are someone else's. Is false, and
 * leaves it alone, where nothing is to be replaced or there is an error.
 */
bool change_apply(struct change *change, struct entry *entry);
