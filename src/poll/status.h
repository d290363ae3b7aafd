/* status.h - how the sources are, for people and for programs. */
#pragma once

#include "output/status.h"
#include "run/run.h"

/* Under this name the store keeps when sources were last asked, to the end. */
#define STATUS_RUN "run"

/* Those that are configured; feeds: with the feeds that pages name, for which
 * each page's head is looked at. No entry is. */
bool status_of(struct health *out, struct run *run, struct arena *a, bool feeds,
        struct err *err) MUST_USE;

/* Those of an actor or of one source, with their polls; NULL: there is none. */
bool status_history(struct status **out, struct run *run, struct arena *a,
        const char *name, struct err *err) MUST_USE;

/* As status.json has it; of a history, only its sources. */
void status_json(struct buf *out, const struct health *health);

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
