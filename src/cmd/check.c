/* check.c - "affluent check": every mistake of the configuration, in one go. */
#include <stdio.h>

#include "cmd/findings.h"
#include "cmd/work.h"
#include "config/index.h"
#include "rules/lint.h"
#include "run/editions.h"

/* The streams' conditions, those that could be read. */
static bool read_selections(struct selection **out, struct arena *a,
        const struct config *config, const struct rules *rules,
        struct report *report)
{
    bool good = true;

    for (const struct own_stream *s = config->streams; s; s = s->next) {
        struct expr *expr = NULL;

        good = run_select(&expr, s, config, rules, report) && good;
        if (!expr)
            continue;
        *out = ARENA_NEW(a, struct selection);
        **out = (struct selection){
                .stream = s->id,
                .expr = expr,
                .at = {s->file, s->line, s->select_column}
        };
        out = &(*out)->next;
    }
    for (const struct edition *e = config->editions; e; e = e->next) {
        AUTO(expr) struct expr *expr = NULL;

        good = edition_select(&expr, e, config, rules, report) && good;
    }
    return good;
}

struct counts {
    int actors, sources;
};

static bool check(struct counts *out, const char *path, struct report *report)
{
    AUTO(arena) struct arena a = {0};
    AUTO(config) struct config *config = NULL;
    AUTO(rules) struct rules *rules = NULL;
    struct selection *selections = NULL;
    bool good = run_configure(&config, &rules, path, NULL, report);

    good = read_selections(&selections, &a, config, rules, report) && good;
    config_check_names(config, report);
    if (rules)
        rules_lint(rules, selections, config, report);
    for (struct selection *s = selections; s; s = s->next)
        expr_auto(&s->expr);
    *out = (struct counts){config->actor_count, config->source_count};
    return good;
}

static bool tell(const struct call *call, struct report *report)
{
    AUTO(buf) struct buf json = {0};

    report_sort(report);
    if (!call->json) {
        findings_print(report, NULL);
        return true;
    }
    findings_json(&json, report);
    return fwrite(json.data, 1, json.size, stdout) == json.size;
}

static void count(struct buf *out, int number, const char *what)
{
    if (number > 0)
        buf_printf(out, "%s%d %s%s", out->size > 0 ? ", " : "", number, what,
                number == 1 ? "" : "s");
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf found = {0};
    struct counts counts;
    struct call mine = *call;
    bool strict = work_flag(&mine, "--strict"), good;
    const char *path;

    if (!work_arguments(&mine, 0, 0, err) || !work_config(&path, &mine, err))
        return false;
    good = check(&counts, path, &report);
    if (!tell(call, &report))
        return fail(err, ERR_SYSTEM, "cannot write the output");
    count(&found, report.count, "mistake");
    count(&found, report.warnings, "warning");
    if (!good || (strict && report.warnings > 0))
        return fail(err, ERR_CONFIG, "%s and what it names: %s", path,
                found.data);
    if (!call->json)
        printf("%s: good: %d actors, %d sources%s%s\n", path, counts.actors,
                counts.sources, found.size > 0 ? ", " : "",
                found.size > 0 ? found.data : "");
    return true;
}

const struct command cmd_check = {
        .name = "check",
        .synopsis = "[--strict]",
        .summary = "read the configuration and report every mistake in it",
        .run = run,
};
