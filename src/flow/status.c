#include <string.h>

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

static struct status *one(struct arena *a, const struct live_source *s)
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
    return status;
}

struct status *status_of(const struct run *run, struct arena *a)
{
    struct status *first = NULL, **tail = &first;

    for (const struct live_source *s = run->sources; s; s = s->next) {
        *tail = one(a, s);
        tail = &(*tail)->next;
    }
    return first;
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
        *tail = one(a, s);
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
