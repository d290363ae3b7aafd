/*
 * lex.h - the words of a rules file.
 *
 * A rule goes on over lines that begin with white space. A comment begins with
 * # at the start of a line or after white space.
 */
#pragma once

#include "rules/rules.h"

enum token_kind {
    TOKEN_END,     /* of the rule */
    TOKEN_WORD,    /* title, le-rameau/feed, 90d */
    TOKEN_STRING,  /* "with \" and \\" */
    TOKEN_PATTERN, /* /with \/ inside/im */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_EQUALS,
    TOKEN_BROKEN, /* its mistake is reported */
};

struct token {
    enum token_kind kind;
    int line, column; /* of its first character, from 1 */
    struct bytes raw; /* as written */
    const char *text; /* of a word, a string; of a pattern what is between the
                         slashes */
    size_t size;
    const char *flags; /* of a pattern */
};

struct lexer {
    const char *at, *end; /* the rest of the text */
    struct position here; /* of *at */
    struct arena *arena;  /* of the tokens' texts */
    struct report *report;
};

/* The next token of the rule. At its end, TOKEN_END however often asked. */
struct token lex_next(struct lexer *lexer);

/* Leaves the rest of a rule, if any. Is false at the end of the text. */
bool lex_next_rule(struct lexer *lexer);

/* The same after a mistake: nothing more is said of the rest. */
void lex_skip_rule(struct lexer *lexer);
