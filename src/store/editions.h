/* editions.h - editions, their issues as they came out, and to whom they went.
 */
#pragma once

#include "store/entries.h"

struct stored_edition {
    int64_t id; /* 0: it is not there yet */
    const char *name, *iri;
    int64_t begins; /* when its first period does */
    int64_t print;  /* of what its files were written under */
    int64_t hidden; /* of the suppressions that its issues know of */
};

enum issue_state {
    ISSUE_OUT,
    ISSUE_EMPTY,   /* its period brought nothing: there is no issue */
    ISSUE_CARRIED, /* the same, and its time counts to the next one's */
};

struct stored_issue {
    struct stored_issue *next;
    int64_t id, edition;
    const char *key;
    enum issue_state state;
    int64_t number; /* of the edition's that came out, from 1; else 0 */
    const char *iri, *title;
    int64_t starts, ends;
    int64_t published; /* as its period says, whenever it was made */
    int64_t updated;
    int64_t frozen; /* from then on its entries stay as they are */
    bool changed;   /* since it was last written */
};

enum part_state {
    PART_SHOWN,
    PART_HIDDEN,    /* taken down by the operator */
    PART_WITHDRAWN, /* gone before the issue was frozen; it is in no other one
                     */
};

/* An entry in an issue: packed as it was then. */
struct stored_part {
    struct stored_part *next;
    int64_t edition, entry, issue;
    int64_t again;    /* the date of the update that it is there for; or 0 */
    int64_t position; /* from 0 */
    enum part_state state;
    struct bytes packed;
};

/* name is the caller's; id stays 0 where there is none. */
bool store_edition(struct store *store, struct arena *a,
        struct stored_edition *edition, struct err *err) MUST_USE;

/* Adds it (id 0: sets it), or writes print and hidden. */
bool store_save_edition(struct store *store, struct stored_edition *edition,
        struct err *err) MUST_USE;

/* The one whose period ends last, or that has the key; NULL: none. */
bool store_last_issue(struct store *store, struct arena *a, int64_t edition,
        struct stored_issue **out, struct err *err) MUST_USE;
bool store_find_issue(struct store *store, struct arena *a, int64_t edition,
        const char *key, struct stored_issue **out, struct err *err) MUST_USE;

/* How many came out. */
bool store_count_issues(struct store *store, int64_t edition, int64_t *out,
        struct err *err) MUST_USE;

/* span.count issues that came out after the first span.from, the newest first;
 * those that are not frozen at now. */
bool store_issues(struct store *store, struct arena *a, int64_t edition,
        struct span span, struct stored_issue **out, struct err *err) MUST_USE;
bool store_open_issues(struct store *store, struct arena *a, int64_t edition,
        int64_t now, struct stored_issue **out, struct err *err) MUST_USE;

/* Adds it (id 0: sets it), or writes updated and changed. */
bool store_save_issue(struct store *store, struct stored_issue *issue,
        struct err *err) MUST_USE;
bool store_mark_issues(struct store *store, int64_t edition, bool changed,
        struct err *err) MUST_USE;

/* Adds it, or writes position, state and packed. */
bool store_save_part(struct store *store, const struct stored_part *part,
        struct err *err) MUST_USE;

/* In the order of their positions, whatever their state. */
bool store_parts(struct store *store, struct arena *a, int64_t issue,
        struct stored_part **out, struct err *err) MUST_USE;

/* Up to count parts of the edition that come after that one, by their entries'
 * numbers and then by again. */
bool store_next_parts(struct store *store, struct arena *a,
        const struct stored_part *after, int count, struct stored_part **out,
        struct err *err) MUST_USE;

/* span.count entries of the stream "all" that are dated span.from or later,
 * newest first and then by iri, that are in no issue of the edition, nor is one
 * that they stand for; their id and updated alone. */
bool store_edition_candidates(struct store *store, struct arena *a,
        int64_t edition, struct span since, struct stored **out,
        struct err *err) MUST_USE;

/* Entries, in the same way, that are in issues of the edition that ended before
 * they were updated, and in none for that update, which is dated from `from` on
 * and before `until`. */
struct updates {
    int64_t edition, from, until;
    int count;
};
bool store_edition_updates(struct store *store, struct arena *a,
        const struct updates *wanted, struct stored **out,
        struct err *err) MUST_USE;

/* An issue that is to be sent. */
struct delivery {
    struct delivery *next;
    int64_t issue;
    const char *recipient;
    int64_t failures, next_try;
    const char *reason; /* why not yet, or never, in words; or NULL */
};

/* What was said of it before counts. */
bool store_owe_delivery(struct store *store, int64_t issue,
        const char *recipient, struct err *err) MUST_USE;

/* Of one edition, those that may be tried at now, the oldest issue first. */
bool store_deliveries(struct store *store, struct arena *a, int64_t edition,
        int64_t now, struct delivery **out, struct err *err) MUST_USE;

/* Writes failures, next_try and reason; state is "pending", "sent", "refused"
 * or "given up". */
bool store_save_delivery(struct store *store, const struct delivery *delivery,
        const char *state, struct err *err) MUST_USE;

/* The issue of a delivery; NULL where there is none. */
bool store_issue(struct store *store, struct arena *a, int64_t id,
        struct stored_issue **out, struct err *err) MUST_USE;
