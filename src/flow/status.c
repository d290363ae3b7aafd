#include <string.h>

#include "flow/schedule.h"
#include "flow/status.h"

static const struct member status_members[] = {
        ROW(status, source, MEMBER_TEXT),
        ROW(status, actor, MEMBER_TEXT),
        ROW(status, kind, MEMBER_TEXT),
        ROW(status, url, MEMBER_TEXT),
        ROW(status, health, MEMBER_TEXT),
        ROW(status, reason, MEMBER_TEXT),
        ROW(status, since, MEMBER_TIME),
        ROW(status, newest, MEMBER_TIME),
        ROW(status, entries, MEMBER_INT),
        ROW(status, moved_to, MEMBER_TEXT),
        ROW(status, feed, MEMBER_TEXT),
        ROW(status, moved_since, MEMBER_TIME),
        ROW(status, moved_polls, MEMBER_INT),
        ROW(status, polled, MEMBER_TIME),
        ROW(status, next_poll, MEMBER_TIME),
        ROW_OF(status, polls, MEMBER_LIST, poll_shape),
};
const struct shape status_shape = SHAPE(struct status, status_members);

struct all {
    const struct status *sources;
};

static const struct member all_members[] = {
        ROW_ALWAYS(all, sources, MEMBER_LIST, status_shape),
};
static const struct shape all_shape = SHAPE(struct all, all_members);

static struct status *one(struct arena *a, const struct live_source *s,
        bool polls)
{
    struct status *status = ARENA_NEW(a, struct status);

    *status = (struct status){.source = s->source->id,
            .actor = s->source->actor->id,
            .kind = s->source->kind,
            .url = s->source->url,
            .health = s->state->health,
            .reason = s->state->reason,
            .since = s->state->since,
            .newest = s->state->newest,
            .entries = s->state->entries,
            .moved_to = s->state->moved_to};
    if (polls && s->state->polled) {
        status->moved_since = s->state->moved_since;
        status->moved_polls = s->state->moved_polls;
        status->polled = s->state->polled;
        status->next_poll = schedule_is_over(s) ? 0 : s->state->next_poll;
    }
    return status;
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

bool status_of(struct status **out, struct run *run, struct arena *a,
        bool polls, struct err *err)
{
    struct status **tail = out;

    *out = NULL;
    for (struct live_source *s = run->sources; s; s = s->next) {
        *tail = one(a, s, polls);
        if (polls && !find_feed(*tail, run, s, err))
            return false;
        tail = &(*tail)->next;
    }
    return true;
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
        *tail = one(a, s, true);
        if (!store_polls(run->store, a, s->state->id, &(*tail)->polls, err))
            return false;
        tail = &(*tail)->next;
    }
    return true;
}

void status_json(struct buf *out, const struct status *status)
{
    struct all all = {status};

    record_json(out, &all_shape, &all);
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
