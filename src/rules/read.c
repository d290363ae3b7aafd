/* read.c - the lines of a rules file. */
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "rules/change.h"

/* ---- what stands after the first word ---- */

static const struct theme *find_theme(const struct theme *themes,
        const char *id)
{
    while (themes && strcmp(themes->id, id) != 0)
        themes = themes->next;
    return themes;
}

/* It becomes part of a file's name. */
static bool is_theme_id(const char *id)
{
    return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(id) &&
            *id != '-' && strlen(id) <= 64;
}

static bool declare_theme(struct rules *rules, struct parser *parser,
        struct rule *rule)
{
    const struct theme *other;
    struct theme *theme;
    struct position at;

    if (parser->token.kind != TOKEN_WORD)
        return expected(parser, "the id of a theme");
    if (!is_theme_id(parser->token.text))
        return mistake(parser,
                "the id of a theme is of a-z, 0-9, - and _, at most 64");
    rule->theme = parser->token.text;
    at = (struct position){parser->lexer.here.file, parser->token.line,
            parser->token.column};
    other = find_theme(rules->themes, rule->theme);
    if (other)
        return mistake(parser, "theme %s is declared already: %s:%d",
                rule->theme, other->at.file, other->at.line);
    advance(parser);
    if (parser->token.kind != TOKEN_STRING || parser->token.size == 0)
        return expected(parser, "the \"Title\" of the theme");
    theme = ARENA_NEW(&rules->program.arena, struct theme);
    *theme = (struct theme){.id = rule->theme, .title = parser->token.text};
    theme->place.file = rule->place.file;
    theme->place.line = rule->place.line;
    theme->at = at;
    list_add(rules->last_theme ? &rules->last_theme->next : &rules->themes,
            theme);
    rules->last_theme = theme;
    advance(parser);
    return true;
}

static bool read_tag(struct rules *rules, struct parser *parser,
        struct rule *rule)
{
    const struct word *theme = read_theme(parser);

    UNUSED(rules);
    if (!theme)
        return false;
    rule->theme = theme->text;
    return true;
}

static bool read_changeable(struct parser *parser, struct rule *rule,
        const char *how)
{
    if (parser->token.kind != TOKEN_WORD)
        return expected(parser, "a field");
    if (!field_find(&rule->field, parser->token.text))
        return unknown(parser, "field", changeable_names, true);
    if (!field_is_changeable(rule->field))
        return mistake(parser,
                "%s cannot be %s; title, author, category, link and lang can",
                parser->token.text, how);
    advance(parser);
    return true;
}

static bool read_replace(struct rules *rules, struct parser *parser,
        struct rule *rule)
{
    struct token *t = &parser->token;
    struct err err = {0};
    size_t at = 0;

    UNUSED(rules);
    if (!read_changeable(parser, rule, "replaced") ||
            !read_pattern(parser, &rule->pattern))
        return false;
    if (t->kind != TOKEN_STRING)
        return expected(parser, "a \"replacement\"");
    if (!pattern_check_replacement(rule->pattern, t->text, &at, &err)) {
        point_into(t, at);
        return mistake(parser, "%s", err.text);
    }
    rule->value = t->text;
    advance(parser);
    return true;
}

static bool read_set(struct rules *rules, struct parser *parser,
        struct rule *rule)
{
    static const char *const wanted[FIELDS] = {
            [FIELD_LINK] = "an http or https URL",
            [FIELD_LANG] = "a language such as fr or pt-BR",
    };
    const char *what;

    if (!read_changeable(parser, rule, "set"))
        return false;
    what = wanted[rule->field] ? wanted[rule->field] : "a \"value\"";
    if (parser->token.kind != TOKEN_STRING)
        return expected(parser, "a \"value\"");
    rule->value = change_clean(&rules->program.arena, rule->field,
            parser->token.text, parser->token.size);
    if (!rule->value)
        return expected(parser, what);
    advance(parser);
    return true;
}

static bool read_from(struct parser *parser, struct rule *rule)
{
    struct word **tail = &rule->from;

    do {
        const char *id;

        advance(parser);
        id = parser->token.text;
        *tail = read_id(parser, id && strchr(id, '/'));
        if (!*tail)
            return false;
        tail = &(*tail)->next;
    } while (parser->token.kind == TOKEN_COMMA);
    return true;
}

/* ---- rules ---- */

static const struct verb {
    const char *name;
    enum action action;
    bool (*read)(struct rules *, struct parser *, struct rule *);
} verbs[] = {
        {"drop",    ACTION_DROP,    NULL         },
        {"keep",    ACTION_KEEP,    NULL         },
        {"tag",     ACTION_TAG,     read_tag     },
        {"untag",   ACTION_UNTAG,   read_tag     },
        {"replace", ACTION_REPLACE, read_replace },
        {"set",     ACTION_SET,     read_set     },
        {"theme",   ACTION_THEME,   declare_theme},
};

static const char *const verb_names[] = {"drop", "keep", "tag", "untag",
        "replace", "set", "theme", NULL};

static const struct verb *find_verb(const struct parser *parser)
{
    for (size_t i = 0; i < COUNT(verbs); i++)
        if (at_word(parser, verbs[i].name))
            return &verbs[i];
    return NULL;
}

static bool read_conditions(struct parser *parser, struct rule *rule)
{
    if (rule->action == ACTION_THEME)
        return parser->token.kind == TOKEN_END ||
                expected(parser, "the end of the rule");
    if (at_word(parser, "from") && !read_from(parser, rule))
        return false;
    if (at_word(parser, "when")) {
        advance(parser);
        rule->when = read_condition(parser);
        return rule->when &&
                (parser->token.kind == TOKEN_END ||
                        expected(parser, "and, or, or the end of the rule"));
    }
    if (parser->token.kind == TOKEN_END)
        return true;
    return expected(parser, rule->from ? ", or when" : "from or when");
}

static bool read_rule(struct rules *rules, struct parser *parser,
        struct rule *rule)
{
    const struct verb *verb;

    if (parser->token.column != 1)
        return mistake(parser, "a rule begins at the start of its line");
    if (parser->token.kind != TOKEN_WORD)
        return expected(parser, "a rule such as drop or tag");
    verb = find_verb(parser);
    if (!verb)
        return unknown(parser, "rule", verb_names, true);
    rule->action = verb->action;
    advance(parser);
    if (verb->read && !verb->read(rules, parser, rule))
        return false;
    return read_conditions(parser, rule);
}

static void read_one(struct rules *rules, struct parser *parser)
{
    struct arena *a = &rules->program.arena;
    struct rule *rule;

    buf_clear(&parser->written);
    parser->token = lex_next(&parser->lexer);
    if (parser->token.kind == TOKEN_END)
        return;
    rule = ARENA_NEW(a, struct rule);
    rule->place.file = parser->file;
    rule->place.line = parser->token.line;
    rule->at = (struct position){parser->lexer.here.file, parser->token.line,
            parser->token.column};
    rule->broken = !read_rule(rules, parser, rule);
    rule->place.text = arena_copy(a, parser->written.data,
            parser->written.size);
    rule->print = hash_text(HASH_START, rule->place.text);
    if (rule->action == ACTION_THEME && !rule->broken)
        rules->last_theme->place.text = rule->place.text;
    if (rule->action == ACTION_THEME)
        return;
    list_add(rules->last ? &rules->last->next : &rules->rules, rule);
    rules->last = rule;
}

/* ---- files ---- */

/* A character cannot stand in rules; each that is not UTF-8 came as U+FFFD. */
static bool is_bad(uint32_t c, const char *written)
{
    return c == 0xFFFD ? strncmp(written, TEXT_REPLACEMENT, 3) != 0
                       : c == 0 || (c < ' ' && !strchr("\t\r\n\f", (int)c));
}

/*
 * What can be read of the bytes: reports the first character of each line that
 * cannot stand there, and puts U+FFFD in the place of all of them, so that the
 * columns stay.
 */
static struct bytes clean_text(struct arena *a, const struct rules_file *file,
        struct report *report)
{
    AUTO(buf) struct buf out = {0};
    struct bytes in = file->text;
    int line = 1, column = 1, told = 0;

    for (size_t at = 0; at < in.size;) {
        size_t first = at;
        uint32_t c = text_next(in.data, in.size, &at);
        bool bad = is_bad(c, in.data + first);

        if (bad && told != line && c == 0xFFFD)
            report_add(report, file->path, line, column, "not UTF-8");
        else if (bad && told != line)
            report_add(report, file->path, line, column,
                    "the character U+%04X cannot stand here", c);
        if (bad) {
            told = line;
            buf_text(&out, TEXT_REPLACEMENT);
        } else {
            buf_add(&out, in.data + first, at - first);
        }
        column = c == '\n' ? 1 : column + 1;
        line += c == '\n';
    }
    return (struct bytes){arena_copy(a, out.data ? out.data : "", out.size),
            out.size};
}

void read_rules(struct rules *rules, const struct rules_file *file,
        const struct config *config, struct report *report)
{
    static const char bom[] = "\xEF\xBB\xBF";
    AUTO(arena) struct arena scratch = {0};
    struct arena *a = &rules->program.arena;
    AUTO(parser)
    struct parser parser = {.program = &rules->program,
            .config = config,
            .file = arena_text(a, file->name)};
    struct rules_file rest = *file;
    struct bytes text;

    if (rest.text.size >= 3 && memcmp(rest.text.data, bom, 3) == 0)
        rest.text = (struct bytes){rest.text.data + 3, rest.text.size - 3};
    if (rest.text.size == 0)
        return;
    text = clean_text(&scratch, &rest, report);
    parser.lexer = (struct lexer){
            text.data, text.data + text.size, {arena_text(a, file->path), 1, 1},
            a, report
    };
    do
        read_one(rules, &parser);
    while (lex_next_rule(&parser.lexer));
}

void check_themes(const struct program *program, const struct theme *themes,
        struct report *report)
{
    AUTO(arena) struct arena scratch = {0};
    const char **names, *nearest;
    size_t count = 0;

    for (const struct theme *t = themes; t; t = t->next)
        count++;
    names = ARENA_ARRAY(&scratch, const char *, count + 1);
    count = 0;
    for (const struct theme *t = themes; t; t = t->next)
        names[count++] = t->id;
    for (const struct mention *m = program->mentions; m; m = m->next) {
        if (find_theme(themes, m->theme))
            continue;
        nearest = report_nearest(m->theme, names);
        report_add(report, m->at.file, m->at.line, m->at.column,
                nearest ? "unknown theme %.60s; did you mean %s?"
                        : "unknown theme %.60s; theme ID \"Title\" declares "
                          "one",
                m->theme, nearest);
        report_suggest(report, nearest);
    }
}
