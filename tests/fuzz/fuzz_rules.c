#include <string.h>

#include "rules/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct construct title = {.type = "text",
        .text = "Été : « dons & legs » | Carenews"};
static const struct construct content = {.type = "html",
        .html.markup = "<p>Des <b>partenariats</b> &amp; l&#233;gs</p>"};
static const struct person author = {.name = "Par Anne"};
static const struct category category = {.term = "emploi"};
static const struct tag tag = {.id = "mer"};
static const struct link link = {.rel = "alternate",
        .href = "https://a.example/"};

static bool is_within(const struct plan_times *times, int64_t time)
{
    return time >= times->from && time <= times->to;
}

static bool is_any_or(const char *wanted, const char *id)
{
    return !wanted || strcmp(wanted, id) == 0;
}

/* What a condition is true of is in its plan. */
static void plan(const char *text, const struct config *config,
        const struct subject *subject)
{
    static const struct position start = {"EXPR", 1, 1};
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    AUTO(expr) struct expr *expr = NULL;
    struct plan plan;

    if (!expr_read(&expr, text, &start, config, NULL, &report))
        return;
    expr_plan(&plan, &a, expr, subject->now);
    if (expr_matches(expr, &a, subject, NULL) &&
            (!is_any_or(plan.tag, subject->tags->id) ||
                    !is_any_or(plan.actor, subject->actor) ||
                    !is_any_or(plan.source, subject->source) ||
                    !is_within(&plan.published, subject->published) ||
                    !is_within(&plan.updated, subject->updated)))
        __builtin_trap();
}

/* Any text is rules or mistakes, each of which has a place. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    AUTO(rules) struct rules *rules = NULL;
    struct actor actor = {.id = "a", .file = "a.conf"};
    struct source source = {.id = "a/feed", .actor = &actor};
    const struct config config = {.actors = &actor, .sources = &source};
    const struct entry entry = {.id = "x",
            .title = &title,
            .content = &content,
            .authors = (void *)&author,
            .categories = (void *)&category,
            .links = (void *)&link};
    const struct subject subject = {.entry = &entry,
            .actor = "a",
            .source = "a/feed",
            .lang = "fr",
            .published = 1000000000,
            .updated = 1000000001,
            .tags = &tag,
            .now = 1700000000};
    const struct bytes text = {arena_copy(&a, (const char *)data, size), size};
    struct verdict verdict;

    if (rules_read(&rules, "a.rules", text, &config, &report)) {
        rules_judge(&verdict, &a, rules, &subject, true);
        if (!verdict.entry || (!verdict.keep && !verdict.by))
            __builtin_trap();
    } else if (report.count == 0) {
        __builtin_trap();
    }
    plan(text.data, &config, &subject);
    for (const struct mistake *m = report.mistakes; m; m = m->next)
        if (m->line < 1 || m->column < 1 || !*m->text)
            __builtin_trap();
    return 0;
}
