/*
 * config.h - what the operator wrote, read and checked.
 *
 * Strings live as long as the configuration; NULL means that nothing was said
 * and there is no default.
 */
#pragma once

#include "base/url.h"
#include "base/zone.h"
#include "document.h"
#include "edition.h"

/* One mistake, where it is. The text names what to write instead. */
struct mistake {
    struct mistake *next;
    const char *file;
    int line, column; /* from 1, in characters; 0: the file as a whole */
    const char *text;
    const char *suggestion; /* the word that was probably meant; or NULL */
    bool warning;           /* it does no harm, but cannot be meant */
};

/* All mistakes of a configuration, in the order of reading. */
struct report {
    struct arena arena;
    struct mistake *mistakes, *last;
    int count, warnings; /* of those that are none, and that are */
};

void report_add(struct report *report, const char *file, int line, int column,
        const char *fmt, ...) PRINTF(5, 6);
void report_warn(struct report *report, const char *file, int line, int column,
        const char *fmt, ...) PRINTF(5, 6);
/* What was meant by the last one; NULL: nobody knows. */
void report_suggest(struct report *report, const char *word);
/* By the names of files, lines and columns. */
void report_sort(struct report *report);
void report_auto(struct report *report);

/* The word of `words` (NULL-ended) that is nearest to `word`, or NULL where
 * none is near: for "did you mean". */
const char *report_nearest(const char *word, const char *const *words);

/* What the operator adds to the site's pages, a file each: config/slots.c. */
enum slot {
    SLOT_HEAD,
    SLOT_HEADER,
    SLOT_ASIDE,
    SLOT_FOOTER,
    SLOT_ABOUT,
    SLOT_STYLE, /* published as user.css */
    SLOTS
};

struct site {
    const char *title, *url, *lang, *contact;
    const char *zone_name;
    const struct zone *zone;
    struct name_of *hubs; /* URLs (WebSub) */
    bool compress;        /* each file stands there compressed, too */
    bool archives;        /* beside the streams */
    int64_t share;   /* of a stream's file that is for one source, in percent */
    int64_t max_age; /* of what is in such a file, when its newest entry came */
    enum content content; /* of all sources that do not say */
    bool search;        /* pages have a form, and runs keep an index of texts */
    bool remote_images; /* pages load pictures from where articles are */
    const char *slots[SLOTS]; /* as they are in their files: HTML that is
                                 trusted, and CSS; or NULL */
};

/* Where something stands in its file, from 1. */
struct place {
    int line, column;
};

/* One URL that is polled for an actor. */
struct source {
    struct source *next;
    const struct actor *actor;
    const char *id; /* "le-rameau/feed": the actor's id and the section's name,
                       else its kind; stable when the URL changes */
    const char *kind; /* "feed", "page", "sitemap" */
    const char *url;
    int64_t every, slowest; /* seconds; slowest is never less */
    int64_t expect; /* seconds without news that are not usual; 0: not said */
    enum content content; /* how much of its articles is published */
    bool allow_private;
    const char *credentials; /* the file that holds them, as written; or NULL */
    const char *userinfo;    /* what it holds, as in a URL: never to be shown */
    const char *lang;        /* the actor's, else the site's */
    const char *zone_name;   /* the same, */
    bool zone_said;          /* by the source or its actor */
    struct selector *selectors;
    const char *file; /* where it stands, for messages */
    int line;
    struct place url_at;
    int order; /* among all sources: the operator's order */
};

struct actor {
    struct actor *next;
    const char *id; /* the file's name without .conf */
    const char *name, *site;
    struct name_of *aliases;
    struct name_of *themes;
    const char *lang, *zone_name;
    struct source *sources; /* linked by next through all actors' sources too */
    int source_count;
    const char *file;
    struct place name_at, aliases_at, themes_at; /* of their values */
    int order;
};

/* Which of several entries for one article is published. */
enum prefer {
    PREFER_ORDER,
    PREFER_ORIGINAL,
    PREFER_LONGEST,
    PREFER_EARLIEST,
    PREFERENCES, /* how many there are; not said: as [doubles] says */
};

/* A stream of the operator's own. */
struct own_stream {
    struct own_stream *next;
    const char *id, *title;
    const char *select;   /* a condition of rules.h; NULL: all */
    int64_t limit, share; /* share 0: the site's */
    enum prefer prefer;
    const char *file;
    int line, select_column;
};

/* What is said of a theme's stream. */
struct own_theme {
    struct own_theme *next;
    const char *id;
    int64_t share; /* 0: the site's */
    enum prefer prefer;
    const char *file;
    int line;
};

struct config {
    struct arena arena;
    const char *file;   /* "" where none was found */
    const char *folder; /* what other paths are relative to */
    struct site site;
    /* Absolute or below folder. */
    const char *feeds, *filters, *pages, *store, *public;
    int64_t every, slowest, expect;
    int64_t first;      /* entries of a new source that are news */
    int64_t within;     /* seconds that a run may go on asking */
    int64_t per_second; /* requests to one host; 0: not said */
    const char *proxy;
    enum prefer prefer;
    struct url_same same; /* what the operator knows of URLs */
    int64_t window; /* seconds between texts that can be one; 0: none can */
    struct actor *actors;   /* in the order of file names */
    struct source *sources; /* of all actors, in order */
    struct own_stream *streams;
    struct own_theme *themes;
    struct edition *editions;
    struct mail_server mail;
    const struct actor **actors_by_id; /* sorted, for finding */
    const struct source **sources_by_id;
    int actor_count, source_count;
};

/*
 * Reads path and the actors' files that it names. Every mistake goes to report;
 * then false, and *out is what could be read, so that the rest can be checked
 * against it. A path that cannot be read is a mistake, too; then filters is
 * NULL. With "" for a path everything is as if nothing had been said.
 */
bool config_load(struct config **out, const char *path,
        struct report *report) MUST_USE;
void config_auto(struct config **config);

const struct actor *config_actor(const struct config *config, const char *id);
const struct source *config_source(const struct config *config, const char *id);
