/*
 * search.h - entries by what people ask for them by: dates, texts, links, ids.
 *
 * The index of texts is behind the entries: what it does not hold yet, or holds
 * as it was, is remembered in the transaction that changes it, and found
 * whatever its text. So nothing is missed, and polls pay nothing for it.
 */
#pragma once

#include "store/entries.h"

/* Entries, newest first, then by iri. */
struct walk {
    int64_t stream; /* 0: of none, but what stands for its article, or */
    bool dropped;   /* what is kept from being published */
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

/* The entry, where the walk comes by it, whenever it was updated; else NULL. */
bool store_walked(struct store *store, struct arena *a, const struct walk *walk,
        int64_t entry, struct walked **out, struct err *err) MUST_USE;

/* Entries by a link that rules made, or by an id of its source that identifies
 * nowhere else ("post-1234"), of whatever source; whole. */
bool store_find_asked(struct store *store, struct arena *a, const char *text,
        struct stored **out, struct err *err) MUST_USE;

/* The numbers of the entries that stand for any that has the tag, or that came
 * by the source: eight bytes each, in ascending order, some perhaps twice. */
bool store_tagged(struct store *store, struct arena *a, const char *tag,
        struct bytes *out, struct err *err) MUST_USE;
bool store_told(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err) MUST_USE;

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
 * have what texts says (struct plan, rules/plan.h), and of those that are not
 * indexed; perhaps of others.
 */
bool store_search(struct store *store, struct arena *a, const char *texts,
        struct bytes *out, struct err *err) MUST_USE;
