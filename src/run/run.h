/*
 * run.h - all that the work of one call stands on, opened in the order that
 * safety asks for: configuration, lock, workers, and only then the store.
 */
#pragma once

#include "base/index.h"
#include "config.h"
#include "output/output.h"
#include "output/river.h"
#include "rules/rules.h"
#include "sandbox/pool.h"
#include "store/editions.h"
#include "store/entries.h"
#include "store/sources.h"
#include "store/streams.h"

/* A configured source with what is remembered of it. */
struct live_source {
    struct live_source *next;
    const struct source *source;
    struct source_state *state;
    struct tag *themes;              /* of its actor */
    int64_t derived, judged, placed; /* the fingerprints that its entries
                                        should have */
    int64_t settings; /* and that of its section: a change is due at once */
    int64_t selected; /* that of what makes items of pages; never 0 */
    const struct entry *head; /* see run_head() */
    bool head_is_known;
    bool asked;          /* in this run */
    const char *found;   /* the health that its poll found; or NULL */
    const char *why;     /* it was, or was not; or NULL */
    const char *outcome; /* of its poll in this run; or NULL */
};

enum stream_kind { STREAM_ALL, STREAM_ACTOR, STREAM_THEME, STREAM_OWN };

struct live_stream {
    struct live_stream *next;
    struct stored_stream stored;
    enum stream_kind kind;
    const char *key; /* the actor's or theme's id, or the stream's own */
    const char *title;
    const char *page;    /* the actor's site; NULL: the site's own */
    struct expr *select; /* STREAM_OWN; NULL: all */
    int64_t selected;    /* its fingerprint */
    int64_t limit;
    int64_t max_age;    /* of what its file has, when its newest entry came */
    int64_t share;      /* entries of a source that its file has at most, while
                           others have some to fill it with; from 1 to limit */
    enum prefer prefer; /* of several entries for one article */
};

struct live_edition {
    struct live_edition *next;
    const struct edition *edition;
    struct expr *select;          /* NULL: all */
    struct stored_edition stored; /* from edition_build() on */
};

/* A rule that could not judge some entries: they are as if it had not matched.
 */
struct rule_failure {
    struct rule_failure *next;
    const struct rule_place *rule;
    const char *error; /* that of the first */
    int64_t times;
};

struct run {
    struct arena arena;
    struct config *config;
    struct rules *rules;
    struct reader *reader;
    struct pool *pool;
    struct store *store;
    struct live_source *sources; /* in the operator's order */
    struct live_stream *streams; /* in the order in which they are listed */
    unsigned preferred;          /* by any stream: a bit for each enum prefer */
    struct live_stream *own; /* the first of the operator's, the last of all */
    struct live_edition *editions; /* in the order of the configuration */
    struct source_state *states;   /* also of sources that are gone */
    struct index sources_by_id, streams_by_id, streams_by_name;
    struct suppression *suppressed;
    struct index suppressed_by_key;
    struct rule_failure *failures; /* since they were last told */
    int64_t now;
    int lock; /* -1: none */
};

enum run_mode {
    RUN_LOOK,  /* the store is only read; no lock */
    RUN_WRITE, /* alone, and with workers */
    RUN_TRY,   /* the same, but nothing that is changed stays */
};

struct run_wish {
    const char *config; /* its path */
    const char *rules;  /* a file to try in the place of one of filters/; or
                           NULL */
    int64_t now;
    enum run_mode mode;
};

/*
 * Mistakes of the configuration go to report and are one ERR_USAGE. All but
 * RUN_LOOK fail with ERR_LOCKED where another run is at work.
 */
bool run_open(struct run **out, const struct run_wish *wish,
        struct report *report, struct err *err) MUST_USE;
void run_auto(struct run **run);

/* Reads again what was taken down. */
bool run_suppressed(struct run *run, struct err *err) MUST_USE;

struct live_source *run_source(const struct run *run, int64_t id);
struct live_stream *run_stream(const struct run *run, int64_t id);
struct live_stream *run_stream_named(const struct run *run, const char *name);

/* Reads all that the operator wrote. Every mistake in it goes to report; then
 * false. *config is what could be read; *rules, too, or NULL. instead: see
 * rules_load(). */
bool run_configure(struct config **config, struct rules **rules,
        const char *path, const char *instead, struct report *report) MUST_USE;

/* The condition of a stream; *out is NULL where it takes all. */
bool run_select(struct expr **out, const struct own_stream *own,
        const struct config *config, const struct rules *rules,
        struct report *report) MUST_USE;

/* The time zones that documents of this configuration may need. */
struct name_of *run_zones(struct arena *a, const struct config *config);

/* What the source's feed says of itself; NULL where it says nothing. */
bool run_head(const struct entry **out, struct run *run,
        struct live_source *live, struct err *err) MUST_USE;

/* The language of the source's entries that say none. */
bool run_lang(const char **out, struct run *run, struct live_source *live,
        struct err *err) MUST_USE;

/* What the operator reads of an entry: as rules changed it, else as it is. */
bool run_entry(struct entry *out, struct arena *a, const struct stored *stored,
        struct err *err) MUST_USE;

/* The entry as rules and conditions see it: before the rules, with the themes
 * of its actor. Its source must be configured. */
bool run_subject(struct subject *out, struct run *run,
        const struct stored *stored, const struct entry *entry,
        struct err *err) MUST_USE;

/* "tag:HOST,YEAR:PATH" (RFC 4151) of this site. */
const char *run_tag_uri(const struct run *run, struct arena *a, int64_t when,
        const char *path);

/* The site's host, without its port. */
const char *run_host(const struct run *run, struct arena *a);

/* A fingerprint of whatever is in every file; the streams' own texts are in
 * those of theirs. */
int64_t run_site_print(const struct run *run);

/* The same of what is on every page and in every feed. */
int64_t run_face_print(const struct run *run);
