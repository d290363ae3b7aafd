/*
 * output.h - streams as files. Each format is one file that defines a struct
 * output; to add one, name it in the table in output.c and in src/meson.build.
 *
 * What is written depends on the arguments alone: the same stream always gives
 * the same bytes. Nothing here knows the time of the run.
 */
#pragma once

#include "base/buf.h"
#include "document.h"
#include "feed.h"

/* The feed that an entry came from, as it was when the entry was stored. */
struct origin {
    const char *id, *title, *self, *alternate;
    const char *lang; /* of its entries, where they do not say */
    int64_t updated;
    const struct entry *from; /* what else it says of itself; or NULL */
};

/* An entry in a stream: its fields, and what is ours of it. */
struct leaf {
    struct leaf *next;
    const struct entry *entry;
    const char *id;    /* an absolute IRI */
    const char *url;   /* its article; or NULL */
    const char *title; /* plain, never NULL: made up from the text if need be */
    int64_t published, updated; /* never 0 */
    const char *actor,
            *actor_name;     /* of the source; the author of last resort */
    struct origin origin;    /* {0}: the entry is made by the stream itself */
    const char *feed, *home; /* the one that brought it, and its site; or NULL
                              */
    struct theme_of *themes;
    struct link *copies; /* of the article, elsewhere: rel "related", or "via"
                            where it comes from */
    const struct issue *issue; /* what the entry is: issue.h; or NULL. Its parts
                                  have no texts. */
};

struct theme_of {
    struct theme_of *next;
    const char *id, *title;
};

struct stream {
    const char *id;  /* "all", "actors/le-rameau", "themes/odd-17" */
    const char *iri; /* its atom:id: a tag: URI, minted once */
    const char *title;
    const char *theme; /* whose stream it is; NULL: it is another one */
    const char *home;  /* the page of it, absolute */
    const char *self;  /* where this file is served; by the caller's suffix */
    /* The same of archives (RFC 5005) beside this one; NULL: there is none. Of
     * the stream's own file, previous is the newest archive. */
    const char *previous, *next;
    const char *current; /* the stream's own file; NULL: this is it */
    const char *lang;
    const char *site_title, *site_url;
    const struct name_of *hubs; /* URLs (WebSub) */
    int64_t updated; /* the newest entry's or tombstone's; else when the stream
                        was created */
    struct leaf *leaves;    /* newest first, then by id */
    struct tombstone *gone; /* the latest first */
};

struct output {
    const char *suffix; /* ".atom" */
    const char *name;   /* as people call it: "Atom" */
    const char *media_type;
    bool archived; /* it can say where a stream's older entries are */
    void (*write)(struct buf *out, const struct stream *stream);
};

/* In the order in which they are written. */
extern const struct output *const outputs[];
extern const size_t output_count;

extern const struct output output_atom, output_json, output_rss;

/* ---- lists of feeds ---- */

struct outline {
    struct outline *next;
    const char *group; /* outlines of one group stand together; or NULL */
    const char *title, *xml_url, *html_url, *type; /* type: "rss" or "atom" */
    const char *description;
    const char *lang;
    const char *category; /* "/theme/x,/actor/y" */
};

/* OPML 2.0, of that title and owner; since, in Unix seconds, is when there was
 * a list first; or 0. When it last changed is not known. */
void opml_write(struct buf *out, const char *title, int64_t since,
        const struct outline *outlines);

/* Pages by their paths below the site's URL. */
void sitemap_write(struct buf *out, const char *site,
        const struct name_of *pages);

/* ---- styles ---- */

extern const char page_style[]; /* of all pages: style.css, NUL-terminated */

/* feed.css, which explains itself in lang; and the instruction that feeds of
 * XML name it by. */
void feed_style_write(struct buf *out, const char *lang);
void feed_style_name(struct buf *out, const struct stream *stream);

/* ---- shared by the writers ---- */

/* Whether readers are to see the person: an address is no name, and not ours to
 * spread. "@handle@host" is a name. */
bool leaf_names(const struct person *person);

bool leaf_names_any(const struct person *persons);

/* Of the entry, else of the source that it came with, else last_resort, which
 * is set; at least one of them has a name. */
const struct person *leaf_authors(const struct leaf *leaf,
        struct person *last_resort);

/* What may be done with the entry: its own words, else those of its feed, which
 * other formats than Atom do not inherit from (RFC 4287 4.2.10, RFC 4946).
 * NULL: nobody says. */
const struct construct *leaf_rights(const struct leaf *leaf);
const char *leaf_license(const struct leaf *leaf);

/* The content, else the summary; NULL: there is nothing but the title. */
const struct construct *leaf_body(const struct leaf *leaf);

/* It as markup, with the lines of a text where they were; scratch is empty, and
 * what is returned lives as long as it and the construct. */
const char *leaf_markup(struct buf *scratch, const struct construct *construct);

/* type where it is a media type, else NULL. */
const char *leaf_type(const char *type);

/* Where the entry is to be read; of one without a page, its feed's. */
const char *leaf_page(const struct leaf *leaf, const struct stream *stream);

/* Where it is not the stream's, "" where it is none; else NULL. */
const char *leaf_lang(const struct leaf *leaf, const struct stream *stream);

/* The namespaces of the extensions in stream, as attributes; the extensions of
 * an entry. but: the prefix of a vocabulary to be left out; or NULL. */
void extension_declare(struct buf *out, const struct stream *stream,
        const char *but);
void extension_write(struct buf *out, const struct extension *extensions,
        const char *but);

/* Characters that XML cannot hold are left out; & < > " are escaped, and CR,
 * which a parser would make LF. */
void xml_escape(struct buf *out, const char *text);

/* Whether words in one of our languages are those of lang: "fr-CA", NULL. */
bool output_speaks(const char *lang, const char *ours);

/* ' name="value"'; nothing where value is NULL. */
void xml_attribute(struct buf *out, const char *name, const char *value);
