#include "flow/derive.h"
#include "base/log.h"
#include "flow/ask.h"
#include "flow/item.h"
#include "input/learned.h"
#include "store/articles.h"

enum { BATCH = 50 };

/* What its worker needs to know: times in it are of when it was read. */
static bool describe(struct document *doc, struct run *run, struct arena *a,
        const struct live_source *live, const struct stored *stored,
        struct err *err)
{
    const struct source *source = live->source;

    *doc = (struct document){
            .kind = "item",
            .url = stored->url ? stored->url : source->url,
            .bytes = stored->item,
            .now = stored->changed ? stored->changed : stored->first_seen,
            .lang = source->lang,
            .timezone = source->zone_name,
            .actor = source->actor->name,
            .aliases = source->actor->aliases,
    };
    return store_chrome(run->store, a, stored->source, LEARNED_PAGES,
            &doc->chrome, err);
}

/* One that cannot be made again stays as it is. */
static bool derive(struct run *run, struct stored *stored, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct live_source *live = run_source(run, stored->source);
    struct document doc;
    struct answer answer;
    struct err why = {0};

    if (!live)
        return store_set_stale(run->store, stored->id, false, err);
    if (!describe(&doc, run, &a, live, stored, err))
        return false;
    if (ask_reader(&answer, &a, run->pool, &doc, &why) && answer.yields &&
            item_derive(run, &a, stored, answer.yields, &why))
        return store_set_stale(run->store, stored->id, false, err);
    if (why.kind == ERR_STORE) {
        *err = why;
        return false;
    }
    log_warn("%s: %s: cannot be derived again, stays as it is: %s",
            live->source->id, doc.url, why.text);
    return store_set_stale(run->store, stored->id, false, err);
}

bool derive_stale(struct run *run, struct err *err)
{
    bool more = true;

    while (more) {
        AUTO(arena) struct arena a = {0};
        struct stored *batch;

        if (!store_stale_entries(run->store, &a, BATCH, &batch, err))
            return false;
        more = batch != NULL;
        if (more && !store_begin(run->store, err))
            return false;
        for (; batch; batch = batch->next)
            if (!derive(run, batch, err))
                return false;
        if (more && !store_commit(run->store, err))
            return false;
    }
    return true;
}
