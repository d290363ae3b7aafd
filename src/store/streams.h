/* streams.h - streams, what is in them, and the files that were published. */
#pragma once

#include "store/entries.h"

struct stored_stream {
    struct stored_stream *next;
    int64_t id;
    const char *name; /* "all", "actors/le-rameau", "themes/odd-17" */
    const char *iri;
    int64_t created;
    bool changed;     /* since it was last written */
    int64_t selected; /* fingerprint of the condition that its entries were
                         chosen by; 0: by none yet */
    int64_t archived; /* the same of what is in all of its archives */
};

bool store_streams(struct store *store, struct arena *a,
        struct stored_stream **out, struct err *err) MUST_USE;
bool store_add_stream(struct store *store, struct stored_stream *stream,
        struct err *err) MUST_USE; /* sets id */
/* The numbers of the streams that entries of the source are in, as those below.
 */
bool store_streams_of(struct store *store, struct arena *a, int64_t source,
        struct bytes *out, struct err *err) MUST_USE;
/* The stream stays: its id is for good, even if it comes back. */
bool store_empty_stream(struct store *store, int64_t stream,
        struct err *err) MUST_USE;

bool store_select_stream(struct store *store, int64_t stream, int64_t selected,
        struct err *err) MUST_USE;

/* changed means that the stream's files are to be written again. */
bool store_mark_stream(struct store *store, int64_t stream, bool changed,
        struct err *err) MUST_USE;
bool store_mark_streams(struct store *store, struct err *err) MUST_USE;

/* Puts the entry in, or takes it out. */
bool store_enter(struct store *store, int64_t stream,
        const struct stored *stored, int64_t now, struct err *err) MUST_USE;
bool store_leave(struct store *store, int64_t stream, int64_t entry,
        struct err *err) MUST_USE;

/* The numbers of a stream's entries that were published since, and of those
 * that rules changed: eight bytes each, in ascending order. */
bool store_members(struct store *store, struct arena *a, int64_t stream,
        int64_t since, struct bytes *out, struct err *err) MUST_USE;
bool store_is_member(struct store *store, int64_t stream, int64_t entry,
        bool *out, struct err *err) MUST_USE;
bool store_shown_since(struct store *store, struct arena *a, int64_t since,
        struct bytes *out, struct err *err) MUST_USE;

/* struct stored's shown, alone. */
bool store_shown(struct store *store, struct arena *a, int64_t entry,
        struct bytes *out, struct err *err) MUST_USE;

/* The streams that the entry is in. */
struct membership {
    struct membership *next;
    int64_t stream, entered;
    int64_t arrived; /* when it was first seen, or, later, due */
    int64_t rank;    /* from 1, the last to arrive; 0: not asked for */
};
bool store_memberships(struct store *store, struct arena *a, int64_t entry,
        bool rank, struct membership **out, struct err *err) MUST_USE;

/* Count entries of a stream after the first `from`, whole; newest first, then
 * by iri. */
bool store_stream_entries(struct store *store, struct arena *a, int64_t stream,
        struct span span, struct stored **out, struct err *err) MUST_USE;
/* The last to arrive, at most count; of what arrived at once the newest first.
 */
struct arrived_entry {
    struct arrived_entry *next;
    int64_t entry, source, arrived;
    bool chosen; /* false: whoever asked may choose among them */
};
bool store_arrivals(struct store *store, struct arena *a, int64_t stream,
        int64_t count, struct arrived_entry **out, struct err *err) MUST_USE;
bool store_stream_size(struct store *store, int64_t stream, int64_t *out,
        struct err *err) MUST_USE;

/* What was taken down: an article by its URL or id, a source, an actor. */
struct suppression {
    struct suppression *next;
    const char *what; /* as it was said */
    int64_t key;      /* hash of what identifies it */
    const char *reason;
    int64_t since;
};

extern const struct shape suppression_shape;

bool store_suppressions(struct store *store, struct arena *a,
        struct suppression **out, struct err *err) MUST_USE;
bool store_suppress(struct store *store, const struct suppression *suppression,
        struct err *err) MUST_USE;
bool store_release(struct store *store, const char *what,
        struct err *err) MUST_USE;

/* A file below public/, and its file_stamp() when it was written. */
struct stored_output {
    struct stored_output *next;
    const char *path;
    int64_t stamp;
};

bool store_outputs(struct store *store, struct arena *a,
        struct stored_output **out, struct err *err) MUST_USE;
bool store_keep_output(struct store *store, const char *path, int64_t stamp,
        struct err *err) MUST_USE;
bool store_remove_output(struct store *store, const char *path,
        struct err *err) MUST_USE;

/* A hub that is to be told that a feed of ours changed. */
struct owed_ping {
    struct owed_ping *next;
    const char *hub, *url;
    int64_t owed; /* since then */
    int64_t failures;
};

bool store_owe_ping(struct store *store, const struct owed_ping *ping,
        struct err *err) MUST_USE;

/* Those that may be tried at now, by hub. */
bool store_pings(struct store *store, struct arena *a, int64_t now,
        struct owed_ping **out, struct err *err) MUST_USE;

/* It failed: it is not to be tried before then. */
bool store_delay_ping(struct store *store, const struct owed_ping *ping,
        int64_t next_try, struct err *err) MUST_USE;
bool store_forget_ping(struct store *store, const struct owed_ping *ping,
        struct err *err) MUST_USE;
