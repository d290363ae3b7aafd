#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/archives.h"
#include "store/articles.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/sql.h"
#include "test.h"

static struct store *opened(void)
{
    struct store *store = NULL;
    struct err err = {0};

    assert_true(store_open(&store, ":memory:", false, &err));
    return store;
}

#define DO(call) assert_true((call))

static int64_t add_source(struct store *store, const char *name)
{
    struct err err = {0};
    int64_t id;

    DO(store_add_source(store, name, &id, &err));
    return id;
}

/* A kept entry of that key, dated key * 100. */
static int64_t add_item(struct store *store, int64_t source, int64_t key)
{
    struct err err = {0};
    struct stored stored = {
            .source = source,
            .key = key,
            .digest = 1,
            .iri = "tag:example.org,2026:1",
            .first_seen = 5,
            .last_seen = 5,
            .published = key * 100,
            .updated = key * 100,
            .keys = {key,     0},
            .kept = true,
            .item = {"item",  4},
            .entry = {"entry", 5}
    };

    DO(store_save_item(store, &stored, &err));
    return stored.id;
}

static void test_opens_empty(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    struct source_state *sources;
    struct stored_stream *streams;
    struct err err = {0};

    UNUSED(state);
    DO(store_sources(store, &a, &sources, &err));
    DO(store_streams(store, &a, &streams, &err));
    assert_null(sources);
    assert_null(streams);
}

static void test_a_poll_is_remembered(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    struct source_state *found,
            source = {.health = "ok",
                    .told = "ok",
                    .url = "http://a.example/",
                    .etag = "\"1\"",
                    .polled = 7,
                    .next_poll = 9,
                    .not_before = 8};
    struct poll poll = {.at = 7, .status = 200, .outcome = "2 new"}, *polls;
    struct err err = {0};

    UNUSED(state);
    source.id = add_source(store, "a/feed");
    for (int i = 0; i < POLLS_KEPT + 5; i++) {
        poll.at = i;
        DO(store_save_poll(store, &source, &poll, &err));
    }
    DO(store_sources(store, &a, &found, &err));
    assert_string_equal(found->name, "a/feed");
    assert_string_equal(found->etag, "\"1\"");
    assert_int_equal(found->next_poll, 9);
    assert_int_equal(found->not_before, 8);
    DO(store_polls(store, &a, source.id, &polls, &err));
    assert_int_equal(polls->at, POLLS_KEPT + 4);
    for (int i = 1; i < POLLS_KEPT; i++)
        polls = polls->next;
    assert_null(polls->next);
}

static void test_the_newest_events_are_kept_in_order(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    struct event event = {.what = "failing", .words = "no"}, *events;
    struct err err = {0};
    int count = 0;

    UNUSED(state);
    event.source = add_source(store, "a/feed");
    for (event.at = 1; event.at < EVENTS_KEPT + 7; event.at++)
        DO(store_add_event(store, &event, &err));
    event.at--;
    event.words = "still no"; /* of the same instant: the last word counts */
    DO(store_add_event(store, &event, &err));
    event.source = add_source(store, "a-b/feed");
    DO(store_add_event(store, &event, &err));
    DO(store_events(store, &a, &events, &err));
    assert_string_equal(events->name, "a-b/feed"); /* "-" is before "/" */
    assert_string_equal(events->next->name, "a/feed");
    assert_string_equal(events->next->words, "still no");
    for (; events; events = events->next) {
        assert_true(events->at > 7);
        count++;
    }
    assert_int_equal(count, EVENTS_KEPT);
}

static void test_an_item_keeps_its_iri_and_first_sight(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t source = add_source(store, "a/feed");
    struct stored *found;
    struct err err = {0};

    UNUSED(state);
    add_item(store, source, 3);
    DO(store_find_item(store, &a, source, 3, &found, &err));
    found->iri = "changed";
    found->first_seen = 99;
    found->digest = 2;
    found->item = (struct bytes){"other", 5};
    found->entry = (struct bytes){"entry", 5};
    found->keys[0] = 4;
    DO(store_save_item(store, found, &err));
    DO(store_entry(store, &a, found->id, &found, &err));
    assert_string_equal(found->iri, "tag:example.org,2026:1");
    assert_int_equal(found->first_seen, 5);
    assert_int_equal(found->digest, 2);
    assert_memory_equal(found->item.data, "other", 5);
    DO(store_same_key(store, &a, 3, 9, &found, &err));
    assert_null(found); /* the old key leads nowhere */
    DO(store_same_key(store, &a, 4, 9, &found, &err));
    assert_non_null(found);
}

static void test_no_source_touches_anothers_items(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t one = add_source(store, "a/feed"),
            two = add_source(store, "b/feed");
    struct known *known;
    struct err err = {0};

    UNUSED(state);
    assert_int_not_equal(add_item(store, one, 3), add_item(store, two, 3));
    DO(store_known(store, &a, one, &known, &err));
    assert_int_equal(known->key, 3);
    assert_null(known->next);
}

static void test_a_stream_is_newest_first(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t source = add_source(store, "a/feed");
    struct stored_stream stream = {.name = "all", .iri = "tag:x,2026:all"};
    struct stored *found, *all = NULL;
    struct membership *member;
    struct err err = {0};

    UNUSED(state);
    DO(store_add_stream(store, &stream, &err));
    for (int64_t key = 1; key <= 3; key++) {
        DO(store_entry(store, &a, add_item(store, source, key), &found, &err));
        DO(store_enter(store, stream.id, found, 50, &err));
    }
    DO(store_stream_entries(store, &a, stream.id, (struct span){0, 2}, &all,
            &err));
    assert_int_equal(all->published, 300);
    assert_int_equal(all->next->published, 200);
    assert_null(all->next->next);
    DO(store_memberships(store, &a, all->next->id, true, &member, &err));
    assert_int_equal(member->rank, 2);
    assert_int_equal(member->entered, 50);
    DO(store_leave(store, stream.id, all->id, &err));
    DO(store_stream_entries(store, &a, stream.id, (struct span){0, 9}, &all,
            &err));
    assert_int_equal(all->published, 200);
}

static void test_a_month_that_changed_is_marked_from_there_on(void **state)
{
    enum { DAY = 24 * 60 * 60, MAY = 120 * DAY, JUNE = 151 * DAY };
    static const int64_t seen[] = {MAY + 9, MAY, JUNE - 1, JUNE};
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t source = add_source(store, "a/feed"), ids[3];
    struct arrivals count;
    struct stored_stream stream = {.name = "all", .iri = "tag:x,2026:all"};
    struct archived_month *months;
    struct bytes bytes;
    struct err err = {0};

    UNUSED(state);
    DO(store_add_stream(store, &stream, &err));
    for (size_t i = 0; i < COUNT(seen); i++) {
        struct stored *stored;

        DO(store_entry(store, &a, add_item(store, source, (int64_t)i), &stored,
                &err));
        stored->first_seen = seen[i];
        DO(store_enter(store, stream.id, stored, 50, &err));
        if (i < COUNT(ids))
            ids[i] = stored->id;
    }
    DO(store_archives(store, &a, stream.id, &months, &err));
    assert_int_equal(months->starts, MAY);
    assert_int_equal(months->since, MAY);
    assert_int_equal(months->next->starts, JUNE);
    assert_null(months->next->next);

    DO(store_count_archive(store, stream.id, (struct interval){MAY, JUNE},
            MAY + 9, &count, &err));
    assert_int_equal(count.all, 3);
    assert_int_equal(count.before, 1);
    DO(store_archive_entries(store, &a, stream.id, (struct interval){MAY, JUNE},
            &bytes, &err));
    assert_int_equal(bytes.size, sizeof(ids));
    assert_memory_equal(bytes.data, ((int64_t[]){ids[1], ids[0], ids[2]}),
            sizeof(ids));

    months->entries = 3;
    months->documents = 1;
    DO(store_keep_archive(store, stream.id, months, &err));
    DO(store_archives(store, &a, stream.id, &months, &err));
    assert_int_equal(months->since, 0);
    DO(store_spoil_archives(store, ids[2], &err));
    DO(store_leave(store, stream.id, ids[0], &err));
    DO(store_archives(store, &a, stream.id, &months, &err));
    assert_int_equal(months->since, MAY + 9);
    assert_int_equal(months->entries, 3);
}

static void test_what_is_not_committed_did_not_happen(void **state)
{
    AUTO(arena) struct arena a = {0};
    char path[] = "/tmp/affluent-store-XXXXXX";
    struct source_state *sources;
    struct store *store = NULL;
    struct err err = {0};

    UNUSED(state);
    assert_true(mkdtemp(path) != NULL);
    assert_int_equal(chdir(path), 0);
    DO(store_open(&store, "db", false, &err));
    DO(store_begin(store, &err));
    add_source(store, "a/feed");
    store_auto(&store);
    DO(store_open(&store, "db", true, &err));
    DO(store_sources(store, &a, &sources, &err));
    assert_null(sources);
    store_auto(&store);
}

/* ---- blocks of pages ---- */

enum { PAGES = 3 };

static struct stored *item_on(struct store *store, struct arena *a, int64_t id)
{
    struct stored *stored = NULL;
    struct err err = {0};

    DO(store_slim(store, a, id, &stored, &err));
    return stored;
}

static void learn(struct store *store, int64_t id, const int64_t *hashes,
        size_t count)
{
    AUTO(arena) struct arena a = {0};
    struct bytes blocks = {(const char *)hashes, count * sizeof(*hashes)};
    struct stored *stored = item_on(store, &a, id);
    struct err err = {0};

    DO(store_forget_blocks(store, stored, blocks, &err));
    DO(store_learn_blocks(store, stored, blocks, PAGES, &err));
}

static int64_t count(struct store *store, const char *sql)
{
    sqlite3_stmt *stmt;
    int64_t found;

    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL),
            SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    found = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return found;
}

static void test_a_changed_page_leaves_no_blocks(void **state)
{
    static const int64_t first[] = {1, 2, 3}, then[] = {3, 4};
    AUTO(store) struct store *store = opened();
    int64_t page = add_item(store, add_source(store, "a/page"), 1);

    UNUSED(state);
    learn(store, page, first, 3);
    learn(store, page, then, 2);
    assert_int_equal(count(store, "SELECT count(*) FROM block"), 2);
    assert_int_equal(count(store, "SELECT sum(hash) FROM block"), 7);
}

static void test_chrome_stays_so_when_its_pages_change(void **state)
{
    static const int64_t with[] = {7}, without[] = {8};
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t source = add_source(store, "a/page"), page = 0;
    struct bytes chrome;
    struct err err = {0};

    UNUSED(state);
    for (int64_t key = 1; key <= PAGES; key++) {
        page = add_item(store, source, key);
        learn(store, page, with, 1);
    }
    learn(store, page, without, 1);
    DO(store_chrome(store, &a, source, &chrome, &err));
    assert_int_equal(chrome.size, sizeof(with));
    assert_memory_equal(chrome.data, with, sizeof(with));
    assert_int_equal(count(store, "SELECT count(*) FROM block"), 1);
    assert_int_equal(count(store, "SELECT sum(stale) FROM entry"), PAGES);
    page = add_item(store, source, PAGES + 1); /* it comes with it */
    learn(store, page, with, 1);
    assert_int_equal(count(store, "SELECT sum(stale) FROM entry"), PAGES + 1);
}

/* ---- walking and searching ---- */

/* Entries 1 to 6, dated 100 to 600, all in the stream; those of the second
 * source are 4 to 6. For the first stands the last; the second is dropped. */
static int64_t add_six(struct store *store, int64_t *second)
{
    AUTO(arena) struct arena a = {0};
    struct stored_stream stream = {.name = "all", .iri = "tag:x,2026:all"};
    int64_t first = add_source(store, "a/feed");
    struct stored *found;
    struct err err = {0};

    *second = add_source(store, "b/feed");
    DO(store_add_stream(store, &stream, &err));
    for (int64_t key = 1; key <= 6; key++) {
        DO(store_entry(store, &a,
                add_item(store, key < 4 ? first : *second, key), &found, &err));
        DO(store_enter(store, stream.id, found, 50, &err));
        found->kept = key != 2;
        DO(store_save_verdict(store, found, &err));
    }
    DO(store_save_winner(store, 1, 6, &err));
    return stream.id;
}

static void test_a_walk_is_narrowed(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t second, stream = add_six(store, &second);
    const struct walk all = {.stream = stream,
            .from = INT64_MIN,
            .to = INT64_MAX,
            .updated_from = INT64_MIN,
            .updated_to = INT64_MAX,
            .behind = ""};
    struct walk walks[] = {all, all, all, all, all, all};
    static const char *const wants[] = {"654321", "432", "6543", "2", "65",
            "21"};
    struct err err = {0};

    UNUSED(state);
    walks[1].from = 200;
    walks[1].to = 400;
    walks[2].stream = 0;
    walks[3].stream = 0;
    walks[3].dropped = true;
    walks[4].updated_from = 500;
    walks[5].to = 300;
    walks[5].behind = "tag:example.org,2026:1"; /* all have this one */
    for (size_t i = 0; i < COUNT(walks); i++) {
        AUTO(buf) struct buf said = {0};
        struct walked *walked, *one;

        DO(store_walk(store, &a, &walks[i], 9, &walked, &err));
        DO(store_walked(store, &a, &walks[i], 2, &one, &err));
        if (walks[i].updated_from == INT64_MIN)
            assert_int_equal(one != NULL, strchr(wants[i], '2') != NULL);
        for (; walked; walked = walked->next)
            buf_printf(&said, "%d", (int)walked->published / 100);
        assert_string_equal(said.data ? said.data : "", wants[i]);
    }
}

static const char *numbers_in(struct arena *a, struct bytes numbers)
{
    AUTO(buf) struct buf said = {0};

    for (size_t at = 0; at < numbers.size; at += sizeof(int64_t)) {
        int64_t number;

        memcpy(&number, numbers.data + at, sizeof(number));
        buf_printf(&said, "%d", (int)number);
    }
    return arena_copy(a, said.data ? said.data : "", said.size);
}

static void test_what_stands_for_copies_is_found_by_what_they_have(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    const struct stored_tag sea = {.id = "sea"};
    struct bytes numbers;
    struct err err = {0};
    int64_t second;

    UNUSED(state);
    add_six(store, &second);
    DO(store_save_tags(store, 1, &sea, &err));
    DO(store_save_tags(store, 4, &sea, &err));
    DO(store_tagged(store, &a, "sea", &numbers, &err));
    assert_string_equal(numbers_in(&a, numbers), "46");
    DO(store_told(store, &a, second, &numbers, &err));
    assert_string_equal(numbers_in(&a, numbers), "456");
    DO(store_told(store, &a, second - 1, &numbers, &err));
    assert_string_equal(numbers_in(&a, numbers), "236");
}

static const char *search(struct arena *a, struct store *store,
        const char *texts)
{
    struct bytes numbers;
    struct err err = {0};

    DO(store_search(store, a, texts, &numbers, &err));
    return numbers_in(a, numbers);
}

static void index_all(struct store *store, const char *const texts[])
{
    AUTO(arena) struct arena a = {0};
    struct stored *next;
    struct err err = {0};

    do {
        DO(store_unindexed(store, &a, 2, &next, &err));
        for (const struct stored *s = next; s; s = s->next)
            DO(store_index(store, s->id, texts[s->id], &err));
    } while (next);
}

static void test_what_is_not_indexed_is_always_found(void **state)
{
    static const char *const texts[] = {NULL, "abcd", "bcde", "", "abcd", "x",
            "abc \"q\""};
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t second;
    struct stored *found;
    struct err err = {0};
    bool is;

    UNUSED(state);
    add_six(store, &second);
    DO(store_has_index(store, 7, &is, &err));
    assert_false(is);
    DO(store_begin_index(store, 7, &err));
    DO(store_has_index(store, 7, &is, &err));
    assert_true(is);
    assert_string_equal(search(&a, store, "\"abc\""), "123456");
    index_all(store, texts);
    assert_string_equal(search(&a, store, "\"abc\""), "146");
    assert_string_equal(search(&a, store, "(\"bcd\") AND \"abc\""), "14");
    assert_string_equal(search(&a, store, "\"cde\" OR \"\"\"q\"\"\""), "26");
    DO(store_entry(store, &a, 3, &found, &err));
    DO(store_save_verdict(store, found, &err)); /* says the same */
    DO(store_entry(store, &a, 5, &found, &err));
    found->shown = (struct bytes){"shown", 5};
    DO(store_save_verdict(store, found, &err));
    assert_string_equal(search(&a, store, "\"abc\""), "1456");
    DO(store_unindexed(store, &a, 9, &found, &err));
    assert_int_equal(found->id, 5);
    assert_null(found->next);
    index_all(store, texts);
    assert_string_equal(search(&a, store, "\"abc\""), "146");
}

/* ---- statements ---- */

/* Those that are to look at all rows: of sources, streams, files and the like,
 * which are few; explain's look for an id of a source does so by sources; and
 * what a virtual table finds, or was told late of. */
static bool may_scan(enum statement which)
{
    static const enum statement all[] = {SOURCES, STREAMS, MARK_STREAMS,
            OUTPUTS, PINGS, SUPPRESSIONS, EVENTS, SEARCH, UNINDEXED,
            FORGET_UNINDEXED, FIND_ASKED};

    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i] == which)
            return true;
    return false;
}

static bool scans(struct store *store, enum statement which)
{
    AUTO(arena) struct arena a = {0};
    const char *sql = arena_printf(&a, "EXPLAIN QUERY PLAN %s",
            sqlite3_sql(store->prepared[which]));
    sqlite3_stmt *plan;
    bool found = false;

    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &plan, NULL),
            SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW)
        if (strncmp((const char *)sqlite3_column_text(plan, 3), "SCAN", 4) == 0)
            found = true;
    sqlite3_finalize(plan);
    return found;
}

static void test_no_statement_walks_all_entries(void **state)
{
    AUTO(store) struct store *store = opened();

    UNUSED(state);
    for (int i = 0; i < STATEMENTS; i++)
        if (!may_scan((enum statement)i) && scans(store, (enum statement)i))
            fail_msg("%s", sqlite3_sql(store->prepared[i]));
}

static void test_what_takes_too_long_fails(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = opened();
    int64_t source = add_source(store, "a/feed");
    const int64_t long_ago = -1;
    struct bytes numbers;
    struct err err = {0};

    UNUSED(state);
    for (int64_t key = 1; key <= 2000; key++)
        add_item(store, source, key);
    store_limit(store, long_ago);
    assert_false(store_entries_of(store, &a, source, &numbers, &err));
    assert_int_equal(err.kind, ERR_LATE);
    store_limit(store, 0);
    err = (struct err){0};
    DO(store_entries_of(store, &a, source, &numbers, &err));
    store_limit(store, 60 * 1000);
    DO(store_entries_of(store, &a, source, &numbers, &err));
}

/* ---- databases that are refused ---- */

static const struct row {
    const char *name, *sql, *want;
} rows[] = {
        {"of another program", "CREATE TABLE x (y); PRAGMA application_id = 7",
         "db: a database of another program"                                                                             },
        {"somebody's tables",  "CREATE TABLE x (y)",
         "db: a database of another program"                                                                             },
        {"of a newer version",
         "PRAGMA application_id = 1634102389; PRAGMA user_version = 99",        "db: made by a newer version of affluent"},
};

static void check_refused(void **state)
{
    const struct row *row = *state;
    struct store *store = NULL;
    struct err err = {0};
    sqlite3 *db;

    unlink("db");
    assert_int_equal(sqlite3_open("db", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, row->sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_false(store_open(&store, "db", false, &err));
    assert_int_equal(err.kind, ERR_STORE);
    assert_memory_equal(err.text, row->want, strlen(row->want));
}

/* ---- databases of older versions ---- */

static void make_old(sqlite3 *db, size_t steps, const char *rows_sql)
{
    char version[80];

    for (size_t i = 0; i < steps; i++)
        assert_int_equal(sqlite3_exec(db, schema_steps[i], NULL, NULL, NULL),
                SQLITE_OK);
    snprintf(version, sizeof(version),
            "PRAGMA application_id = %d; PRAGMA user_version = %d",
            SCHEMA_APPLICATION, (int)steps);
    assert_int_equal(sqlite3_exec(db, version, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, rows_sql, NULL, NULL, NULL), SQLITE_OK);
}

/* Of one that fails already, nobody is to hear again after an update. */
static void test_an_older_store_is_brought_up_to_date(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(store) struct store *store = NULL;
    struct source_state *found;
    struct err err = {0};
    sqlite3 *db;

    UNUSED(state);
    unlink("db");
    assert_int_equal(sqlite3_open("db", &db), SQLITE_OK);
    make_old(db, 5,
            "INSERT INTO source (name, health, since)"
            " VALUES ('a/feed', 'failing', 7), ('b/feed', 'ok', 7)");
    sqlite3_close(db);
    DO(store_open(&store, "db", false, &err));
    DO(store_sources(store, &a, &found, &err));
    assert_string_equal(found->told, "failing");
    assert_int_equal(found->told_at, 7);
    assert_string_equal(found->next->told, "ok");
    assert_int_equal(found->next->told_at, 0);
}

static void test_what_was_chrome_is_chrome_after_an_update(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct store *store = NULL;
    struct bytes chrome;
    struct err err = {0};
    int64_t hash;
    sqlite3 *db;

    UNUSED(state);
    unlink("db");
    assert_int_equal(sqlite3_open("db", &db), SQLITE_OK);
    make_old(db, 5,
            "INSERT INTO source (id, name) VALUES (1, 'a/page');"
            "INSERT INTO block VALUES (1, 70, 1), (1, 70, 2), (1, 70, 3),"
            " (1, 71, 1), (1, 71, 2)");
    sqlite3_close(db);
    DO(store_open(&store, "db", false, &err));
    DO(store_chrome(store, &a, 1, &chrome, &err));
    assert_int_equal(chrome.size, sizeof(hash));
    memcpy(&hash, chrome.data, sizeof(hash));
    assert_int_equal(hash, 70);
    assert_int_equal(count(store, "SELECT count(*) FROM block"), 2);
    store_auto(&store);
}

static int leave_nothing(void)
{
    static const char *const files[] = {"db", "db-wal", "db-shm"};
    char folder[4096];

    for (size_t i = 0; i < COUNT(files); i++)
        unlink(files[i]);
    return getcwd(folder, sizeof(folder)) ? rmdir(folder) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
            cmocka_unit_test(test_opens_empty),
            cmocka_unit_test(test_a_poll_is_remembered),
            cmocka_unit_test(test_the_newest_events_are_kept_in_order),
            cmocka_unit_test(test_an_item_keeps_its_iri_and_first_sight),
            cmocka_unit_test(test_no_source_touches_anothers_items),
            cmocka_unit_test(test_a_stream_is_newest_first),
            cmocka_unit_test(test_a_month_that_changed_is_marked_from_there_on),
            cmocka_unit_test(test_what_is_not_committed_did_not_happen),
            cmocka_unit_test(test_a_changed_page_leaves_no_blocks),
            cmocka_unit_test(test_chrome_stays_so_when_its_pages_change),
            cmocka_unit_test(test_what_was_chrome_is_chrome_after_an_update),
            cmocka_unit_test(test_a_walk_is_narrowed),
            cmocka_unit_test(
                    test_what_stands_for_copies_is_found_by_what_they_have),
            cmocka_unit_test(test_what_is_not_indexed_is_always_found),
            cmocka_unit_test(test_no_statement_walks_all_entries),
            cmocka_unit_test(test_what_takes_too_long_fails),
            cmocka_unit_test(test_an_older_store_is_brought_up_to_date),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    failed += RUN_TABLE(rows, check_refused);
    return failed + leave_nothing() != 0;
}
