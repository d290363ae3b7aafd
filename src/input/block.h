/*
 * block.h - a page's text as readers see it: block after block, each one line.
 */
#pragma once

#include "input/html.h"

struct block {
    const char *text;
    xmlNode *element; /* the nearest block around it */
    xmlNode *first;   /* the innermost element around its first word */
    size_t size;      /* bytes of text */
    size_t linked;    /* how many of them are links */
};

struct blocks {
    struct block *items;
    size_t count, room;
};

/* Appends the blocks below root. The text below `without`, which may be NULL,
 * is left out and separates like a block. */
void blocks_read(struct blocks *out, struct arena *a, xmlNode *root,
        const xmlNode *without);

/* All of them as one line; NULL where there is no text. */
const char *block_text(struct arena *a, xmlNode *root);

/* What is not inline: separates texts. */
bool block_is(const xmlNode *node);

/* How many of its bytes are prose: read like sentences and are no link. */
size_t block_prose(const struct block *block);

/* Has _private say, below root, what holds text or can be seen: NULL for what
 * is empty. */
void block_mark_full(xmlNode *root);
