/* publish.c - "affluent publish": rules and streams anew, from the store. */
#include "cmd/work.h"
#include "judge/settle.h"

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;

    return work_arguments(call, 0, 0, err) &&
            work_open(&run, call, RUN_WRITE, err) && settle_stale(run, err) &&
            work_publish(run, err);
}

const struct command cmd_publish = {
        .name = "publish",
        .synopsis = "",
        .summary =
                "apply the rules to what is stored and publish, without "
                "fetching",
        .run = run,
};
