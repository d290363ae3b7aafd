/* fetch.c - "affluent fetch": the sources that are due, or those of actors. */
#include <stdio.h>

#include "base/buf.h"
#include "cmd/work.h"
#include "judge/settle.h"
#include "poll/status.h"

static bool are_known(const struct run *run, const char *const *actors,
        struct err *err)
{
    for (; *actors; actors++)
        if (!work_known(run, *actors, err))
            return false;
    return true;
}

/* A line per source that was looked at: whether it was asked, why, and what
 * came of it. */
static void tell_why(struct run *run, bool json)
{
    AUTO(buf) struct buf out = {0};

    if (json) {
        why_json(&out, why_of(run, &run->arena));
        fwrite(out.data, 1, out.size, stdout);
        return;
    }
    for (const struct why *w = why_of(run, &run->arena); w; w = w->next)
        printf("%-28s %-9s %s%s%s\n", w->source,
                w->asked ? "asked" : "not asked", w->why,
                w->outcome ? ": " : "", w->outcome ? w->outcome : "");
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    bool force = work_flag(&mine, "--force"), why = work_flag(&mine, "--why");
    const char *const *actors = (const char *const *)mine.argv + 1;
    bool good;

    if (!work_arguments(&mine, 0, -1, err) ||
            !work_open(&run, &mine, RUN_WRITE, err) ||
            !are_known(run, actors, err) || !settle_stale(run, err))
        return false;
    good = work_fetch(run, mine.argc > 1 ? actors : NULL, force, err);
    settle_tell(run);
    if (why)
        tell_why(run, call->json);
    return good;
}

const struct command cmd_fetch = {
        .name = "fetch",
        .synopsis = "[--force] [--why] [ACTOR | SOURCE...]",
        .summary = "fetch and store what is due, without publishing",
        .run = run,
};
