#include <string.h>

#include "base/url.h"
#include "judge/winner.h"

static int64_t position(const struct run *run, const struct stored *s)
{
    const struct live_source *live = run_source(run, s->source);

    return live ? live->source->order : INT64_MAX;
}

static int sign(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int order(const struct run *run, const struct stored *a,
        const struct stored *b)
{
    int by = sign(position(run, a), position(run, b));

    if (by == 0)
        by = sign(a->published, b->published);
    /* of one source; an id may have gone to the one that came first */
    return by ? by : sign(a->key, b->key);
}

void winner_sort(const struct run *run, struct cluster *cluster)
{
    const struct stored **list = cluster->members;

    for (size_t i = 1; i < cluster->count; i++) {
        const struct stored *one = list[i];
        size_t at = i;

        for (; at > 0 && order(run, one, list[at - 1]) < 0; at--)
            list[at] = list[at - 1];
        list[at] = one;
    }
}

/* ---- where it was first ---- */

static const char *host_of(const struct run *run, struct arena *a,
        const char *url)
{
    return url ? url_host_same(a, url, &run->config->same) : NULL;
}

static bool are_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

bool winner_is_at_home(const struct run *run, struct arena *a,
        const struct stored *stored)
{
    const struct live_source *live = run_source(run, stored->source);
    const char *home = live ? live->source->actor->site : NULL;

    return are_same(host_of(run, a, home), host_of(run, a, stored->url));
}

/* Whether what an entry says of where it comes from is that one: the article,
 * or a page of its host that it names as its source. */
static bool names(const struct run *run, struct arena *a,
        const struct entry *entry, const char *url)
{
    const struct url_same *same = &run->config->same;
    const char *key = url_key_same(a, url, same);
    const char *host = host_of(run, a, url);

    for (const struct link *l = entry->links; l; l = l->next)
        if (strcmp(l->rel, "via") == 0 &&
                are_same(url_key_same(a, l->href, same), key))
            return true;
    for (const struct link *l = entry->source ? entry->source->links : NULL; l;
            l = l->next)
        if (are_same(host_of(run, a, l->href), host))
            return true;
    return false;
}

/* How many of the others say that they have it from this one. */
static bool cited(int64_t *out, struct run *run, struct arena *a,
        const struct cluster *cluster, const struct stored *s, struct err *err)
{
    *out = 0;
    for (size_t i = 0; i < cluster->count && s->url; i++) {
        const struct stored *other = cluster->members[i];
        struct stored *whole;
        struct entry entry;

        if (other == s || other->source == s->source)
            continue;
        if (!store_entry(run->store, a, other->id, &whole, err) ||
                (whole &&
                        !record_unpack(&entry, a, &entry_shape, whole->entry,
                                err)))
            return false;
        *out += whole && names(run, a, &entry, s->url);
    }
    return true;
}

/* ---- choosing ---- */

/* What is preferred has less of it; what is original is not said here. */
static int64_t demerit(const struct stored *s, enum prefer prefer)
{
    if (prefer == PREFER_LONGEST)
        return -s->words;
    return prefer == PREFER_EARLIEST ? s->published : 0;
}

static bool originality(int64_t *out, struct run *run, struct arena *a,
        const struct cluster *cluster, const struct stored *s, struct err *err)
{
    if (!cited(out, run, a, cluster, s, err))
        return false;
    *out += winner_is_at_home(run, a, s) ? CLUSTER_MAX : 0;
    return true;
}

bool winner_choose(const struct stored **out, struct run *run, struct arena *a,
        const struct cluster *cluster, enum prefer prefer, struct err *err)
{
    int64_t least = 0;

    *out = NULL;
    for (size_t i = 0; i < cluster->count; i++) {
        const struct stored *s = cluster->members[i];
        int64_t original = 0, its = demerit(s, prefer);

        if (!s->kept || !run_source(run, s->source))
            continue;
        if (prefer == PREFER_ORIGINAL && cluster->count > 1 &&
                !originality(&original, run, a, cluster, s, err))
            return false;
        its -= original;
        if (*out && (its > least || (its == least && order(run, s, *out) > 0)))
            continue;
        *out = s;
        least = its;
    }
    return true;
}

const char *winner_reason(enum prefer prefer)
{
    static const char *const reasons[] = {
            [PREFER_ORDER] = "the order of the files in feeds.d",
            [PREFER_ORIGINAL] = "the copy on its own actor's site",
            [PREFER_LONGEST] = "the longest copy",
            [PREFER_EARLIEST] = "the earliest copy",
    };

    return prefer < PREFERENCES ? reasons[prefer] : "";
}
