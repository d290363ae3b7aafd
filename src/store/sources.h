/* sources.h - what is remembered of sources. */
#pragma once

#include "store/store.h"

/* How a source is. Its failures count from the last time that it was ok. */
struct source_state {
    struct source_state *next;
    int64_t id;
    const char *name;      /* struct source's id */
    const char *url;       /* that was asked last */
    const char *validated; /* where redirects led: it gave the validators */
    const char *health;    /* "new", "ok", "quiet", "failing", "gone" */
    const char *reason;    /* in words, where it is not ok */
    int64_t since;         /* of this health */
    int64_t failures;
    int64_t polled, next_poll;
    int64_t not_before; /* the server's own wish, which nothing overrides */
    int64_t newest;     /* when last an entry came */
    const char *etag, *last_modified;
    int64_t body;         /* hash of the last body that was read; 0: none */
    const char *moved_to; /* where permanent redirects lead, */
    int64_t moved_since, moved_polls; /* since when, and in how many polls */
    int64_t judged;     /* fingerprints that its entries were judged under, */
    int64_t placed;     /* that they were placed under, */
    int64_t made;       /* that they were derived under, */
    int64_t derived;    /* and that its document was read under */
    const char *format; /* of that, as in item.h; NULL: none was read */
    int64_t settings;   /* a fingerprint of those it was asked under */
    int64_t order;      /* the operator's; -1: no longer configured */
    int64_t entries;
    int64_t wish; /* seconds between polls that its feed asks for; 0: any */
    int64_t skip_hours, skip_days; /* as in feed.h */
    int64_t fresh;    /* until then the server's answer holds; not stored */
    int64_t begun;    /* when this address was first asked */
    const char *told; /* the health that was told last: struct event, */
    int64_t told_at;  /* when, */
    int64_t tellings; /* how many times in a short while, */
    const char *told_moved; /* and the last move that was */
    int64_t status;         /* HTTP, of the last poll; 0: no answer */
    const char *answer;     /* what it brought, in words */
    struct bytes problems;  /* of the document that was read last; packed */
};

/* All of them, in the order of their names. */
bool store_sources(struct store *store, struct arena *a,
        struct source_state **out, struct err *err) MUST_USE;

bool store_add_source(struct store *store, const char *name, int64_t *out,
        struct err *err) MUST_USE;

/* Writes order, judged, placed, made, derived and format. */
bool store_configure_source(struct store *store,
        const struct source_state *source, struct err *err) MUST_USE;

/* One line of a source's history. */
struct poll {
    struct poll *next;
    int64_t at;
    int64_t status;      /* HTTP; 0: no answer */
    const char *outcome; /* "200, 3 new", "304", "timeout: ..." */
    int64_t bytes, added;
};

extern const struct shape poll_shape;

enum { POLLS_KEPT = 50 };

/* Writes health to newest, the validators, moved_to and settings; adds the
 * poll. */
bool store_save_poll(struct store *store, const struct source_state *source,
        const struct poll *poll, struct err *err) MUST_USE;

/* Newest first. */
bool store_polls(struct store *store, struct arena *a, int64_t source,
        struct poll **out, struct err *err) MUST_USE;

/* A change of a source's health, as it was told. */
struct event {
    struct event *next;
    int64_t source;
    int64_t at;
    const char *what;  /* "failing", "gone", "quiet", "recovered", "back" (with
                          news), "moved" */
    int64_t since;     /* when what ended had been told; or 0 */
    const char *words; /* the reason; where it moved to; or NULL */
    const char *name;  /* of the source; only when read */
};

enum { EVENTS_KEPT = 100 };

/* One of the same source, instant and kind is replaced, the oldest forgotten.
 */
bool store_add_event(struct store *store, const struct event *event,
        struct err *err) MUST_USE;

/* Newest first, then in the order of their names, each with a "/" after it. */
bool store_events(struct store *store, struct arena *a, struct event **out,
        struct err *err) MUST_USE;

/* The head of a source's feed, packed (entry_shape). */
bool store_save_head(struct store *store, int64_t source, struct bytes head,
        struct err *err) MUST_USE;
bool store_head(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err) MUST_USE;
