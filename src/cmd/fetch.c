/* fetch.c - "affluent fetch": the sources that are due, or those of actors. */
#include "cmd/work.h"
#include "flow/settle.h"

/* A mistyped name must not look like a fetch that found nothing. */
static bool are_known(const struct run *run, const char *const *actors,
        struct err *err)
{
    for (; *actors; actors++)
        if (!config_actor(run->config, *actors) &&
                !config_source(run->config, *actors))
            return fail(err, ERR_USAGE,
                    "%s: no actor and no source of that name: affluent status "
                    "lists them",
                    *actors);
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    bool force = work_flag(&mine, "--force");
    const char *const *actors = (const char *const *)mine.argv + 1;

    return work_arguments(&mine, 0, -1, err) &&
            work_open(&run, &mine, RUN_WRITE, err) &&
            are_known(run, actors, err) && settle_stale(run, err) &&
            work_fetch(run, mine.argc > 1 ? actors : NULL, force, err);
}

const struct command cmd_fetch = {
        .name = "fetch",
        .synopsis = "[--force] [ACTOR | SOURCE...]",
        .summary = "fetch and store what is due, without publishing",
        .run = run,
};
