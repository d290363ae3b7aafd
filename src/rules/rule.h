/* rule.h - a rule as it was read: by read.c, for judge.c and change.c. */
#pragma once

#include "rules/expr.h"

enum action {
    ACTION_UNKNOWN, /* of a broken rule */
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
    struct position at; /* the same for messages */
    uint64_t print;     /* hash of its text */
    enum action action;
    bool broken; /* a mistake is in it: only what stands before is known */
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
    uint64_t zone; /* hash of the site's: whose days a date means */
};

/* A file of rules; name is as in filters/, path as in messages. */
struct rules_file {
    const char *name, *path;
    struct bytes text;
};

/* Whether its "from", if any, names the actor or the source. */
bool rule_is_from(const struct rule *rule, const char *actor,
        const char *source);

/* Appends the rules of one file; mistakes go to report. */
void read_rules(struct rules *rules, const struct rules_file *file,
        const struct config *config, struct report *report);

/* Reports the themes that nobody declared. */
void check_themes(const struct program *program, const struct theme *themes,
        struct report *report);
