#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "publish/leaf.h"
#include "publish/stream.h"

/* RFC 4287 4.1.1: an id is in a feed once; the newest entry keeps it. */
static bool leaves(struct stream *stream, struct run *run, struct arena *a,
        const struct live_stream *live, const struct stored *stored,
        struct err *err)
{
    struct leaf **tail = &stream->leaves;
    struct index seen = {0};

    for (; stored; stored = stored->next) {
        if (index_get(&seen, stored->iri)) {
            log_warn(
                    "%s: two entries have the id %s: only the newer is in "
                    "this stream; affluent explain tells of both",
                    live->stored.name, stored->iri);
            continue;
        }
        index_put(&seen, a, stored->iri, stream);
        if (!leaf_make(tail, run, a, stored,
                    live->kind != STREAM_ACTOR || !stored->winner, err))
            return false;
        if ((*tail)->updated > stream->updated)
            stream->updated = (*tail)->updated;
        tail = &(*tail)->next;
    }
    if (!stream->leaves)
        stream->updated = live->stored.created;
    return true;
}

/* That of all entries is at home on the front page. */
static const char *page_of(struct arena *a, const struct site *site,
        const struct live_stream *live)
{
    return live->kind == STREAM_ALL
            ? site->url
            : arena_printf(a, "%s%s.html", site->url, live->stored.name);
}

/* In the order of files. */
static int by_date(const void *left, const void *right)
{
    const struct stored *a = *(const struct stored *const *)left;
    const struct stored *b = *(const struct stored *const *)right;

    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    return strcmp(a->iri, b->iri);
}

bool stream_load(struct stored **out, struct run *run, struct arena *a,
        struct bytes ids, struct err *err)
{
    size_t count = 0;
    struct stored **list = ARENA_ARRAY(a, struct stored *,
            ids.size / sizeof(int64_t));

    for (size_t at = 0; at < ids.size; at += sizeof(int64_t)) {
        int64_t id;

        memcpy(&id, ids.data + at, sizeof(id));
        if (!store_derived(run->store, a, id, &list[count++], err))
            return false;
    }
    qsort(list, count, sizeof(struct stored *), by_date);
    *out = NULL;
    for (; count > 0; count--) {
        list[count - 1]->next = *out;
        *out = list[count - 1];
    }
    return true;
}

bool stream_make(struct stream *out, struct run *run, struct arena *a,
        const struct live_stream *live, const struct stored *entries,
        struct err *err)
{
    const struct site *site = &run->config->site;

    *out = (struct stream){.id = live->stored.name,
            .iri = live->stored.iri,
            .title = live->title,
            .theme = live->kind == STREAM_THEME ? live->key : NULL,
            .home = live->page ? live->page : page_of(a, site, live),
            .lang = site->lang,
            .site_title = site->title,
            .site_url = site->url,
            .hubs = site->hubs};
    return leaves(out, run, a, live, entries, err);
}

static bool has(const struct stream *stream, const char *id)
{
    for (const struct leaf *leaf = stream->leaves; leaf; leaf = leaf->next)
        if (strcmp(leaf->id, id) == 0)
            return true;
    return false;
}

void stream_page(struct buf *out, const struct run *run,
        const struct live_stream *live, const struct stream *stream,
        struct river_page which)
{
    if (live->kind == STREAM_ACTOR)
        which.actor = config_actor(run->config, live->key);
    river_write(out, &run->config->site, stream, &which);
}

/* Another entry may have the id by now. */
bool stream_bury(struct stream *stream, struct run *run, struct arena *a,
        const struct live_stream *live, struct interval time, struct err *err)
{
    struct tombstone **tail = &stream->gone;

    if (!store_tombstones(run->store, a, live->stored.id, time, tail, err))
        return false;
    while (*tail) {
        if (has(stream, (*tail)->id)) {
            *tail = (*tail)->next;
            continue;
        }
        if ((*tail)->at > stream->updated)
            stream->updated = (*tail)->at;
        tail = &(*tail)->next;
    }
    return true;
}
