/* status.h - how the sources are, for people and for programs. */
#pragma once

#include "flow/run.h"

/* Nothing in it changes from poll to poll while nothing happens. */
struct status {
    struct status *next;
    const char *source, *actor, *kind, *url;
    const char *health; /* "new", "ok", "failing", "gone" */
    const char *reason;
    int64_t since, newest, entries;
    const char *moved_to;
    const char *feed; /* that a page names: it would tell more; or NULL */
    /* only where asked for; 0: never */
    int64_t moved_since, moved_polls, polled, next_poll;
    struct poll *polls; /* newest first; only where asked for */
};

extern const struct shape status_shape;

/* One a configured source, in the operator's order; polls: with the times of
 * the last and the next. */
bool status_of(struct status **out, struct run *run, struct arena *a,
        bool polls, struct err *err) MUST_USE;

/* Those of an actor or of one source, with their polls; NULL: there is none. */
bool status_history(struct status **out, struct run *run, struct arena *a,
        const char *name, struct err *err) MUST_USE;

/* {"sources": [...]} */
void status_json(struct buf *out, const struct status *status);

/* Why a source was asked in this run, or was not. */
struct why {
    struct why *next;
    const char *source;
    bool asked;
    const char *why;
    const char *outcome; /* of its poll; or NULL */
};

/* Those that a fetch looked at, in the operator's order. */
struct why *why_of(const struct run *run, struct arena *a);

/* {"sources": [...]} */
void why_json(struct buf *out, const struct why *why);
