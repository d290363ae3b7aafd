/*
 * xml.h - a document's elements as a light tree.
 *
 * Names are looked up once a document: every element of one name shares one
 * struct xml_name. Namespaces are matched leniently: by URI in any case, by the
 * usual prefix where it is not declared.
 */
#pragma once

#include "input/input.h"

enum xml_ns {
    NS_NONE,  /* none, RSS's own, or an unknown default namespace */
    NS_OTHER, /* unknown, with a prefix */
    NS_ADMIN,
    NS_APP, /* of RFC 5023, and of its drafts */
    NS_ATOM,
    NS_CC, /* both that are in use */
    NS_CONTENT,
    NS_DC,
    NS_GEO, /* of the W3C */
    NS_GEORSS,
    NS_TERMS,
    NS_ITUNES,
    NS_MEDIA,
    NS_PODCAST,
    NS_RDF,
    NS_SY,
    NS_THR,
    NS_WFW,
    NS_XHTML,
    NS_XML,
};

struct xml_name {
    enum xml_ns ns;
    const char *local; /* as written, without its prefix */
    const char *key;   /* the same in lower case */
    const char *qname; /* as written: "dc:date" */
    const char *uri;   /* as written; NULL: no namespace */
    /* The first rule for it in the table that last asked: see element.c. */
    const void *table;
    size_t rule;
};

struct xml_attr {
    struct xml_attr *next;
    const struct xml_name *name;
    const char *value;
};

/* What elements inherit. */
struct xml_scope {
    const char *lang; /* NULL: not said; "": none */
    const char *base; /* absolute, or NULL */
};

/* An element, or a text. */
struct xml_node {
    struct xml_node *next, *parent, *children, *last;
    struct xml_name *name; /* NULL: a text */
    struct xml_attr *attrs;
    const struct xml_scope *scope;
    const char *text; /* of a text; not empty */
    size_t size;
    bool is_cut; /* the document ended within it */
};

struct xml_document {
    const struct xml_node *root;
    const char *default_ns; /* of the root, even where it has a prefix */
};

/*
 * Repairs and parses text. Fails with ERR_DOCUMENT where there is no element
 * or a bound is exceeded; reading gets the problems, and complete.
 */
bool xml_parse(struct xml_document *out, struct reading *reading,
        struct arena *a, const struct document *doc, struct bytes text,
        struct err *err) MUST_USE;

bool xml_is(const struct xml_node *node, enum xml_ns ns, const char *key);

/* The first child element of that name that is not cut, or NULL. */
const struct xml_node *xml_child(const struct xml_node *parent, enum xml_ns ns,
        const char *key);

/* Outer white space removed; NULL where there is none or it is empty.
 * Attributes of no namespace, and of the element's own, are NS_NONE. */
const char *xml_attr(struct arena *a, const struct xml_node *node,
        enum xml_ns ns, const char *key);

/* Even where it is empty. */
bool xml_has_attr(const struct xml_node *node, enum xml_ns ns, const char *key);

/* The text directly in node; else, that of the elements in it. Outer white
 * space removed; NULL where none. */
const char *xml_text(struct arena *a, const struct xml_node *node);

bool xml_has_elements(const struct xml_node *node);

/* text without outer white space; NULL where nothing is left. */
const char *xml_trim(struct arena *a, const char *text, size_t size);
