/* xml_names.h - the names of a document's elements and attributes. */
#pragma once

#include <libxml/xmlstring.h>

#include "input/xml.h"

enum { XML_NAME_BUCKETS = 256 };

struct xml_names {
    int64_t count; /* of different ones */
    struct xml_uri {
        struct xml_uri *next;
        const xmlChar *theirs;
        const char *ours;
    } * uris;
    struct xml_name_entry {
        struct xml_name_entry *next;
        /* libxml2's own copies, so that the pointers tell them apart. */
        const xmlChar *local, *prefix, *uri;
        struct xml_name *name;
    } * buckets[XML_NAME_BUCKETS];
};

/* The one of these parts, which are libxml2's own copies. */
struct xml_name *xml_name_of(struct xml_names *names, struct arena *a,
        const xmlChar *local, const xmlChar *prefix, const xmlChar *uri);
