/*
 * sense.h - whether a condition can be true of any entry.
 *
 * "Cannot" is proved, so that nobody is told of a mistake that is none; what is
 * not proved in a number of steps counts as possible.
 */
#pragma once

#include "rules/expr.h"

/* What is known of the entries of one source before one is seen. */
struct stage {
    struct subject subject;     /* actor and source, and an empty entry */
    const struct tag *possible; /* themes that they can have at this rule */
    const struct tag *certain;  /* those that all of them have */
    bool article; /* the condition is asked of an article, which other actors
                     may tell, too */
};

struct sense {
    struct matcher *matcher;
    const struct stage *stage;
    long steps; /* taken so far, in all calls */
};

/* A condition that must be true, or must not. */
struct goal {
    const struct goal *next;
    const struct node *node; /* NULL: always true */
    bool is;
    bool unsure;   /* what is said not to be true may be unknown instead: a
                      pattern's limit was hit */
    bool siblings; /* so must those that follow the node in its parent */
};

bool sense_is_possible(struct sense *sense, const struct goal *goals);
