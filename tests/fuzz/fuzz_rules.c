#include <string.h>

#include "rules/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct construct title = {.type = "text",
        .text = "Été : « dons & legs » | Carenews"};
static const struct construct content = {.type = "html",
        .html.markup = "<p>Des <b>partenariats</b> &amp; l&#233;gs</p>"};
static const struct person author = {.name = "Par Anne"};
static const struct category category = {.term = "emploi"};
static const struct link link = {.rel = "alternate",
        .href = "https://a.example/"};

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
    for (const struct mistake *m = report.mistakes; m; m = m->next)
        if (m->line < 1 || m->column < 1 || !*m->text)
            __builtin_trap();
    return 0;
}
