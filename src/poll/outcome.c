#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "poll/health.h"
#include "poll/outcome.h"
#include "poll/schedule.h"

void outcome_ok(struct live_source *live)
{
    live->state->reason = NULL;
    live->state->failures = 0;
    live->state->not_before = 0;
    live->found = "ok";
}

void outcome_cut(struct run *run, struct live_source *live, int64_t added)
{
    live->state->reason = arena_printf(&run->arena,
            "%lld new, but the document has no end: there may be more",
            (long long)added);
    live->state->failures = 1;
    live->found = "failing";
}

void outcome_failed(struct run *run, struct live_source *live, bool gone,
        const char *fmt, ...)
{
    char reason[300];
    va_list args;

    va_start(args, fmt);
    vsnprintf(reason, sizeof(reason), fmt, args);
    va_end(args);
    /* Some come from workers: they are to be shown in one line. */
    live->state->reason = text_line(&run->arena, reason, strlen(reason));
    if (!live->state->reason)
        live->state->reason = "it failed";
    live->state->failures++;
    live->found = gone ? "gone" : "failing";
}

static void remember(struct run *run, struct live_source *live,
        const struct poll *poll)
{
    struct source_state *state = live->state;

    state->polled = run->now;
    state->settings = live->settings;
    state->url = live->source->url;
    state->entries += poll->added;
    if (poll->added > 0)
        state->newest = run->now;
    if (!live->asked)
        return;
    if (!state->begun)
        state->begun = run->now;
    state->status = poll->status;
    state->answer = arena_text(&run->arena, poll->outcome);
}

bool outcome_save(struct run *run, struct live_source *live, struct poll *poll,
        struct err *err)
{
    struct source_state *state = live->state;

    if (state->reason && live->asked)
        poll->outcome = state->reason;
    poll->at = run->now;
    remember(run, live, poll);
    if (live->asked && !health_settle(run, live, err))
        return false;
    schedule_next(live, run->now);
    return store_save_poll(run->store, state, poll, err);
}
