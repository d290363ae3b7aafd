/*
 * search.h - entries by their dates and by their texts.
 *
 * The index of texts is behind the entries: what it does not hold yet, or holds
 * as it was, is remembered in the transaction that changes it, and found
 * whatever its text. So nothing is missed, and polls pay nothing for it.
 */
#pragma once

#include "store/entries.h"

/* Entries of a stream, newest first, then by iri. */
struct walk {
    int64_t stream;
    int64_t also[2]; /* streams that they are in as well; 0: any */
    int64_t source;  /* 0: any */
    int64_t from, to, updated_from, updated_to; /* both ends are within */
    const char *behind; /* of those dated `to`, iris after this; "": all */
};

struct walked {
    struct walked *next;
    int64_t id, published;
    const char *iri;
};

bool store_walk(struct store *store, struct arena *a, const struct walk *walk,
        int count, struct walked **out, struct err *err) MUST_USE;

/* The entry, where it is in the stream; else NULL. */
bool store_walked(struct store *store, struct arena *a, int64_t stream,
        int64_t entry, struct walked **out, struct err *err) MUST_USE;

/* ---- the index of texts ---- */

/* Whether there is one, of texts as this version makes them; 0: none at all. */
bool store_has_index(struct store *store, int64_t version, bool *out,
        struct err *err) MUST_USE;

/* Begins one that holds nothing. */
bool store_begin_index(struct store *store, int64_t version,
        struct err *err) MUST_USE;

/* Up to count entries that the index does not hold as they are, whole. */
bool store_unindexed(struct store *store, struct arena *a, int count,
        struct stored **out, struct err *err) MUST_USE;

/* The index holds the entry with this text. They are given in the order of
 * store_unindexed(). */
bool store_index(struct store *store, int64_t entry, const char *text,
        struct err *err) MUST_USE;

/*
 * The numbers, eight bytes each, in ascending order, of all entries whose texts
 * have what texts says (struct plan, rules/plan.h), and of those of the stream
 * that are not indexed; perhaps of others.
 */
bool store_search(struct store *store, struct arena *a, const char *texts,
        int64_t stream, struct bytes *out, struct err *err) MUST_USE;
