/* work.h - what the files of normalise/ share while they make one entry. */
#pragma once

#include "byline/byline.h"
#include "normalise/normalise.h"

struct work {
    struct arena *arena;   /* holds the entry */
    struct arena *scratch; /* holds what is needed only meanwhile */
    const struct context *context;
    const struct item *item;
    const char *base; /* of the item, absolute; NULL: unknown */
    const char *lang; /* of the item, or what it inherits; NULL: unknown */
    struct byline byline;
};

enum { LINE_LIMIT = 1024 }; /* characters of a title, a name, a term */

/* Plain characters in one line. NULL where nothing is left, as with all. */
char *work_line(const struct work *w, const char *text);

/* The same of a name, which may have been escaped once too often. */
char *work_name(const struct work *w, const char *text);

/* Plain characters in lines. */
char *work_block(const struct work *w, const char *text);

/* What is in b without white space around it. */
char *work_trimmed(const struct work *w, const struct buf *b);

/* "en-GB" for "en_GB"; "" stays "", which means "explicitly none". */
const char *work_lang(const struct work *w, const char *tag);

/* inner where it says something else than outer, else NULL. */
const char *lang_differing(const char *inner, const char *outer);

/* What references are relative to whose base was said to be that. */
const char *work_base(const struct work *w, const char *base);

/* An address that is fit to publish; else NULL and, where it said anything, a
 * problem. what: "a link". */
char *work_url(const struct work *w, const char *base, const char *reference,
        const char *what);

/* The document said text where there should have been what. */
void work_problem(const struct work *w, const char *what, const char *text);

/* At most 200 bytes of "from: value". */
void work_note(const struct work *w, struct entry *e, const char *field,
        const char *from, const char *value);

/* For doubles: whether two texts, NULL or not, can be those of one thing; and
 * what only one of them said. */
bool work_agree(const char *a, const char *b);
void work_fill(const char **gap, const char *text);

/* Whether the document is made for people: its times are local. */
bool work_is_page(const struct work *w);

void work_constructs(const struct work *w, struct entry *e);
void work_links(const struct work *w, struct entry *e);
void work_people(const struct work *w, struct entry *e);
void work_categories(const struct work *w, struct entry *e);
void work_dates(const struct work *w, struct entry *e);
void work_extensions(const struct work *w, struct entry *e);

/* What the entry is known by in its source: see feed.h. */
const char *work_key(const struct work *w, const struct entry *e);
