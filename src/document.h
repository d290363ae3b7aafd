/*
 * document.h - what goes into a worker and what comes out of it.
 */
#pragma once

#include "item.h"

/* What a worker must know of a source and of one answer to read it. */
struct document {
    const char *kind; /* "feed": any feed; "page": a page with links to
                         articles; "article": one of them; "sitemap"; "item":
                         an article's item, packed, of which an entry is made
                         again */
    const char *url;  /* absolute: after redirects, or its Content-Location */
    const char *content_type;   /* the header, with its parameters; or NULL */
    const char *content_coding; /* Content-Encoding, as it came; or NULL */
    struct bytes bytes;
    int64_t now;          /* when it was received: relative dates start here */
    const char *lang;     /* configured, else NULL */
    const char *timezone; /* of dates without a zone; NULL: UTC */
    bool zone_said;       /* of this source's: then of a feed's, too */
    const char *actor;    /* its name */
    struct name_of *aliases;
    struct selector *selectors;
    struct known *known; /* items that need not be sent again */
    struct bytes chrome; /* of an article: see learned.h */
    const char *format;  /* of kind "item": of the document that it stood in; */
    struct bytes head;   /* and that document's own fields, entry_shape */
    bool probe; /* to look at: how much the selectors select is told as problems
                   of the code "selector" */
    bool as_said; /* to look at: markup as the document has it, only harmless;
                     else markup that may be published */
};

struct name_of {
    struct name_of *next;
    const char *text;
};

/* What the operator said about the parts of a page. */
struct selector {
    struct selector *next;
    const char *part; /* "items", "byline", "title", "body", "drop", ... */
    const char *text; /* with its prefix, "css: .views-row h3 a" */
};

/* An item that the store holds. */
struct known {
    struct known *next;
    int64_t key;    /* hash of entry.key */
    int64_t digest; /* hash of the packed item; for a page's list, of what it
                       said of the article; 0: of whatever it says */
};

/* An item that came out: raw and derived, or only that it is still there. */
struct yield {
    struct yield *next;
    int64_t key, digest;
    bool known;          /* as the store has it: item and entry are empty */
    struct bytes item;   /* item_shape, packed */
    struct bytes entry;  /* entry_shape, packed */
    struct bytes blocks; /* of an article: see learned.h */
    const char *address; /* of an article, where it was asked for; not packed */
};

/* What a worker says of a document. */
struct answer {
    const char *error; /* why nothing could be used; then all else is empty */
    const char *format, *version, *encoding;
    const struct entry *feed;
    struct problem *problems;
    struct yield *yields;
    bool complete;
    bool cut; /* its coding ended early: no format can know whether that is all
               */
};

extern const struct shape document_shape, answer_shape;
