/*
 * element.h - how elements become the fields of an item.
 *
 * A format is tables of rules. They are followed from top to bottom, and for
 * each the children of the element from first to last: of a field that holds
 * one thing the first row that finds something wins, so that a table's order is
 * the order of precedence.
 */
#pragma once

#include "input/xml.h"

struct taker {
    struct arena *a;
    struct reading *reading;
    struct item *item;
    enum xml_ns own;          /* the format's namespace: NS_NONE in rules */
    const struct rule *named; /* that the authors were found by */
};

struct rule {
    enum xml_ns ns;
    const char *key; /* in lower case */
    void (*take)(struct taker *t, const struct xml_node *node,
            const struct rule *rule);
    size_t into;      /* offset in struct item, where take needs it */
    const char *what; /* what it means to take */
};

enum { ITEMS_MAX = 2000 }; /* of one document */

#define AT(member) offsetof(struct item, member)

/* Follows the rules, of which each name has one, for the children of node. */
void element_follow(struct taker *t, const struct xml_node *node,
        const struct rule *rules, size_t count);

/* Makes t->item, with the language and base of node. */
void element_begin(struct taker *t, const struct xml_node *node);

/* The items of a document, of which there may be too many. */
struct items {
    struct item **tail;
    size_t count;
};

/* Appends t->item; false, and a problem, where there are enough. */
bool element_add(struct taker *t, struct items *items);

/* A number of bytes or minutes; 0 where text is none, or NULL. */
int64_t element_number(const char *text);

/* Whether node is an element of the format's own, and is whole. */
bool element_is(const struct taker *t, const struct xml_node *node,
        const char *key);
const struct xml_node *element_child(const struct taker *t,
        const struct xml_node *node, const char *key);

/* For the tables; the comment is on what `what` is. */
#define TAKE(name)                                                 \
    void take_##name(struct taker *t, const struct xml_node *node, \
            const struct rule *rule)

TAKE(text);     /* NULL */
TAKE(picture);  /* NULL; an address in url or href */
TAKE(lang);     /* NULL */
TAKE(ttl);      /* NULL */
TAKE(said);     /* "html"; "text": unless it looks like HTML */
TAKE(typed);    /* NULL; Atom's typed text */
TAKE(issued);   /* NULL */
TAKE(updated);  /* NULL */
TAKE(link);     /* the rel of a text; NULL: Atom's attributes */
TAKE(author);   /* NULL; a text, or elements */
TAKE(helper);   /* NULL; a text, or elements */
TAKE(category); /* the attribute with the term, else the text is it */
TAKE(keywords); /* NULL */
TAKE(program);  /* NULL */
TAKE(reply);    /* NULL */
TAKE(control);  /* NULL; whether it is a draft */
TAKE(media);    /* NULL; what media:group holds fills gaps */
