#include <string.h>

#include "base/date.h"
#include "flow/schedule.h"

enum {
    HOUR = 60 * 60,
    DAY = 24 * HOUR,
    BACK_OFF_MAX = DAY,
    RETRY_AFTER_MAX = 7 * DAY,
    DOUBLINGS_MAX = 8,
    /* A cron job that comes a moment early must not wait a whole turn. */
    SLACK_PART = 20,
};

static const char *until(struct arena *a, const char *what, int64_t when)
{
    char date[DATE_SIZE];

    date_write(date, when);
    return arena_printf(a, "%s %s", what, date);
}

/* NULL where it is due. */
static const char *why_not(const struct source_state *state, int64_t now,
        struct arena *a)
{
    if (strcmp(state->health, "gone") == 0)
        return "its server said that it is gone for good (410): remove it, or "
               "ask with --force";
    /* A poll in the future means that the clock went backwards. */
    if (state->next_poll > now && state->polled <= now)
        return until(a, "not due until", state->next_poll);
    return NULL;
}

bool schedule_is_due(const struct live_source *live, int64_t now, bool force,
        struct arena *a, const char **why)
{
    const struct source_state *state = live->state;

    *why = NULL;
    if (state->not_before > now)
        *why = until(a, "its server asked to be left alone until",
                state->not_before);
    else if (!force && state->settings == live->settings)
        *why = why_not(state, now, a);
    return !*why;
}

static int64_t interval(const struct live_source *live)
{
    int64_t every = live->source->every, failures = live->state->failures;

    if (failures > DOUBLINGS_MAX)
        failures = DOUBLINGS_MAX;
    for (; failures > 1 && every < BACK_OFF_MAX; failures--)
        every *= 2;
    return every > BACK_OFF_MAX && BACK_OFF_MAX > live->source->every
            ? (int64_t)BACK_OFF_MAX
            : every;
}

void schedule_next(struct live_source *live, int64_t now)
{
    int64_t every = interval(live);

    live->state->next_poll = now + every - live->source->every / SLACK_PART;
    if (live->state->next_poll < live->state->not_before)
        live->state->next_poll = live->state->not_before;
}

int64_t schedule_retry_after(const char *text, int64_t now)
{
    int64_t when = 0;

    if (strspn(text, "0123456789") == strlen(text) && *text) {
        for (; *text && when < RETRY_AFTER_MAX; text++)
            when = when * 10 + (*text - '0');
        when += now;
    } else if (!date_read(text, &when, NULL)) {
        return 0;
    }
    if (when <= now)
        return 0;
    return when > now + RETRY_AFTER_MAX ? now + RETRY_AFTER_MAX : when;
}
