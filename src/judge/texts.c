#include "judge/texts.h"
#include "base/log.h"
#include "rules/plan.h"
#include "store/search.h"

enum { BATCH = 100 };

/* What cannot be read has no text. */
static bool add(struct store *store, const struct stored *stored,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = {0};
    struct err why = {0};
    struct entry entry;

    if (run_entry(&entry, &a, stored, &why))
        plan_text(&text, &a, &entry);
    return store_index(store, stored->id, text.data ? text.data : "", err);
}

/* Read in the transaction: what is indexed is what is stored. */
static bool add_batch(struct store *store, int *added, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct stored *batch;

    *added = 0;
    if (!store_begin(store, err) ||
            !store_unindexed(store, &a, BATCH, &batch, err))
        return false;
    for (; batch; batch = batch->next, ++*added)
        if (!add(store, batch, err))
            return false;
    return store_commit(store, err);
}

static bool add_all(struct store *store, const struct texts_progress *progress,
        struct err *err)
{
    int total = 0, added;

    do {
        if (!add_batch(store, &added, err))
            return false;
        total += added;
        if (progress->tell)
            progress->tell(progress->arg, total);
    } while (added > 0 && total < TEXTS_AT_ONCE);
    if (total > 0)
        log_info("indexed the texts of %d entries", total);
    return true;
}

static bool begin(struct store *store, struct err *err)
{
    return store_begin(store, err) &&
            store_begin_index(store, PLAN_TEXT_VERSION, err) &&
            store_commit(store, err);
}

/* One of another version is made anew. */
bool texts_keep(struct run *run, struct err *err)
{
    const struct texts_progress silent = {0};
    struct store *store = run->store;
    bool none, ours;

    if (!store_has_index(store, 0, &none, err) ||
            !store_has_index(store, PLAN_TEXT_VERSION, &ours, err))
        return false;
    if (none && !run->config->site.search)
        return true;
    return (ours || begin(store, err)) && add_all(store, &silent, err);
}

static bool make(const char *path, const struct texts_progress *progress,
        struct err *err)
{
    AUTO(store) struct store *store = NULL;
    bool ours;

    if (!store_open(&store, path, false, err))
        return false;
    store_hurry(store);
    return store_has_index(store, PLAN_TEXT_VERSION, &ours, err) &&
            (ours || begin(store, err)) && add_all(store, progress, err);
}

static bool is_up_to_date(struct run *run, struct arena *a)
{
    struct err err = {0};
    struct stored *next;
    bool ours;

    return store_has_index(run->store, PLAN_TEXT_VERSION, &ours, &err) &&
            ours && store_unindexed(run->store, a, 1, &next, &err) && !next;
}

void texts_make(struct run *run, const struct expr *expr,
        const struct texts_progress *progress)
{
    AUTO(arena) struct arena a = {0};
    struct err err = {0};
    struct plan plan;

    expr_plan(&plan, &a, expr, run->now);
    if (!plan.texts || is_up_to_date(run, &a))
        return;
    if (!make(run->config->store, progress, &err))
        log_info("texts are not indexed: %s", err.text);
}

bool texts_forget(struct store *store, struct err *err)
{
    bool none;

    return store_has_index(store, 0, &none, err) && (none || begin(store, err));
}
