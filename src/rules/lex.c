#include <string.h>

#include "rules/lex.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static bool is_mark(char c)
{
    return c == '"' || c == '(' || c == ')' || c == ',' || c == '=';
}

static bool more(const struct lexer *lexer)
{
    return lexer->at < lexer->end;
}

static void step(struct lexer *lexer)
{
    char c = *lexer->at++;

    /* A character counts with the first of its bytes. */
    if (c == '\n') {
        lexer->here.line++;
        lexer->here.column = 1;
    } else if ((c & 0xC0) != 0x80) {
        lexer->here.column++;
    }
}

static void skip_line(struct lexer *lexer)
{
    while (more(lexer) && *lexer->at != '\n')
        step(lexer);
}

/* Whether the line after this LF begins another rule, or there is none. */
static bool ends_rule(const struct lexer *lexer)
{
    const char *next = lexer->at + 1;

    return next == lexer->end || (!is_space(*next) && *next != '#');
}

/* To the next token, or to the LF that ends the rule. */
static void skip_space(struct lexer *lexer)
{
    if (more(lexer) && *lexer->at == '#' && lexer->here.column == 1)
        skip_line(lexer);
    while (more(lexer) && is_space(*lexer->at)) {
        if (*lexer->at == '\n' && ends_rule(lexer))
            return;
        step(lexer);
        if (more(lexer) && *lexer->at == '#')
            skip_line(lexer);
    }
}

static void take_word(struct lexer *lexer, struct token *token)
{
    while (more(lexer) && !is_space(*lexer->at) && !is_mark(*lexer->at))
        step(lexer);
    token->kind = TOKEN_WORD;
    token->size = (size_t)(lexer->at - token->raw.data);
    token->text = arena_copy(lexer->arena, token->raw.data, token->size);
}

/* Moves behind the closing mark on the same line; false where there is none. */
static bool skip_quoted(struct lexer *lexer, char mark)
{
    step(lexer);
    while (more(lexer) && *lexer->at != '\n') {
        char c = *lexer->at;

        step(lexer);
        if (c == mark)
            return true;
        if (c == '\\' && more(lexer) && *lexer->at != '\n')
            step(lexer);
    }
    return false;
}

static void broken(struct lexer *lexer, struct token *token, const char *text)
{
    report_add(lexer->report, lexer->here.file, token->line, token->column,
            "%s", text);
    token->kind = TOKEN_BROKEN;
}

static void take_string(struct lexer *lexer, struct token *token)
{
    char *text;

    if (!skip_quoted(lexer, '"')) {
        broken(lexer, token, "text without its closing \"");
        return;
    }
    text = arena_alloc(lexer->arena, (size_t)(lexer->at - token->raw.data));
    token->kind = TOKEN_STRING;
    token->text = text;
    for (const char *c = token->raw.data + 1; c < lexer->at - 1; c++) {
        if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
            c++;
        text[token->size++] = *c;
    }
}

static void take_pattern(struct lexer *lexer, struct token *token)
{
    const char *first = token->raw.data + 1, *flags;

    if (!skip_quoted(lexer, '/')) {
        broken(lexer, token, "pattern without its closing /");
        return;
    }
    flags = lexer->at;
    while (more(lexer) && !is_space(*lexer->at) && !is_mark(*lexer->at))
        step(lexer);
    token->kind = TOKEN_PATTERN;
    token->size = (size_t)(flags - 1 - first);
    token->text = arena_copy(lexer->arena, first, token->size);
    token->flags = arena_copy(lexer->arena, flags, (size_t)(lexer->at - flags));
}

struct token lex_next(struct lexer *lexer)
{
    static const char marks[] = "(),=";
    static const enum token_kind kinds[] = {TOKEN_OPEN, TOKEN_CLOSE,
            TOKEN_COMMA, TOKEN_EQUALS};
    struct token token = {0};
    const char *mark;

    skip_space(lexer);
    token.line = lexer->here.line;
    token.column = lexer->here.column;
    token.raw.data = lexer->at;
    if (!more(lexer) || *lexer->at == '\n')
        return token;
    mark = memchr(marks, *lexer->at, sizeof(marks) - 1);
    if (mark) {
        token.kind = kinds[mark - marks];
        step(lexer);
    } else if (*lexer->at == '"') {
        take_string(lexer, &token);
    } else if (*lexer->at == '/') {
        take_pattern(lexer, &token);
    } else {
        take_word(lexer, &token);
    }
    token.raw.size = (size_t)(lexer->at - token.raw.data);
    return token;
}

void lex_skip_rule(struct lexer *lexer)
{
    skip_line(lexer);
    while (more(lexer) && !ends_rule(lexer)) {
        step(lexer);
        skip_line(lexer);
    }
}

bool lex_next_rule(struct lexer *lexer)
{
    lex_skip_rule(lexer);
    if (more(lexer))
        step(lexer);
    return more(lexer);
}
