/* repair.h - what a strict XML parser would stop at or drop, mended first. */
#pragma once

#include "input/input.h"

enum {
    XML_DEPTH_MAX = 250,             /* below libxml2's own 256 */
    XML_ATTRIBUTES_MAX = 256,        /* libxml2 2.9 takes 20 s for 50,000 */
    XML_NAMESPACES_MAX = 1000,       /* libxml2 looks through them one by one */
    XML_TAG_MAX = 1024 * 1024,       /* bytes */
    XML_EXPANSION_MAX = 1024 * 1024, /* bytes that entities stand for, in all */
};

/*
 * Texts are carried round the parser, which has nothing to say of them and
 * would take most of its time to copy them: in their place stands LIFTED, for
 * each text one, in their order.
 */
#define LIFTED "<?t?>"

struct lifted {
    struct lifted *next;
    struct bytes text; /* with its references read; never empty */
};

/* Up to the next one, text and source are the same from here on. */
struct kept_place {
    struct kept_place *next;
    size_t at;        /* in repaired.text */
    const char *from; /* in repaired.source */
};

struct repaired {
    struct bytes text;   /* from the root's start tag on */
    struct bytes source; /* what it was made of, in the same order */
    struct lifted *lifted;
    struct kept_place *places;
    bool expanded; /* source is not the document's own: places are unknown */
    int64_t lines; /* that stood before it */
    bool complete; /* the root's end tag was there */
};

/*
 * Mends text (UTF-8), which must outlive out: what stands around the root is
 * taken away, the DOCTYPE's own entities are expanded, HTML's are put in as
 * characters, stray ampersands and angle brackets are escaped, attributes get
 * their quotes, control characters are dropped, and elements that were not
 * closed are closed where their parent is. Each of these is a problem. Fails
 * with ERR_DOCUMENT at the limits above, and where there is no element.
 */
bool repair_xml(struct repaired *out, struct reading *reading, struct arena *a,
        struct bytes text, struct err *err) MUST_USE;

/* The line and the column in the document of what is at `at` in out->text; 0
 * where they are unknown. */
void repair_place(int64_t *line, int64_t *column, const struct repaired *out,
        size_t at);
