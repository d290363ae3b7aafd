#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "rules/rule.h"

enum { FILE_MAX = 1024 * 1024 };

/* ---- rules ---- */

static struct rules *rules_new(const struct config *config)
{
    struct rules *rules = xcalloc(1, sizeof(*rules));

    matcher_new(&rules->program.matcher);
    rules->zone = hash_text(HASH_START, config->site.zone_name);
    return rules;
}

static bool is_declared(const struct rules *rules, const char *id)
{
    for (const struct theme *t = rules->themes; t; t = t->next)
        if (strcmp(t->id, id) == 0)
            return true;
    return false;
}

static void add_themes_of(struct rules *rules, const struct actor *actor)
{
    for (const struct name_of *n = actor->themes; n; n = n->next) {
        struct theme *theme;

        if (is_declared(rules, n->text))
            continue;
        theme = ARENA_NEW(&rules->program.arena, struct theme);
        *theme = (struct theme){.id = n->text,
                .title = n->text,
                .place = {.file = actor->file}};
        list_add(&rules->themes, theme);
    }
}

/* All files were read. */
static bool finish(struct rules *rules, const struct config *config,
        struct report *report)
{
    for (const struct actor *a = config->actors; a; a = a->next)
        add_themes_of(rules, a);
    check_themes(&rules->program, rules->themes, report);
    return report->count == 0;
}

bool rules_read(struct rules **out, const char *file, struct bytes text,
        const struct config *config, struct report *report)
{
    AUTO(rules) struct rules *rules = rules_new(config);
    int before = report->count;

    read_rules(rules, &(struct rules_file){file, file, text}, config, report);
    finish(rules, config, report);
    if (report->count > before)
        return false;
    *out = rules;
    rules = NULL;
    return true;
}

/* Among names, which are sorted. */
static void add_name(struct name **names, struct arena *a, const char *text)
{
    struct name *name;

    while (*names && strcmp((*names)->text, text) < 0)
        names = &(*names)->next;
    if (*names && strcmp((*names)->text, text) == 0)
        return;
    name = ARENA_NEW(a, struct name);
    *name = (struct name){*names, text};
    *names = name;
}

bool rules_load(struct rules **out, const char *folder, const char *instead,
        const struct config *config, struct report *report)
{
    const char *slash = instead ? strrchr(instead, '/') : NULL;
    const char *own = slash ? slash + 1 : instead;
    AUTO(rules) struct rules *rules = rules_new(config);
    AUTO(arena) struct arena a = {0};
    struct name *names = NULL;
    struct err err = {0};
    int before = report->count;

    if (file_exists(folder) && !folder_list(&names, &a, folder, ".rules", &err))
        report_add(report, folder, 0, 0, "%s", err.text);
    if (own)
        add_name(&names, &a, own);
    for (const struct name *n = names; n; n = n->next) {
        struct rules_file file = {.name = n->text};

        file.path = own && strcmp(own, n->text) == 0
                ? instead
                : arena_printf(&a, "%s/%s", folder, n->text);
        if (file_read(&file.text, &a, file.path, FILE_MAX, &err))
            read_rules(rules, &file, config, report);
        else
            report_add(report, file.path, 0, 0, "%s", err.text);
    }
    finish(rules, config, report);
    *out = rules;
    rules = NULL;
    return report->count == before;
}

void rules_auto(struct rules **rules)
{
    if (!*rules)
        return;
    program_auto(&(*rules)->program);
    free(*rules);
    *rules = NULL;
}

const struct theme *rules_themes(const struct rules *rules)
{
    return rules->themes;
}

/* ---- one condition ---- */

bool expr_read(struct expr **out, const char *text,
        const struct position *start, const struct config *config,
        const struct rules *rules, struct report *report)
{
    AUTO(expr) struct expr *expr = xcalloc(1, sizeof(*expr));
    AUTO(parser)
    struct parser parser = {.program = &expr->program, .config = config};
    int before = report->count;

    matcher_new(&expr->program.matcher);
    parser.lexer = (struct lexer){text, text + strlen(text), *start,
            &expr->program.arena, report};
    advance(&parser);
    expr->condition = read_condition(&parser);
    if (expr->condition && parser.token.kind != TOKEN_END)
        expected(&parser, "and, or, or the end");
    if (rules)
        check_themes(&expr->program, rules->themes, report);
    if (report->count > before)
        return false;
    *out = expr;
    expr = NULL;
    return true;
}

void expr_auto(struct expr **expr)
{
    if (!*expr)
        return;
    program_auto(&(*expr)->program);
    free(*expr);
    *expr = NULL;
}

static void tell_untrue(struct buf *out, const struct node *node,
        struct run *run)
{
    if (node->kind == NODE_ALL) {
        for (const struct node *c = node->children; c; c = c->next)
            tell_untrue(out, c, run);
    } else if (evaluate(node, run) != MATCHED_YES) {
        buf_printf(out, "%s%s", out->size > 0 ? "; " : "", node->text);
    }
}

void expr_why_not(struct buf *out, const struct expr *expr, struct arena *a,
        const struct subject *subject)
{
    struct view view = {.subject = subject,
            .entry = subject->entry,
            .tags = subject->tags,
            .arena = a};
    struct run run = {.view = &view, .matcher = expr->program.matcher};

    tell_untrue(out, expr->condition, &run);
}

bool expr_matches(const struct expr *expr, struct arena *a,
        const struct subject *subject, int64_t *until)
{
    struct view view = {.subject = subject,
            .entry = subject->entry,
            .tags = subject->tags,
            .arena = a};
    struct run run = {.view = &view, .matcher = expr->program.matcher};
    enum matched matched = evaluate(expr->condition, &run);

    if (until)
        *until = run.until;
    return matched == MATCHED_YES;
}
