/* lint.h - what rules say that nobody can mean: each a warning. */
#pragma once

#include "rules/rules.h"

/* A stream's condition. */
struct selection {
    struct selection *next;
    const char *stream; /* its id */
    struct expr *expr;
    struct position at;
};

/*
 * Reports rules that no entry can meet, and those whose entries an earlier rule
 * takes all; themes and streams that nothing comes to; and patterns that hit
 * their limit on a text that was made up for them. Every warning is true, but
 * not all that could be said is found.
 */
void rules_lint(const struct rules *rules, const struct selection *selections,
        const struct config *config, struct report *report);
