/* parse.c - conditions: or, and, not, parentheses; and what reading needs. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/expr.h"

enum { DEPTH_MAX = 32, SHOWN_MAX = 60 };

void program_auto(struct program *program)
{
    for (struct kept_pattern *k = program->patterns; k; k = k->next)
        pattern_auto(&k->pattern);
    matcher_auto(&program->matcher);
    arena_auto(&program->arena);
}

void program_keep(struct program *program, struct pattern *pattern,
        const struct position *at)
{
    struct kept_pattern *kept = ARENA_NEW(&program->arena, struct kept_pattern);

    kept->pattern = pattern;
    kept->at = *at;
    kept->next = program->patterns;
    program->patterns = kept;
}

void parser_auto(struct parser *parser)
{
    buf_auto(&parser->written);
}

/* Tokens are parted by one space, but inside of parentheses and before commas:
 * what a rule looks like does not depend on how it was typed. */
static void write_token(struct parser *parser)
{
    const struct token *t = &parser->token;
    struct buf *out = &parser->written;

    if (out->size > 0 && out->data[out->size - 1] != '(' &&
            t->kind != TOKEN_CLOSE && t->kind != TOKEN_COMMA)
        buf_char(out, ' ');
    buf_add(out, t->raw.data, t->raw.size);
}

void advance(struct parser *parser)
{
    if (parser->token.raw.size > 0)
        write_token(parser);
    parser->token = lex_next(&parser->lexer);
}

bool at_word(const struct parser *parser, const char *word)
{
    return parser->token.kind == TOKEN_WORD &&
            strcmp(parser->token.text, word) == 0;
}

bool mistake(struct parser *parser, const char *fmt, ...)
{
    char text[400];
    va_list args;

    if (parser->token.kind == TOKEN_BROKEN)
        return false;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    report_add(parser->lexer.report, parser->lexer.here.file,
            parser->token.line, parser->token.column, "%s", text);
    return false;
}

bool unknown(struct parser *parser, const char *what, const char *const *known,
        bool all)
{
    AUTO(buf) struct buf list = {0};
    const char *word = parser->token.text;
    const char *nearest = report_nearest(word, known);
    int size = (int)text_cut(word, parser->token.size, SHOWN_MAX);

    if (nearest) {
        mistake(parser, "unknown %s %.*s; did you mean %s?", what, size, word,
                nearest);
        report_suggest(parser->lexer.report, nearest);
        return false;
    }
    if (!all)
        return mistake(parser, "unknown %s %.*s", what, size, word);
    for (; *known; known++) {
        const char *joint = !known[1] ? "" : known[2] ? ", " : " and ";

        buf_printf(&list, "%s%s", *known, joint);
    }
    return mistake(parser, "unknown %s %.*s; there are %s", what, size, word,
            list.data);
}

bool expected(struct parser *parser, const char *wanted)
{
    const struct token *t = &parser->token;

    if (t->kind == TOKEN_END)
        return mistake(parser, "expected %s, but the rule ends here", wanted);
    return mistake(parser, "expected %s, not %.*s", wanted,
            (int)text_cut(t->raw.data, t->raw.size, SHOWN_MAX), t->raw.data);
}

static bool is_reserved(const char *word)
{
    static const char *const words[] = {"and", "or", "not", "from", "when"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

struct word *read_word(struct parser *parser, const char *wanted)
{
    const struct token *t = &parser->token;
    struct word *word;

    if (t->kind != TOKEN_STRING &&
            (t->kind != TOKEN_WORD || is_reserved(t->text))) {
        expected(parser, wanted);
        return NULL;
    }
    if (t->size == 0) {
        mistake(parser, "an empty text is never there; write is absent");
        return NULL;
    }
    word = ARENA_NEW(&parser->program->arena, struct word);
    *word = (struct word){.text = t->text,
            .size = t->size,
            .line = t->line,
            .column = t->column};
    advance(parser);
    return word;
}

/* ---- ids ---- */

/* The ids there are, NULL-ended. */
static const char **all_ids(struct arena *a, const struct config *config,
        bool source)
{
    const char **ids;
    size_t count = 0;

    for (const struct actor *x = config->actors; x && !source; x = x->next)
        count++;
    for (const struct source *s = config->sources; s && source; s = s->next)
        count++;
    ids = ARENA_ARRAY(a, const char *, count + 1);
    count = 0;
    for (const struct actor *x = config->actors; x && !source; x = x->next)
        ids[count++] = x->id;
    for (const struct source *s = config->sources; s && source; s = s->next)
        ids[count++] = s->id;
    return ids;
}

struct word *read_id(struct parser *parser, bool source)
{
    AUTO(arena) struct arena scratch = {0};
    struct token token = parser->token;
    struct word *word = read_word(parser, source ? "a source" : "an actor");
    const char **ids;

    if (!word)
        return NULL;
    ids = all_ids(&scratch, parser->config, source);
    for (const char **id = ids; *id; id++)
        if (strcmp(*id, word->text) == 0)
            return word;
    parser->token = token;
    unknown(parser, source ? "source" : "actor", ids, false);
    return NULL;
}

/* ---- patterns and themes ---- */

void point_into(struct token *token, size_t at)
{
    const char *c = token->raw.data + 1, *end = token->raw.data;

    end += token->raw.size;
    token->column++;
    for (; at > 0 && c < end; at--, c++) {
        if (token->kind == TOKEN_STRING && *c == '\\' &&
                (c[1] == '"' || c[1] == '\\')) {
            token->column++;
            c++;
        }
        token->column += ((unsigned char)*c & 0xC0) != 0x80;
    }
}

bool read_pattern(struct parser *parser, struct pattern **out)
{
    struct token *t = &parser->token;
    struct err err = {0};
    size_t at = 0;

    if (t->kind != TOKEN_PATTERN)
        return expected(parser, "a /pattern/");
    if (!pattern_new(out, t->text, t->size, t->flags, &at, &err)) {
        point_into(t, at);
        return mistake(parser, "%s", err.text);
    }
    program_keep(parser->program, *out,
            &(struct position){parser->lexer.here.file, t->line, t->column});
    advance(parser);
    return true;
}

struct word *read_theme(struct parser *parser)
{
    struct program *program = parser->program;
    struct word *word = read_word(parser, "the id of a theme");
    struct mention *mention;

    if (!word)
        return NULL;
    mention = ARENA_NEW(&program->arena, struct mention);
    mention->theme = word->text;
    mention->at = (struct position){parser->lexer.here.file, word->line,
            word->column};
    list_add(program->last_mention ? &program->last_mention->next
                                   : &program->mentions,
            mention);
    program->last_mention = mention;
    return word;
}

/* ---- or, and, not ---- */

static struct node *read_any(struct parser *parser);

static struct node *node_new(struct parser *parser, enum node_kind kind,
        struct node *child)
{
    struct node *node = ARENA_NEW(&parser->program->arena, struct node);

    node->kind = kind;
    node->children = child;
    return node;
}

/* The node is what was written since that place; what is in parentheses has its
 * text already. */
static struct node *as_written(struct parser *parser, struct node *node,
        size_t since)
{
    const struct buf *all = &parser->written;

    if (!node || node->text)
        return node;
    since += since < all->size && all->data[since] == ' ';
    node->text = arena_copy(&parser->program->arena, all->data + since,
            all->size - since);
    return node;
}

static struct node *read_open(struct parser *parser)
{
    struct node *inner;

    advance(parser);
    inner = read_any(parser);
    if (!inner)
        return NULL;
    if (parser->token.kind != TOKEN_CLOSE) {
        expected(parser, "and, or, or )");
        return NULL;
    }
    advance(parser);
    return inner;
}

static struct node *read_one(struct parser *parser)
{
    size_t since = parser->written.size;
    bool negate = false;
    struct node *node;

    while (at_word(parser, "not")) {
        negate = !negate;
        advance(parser);
    }
    if (parser->token.kind == TOKEN_OPEN) {
        node = read_open(parser);
    } else {
        node = node_new(parser, NODE_TEST, NULL);
        if (!read_test(parser, node))
            return NULL;
    }
    if (node && negate)
        node = node_new(parser, NODE_NOT, node);
    return as_written(parser, node, since);
}

/* One or more of what read reads, joined by the word. */
static struct node *read_joined(struct parser *parser, const char *word,
        enum node_kind kind, struct node *(*read)(struct parser *))
{
    size_t since = parser->written.size;
    struct node *first = read(parser), *last = first;

    while (last && at_word(parser, word)) {
        advance(parser);
        last->next = read(parser);
        last = last->next;
    }
    if (!last)
        return NULL;
    if (first != last)
        first = node_new(parser, kind, first);
    return as_written(parser, first, since);
}

static struct node *read_all(struct parser *parser)
{
    return read_joined(parser, "and", NODE_ALL, read_one);
}

static struct node *read_any(struct parser *parser)
{
    struct node *node;

    if (parser->depth == DEPTH_MAX) {
        mistake(parser, "more than %d parentheses inside each other",
                DEPTH_MAX - 1);
        return NULL;
    }
    parser->depth++;
    node = read_joined(parser, "or", NODE_ANY, read_all);
    parser->depth--;
    return node;
}

struct node *read_condition(struct parser *parser)
{
    parser->depth = 0;
    return read_any(parser);
}
