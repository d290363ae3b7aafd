#include <string.h>

#include "publish/leaf.h"
#include "tell/double.h"

static const struct member copy_members[] = {
        ROW(double_copy, id, MEMBER_TEXT),
        ROW(double_copy, url, MEMBER_TEXT),
        ROW(double_copy, source, MEMBER_TEXT),
        ROW(double_copy, title, MEMBER_TEXT),
        ROW(double_copy, published, MEMBER_TIME),
        ROW(double_copy, words, MEMBER_INT),
        ROW(double_copy, winner, MEMBER_FLAG),
        ROW(double_copy, by, MEMBER_TEXT),
        ROW(double_copy, with, MEMBER_TEXT),
        ROW(double_copy, score, MEMBER_INT),
        ROW(double_copy, stands_in, MEMBER_TEXT),
        ROW(double_copy, reason, MEMBER_TEXT),
};
static const struct shape copy_shape = SHAPE(struct double_copy, copy_members);

static const struct member double_members[] = {
        ROW(double_of, title, MEMBER_TEXT),
        ROW(double_of, published, MEMBER_TIME),
        ROW(double_of, prefer, MEMBER_TEXT),
        ROW_OF(double_of, copies, MEMBER_LIST, copy_shape),
};
static const struct shape double_shape = SHAPE(struct double_of,
        double_members);

void double_json(struct buf *out, const struct double_of *cluster)
{
    record_json(out, &double_shape, cluster);
}

const char *double_source(const struct run *run, const struct stored *stored)
{
    const struct live_source *live = run_source(run, stored->source);

    return live ? live->source->id : "a source that is not configured";
}

static const char *key_name(enum key_of by)
{
    static const char *const names[] = {
            [KEY_OF_ID] = "the same id",
            [KEY_OF_LINK] = "the same URL",
            [KEY_OF_ADDRESS] = "a redirect from one's URL to the other's",
            [KEY_OF_FIRST] = "a URL that one of them had at first",
            [KEY_OF_TITLE] = "the same title, and texts that are alike",
            [KEY_OF_TEXT] = "texts that are alike",
    };

    return by < COUNT(names) ? names[by] : names[KEY_OF_TEXT];
}

/* One that joins it with the winner, else any. */
static const struct edge *edge_of(const struct edge *edge,
        const struct cluster *cluster, int64_t winner)
{
    const struct edge *found = NULL;

    for (; edge; edge = edge->next)
        for (size_t i = 0; i < cluster->count; i++)
            if (cluster->members[i]->id == edge->to->id &&
                    (!found || edge->to->id == winner))
                found = edge;
    return found;
}

bool double_joint(struct joint *out, struct same *same,
        const struct cluster *cluster, const struct stored *member,
        int64_t winner, struct err *err)
{
    const struct edge *edge;

    *out = (struct joint){0};
    if (member->id == winner)
        return true;
    if (!same_neighbours(&edge, same, member, err))
        return false;
    edge = edge_of(edge, cluster, winner);
    if (!edge)
        return true;
    out->by = key_name(edge->by);
    out->with = double_source(same->run, edge->to);
    out->score = edge->by >= KEY_OF_TITLE ? edge->score : 0;
    return true;
}

/* ---- one cluster ---- */

/* Streams other than its actor's that a copy is in, though it does not stand
 * for the others in most. */
static bool stands_in(const char **out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct membership *member;

    *out = NULL;
    if (!store_memberships(run->store, a, stored->id, false, &member, err))
        return false;
    for (; member; member = member->next) {
        const struct live_stream *stream = run_stream(run, member->stream);

        if (!stream || stream->kind == STREAM_ACTOR)
            continue;
        *out = *out ? arena_printf(a, "%s, %s", *out, stream->stored.name)
                    : stream->stored.name;
    }
    return true;
}

static bool title_of(const char **out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct stored *whole;
    struct entry entry;

    *out = NULL;
    if (!store_entry(run->store, a, stored->id, &whole, err) ||
            (whole && !run_entry(&entry, a, whole, err)))
        return false;
    *out = whole ? leaf_title(a, &entry) : NULL;
    return true;
}

static bool tell_copy(struct double_of *d, struct same *same,
        const struct cluster *cluster, const struct stored *member,
        int64_t winner, struct err *err)
{
    struct double_copy *copy = ARENA_NEW(same->arena, struct double_copy);
    struct joint joint;

    if (!double_joint(&joint, same, cluster, member, winner, err) ||
            !title_of(&copy->title, same->run, same->arena, member, err))
        return false;
    copy->id = member->iri;
    copy->url = member->url;
    copy->source = double_source(same->run, member);
    copy->published = member->published;
    copy->words = member->words;
    copy->winner = member->id == winner;
    copy->by = joint.by;
    copy->with = joint.with;
    copy->score = joint.score;
    copy->reason = member->kept ? NULL : member->reason;
    list_add(&d->copies, copy);
    if (copy->winner)
        d->title = copy->title;
    return copy->winner ||
            stands_in(&copy->stands_in, same->run, same->arena, member, err);
}

static bool tell_one(struct run *run, int64_t winner, int64_t since,
        void (*tell)(void *arg, const struct double_of *cluster), void *arg,
        struct err *err)
{
    static const char *const names[] = {
            [PREFER_ORDER] = "order",
            [PREFER_ORIGINAL] = "original",
            [PREFER_LONGEST] = "longest",
            [PREFER_EARLIEST] = "earliest",
    };
    AUTO(arena) struct arena a = {0};
    struct same same = {.run = run, .arena = &a};
    struct double_of d = {.prefer = names[run->config->prefer],
            .preferred = winner_reason(run->config->prefer)};
    struct stored *first;
    struct cluster cluster;

    if (!store_slim(run->store, &a, winner, &first, err) ||
            (first && !cluster_load(&cluster, run, &a, first, err)))
        return false;
    for (size_t i = 0; first && i < cluster.count; i++) {
        const struct stored *member = same_node(&same, cluster.members[i]);

        if (!tell_copy(&d, &same, &cluster, member, winner, err))
            return false;
        if (member->published > d.published)
            d.published = member->published;
    }
    if (d.published >= since && first)
        tell(arg, &d);
    return true;
}

bool double_tell(struct run *run, int64_t since,
        void (*tell)(void *arg, const struct double_of *cluster), void *arg,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct bytes winners;

    if (!store_winners(run->store, &a, &winners, err))
        return false;
    for (size_t at = 0; at + sizeof(int64_t) <= winners.size;
            at += sizeof(int64_t)) {
        int64_t winner;

        memcpy(&winner, winners.data + at, sizeof(winner));
        if (!tell_one(run, winner, since, tell, arg, err))
            return false;
    }
    return true;
}
