/*
 * expr.h - conditions as a tree: read by parse.c and test.c, evaluated by
 * eval.c.
 */
#pragma once

#include "rules/fields.h"
#include "rules/lex.h"
#include "rules/pattern.h"

/* A value, or a name, as written. */
struct word {
    struct word *next;
    const char *text;
    size_t size;
    int line, column;
};

enum test_kind {
    TEST_MATCHES,
    TEST_CONTAINS,
    TEST_IN, /* = is the same with one word */
    TEST_BEFORE,
    TEST_AFTER,
    TEST_OLDER,
    TEST_PRESENT,
    TEST_ABSENT,
};

enum node_kind { NODE_TEST, NODE_NOT, NODE_ALL, NODE_ANY };

struct node {
    struct node *next; /* in its parent */
    enum node_kind kind;
    const char *text; /* as it was written, one line */
    struct node *children;
    /* of a test: */
    enum field field;
    enum test_kind test;
    int line, column;        /* of the pattern, or of the first value */
    struct pattern *pattern; /* the program's */
    struct word *words;      /* of contains: folded */
    int64_t from, to; /* before: earlier than from; after: later than to, or at
                         it; seconds of older than: to */
};

/* A theme that is named and must be declared somewhere. */
struct mention {
    struct mention *next;
    struct position at;
    const char *theme;
};

/* What rules, or one condition, were compiled to. */
struct program {
    struct arena arena;
    struct matcher *matcher;
    struct kept_pattern *patterns;
    struct mention *mentions, *last_mention;
};

/* A pattern, and where it stands. */
struct kept_pattern {
    struct kept_pattern *next;
    struct pattern *pattern;
    struct position at;
};

void program_auto(struct program *program);

struct expr {
    struct program program;
    const struct node *condition;
};

/* The pattern lives as long as the program. */
void program_keep(struct program *program, struct pattern *pattern,
        const struct position *at);

/* ---- reading: parse.c, test.c ---- */

struct parser {
    struct lexer lexer;
    const char *file;   /* as rules name it; lexer.here says where it is */
    struct token token; /* the one looked at */
    struct program *program;
    const struct config *config;
    struct buf written; /* the tokens so far, as one line */
    int depth;
};

void parser_auto(struct parser *parser);

/* Moves to the next token. */
void advance(struct parser *parser);

/* Whether the token looked at is that bare word. */
bool at_word(const struct parser *parser, const char *word);

/* Reports at the token and is false. Says nothing of TOKEN_BROKEN. */
bool mistake(struct parser *parser, const char *fmt, ...) PRINTF(2, 3);

/* Reports that there is no such thing: with the word of known (NULL-ended)
 * that is nearest, else with all of them, if all. Is false. */
bool unknown(struct parser *parser, const char *what, const char *const *known,
        bool all);

/* "wanted" is what the token should have been. Is false. */
bool expected(struct parser *parser, const char *wanted);

/* A word or a text that is a value, not and, or, not, from or when. These
 * report what is wrong and are then NULL. */
struct word *read_word(struct parser *parser, const char *wanted);
/* The id of an actor, or of a source where source is set. */
struct word *read_id(struct parser *parser, bool source);
/* Whether there is such a theme shows when all files were read. */
struct word *read_theme(struct parser *parser);

/* Moves the token's column to where byte `at` of its text is written. */
void point_into(struct token *token, size_t at);

/* Compiles the token looked at, which must be a pattern. */
bool read_pattern(struct parser *parser, struct pattern **out);

/* NULL after a mistake. */
struct node *read_condition(struct parser *parser);
bool read_test(struct parser *parser, struct node *node);

/* ---- evaluating: eval.c ---- */

struct run {
    struct view *view;
    struct matcher *matcher;
    int64_t until;     /* 0: none yet */
    bool limited;      /* a limit was hit */
    bool show;         /* wanted: */
    const char *shown; /* the first text that matched */
};

enum matched evaluate(const struct node *node, struct run *run);

/* The text of a match, short enough to be shown. */
const char *show_text(struct arena *a, const char *text, size_t size);
