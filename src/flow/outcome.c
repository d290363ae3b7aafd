#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/url.h"
#include "flow/outcome.h"
#include "flow/schedule.h"

/* A URL that anybody may read. */
static const char *address(struct run *run, const char *url)
{
    const char *shown = url_resolve(&run->arena, NULL, url);

    return shown ? shown : "";
}

static void become(struct run *run, struct live_source *live,
        const char *health)
{
    struct source_state *state = live->state;

    if (strcmp(state->health, health) == 0)
        return;
    if (strcmp(state->health, "new") != 0 || strcmp(health, "ok") != 0)
        log_warn("%s: %s%s%s (%s)", live->source->id,
                strcmp(health, "ok") == 0 ? "is well again" : health,
                state->reason ? ": " : "", state->reason ? state->reason : "",
                address(run, live->source->url));
    state->health = health;
    state->since = run->now;
}

void outcome_ok(struct run *run, struct live_source *live)
{
    live->state->reason = NULL;
    live->state->failures = 0;
    live->state->not_before = 0;
    become(run, live, "ok");
}

void outcome_cut(struct run *run, struct live_source *live, int64_t added)
{
    live->state->reason = arena_printf(&run->arena,
            "%lld new, but the document has no end: there may be more",
            (long long)added);
    live->state->failures = 1;
    become(run, live, "failing");
}

void outcome_failed(struct run *run, struct live_source *live, bool gone,
        const char *fmt, ...)
{
    char reason[300];
    va_list args;

    va_start(args, fmt);
    vsnprintf(reason, sizeof(reason), fmt, args);
    va_end(args);
    live->state->reason = arena_text(&run->arena, reason);
    live->state->failures++;
    become(run, live, gone ? "gone" : "failing");
}

bool outcome_save(struct run *run, struct live_source *live, struct poll *poll,
        struct err *err)
{
    struct source_state *state = live->state;

    if (state->reason && live->asked)
        poll->outcome = state->reason;
    poll->at = run->now;
    state->polled = run->now;
    state->settings = live->settings;
    state->url = live->source->url;
    state->entries += poll->added;
    if (poll->added > 0)
        state->newest = run->now;
    schedule_next(live, run->now);
    return store_save_poll(run->store, state, poll, err);
}
