/* check.c - "affluent check": every mistake of the configuration, in one go. */
#include <stdio.h>

#include "cmd/work.h"

static int count_sources(const struct config *config)
{
    int count = 0;

    for (const struct source *s = config->sources; s; s = s->next)
        count++;
    return count;
}

static int count_actors(const struct config *config)
{
    int count = 0;

    for (const struct actor *a = config->actors; a; a = a->next)
        count++;
    return count;
}

static bool check_streams(const struct config *config,
        const struct rules *rules, struct report *report)
{
    bool good = true;

    for (const struct own_stream *s = config->streams; s; s = s->next) {
        AUTO(expr) struct expr *expr = NULL;

        good = run_select(&expr, s, config, rules, report) && good;
    }
    return good;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(report) struct report report = {0};
    AUTO(config) struct config *config = NULL;
    AUTO(rules) struct rules *rules = NULL;
    const char *path;
    bool good;

    if (!work_arguments(call, 0, 0, err) || !work_config(&path, call, err))
        return false;
    good = run_configure(&config, &rules, path, NULL, &report);
    if (check_streams(config, rules, &report) && good) {
        printf("%s: good: %d actors, %d sources\n", path, count_actors(config),
                count_sources(config));
        return true;
    }
    work_report(&report);
    return fail(err, ERR_CONFIG, "%s and what it names: %d mistake%s", path,
            report.count, report.count == 1 ? "" : "s");
}

const struct command cmd_check = {
        .name = "check",
        .synopsis = "",
        .summary = "read the configuration and report every mistake in it",
        .run = run,
};
