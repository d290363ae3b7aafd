/* rebuild.c - "affluent rebuild": all that is derived, anew, from the store. */
#include "cmd/trial.h"
#include "judge/settle.h"
#include "judge/texts.h"

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    bool dry = work_flag(&mine, "--dry-run");

    if (call->json && !dry)
        return fail(err, ERR_USAGE, "--json: only with --dry-run");
    if (!work_arguments(&mine, 0, 0, err) ||
            !(dry ? work_try(&run, &mine, NULL, err)
                  : work_open(&run, &mine, RUN_WRITE, err)))
        return false;
    for (struct live_source *s = run->sources; s; s = s->next)
        s->state->made = s->state->judged = s->state->placed = 0;
    if (dry)
        return trial_print(run, 0, call->json, err);
    return texts_forget(run->store, err) && settle_stale(run, err) &&
            work_publish(run, err);
}

const struct command cmd_rebuild = {
        .name = "rebuild",
        .synopsis = "[--dry-run]",
        .summary = "derive, judge and publish all that is stored anew",
        .run = run,
};
