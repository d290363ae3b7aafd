/*
 * status.h - how the sources are: what status.json and status.html say, which
 * alone of all that is published tell when it was.
 */
#pragma once

#include "config.h"

struct poll;
struct refusal;

struct status {
    struct status *next;
    const char *source, *actor, *name, *kind, *url; /* name: the actor's */
    const char *health; /* "new", "ok", "quiet", "failing", "gone" */
    const char *reason; /* in words, where it is not well; or NULL */
    int64_t since;      /* of that health */
    int64_t newest, entries;
    int64_t expect; /* seconds without news after which it is quiet; 0: any */
    int64_t failures;
    const char *moved_to;
    int64_t moved_since, moved_polls;
    const char *feed;       /* that a page names: it would tell more; or NULL */
    int64_t polled, status; /* status: HTTP; 0: it did not answer */
    const char *answer;     /* of that poll, in words */
    int64_t next_poll;      /* 0: at once, or, once polled, never */
    struct problem *problems; /* of its last document, and whatever else an
                                 operator should know of it */
    struct poll *polls;       /* newest first; only where asked for */
    struct refusal *claims;   /* of ids that are other entries' */
};

/* All of them, in the operator's order, and how they are together. */
struct health {
    const char *state; /* "ok"; "degraded": some are not well; "failed": none of
                          them gives anything */
    int64_t run;       /* when sources were last asked, to the end; 0: never */
    int64_t ok, new, quiet, failing, gone; /* how many sources */
    int64_t entries;
    struct status *sources;
};

/* The page of it. */
void status_page_write(struct buf *out, const struct site *site,
        const struct health *health);
