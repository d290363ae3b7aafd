/* rule.h - a rule as it was read: by read.c, for judge.c and change.c. */
#pragma once

#include "rules/expr.h"

enum action {
    ACTION_DROP,
    ACTION_KEEP,
    ACTION_TAG,
    ACTION_UNTAG,
    ACTION_REPLACE,
    ACTION_SET,
    ACTION_THEME, /* declares, does nothing */
};

struct rule {
    struct rule *next;
    struct rule_place place;
    enum action action;
    struct word *from; /* ids of actors and sources; NULL: from all */
    struct node *when; /* NULL: always */
    const char *theme;
    enum field field;
    struct pattern *pattern;
    const char *value; /* what is set, or the replacement */
};

struct rules {
    struct program program;
    struct rule *rules, *last;
    struct theme *themes, *last_theme;
    uint64_t fingerprint;
};

/* Appends the rules of one file's text; mistakes go to report. */
void read_rules(struct rules *rules, const char *file, struct bytes text,
        const struct config *config, struct report *report);

/* Reports the themes that nobody declared. */
void check_themes(const struct program *program, const struct theme *themes,
        struct report *report);
