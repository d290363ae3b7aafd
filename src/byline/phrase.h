/* phrase.h - the phrases of the languages' tables, found in texts. */
#pragma once

#include "byline/scan.h"

struct match {
    enum role role;
    int number; /* of units of time; see struct phrase */
    size_t to;
};

/* The longest phrase that begins there, of the scan's language or English. */
bool phrase_find(const struct scan *s, size_t at, struct match *out);

/* Whether such a phrase says what follows: a date of some kind, or names. */
bool phrase_is_label(enum role role);

/* Whether a text as it was written begins, in any language, with a label, with
 * what may be one, with how long ago something was, or with what may lead to a
 * day: "le 12". */
bool phrase_begins(const char *text);

/* Whether it begins with a label, which says that it is a byline. */
bool phrase_labels(const char *text);

/* Whether, in any language, it has a phrase of that role anywhere. */
bool phrase_occurs(const char *text, enum role role);

/*
 * A text without what grows in it: "12 comments", "3 vues", in any language,
 * and a number at its end. To tell whether it is another text than before.
 */
const char *phrase_without_counts(struct arena *a, const char *text);
