/*
 * fields.h - the fields that conditions name, and their values.
 */
#pragma once

#include "rules/rules.h"

enum field {
    FIELD_TITLE,
    FIELD_SUMMARY,
    FIELD_CONTENT,
    FIELD_TEXT,
    FIELD_AUTHOR,
    FIELD_CATEGORY,
    FIELD_LINK,
    FIELD_ID,
    FIELD_LANG,
    FIELD_ACTOR,
    FIELD_SOURCE,
    FIELD_TAG,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELDS
};

/* One value of a field, with what was made of it for comparing. */
struct value {
    struct value *next;
    const char *text;
    size_t size;
    const char *folded; /* text_fold(); NULL: not yet needed */
    size_t folded_size;
};

/*
 * A subject as the rules see it while they change it. Values are made at the
 * first use and kept. = {.subject = s, .entry = s->entry, .tags = s->tags,
 * .arena = a}
 */
struct view {
    const struct subject *subject;
    const struct entry *entry;
    const struct tag *tags;
    struct arena *arena;
    struct value first[FIELDS]; /* most fields have one value */
    bool ready[FIELDS];
};

/* False where there is no such field. */
bool field_find(enum field *out, const char *name);
const char *field_name(enum field field);
extern const char *const field_names[]; /* NULL-ended */

bool field_is_time(enum field field);

/* NULL where the field is absent. Texts are valid UTF-8. */
struct value *field_values(struct view *view, enum field field);
const char *value_folded(struct view *view, struct value *value);

/* 0 where it is absent. */
int64_t field_time(const struct view *view, enum field field);

/* The field was changed: its values, and those made of it, are stale. */
void field_changed(struct view *view, enum field field);
