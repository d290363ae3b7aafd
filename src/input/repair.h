/* repair.h - what a strict XML parser would stop at or drop, mended first. */
#pragma once

#include "input/input.h"

enum {
    XML_DEPTH_MAX = 250,             /* below libxml2's own 256 */
    XML_ATTRIBUTES_MAX = 256,        /* libxml2 2.9 takes 20 s for 50,000 */
    XML_TAG_MAX = 1024 * 1024,       /* bytes */
    XML_EXPANSION_MAX = 1024 * 1024, /* bytes that entities stand for, in all */
};

struct repaired {
    struct bytes text; /* from the root's start tag on; may be the input */
    int64_t lines;     /* that stood before it */
    bool complete;     /* the root's end tag was there */
};

/*
 * Mends text (UTF-8): what stands around the root is taken away, the DOCTYPE's
 * own entities are expanded, HTML's are put in as characters, stray ampersands
 * and angle brackets are escaped, attributes get their quotes, control
 * characters are dropped, and elements that were not closed are closed where
 * their parent is. Each of these is a problem. Fails with ERR_DOCUMENT at the
 * limits above, and where there is no element.
 */
bool repair_xml(struct repaired *out, struct reading *reading, struct arena *a,
        struct bytes text, struct err *err) MUST_USE;
