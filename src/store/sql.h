/*
 * sql.h - the little of SQLite that the files of this folder use: every
 * statement is a row of one table, prepared when the store is opened.
 */
#pragma once

#include <sqlite3.h>

#include "store/editions.h"
#include "store/entries.h"
#include "store/sources.h"
#include "store/streams.h"

enum statement {
#define STATEMENT(name, text) name,
#include "store/statements.inc"
#undef STATEMENT
    STATEMENTS
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENTS];
    bool trying; /* in a transaction that is never committed */
};

/* One run of one statement; parameters and columns are taken in order. */
struct query {
    struct store *store;
    sqlite3_stmt *stmt;
    int next;
};

struct query query(struct store *store, enum statement which);

/* Texts and bytes must live until done(). */
void put_text(struct query *q, const char *text);
void put_int(struct query *q, int64_t value);
void put_bytes(struct query *q, struct bytes bytes); /* empty: NULL */

/* Moves to the next row; false after the last one, and on an error. */
bool step(struct query *q);

int64_t get_int(struct query *q);
const char *get_text(struct query *q, struct arena *a);
struct bytes get_bytes(struct query *q, struct arena *a);

/* Ends the run; fails where a step failed. */
bool done(struct query *q, struct err *err) MUST_USE;

/* A statement without rows: its only step, and done(). */
bool finish(struct query *q, struct err *err) MUST_USE;

/* All rows of a statement whose columns are STORED_COLUMNS. */
bool get_entries(struct query *q, struct arena *a, struct stored **out,
        struct err *err) MUST_USE;

/* What the entry is asked for by that its keys do not have: search.c. */
bool save_link(struct store *store, const struct stored *stored,
        struct err *err) MUST_USE;

/* All rows of one number, eight bytes each. */
bool get_numbers(struct query *q, struct arena *a, struct bytes *out,
        struct err *err) MUST_USE;

/* All rows of key and digest. */
bool get_known(struct query *q, struct arena *a, struct known **out,
        struct err *err) MUST_USE;

#define fail_store(store, err) \
    fail((err), ERR_STORE, "%s", sqlite3_errmsg((store)->db))
