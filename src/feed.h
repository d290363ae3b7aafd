/*
 * feed.h - entries: what may be published of what a document says. Names and
 * meanings are those of Atom (RFC 4287), whatever the document was.
 *
 * Every string is NUL-terminated UTF-8 in an arena; NULL means that the
 * document did not say, and "" never occurs (but in `lang`, where it means
 * "explicitly none"). Times are Unix seconds, UTC; 0 means absent. Lists keep
 * the document's order.
 *
 * An entry is made by normalise/ only, of an item (item.h), and holds what is
 * safe to publish. The two forms share the small structs below and never mix.
 */
#pragma once

#include "extension.h"

/* An atom:link. In an item, href is as written and base what it is relative to;
 * in an entry, href is absolute, of a scheme that is safe, and base NULL. */
struct link {
    struct link *next;
    const char *rel; /* never NULL in an entry */
    const char *href;
    const char *type;
    const char *hreflang;
    const char *title;
    int64_t length; /* bytes; 0 where not said */
    const char *base;
};

struct person {
    struct person *next;
    const char *name;
    const char *email;
    const char *uri;
};

struct category {
    struct category *next;
    const char *term; /* never NULL in an entry */
    const char *scheme;
    const char *label;
};

struct generator {
    const char *name, *uri, *version;
};

/* RFC 4685, thr:in-reply-to */
struct reply {
    struct reply *next;
    const char *ref, *href, *type, *source;
};

/* What was wrong with a document and got repaired, or could not be. */
struct problem {
    struct problem *next;
    const char
            *code; /* "xml", "encoding", "not-a-feed", "content", "selector" */
    int64_t line, column; /* from 1; 0: unknown */
    const char *message;
};

enum { PROBLEMS_MAX = 100 };

/* Appends a problem, or, after PROBLEMS_MAX of them, nothing. */
void problem_add(struct problem **list, struct arena *a, const char *code,
        int64_t line, int64_t column, const char *fmt, ...) PRINTF(6, 7);

/* A fragment that normalise/ wrote, safe inside a <div>: a type of its own, so
 * that no text is taken for markup and no markup for text. */
struct html {
    const char *markup;
};

/* Of text, html and src there is one: of type "text" or another text/, text; of
 * "html" and "xhtml", html; of any media type, src. */
struct construct {
    const char *type;
    const char *text; /* plain characters */
    const char *lang; /* where it differs from the entry's */
    const char *src;  /* content only */
    struct html html;
};

/* Appends what a reader sees of it; nothing of NULL or of src. */
void construct_show(struct buf *out, const struct construct *construct);

/* The same as one line; NULL: there is nothing to see. */
char *construct_line(struct arena *a, const struct construct *construct);

/* How a field came to its value; `explain` prints it. */
struct note {
    struct note *next;
    const char *field; /* "published" */
    const char *text;  /* "pubDate: Tue, 16 Feb 2016 09:30:00 +0100" */
};

struct entry {
    struct entry *next;
    const char *id; /* as given */
    const struct construct *title, *summary, *content, *subtitle, *rights;
    struct link *links;
    struct person *authors, *contributors;
    struct category *categories;
    int64_t published, updated;
    const char *published_precision, *updated_precision; /* "day", or NULL */
    bool published_reckoned, updated_reckoned; /* from when it was read, as
                                                  "yesterday" */
    const struct generator *generator;
    const char *icon, *logo, *image;
    const struct entry *source;
    struct reply *in_reply_to;
    const char *lang; /* where it differs from the feed's; "": none */
    const char *base;
    int64_t ttl;
    struct note *notes;
    const char *key; /* within its source: the id, else the first link, else a
                        digest; at most KEY_MAX bytes */
    struct extension *extensions;
    /* Of a feed's head: when it asks to be asked. */
    int64_t update_every; /* seconds; 0: not said */
    int64_t skip_hours;   /* a bit for each hour in GMT when not to */
    int64_t skip_days;    /* a bit for each day, Monday's first */
    /* What copies of it are found by: see normalise/alike.h. */
    int64_t words;      /* of its text */
    struct bytes marks; /* int64_t each: of its title, and of its text */
    bool draft;         /* not to be published: see item.h */
};

enum { KEY_MAX = 1024 };

/* An entry that was published, and was taken down (RFC 6721). */
struct tombstone {
    struct tombstone *next;
    const char *id;
    int64_t at;
};

extern const struct shape entry_shape, link_shape, person_shape, category_shape,
        generator_shape, reply_shape, note_shape, problem_shape;

/* The first link of that rel that leads to something on the web, and rather one
 * to a page; NULL: none does. */
const struct link *entry_link(const struct entry *entry, const char *rel);

/* The first link that is to a feed of the same matter. */
const struct link *entry_feed(const struct entry *entry);

/* Whether a media type is one of feeds alone; type may be NULL. */
bool feed_is_type(const char *type);

/* A parsed document, as `affluent parse` prints it. */
struct parsed {
    const char *format, *version, *encoding;
    struct problem *problems; /* printed as [] where there is none, as are */
    const struct entry *feed;
    struct entry *entries;
};

void parsed_json(struct buf *out, const struct parsed *parsed);
