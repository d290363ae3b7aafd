#include <string.h>

#include "poll/health.h"
#include "poll/schedule.h"
#include "poll/status.h"

static const struct member status_members[] = {
        ROW(status, source, MEMBER_TEXT),
        ROW(status, actor, MEMBER_TEXT),
        ROW(status, name, MEMBER_TEXT),
        ROW(status, kind, MEMBER_TEXT),
        ROW(status, url, MEMBER_TEXT),
        ROW(status, health, MEMBER_TEXT),
        ROW(status, reason, MEMBER_TEXT),
        ROW(status, since, MEMBER_TIME),
        ROW(status, newest, MEMBER_TIME),
        ROW(status, entries, MEMBER_INT),
        ROW(status, expect, MEMBER_INT),
        ROW(status, failures, MEMBER_INT),
        ROW(status, moved_to, MEMBER_TEXT),
        ROW(status, feed, MEMBER_TEXT),
        ROW_OF(status, claims, MEMBER_LIST, refusal_shape),
        ROW(status, moved_since, MEMBER_TIME),
        ROW(status, moved_polls, MEMBER_INT),
        ROW(status, polled, MEMBER_TIME),
        ROW(status, status, MEMBER_INT),
        ROW(status, answer, MEMBER_TEXT),
        ROW(status, next_poll, MEMBER_TIME),
        ROW_OF(status, problems, MEMBER_LIST, problem_shape),
        ROW_OF(status, polls, MEMBER_LIST, poll_shape),
};
static const struct shape status_shape = SHAPE(struct status, status_members);

static const struct member health_members[] = {
        ROW(health, state, MEMBER_TEXT),
        ROW(health, run, MEMBER_TIME),
        ROW(health, ok, MEMBER_INT),
        ROW(health, new, MEMBER_INT),
        ROW(health, quiet, MEMBER_INT),
        ROW(health, failing, MEMBER_INT),
        ROW(health, gone, MEMBER_INT),
        ROW(health, entries, MEMBER_INT),
        ROW_ALWAYS(health, sources, MEMBER_LIST, status_shape),
};
static const struct shape health_shape = SHAPE(struct health, health_members);

/* ---- one ---- */

static bool one(struct status **out, struct arena *a,
        const struct live_source *s, struct err *err)
{
    const struct source_state *state = s->state;
    struct status *status = ARENA_NEW(a, struct status);

    *status = (struct status){.source = s->source->id,
            .actor = s->source->actor->id,
            .name = s->source->actor->name,
            .kind = s->source->kind,
            .url = s->source->url,
            .health = state->health,
            .reason = state->reason,
            .since = state->since,
            .newest = state->newest,
            .entries = state->entries,
            .expect = s->source->expect,
            .failures = state->failures,
            .moved_to = state->moved_to,
            .moved_since = state->moved_since,
            .moved_polls = state->moved_polls,
            .polled = state->polled,
            .status = state->status,
            .answer = state->answer};
    if (state->polled)
        status->next_poll = schedule_is_over(s) ? 0 : state->next_poll;
    *out = status;
    return health_problems(&status->problems, a, state->problems, err);
}

/* Of a page that was read. */
static bool find_feed(struct status *status, struct run *run,
        struct live_source *live, struct err *err)
{
    const struct entry *head;
    const struct link *feed;

    if (strcmp(status->kind, "page") != 0 || !live->state->polled)
        return true;
    if (!run_head(&head, run, live, err))
        return false;
    feed = head ? entry_feed(head) : NULL;
    status->feed = feed ? feed->href : NULL;
    return true;
}

/* ---- all ---- */

static void count(struct health *health)
{
    const struct {
        const char *name;
        int64_t *count;
    } kinds[] = {
            {"ok",      &health->ok     },
            {"new",     &health->new    },
            {"quiet",   &health->quiet  },
            {"failing", &health->failing},
            {"gone",    &health->gone   },
    };

    for (const struct status *s = health->sources; s; s = s->next) {
        health->entries += s->entries;
        for (size_t i = 0; i < COUNT(kinds); i++)
            *kinds[i].count += strcmp(kinds[i].name, s->health) == 0;
    }
}

static const char *state_of(const struct health *health)
{
    int64_t broken = health->failing + health->gone;

    if (!broken && !health->quiet)
        return "ok";
    return health->ok || health->new || health->quiet ? "degraded" : "failed";
}

bool status_of(struct health *out, struct run *run, struct arena *a, bool feeds,
        struct err *err)
{
    struct status **tail = &out->sources;

    *out = (struct health){0};
    for (struct live_source *s = run->sources; s; s = s->next) {
        if (!one(tail, a, s, err) ||
                (feeds && !find_feed(*tail, run, s, err)) ||
                !store_refusals(run->store, a, s->state->id, &(*tail)->claims,
                        err))
            return false;
        tail = &(*tail)->next;
    }
    count(out);
    out->state = state_of(out);
    return store_fingerprint(run->store, STATUS_RUN, &out->run, err);
}

bool status_history(struct status **out, struct run *run, struct arena *a,
        const char *name, struct err *err)
{
    struct status **tail = out;

    *out = NULL;
    for (const struct live_source *s = run->sources; s; s = s->next) {
        if (strcmp(s->source->id, name) != 0 &&
                strcmp(s->source->actor->id, name) != 0)
            continue;
        if (!one(tail, a, s, err) ||
                !store_polls(run->store, a, s->state->id, &(*tail)->polls, err))
            return false;
        tail = &(*tail)->next;
    }
    return true;
}

void status_json(struct buf *out, const struct health *health)
{
    record_json(out, &health_shape, health);
    buf_char(out, '\n');
}

/* ---- why they were asked ---- */

static const struct member why_members[] = {
        ROW(why, source, MEMBER_TEXT),
        ROW(why, asked, MEMBER_FLAG),
        ROW(why, why, MEMBER_TEXT),
        ROW(why, outcome, MEMBER_TEXT),
};
static const struct shape why_shape = SHAPE(struct why, why_members);

struct all_why {
    const struct why *sources;
};

static const struct member all_why_members[] = {
        ROW_ALWAYS(all_why, sources, MEMBER_LIST, why_shape),
};
static const struct shape all_why_shape = SHAPE(struct all_why,
        all_why_members);

struct why *why_of(const struct run *run, struct arena *a)
{
    struct why *first = NULL, **tail = &first;

    for (const struct live_source *s = run->sources; s; s = s->next) {
        if (!s->why)
            continue;
        *tail = ARENA_NEW(a, struct why);
        (*tail)->source = s->source->id;
        (*tail)->asked = s->asked;
        (*tail)->why = s->why;
        (*tail)->outcome = s->outcome;
        tail = &(*tail)->next;
    }
    return first;
}

void why_json(struct buf *out, const struct why *why)
{
    struct all_why all = {why};

    record_json(out, &all_why_shape, &all);
    buf_char(out, '\n');
}
