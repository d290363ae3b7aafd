/*
 * elements.h - the elements and attributes that may be published: what both
 * sanitise() and sanitised() go by.
 *
 * The content model is smaller than HTML's, so that every parser builds the
 * same tree from what is written: blocks stand in flow, never in phrases;
 * paragraphs and headings hold phrases only; lists and tables hold their items
 * only.
 */
#pragma once

#include "normalise/tokenizer.h"

enum element_kind {
    /* Not published themselves; what is in them is ... */
    ELEMENT_DROPPED, /* dropped, up to the end tag that belongs to it */
    ELEMENT_RAW,     /* text that is no markup, and dropped */
    ELEMENT_MEDIA,   /* dropped; a link to the source stands in for it */
    ELEMENT_FRAME,   /* kept; a link, where it is empty */
    /* Published. */
    ELEMENT_PHRASE,
    ELEMENT_BREAK,     /* void, among phrases: no content by itself */
    ELEMENT_IMAGE,     /* void, among phrases */
    ELEMENT_RULE,      /* void, among blocks */
    ELEMENT_LEAF,      /* a block that holds phrases */
    ELEMENT_FLOW,      /* a block that holds phrases and blocks */
    ELEMENT_FRAMEWORK, /* a block that holds its items, and no text */
};

/* What a framework holds, and what an item must be in. */
enum {
    IN_LIST = 1 << 0,
    IN_TERMS = 1 << 1,
    IN_TABLE = 1 << 2,
    IN_ROWS = 1 << 3,
    IN_ROW = 1 << 4,
};

/* Which attributes it may have, beside those of all elements. */
enum {
    HAS_HREF = 1,
    HAS_IMAGE = 1 << 1,
    HAS_CITE = 1 << 2,
    HAS_TIME = 1 << 3,
    HAS_SPANS = 1 << 4,
    HAS_HEADER = 1 << 5,
    HAS_NUMBERS = 1 << 6,
    HAS_NUMBER = 1 << 7,
    HAS_ALL = 1 << 8,
};

struct element {
    char name[12];
    enum element_kind kind;
    const char *as; /* the element that is published in its place, or NULL */
    int has, in, holds;
    const char *inside; /* of a framework: the item that strays are put in */
    const char *around; /* of an item: the framework that it gets without one */
    char group;         /* elements of one group are never in one another */
    bool attributed;    /* published only where it has attributes */
};

/* NULL where the element is unknown: what is in it is kept. */
const struct element *element_find(struct slice name);

/* The levels of nesting that are set aside for it, and for the items that it
 * cannot do without: a table needs a body, a row and a cell. */
size_t element_levels(const struct element *element);

/*
 * Passes over what is in a dropped element that has begun, with its end tag.
 * *source, if not NULL, takes the first <source> in it; returns whether there
 * was one.
 */
bool element_skip(struct tokenizer *t, const struct element *element,
        struct token *source);

/* What may be said of a value, in UTF-8, once its references are read. */
enum attribute_kind {
    ATTRIBUTE_LINK,    /* http, https, mailto */
    ATTRIBUTE_WEB,     /* http, https */
    ATTRIBUTE_PICTURE, /* the same; https where the base is */
    ATTRIBUTE_SET,     /* candidates: picture, descriptor */
    ATTRIBUTE_TEXT,
    ATTRIBUTE_CHOICE, /* one of the words */
    ATTRIBUTE_NUMBER, /* digits, of at most size */
    ATTRIBUTE_TOKEN,  /* letters, digits and the characters of words */
    ATTRIBUTE_FLAG,   /* present */
};

struct attribute {
    const char *name;
    enum attribute_kind kind;
    int of;      /* HAS_ */
    size_t size; /* bytes, at most */
    const char *words;
    const char *as; /* published so where no other is, or NULL */
    bool needed;    /* its element is nothing without it */
    bool blank;     /* "" says something */
};

/* In the order in which they are published. */
extern const struct attribute attributes[];
extern const size_t attribute_count;
enum { ATTRIBUTES_MAX = 32 }; /* of which there are fewer */

/* The index of a name as written; attribute_count where it is unknown. */
size_t attribute_find(struct slice name);
