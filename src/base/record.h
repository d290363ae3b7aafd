/*
 * record.h - plain structs described by tables, so that one piece of code packs
 * them for a pipe or a database, another reads them back, and a third prints
 * them as JSON.
 *
 * Packed, a struct is its length followed by its members in the table's order.
 * Members are only ever added at the end of a table: an older record then reads
 * as one whose last members are absent, a newer one is cut to what is known.
 *
 * A list is a chain of structs whose first member is `next`. Absent is NULL or
 * 0, as everywhere. The same struct always packs to the same bytes.
 */
#pragma once

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum member_type {
    MEMBER_TEXT,  /* const char *: UTF-8, without control characters but TAB,
                     LF and CR */
    MEMBER_BYTES, /* struct bytes */
    MEMBER_INT,   /* int64_t */
    MEMBER_TIME,  /* int64_t, Unix seconds; JSON: RFC 3339 */
    MEMBER_FLAG,  /* bool; JSON: true, or absent */
    MEMBER_ONE,   /* const struct x *, or NULL */
    MEMBER_LIST,  /* struct x *, the first of a chain, or NULL */
};

struct bytes {
    const char *data;
    size_t size;
};

static inline bool bytes_same(struct bytes a, struct bytes b)
{
    return a.size == b.size &&
            (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

struct shape;

struct member {
    const char *name; /* as in JSON; NULL: never printed; "": the value is
                         printed in the place of its record */
    enum member_type type;
    size_t offset;
    const struct shape *of; /* of MEMBER_ONE and MEMBER_LIST */
    bool always;            /* JSON: [] or {} where it is absent */
};

struct shape {
    size_t size; /* of the struct */
    const struct member *members;
    size_t count;
};

/* Rows of such a table, and the shape that it makes. */
/* clang-format off */
#define ROW(type, member, is) \
    {#member, is, offsetof(struct type, member), NULL, false}
#define ROW_NAMED(type, member, is, name) \
    {name, is, offsetof(struct type, member), NULL, false}
#define ROW_OF(type, member, is, shape) \
    {#member, is, offsetof(struct type, member), &(shape), false}
#define ROW_ALWAYS(type, member, is, shape) \
    {#member, is, offsetof(struct type, member), &(shape), true}
#define ROW_HIDDEN(type, member, is, shape) \
    {NULL, is, offsetof(struct type, member), shape, false}
#define SHAPE(type, table) {sizeof(type), (table), COUNT(table)}
/* clang-format on */

/* A chain's order is kept; the first member of both structs is `next`. */
void list_add(void *list, void *last);

/* The same, or, where there are most already, nothing. */
void list_add_most(void *list, void *last, size_t most);

void record_pack(struct buf *out, const struct shape *shape,
        const void *record);

/*
 * Reads what record_pack() wrote, which may come from a process that was taken
 * over: every length is checked, every text is valid UTF-8, nesting is bounded.
 * Texts point into the packed bytes, which must live as long as the record.
 * Fails with ERR_SYSTEM.
 */
bool record_unpack(void *out, struct arena *a, const struct shape *shape,
        struct bytes packed, struct err *err) MUST_USE;

/*
 * Writes the record as JSON, a member a line and two spaces a level. What is
 * absent is left out, unless its member is there always.
 */
void record_json(struct buf *out, const struct shape *shape,
        const void *record);

/* Writes text as a JSON string, quotes included. */
void json_text(struct buf *out, const char *text);
