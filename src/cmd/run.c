/* run.c - "affluent run": what cron calls. */
#include "cmd/work.h"
#include "judge/settle.h"

/* What failed of the sources is told at the end: the rest is published. */
static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    struct err sources = {0};
    bool force = work_flag(&mine, "--force");

    if (!work_arguments(&mine, 0, 0, err) ||
            !work_open(&run, &mine, RUN_WRITE, err) || !settle_stale(run, err))
        return false;
    if (!work_fetch(run, NULL, force, &sources) &&
            sources.kind != ERR_SOURCES) {
        *err = sources;
        return false;
    }
    if (!work_publish(run, err))
        return false;
    *err = sources;
    return sources.kind == ERR_NONE;
}

const struct command cmd_run = {
        .name = "run",
        .synopsis = "[--force]",
        .summary = "fetch what is due and publish: what cron calls",
        .run = run,
};
