/* stated.h - what stands around an article's text: who wrote it and when
 * (stated.c, stated_line.c), and its lead (lead.c). */
#pragma once

#include "input/page.h"

/* scope is the element that holds nothing but the article. */
struct stated {
    struct page *page;
    const struct body *body;
    xmlNode *heading, *scope;
};

void stated_dates(const struct stated *stated, struct item *item);

/* The date that an element has for machines, or NULL; texts are bylines. */
const char *stated_value(struct arena *a, const xmlNode *node);

void stated_authors(const struct stated *stated, struct item *item);

/* Whether the class of node, or of what is around it in the scope, is one that
 * bylines have. */
bool stated_is_marked(const struct stated *stated, const xmlNode *node);

/* Bylines are taken off the page, unless a body is made of them. */
void stated_byline(const struct stated *stated, struct item *item);

/* Reads lines as a byline, in the page's language. Its dates are only good for
 * knowing that there are some: where the page is, is not known here. */
bool stated_read(struct byline *out, const struct page *page, const char *text);

/* Appends each text below root whose class says that it is a date, where it is
 * no line yet: the block around it may hold what is no byline. */
void stated_marks(struct buf *out, struct page *page, xmlNode *root);

/* Whether a block may hold a date or begins like a byline. */
bool stated_maybe(struct arena *a, const struct block *block);

/* What introduces the article: on the page, else as its head describes it; or
 * NULL. */
const struct said *stated_lead(const struct stated *stated, struct item *item);
