#include "store/archives.h"
#include "store/sql.h"

bool store_archives(struct store *store, struct arena *a, int64_t stream,
        struct archived_month **out, struct err *err)
{
    struct query q = query(store, ARCHIVES);
    struct archived_month **tail = out;

    *out = NULL;
    put_int(&q, stream);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct archived_month);
        (*tail)->starts = get_int(&q);
        (*tail)->entries = get_int(&q);
        (*tail)->documents = get_int(&q);
        (*tail)->since = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

static void put_interval(struct query *q, int64_t stream, struct interval time)
{
    put_int(q, stream);
    put_int(q, time.starts);
    put_int(q, time.ends);
}

bool store_count_archive(struct store *store, int64_t stream,
        struct interval time, int64_t since, struct arrivals *out,
        struct err *err)
{
    struct query q = query(store, COUNT_ARCHIVE);

    put_int(&q, since);
    put_interval(&q, stream, time);
    *out = (struct arrivals){0};
    if (step(&q)) {
        out->all = get_int(&q);
        out->before = get_int(&q);
    }
    return done(&q, err);
}

bool store_archive_entries(struct store *store, struct arena *a, int64_t stream,
        struct interval time, struct bytes *out, struct err *err)
{
    struct query q = query(store, ARCHIVE_ENTRIES);

    put_interval(&q, stream, time);
    return get_numbers(&q, a, out, err);
}

bool store_keep_archive(struct store *store, int64_t stream,
        const struct archived_month *month, struct err *err)
{
    bool stays = month->entries > 0;
    struct query q = query(store, stays ? KEEP_ARCHIVE : FORGET_ARCHIVE);

    if (stays) {
        put_int(&q, month->entries);
        put_int(&q, month->documents);
    }
    put_int(&q, stream);
    put_int(&q, month->starts);
    return finish(&q, err);
}

bool store_spoil_archives(struct store *store, int64_t entry, struct err *err)
{
    struct query q = query(store, SPOIL_ARCHIVES);

    put_int(&q, entry);
    return finish(&q, err);
}

bool store_spoil_archives_of(struct store *store, int64_t source,
        struct err *err)
{
    struct query q = query(store, SPOIL_ARCHIVES_OF_SOURCE);

    put_int(&q, source);
    return finish(&q, err);
}

bool store_spoil_archives_of_stream(struct store *store, int64_t stream,
        int64_t archived, struct err *err)
{
    struct query spoil = query(store, SPOIL_ARCHIVES_OF_STREAM);
    struct query q;

    put_int(&spoil, stream);
    if (!finish(&spoil, err))
        return false;
    q = query(store, KEEP_ARCHIVED);
    put_int(&q, archived);
    put_int(&q, stream);
    return finish(&q, err);
}

/* ---- what was taken down ---- */

static bool bury(struct store *store, enum statement which, int64_t number,
        const char *what, int64_t at, struct err *err)
{
    struct query q = query(store, which);

    put_int(&q, at);
    put_text(&q, what);
    put_int(&q, number);
    return finish(&q, err);
}

bool store_bury(struct store *store, int64_t entry, const char *what,
        int64_t at, struct err *err)
{
    return bury(store, BURY, entry, what, at, err);
}

bool store_bury_source(struct store *store, int64_t source, const char *what,
        int64_t at, struct err *err)
{
    return bury(store, BURY_SOURCE, source, what, at, err);
}

bool store_tombstones(struct store *store, struct arena *a, int64_t stream,
        struct interval time, struct tombstone **out, struct err *err)
{
    struct query q = query(store, TOMBSTONES);
    struct tombstone **tail = out;

    *out = NULL;
    put_interval(&q, stream, time);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct tombstone);
        (*tail)->id = get_text(&q, a);
        (*tail)->at = get_int(&q);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}

bool store_buried(struct store *store, struct arena *a, const char *what,
        int64_t until, struct bytes *out, struct err *err)
{
    struct query q = query(store, BURIED);

    put_text(&q, what);
    put_int(&q, until);
    return get_numbers(&q, a, out, err);
}

bool store_forget_tombstones(struct store *store, int64_t until,
        struct err *err)
{
    struct query q = query(store, FORGET_TOMBSTONES);

    put_int(&q, until);
    return finish(&q, err);
}
