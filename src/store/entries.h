/* entries.h - items, the entries that are derived of them, and their tags. */
#pragma once

#include "store/store.h"

/*
 * What an article is known by, hashed. The first three identify it; the others
 * only find what may be the same.
 */
enum key_of {
    KEY_OF_ID,
    KEY_OF_LINK,
    KEY_OF_ADDRESS, /* where it was found, if redirects led from there */
    KEY_OF_FIRST,   /* its first URL, if it has another now */
    KEY_OF_TITLE,
    KEY_OF_TEXT, /* and the two after it */
    KEYS = KEY_OF_TEXT + 3,
};

/* An item with the entry that was derived of it. A slim one comes without item,
 * entry and shown. */
struct stored {
    struct stored *next;
    int64_t id, source;
    int64_t key, digest; /* see struct yield */
    const char *iri;     /* its published id: its claim, or one of its own */
    const char *claim;   /* the id that it said, or was given, at first */
    int64_t first_seen, last_seen;
    int64_t changed;    /* when readers last saw it say something else; 0 */
    int64_t read;       /* when it was first read to say what it says */
    struct bytes item;  /* item_shape, packed */
    struct bytes entry; /* entry_shape, packed */
    const char
            *address; /* where it was found, if its URL is another; or NULL */
    const char *url;  /* what explain finds it by; or NULL */
    const char *first_url; /* the first that it had, if it changed; or NULL */
    bool old; /* of its source's back catalogue: only its actor's stream has it
               */
    int64_t published, updated; /* as published */
    int64_t words;              /* of its text */
    int64_t keys[KEYS];         /* 0: none */
    int64_t former[KEYS];       /* those that the store has of it */
    /* what rules and doubles made of it: */
    bool kept;          /* no rule dropped it, and it is not held */
    const char *reason; /* why not, in words; or the rule that kept it */
    int64_t until;      /* to be judged again then; 0: never */
    struct bytes shown; /* entry as rules changed it; else empty */
    int64_t winner;     /* the entry that stands for it; 0: itself */
};

/* The items that were seen last, at most KNOWN_MAX: others are so long gone
 * that they may be told again. */
enum { KNOWN_MAX = 20 * 1000 };
bool store_known(struct store *store, struct arena *a, int64_t source,
        struct known **out, struct err *err) MUST_USE;

/* The item, slim; NULL where it is not there. */
bool store_find_item(struct store *store, struct arena *a, int64_t source,
        int64_t key, struct stored **out, struct err *err) MUST_USE;

/* The count items of a source that were seen last, slim. */
bool store_recent(struct store *store, struct arena *a, int64_t source,
        int count, struct stored **out, struct err *err) MUST_USE;

/* The item has another key from now on, that no other of its source has. */
bool store_rename_item(struct store *store, int64_t id, int64_t key,
        struct err *err) MUST_USE;

/* The item is published by this id from now on: its claim or another. */
bool store_name_item(struct store *store, int64_t id, const char *iri,
        struct err *err) MUST_USE;

/* Of all that ever claimed an id, or were given it, the number of the first
 * seen; of several, the first by the names of sources and its key there; 0:
 * none. */
bool store_first_claimant(struct store *store, const char *claim, int64_t *out,
        struct err *err) MUST_USE;

/* All that have the id, slim. */
bool store_named(struct store *store, struct arena *a, const char *iri,
        struct stored **out, struct err *err) MUST_USE;

/* An entry of a source that claims the id of another. */
struct refusal {
    struct refusal *next;
    const char *claimed;
    const char *id; /* that it is published by */
};

extern const struct shape refusal_shape;

bool store_refusals(struct store *store, struct arena *a, int64_t source,
        struct refusal **out, struct err *err) MUST_USE;

/* Adds the item (id 0: sets it) or replaces what it says; with its entry, its
 * dates, its keys and its verdict. */
bool store_save_item(struct store *store, struct stored *stored,
        struct err *err) MUST_USE;

/* The item was in its document at now, as it was. */
bool store_saw_item(struct store *store, int64_t source, int64_t key,
        int64_t now, struct err *err) MUST_USE;

/* Writes keys in the place of former. */
bool store_save_keys(struct store *store, const struct stored *stored,
        struct err *err) MUST_USE;

/* Writes kept, reason, until, shown. */
bool store_save_verdict(struct store *store, const struct stored *stored,
        struct err *err) MUST_USE;

/* The entry is to be judged again then, unless it is before. */
bool store_lower_until(struct store *store, int64_t entry, int64_t until,
        struct err *err) MUST_USE;
bool store_save_winner(struct store *store, int64_t entry, int64_t winner,
        struct err *err) MUST_USE;

/* The numbers of a source's entries; of all that were published since: eight
 * bytes each, in ascending order. */
bool store_entries_of(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err) MUST_USE;
bool store_entries_since(struct store *store, struct arena *a, int64_t since,
        struct bytes *out, struct err *err) MUST_USE;

/* Whole but for the item, which is half of it; NULL where it is not there. */
bool store_derived(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err) MUST_USE;

/* Up to count entries that are to be judged again at now, without items. */
bool store_due_entries(struct store *store, struct arena *a, int64_t now,
        int count, struct stored **out, struct err *err) MUST_USE;

/* NULL where it is not there. */
bool store_entry(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err) MUST_USE;
bool store_slim(struct store *store, struct arena *a, int64_t id,
        struct stored **out, struct err *err) MUST_USE;

/* Entries by published id or by URL, as given or without what does not count
 * (url_key()); whole. ~key: see keys.h. */
bool store_find_entries(struct store *store, struct arena *a, const char *text,
        int64_t key, struct stored **out, struct err *err) MUST_USE;

/* Entries that have the key, slim, in the order of their numbers. */
bool store_same_key(struct store *store, struct arena *a, int64_t key,
        int count, struct stored **out, struct err *err) MUST_USE;

/* How many entries have the key, counted up to `most`. */
bool store_count_key(struct store *store, int64_t key, int most, int64_t *out,
        struct err *err) MUST_USE;

/* Whether any other entry has one of its keys. */
bool store_shares_key(struct store *store, const struct stored *stored,
        bool *out, struct err *err) MUST_USE;

/* The numbers of the entries that stand for others: eight bytes each, in
 * ascending order. */
bool store_winners(struct store *store, struct arena *a, struct bytes *out,
        struct err *err) MUST_USE;

/* The entries that winner stands for, slim. */
bool store_cluster(struct store *store, struct arena *a, int64_t winner,
        struct stored **out, struct err *err) MUST_USE;

struct stored_tag {
    struct stored_tag *next;
    const char *id;
    const char *by; /* "50-themes.rules:3", or NULL: the actor's file */
};

bool store_tags(struct store *store, struct arena *a, int64_t entry,
        struct stored_tag **out, struct err *err) MUST_USE;
bool store_save_tags(struct store *store, int64_t entry,
        const struct stored_tag *tags, struct err *err) MUST_USE;
