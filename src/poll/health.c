#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "poll/health.h"
#include "poll/moved.h"

enum {
    MINUTE = 60,
    HOUR = 60 * MINUTE,
    DAY = 24 * HOUR,
    OFTEN = 4, /* tellings, each so soon after the one before: */
    SOON = 2 * DAY,
    PROBLEMS_KEPT = 10,
};

/* ---- what is wrong with documents ---- */

struct kept {
    struct problem *problems;
};

static const struct member kept_members[] = {
        ROW_OF(kept, problems, MEMBER_LIST, problem_shape),
};
static const struct shape kept_shape = SHAPE(struct kept, kept_members);

struct bytes health_pack(struct arena *a, const struct problem *problems)
{
    AUTO(buf) struct buf packed = {0};
    struct kept kept = {0};

    if (!problems)
        return (struct bytes){0};
    for (int i = 0; problems && i < PROBLEMS_KEPT; i++) {
        struct problem *copy = ARENA_NEW(a, struct problem);

        *copy = *problems;
        copy->next = NULL;
        if (copy->message) /* a worker's: it is to be shown in one line */
            copy->message = text_line(a, copy->message, strlen(copy->message));
        list_add(&kept.problems, copy);
        problems = problems->next;
    }
    record_pack(&packed, &kept_shape, &kept);
    return (struct bytes){arena_copy(a, packed.data, packed.size), packed.size};
}

bool health_problems(struct problem **out, struct arena *a, struct bytes packed,
        struct err *err)
{
    struct kept kept = {0};

    if (packed.size > 0 && !record_unpack(&kept, a, &kept_shape, packed, err))
        return false;
    *out = kept.problems;
    return true;
}

/* ---- quiet ---- */

/* When its last news came; of one that never had any, when it was first asked.
 */
static int64_t last_news(const struct source_state *state)
{
    return state->newest > state->begun ? state->newest : state->begun;
}

static const char *span(struct arena *a, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {
            {DAY,    "day"   },
            {HOUR,   "hour"  },
            {MINUTE, "minute"},
            {1,      "second"},
    };
    size_t i = 0;

    while (seconds % units[i].seconds != 0)
        i++;
    seconds /= units[i].seconds;
    return arena_printf(a, "%lld %s%s", (long long)seconds, units[i].name,
            seconds == 1 ? "" : "s");
}

static void find_quiet(struct run *run, struct live_source *live)
{
    int64_t last = last_news(live->state), expect = live->source->expect;
    char date[DATE_SIZE];

    if (!expect || run->now - last < expect)
        return;
    date_write(date, last);
    live->found = "quiet";
    live->state->reason = arena_printf(&run->arena,
            "nothing new since %s, where something is expected within %s", date,
            span(&run->arena, expect));
}

/* ---- telling ---- */

static bool is(const char *health, const char *name)
{
    return strcmp(health, name) == 0;
}

/* A URL that anybody may read. */
static const char *address(struct run *run, const char *url)
{
    const char *shown = url_resolve(&run->arena, NULL, url);

    return shown ? shown : "";
}

/* One that is gone is not asked again: there is no later. */
static bool is_to_wait(const struct source_state *state, int64_t now)
{
    return state->tellings >= OFTEN && now - state->told_at < DAY &&
            now >= state->told_at && !is(state->health, "gone");
}

/* The change, as struct event has it. */
static const char *change_of(const struct source_state *state, int64_t now)
{
    if (!is(state->health, "ok"))
        return state->health;
    return is(state->told, "quiet") && state->newest == now ? "back"
                                                            : "recovered";
}

static bool add_event(struct run *run, const struct source_state *state,
        const char *what, const char *words, struct err *err)
{
    const struct event event = {.source = state->id,
            .at = run->now,
            .what = what,
            .since = state->told_at,
            .words = words};

    return store_add_event(run->store, &event, err);
}

static bool tell(struct run *run, struct live_source *live, struct err *err)
{
    struct source_state *state = live->state;
    const char *change = change_of(state, run->now);
    const char *shown = is(change, "recovered") ? "is well again"
            : is(change, "back")                ? "has news again"
                                                : change;

    log_warn("%s: %s%s%s (%s)", live->source->id, shown,
            state->reason ? ": " : "", state->reason ? state->reason : "",
            address(run, live->source->url));
    if (!add_event(run, state, change, state->reason, err))
        return false;
    state->tellings = run->now - state->told_at < SOON ? state->tellings + 1
                                                       : 1;
    state->told = state->health;
    state->told_at = run->now;
    return true;
}

/* A move is no illness: the log says it to those who want to know all. */
static bool tell_move(struct run *run, struct live_source *live,
        struct err *err)
{
    struct source_state *state = live->state;

    if (!moved_is_proved(live, run->now) ||
            (state->told_moved && is(state->told_moved, state->moved_to)))
        return true;
    log_info("%s: moved for good to %s", live->source->id, state->moved_to);
    state->told_moved = state->moved_to;
    return add_event(run, state, "moved", state->moved_to, err);
}

bool health_settle(struct run *run, struct live_source *live, struct err *err)
{
    struct source_state *state = live->state;

    if (!live->found)
        return true;
    if (is(live->found, "ok"))
        find_quiet(run, live);
    if (!is(state->health, live->found))
        state->since = run->now;
    state->health = live->found;
    if (!is(state->health, state->told) && !is_to_wait(state, run->now) &&
            !tell(run, live, err))
        return false;
    return tell_move(run, live, err);
}
