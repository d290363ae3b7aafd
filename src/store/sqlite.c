/* sqlite.c - opening a database, bringing it up to date, running statements. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/schema.h"
#include "store/sql.h"

enum {
    BUSY_MS = 30 * 1000,
    HURRY_MS = 500,
    STEPS = 1000, /* of SQLite's machine, between looks at the clock */
    VALUE_MAX = 64 * 1024 * 1024, /* bytes of a row */
};

static const char *const statements[STATEMENTS] = {
#define STATEMENT(name, text) [name] = (text),
#include "store/statements.inc"
#undef STATEMENT
};

/* ---- running statements ---- */

struct query query(struct store *store, enum statement which)
{
    return (struct query){store, store->prepared[which], 1};
}

void put_text(struct query *q, const char *text)
{
    sqlite3_bind_text(q->stmt, q->next++, text, -1, SQLITE_STATIC);
}

void put_int(struct query *q, int64_t value)
{
    sqlite3_bind_int64(q->stmt, q->next++, value);
}

void put_bytes(struct query *q, struct bytes bytes)
{
    sqlite3_bind_blob64(q->stmt, q->next++, bytes.data, bytes.size,
            SQLITE_STATIC);
}

bool step(struct query *q)
{
    q->next = 0;
    return sqlite3_step(q->stmt) == SQLITE_ROW;
}

int64_t get_int(struct query *q)
{
    return sqlite3_column_int64(q->stmt, q->next++);
}

const char *get_text(struct query *q, struct arena *a)
{
    const char *text = (const char *)sqlite3_column_text(q->stmt, q->next);
    int size = sqlite3_column_bytes(q->stmt, q->next++);

    return text ? arena_copy(a, text, (size_t)size) : NULL;
}

struct bytes get_bytes(struct query *q, struct arena *a)
{
    const char *data = sqlite3_column_blob(q->stmt, q->next);
    size_t size = (size_t)sqlite3_column_bytes(q->stmt, q->next++);

    if (!data)
        return (struct bytes){0};
    return (struct bytes){arena_copy(a, data, size), size};
}

/* sqlite3_reset() says again what the last step said. */
bool done(struct query *q, struct err *err)
{
    int result = sqlite3_reset(q->stmt);

    sqlite3_clear_bindings(q->stmt);
    return result == SQLITE_OK || fail_store(q->store, err);
}

bool finish(struct query *q, struct err *err)
{
    step(q);
    return done(q, err);
}

/* ---- opening ---- */

static bool exec(struct store *store, const char *text, struct err *err)
{
    return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK ||
            fail_store(store, err);
}

static bool pragma_number(struct store *store, const char *text, int64_t *out,
        struct err *err)
{
    sqlite3_stmt *stmt;

    if (sqlite3_prepare_v2(store->db, text, -1, &stmt, NULL) != SQLITE_OK)
        return fail_store(store, err);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    return sqlite3_finalize(stmt) == SQLITE_OK || fail_store(store, err);
}

static bool prepare_all(struct store *store, struct err *err)
{
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(store->db, statements[i], -1,
                    SQLITE_PREPARE_PERSISTENT, &store->prepared[i],
                    NULL) != SQLITE_OK)
            return fail_store(store, err);
    return true;
}

static bool schema_step(struct store *store, size_t number, struct err *err)
{
    char version[64];

    sqlite3_snprintf(sizeof(version), version, "PRAGMA user_version = %d",
            (int)number + 1);
    return exec(store, "BEGIN IMMEDIATE", err) &&
            exec(store, schema_steps[number], err) &&
            exec(store, version, err) && exec(store, "COMMIT", err);
}

/* A database of somebody else's, or of a newer program, is left as it is. */
static bool check_owner(struct store *store, int64_t *version, struct err *err)
{
    int64_t application = 0, tables = 0;

    if (!pragma_number(store, "PRAGMA application_id", &application, err) ||
            !pragma_number(store, "PRAGMA user_version", version, err) ||
            !pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables,
                    err))
        return false;
    if (application != SCHEMA_APPLICATION && (application != 0 || tables != 0))
        return fail(err, ERR_STORE, "a database of another program");
    if (*version > (int64_t)schema_step_count)
        return fail(err, ERR_STORE,
                "made by a newer version of affluent (its schema is %lld, this "
                "program knows %zu): run that version, or restore a backup",
                (long long)*version, schema_step_count);
    return true;
}

static bool migrate(struct store *store, int64_t version, struct err *err)
{
    char claim[64];

    sqlite3_snprintf(sizeof(claim), claim, "PRAGMA application_id = %d",
            SCHEMA_APPLICATION);
    if (version == 0 && !exec(store, claim, err))
        return false;
    for (size_t i = (size_t)version; i < schema_step_count; i++)
        if (!schema_step(store, i, err))
            return false;
    return true;
}

enum { WRITERS = 2 }; /* of the settings are for who writes */

static const char *const settings[] = {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA mmap_size = 0",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -8192", /* KiB */
        "PRAGMA journal_size_limit = 16777216",
};

static bool open_file(struct store *store, const char *path, bool read_only,
        struct err *err)
{
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
            (read_only ? SQLITE_OPEN_READONLY
                       : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

    if (read_only && access(path, F_OK) != 0)
        return fail(err, ERR_STORE, "there is none yet: affluent run makes it");
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK)
        return fail_store(store, err);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    return true;
}

static bool set_up(struct store *store, bool read_only, struct err *err)
{
    int64_t version = 0;

    if (!check_owner(store, &version, err))
        return false;
    if (read_only && version < (int64_t)schema_step_count)
        return fail(err, ERR_STORE,
                "made by an older version of affluent: the next run brings it "
                "up to date");
    for (size_t i = read_only ? WRITERS : 0; i < COUNT(settings); i++)
        if (!exec(store, settings[i], err))
            return false;
    return read_only || migrate(store, version, err);
}

bool store_open(struct store **out, const char *path, bool read_only,
        struct err *err)
{
    AUTO(store) struct store *store = xcalloc(1, sizeof(*store));

    if (!open_file(store, path, read_only, err) ||
            !set_up(store, read_only, err) || !prepare_all(store, err))
        return fail_in(err, "%s", path);
    *out = store;
    store = NULL; /* it is the caller's now */
    return true;
}

void store_auto(struct store **store)
{
    if (!*store)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize((*store)->prepared[i]);
    sqlite3_close((*store)->db);
    free(*store);
    *store = NULL;
}

void store_hurry(struct store *store)
{
    sqlite3_busy_timeout(store->db, HURRY_MS);
}

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int is_late(void *arg)
{
    const struct store *store = arg;

    return milliseconds() > store->deadline;
}

void store_limit(struct store *store, int64_t within)
{
    store->deadline = milliseconds() + within;
    sqlite3_progress_handler(store->db, STEPS, within ? is_late : NULL, store);
}

bool store_begin(struct store *store, struct err *err)
{
    struct query q = query(store, BEGIN);

    return store->trying || finish(&q, err);
}

bool store_commit(struct store *store, struct err *err)
{
    struct query q = query(store, COMMIT);

    return store->trying || finish(&q, err);
}

bool store_try(struct store *store, struct err *err)
{
    store->trying = store_begin(store, err);
    return store->trying;
}

bool store_fingerprint(struct store *store, const char *name, int64_t *out,
        struct err *err)
{
    struct query q = query(store, FINGERPRINT);

    put_text(&q, name);
    *out = step(&q) ? get_int(&q) : 0;
    return done(&q, err);
}

bool store_keep_fingerprint(struct store *store, const char *name,
        int64_t value, struct err *err)
{
    struct query q = query(store, KEEP_FINGERPRINT);

    put_text(&q, name);
    put_int(&q, value);
    return finish(&q, err);
}
