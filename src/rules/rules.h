/*
 * rules.h - the rule language: filters, themes, and selections.
 *
 * One evaluator serves the rules, the `select` of streams, `list EXPR` and
 * `explain`. affluent-filters(5) is the grammar.
 */
#pragma once

#include "base/record.h"
#include "config.h"
#include "feed.h"

struct rules; /* all lines of filters/, compiled */
struct expr;  /* one condition, compiled */

/* Where a text starts, for messages. Columns count characters, from 1. */
struct position {
    const char *file;
    int line, column;
};

/* Where a rule stands. */
struct rule_place {
    const char *file; /* as in filters/: "50-themes.rules" */
    int line;
    const char *text; /* the whole rule, one line */
};

/* A theme that a `theme` line declared: its id and title. */
struct theme {
    struct theme *next;
    const char *id, *title;
    struct rule_place place;
    struct position at; /* of its id; file NULL: in an actor's file */
};

/*
 * Reads every *.rules file of the folder in the order of names; and the file at
 * instead, unless it is NULL, in the place of the one of its name, or where
 * that would be. Mistakes go to report, all of them; then false, and *out is
 * what could be read. An absent folder holds no rules. config says which
 * actors, sources and themes there are, and whose days a date means; it must
 * live as long as the rules.
 *
 * Rules, and expressions, are of one thread: matching uses memory of theirs.
 */
bool rules_load(struct rules **out, const char *folder, const char *instead,
        const struct config *config, struct report *report) MUST_USE;

/* The same from the text of one file, which may be gone afterwards; *out is
 * then left alone where there is a mistake. */
bool rules_read(struct rules **out, const char *file, struct bytes text,
        const struct config *config, struct report *report) MUST_USE;
void rules_auto(struct rules **rules);

/* In the order of their lines; after them those that only actors' files name,
 * with their id as title and no line. */
const struct theme *rules_themes(const struct rules *rules);

/* Of all that can touch entries of that actor's source: changes when the text
 * of such a rule, or the site's time zone, changes. Comments, blanks and line
 * breaks do not count, nor do rules that name other actors or sources only. */
uint64_t rules_fingerprint(const struct rules *rules, const char *actor,
        const char *source);

/* Who else tells the article: the ids of an actor and of its source. */
struct teller {
    struct teller *next;
    const char *actor, *source;
};

/* What a condition looks at. */
struct subject {
    const struct entry *entry;
    const char *actor;            /* its id */
    const char *source;           /* its id */
    const struct teller *tellers; /* the others: what is so of any is so */
    const char *lang;             /* of an entry that says none; or NULL */
    int64_t published, updated;   /* what is published, not what was said */
    const struct tag *tags;
    int64_t now;
};

struct tag {
    struct tag *next;
    const char *id;
    const struct rule_place *by; /* NULL: the actor's file */
};

/* One rule that was tried, for `explain`. */
struct trial {
    struct trial *next;
    const struct rule_place *rule;
    bool matched;
    const char *text;  /* what matched; NULL where nothing can be shown */
    const char *error; /* a limit was hit, or a change could not be made: the
                          rule counts as not matching */
};

struct verdict {
    bool keep;
    const struct rule_place *by; /* the drop or keep that ended it; or NULL */
    struct tag *tags;            /* those given in and those added */
    const struct entry *entry;   /* with what replace and set changed */
    struct note *notes;          /* which rule changed which field */
    int64_t until; /* the verdict may change then, by time alone; 0: never */
    struct trial *errors; /* those with an error */
    struct trial *trials; /* all, only where asked for */
};

/*
 * Runs the rules over the subject, top to bottom. tags in subject are the
 * actor's themes. trace asks for the trials.
 */
void rules_judge(struct verdict *out, struct arena *a,
        const struct rules *rules, const struct subject *subject, bool trace);

/* text is one condition. rules, for the themes that `tag =` may name, may be
 * NULL: then any. */
bool expr_read(struct expr **out, const char *text,
        const struct position *start, const struct config *config,
        const struct rules *rules, struct report *report) MUST_USE;
void expr_auto(struct expr **expr);

/* Appends the parts of a condition of which none may be false, and that are not
 * true, as they were written: "lang = fr; not tag = emploi". */
void expr_why_not(struct buf *out, const struct expr *expr, struct arena *a,
        const struct subject *subject);

/* False where a limit was hit. *until as in struct verdict; may be NULL. */
bool expr_matches(const struct expr *expr, struct arena *a,
        const struct subject *subject, int64_t *until);
