#include "judge/derive.h"
#include "base/log.h"
#include "judge/ask.h"
#include "judge/item.h"
#include "store/articles.h"

enum { BATCH = 64 };

/* One entry, while a worker makes it again. */
struct derivation {
    struct derivation *next;
    struct arena *arena;
    struct stored *stored;
    const struct live_source *live; /* NULL: no longer configured */
    struct bytes answer;
    const char *error;
};

static void was_read(void *arg, struct bytes bytes, const char *error)
{
    struct derivation *d = arg;

    d->error = arena_text(d->arena, error);
    d->answer = (struct bytes){arena_copy(d->arena, bytes.data, bytes.size),
            bytes.size};
}

/* What its source's documents say for all of their items: read once for all of
 * them, since to learn it anew for each would be quadratic. */
struct common {
    struct bytes chrome, head;
};

struct commons {
    struct arena arena;
    struct index by_source;
};

static bool common_of(struct common **out, struct commons *commons,
        struct run *run, const struct live_source *live, struct err *err)
{
    struct arena *a = &commons->arena;
    int64_t source = live->state->id;
    struct common *common = index_get_number(&commons->by_source, source);

    *out = common;
    if (common)
        return true;
    *out = common = ARENA_NEW(a, struct common);
    index_put_number(&commons->by_source, a, source, common);
    return reader_is_list(live->source->kind)
            ? store_chrome(run->store, a, source, &common->chrome, err)
            : store_head(run->store, a, source, &common->head, err);
}

/* Times in it are of when it was read. */
static bool submit(struct run *run, struct commons *commons,
        struct derivation *d, struct err *err)
{
    AUTO(buf) struct buf job = {0};
    const struct stored *stored = d->stored;
    const struct source *source = d->live->source;
    bool is_list = reader_is_list(source->kind);
    struct common *common;
    struct document doc = {
            .kind = "item",
            .format = is_list ? "html" : d->live->state->format,
            .url = is_list && stored->url ? stored->url : source->url,
            .bytes = stored->item,
            .now = stored->read,
            .lang = source->lang,
            .timezone = source->zone_name,
            .zone_said = source->zone_said,
            .actor = source->actor->name,
            .aliases = source->actor->aliases,
    };

    if (!common_of(&common, commons, run, d->live, err))
        return false;
    doc.chrome = common->chrome;
    doc.head = common->head;
    pool_begin(&job);
    record_pack(&job, &document_shape, &doc);
    pool_submit(run->pool, &job, 0, was_read, d);
    return true;
}

static bool take(struct run *run, struct arena *a, struct derivation *d,
        struct err *err)
{
    struct answer answer;

    if (d->error)
        return fail(err, ERR_DOCUMENT, "%s", d->error);
    if (!record_unpack(&answer, a, &answer_shape, d->answer, err))
        return false;
    if (!answer.yields)
        return fail(err, ERR_DOCUMENT, "%s",
                answer.error ? answer.error : "its reader found nothing");
    return item_derive(run, a, d->stored, answer.yields, err);
}

/* One that cannot be made again stays as it is; one whose source is not
 * configured waits for it. */
static bool save(struct run *run, struct derivation *d, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct err why = {0};

    if (!d->live)
        return true;
    if (!take(run, &a, d, &why)) {
        if (why.kind == ERR_STORE) {
            *err = why;
            return false;
        }
        log_warn("%s: %s: cannot be derived again, stays as it is: %s",
                d->live->source->id, d->stored->iri, why.text);
    }
    return store_set_stale(run->store, d->stored->id, false, err);
}

static bool derive_batch(struct run *run, struct commons *commons,
        struct arena *a, struct stored *batch, struct err *err)
{
    struct derivation *first = NULL, **tail = &first;

    for (; batch; batch = batch->next) {
        struct derivation *d = *tail = ARENA_NEW(a, struct derivation);

        tail = &d->next;
        d->arena = a;
        d->stored = batch;
        d->live = run_source(run, batch->source);
        if (d->live && !submit(run, commons, d, err))
            return false;
    }
    if (!pool_wait(run->pool, err) || !store_begin(run->store, err))
        return false;
    for (struct derivation *d = first; d; d = d->next)
        if (!save(run, d, err))
            return false;
    return store_commit(run->store, err);
}

/* Sources whose entries were derived otherwise than they would be now. */
static bool spoil_sources(struct run *run, struct err *err)
{
    bool begun = false;

    for (struct live_source *s = run->sources; s; s = s->next) {
        if (s->state->made == s->derived)
            continue;
        if (!begun && !store_begin(run->store, err))
            return false;
        begun = true;
        s->state->made = s->derived;
        if ((s->state->entries > 0 &&
                    !store_spoil_source(run->store, s->state->id, err)) ||
                !store_configure_source(run->store, s->state, err))
            return false;
    }
    return !begun || store_commit(run->store, err);
}

static bool derive_all(struct run *run, struct commons *commons,
        struct err *err)
{
    struct span next = {0, BATCH};
    bool more = true;

    while (more) {
        AUTO(arena) struct arena a = {0};
        struct stored *batch;

        if (!store_stale_entries(run->store, &a, next, &batch, err))
            return false;
        more = batch != NULL;
        for (const struct stored *s = batch; s; s = s->next)
            next.from = s->id;
        if (more && !derive_batch(run, commons, &a, batch, err))
            return false;
    }
    return true;
}

bool derive_stale(struct run *run, struct err *err)
{
    struct commons commons = {0};
    bool good = spoil_sources(run, err) && derive_all(run, &commons, err);

    arena_auto(&commons.arena);
    return good;
}
