/* doctype.h - the part of a document type declaration that matters here. */
#pragma once

#include "base/buf.h"
#include "input/repair.h"

struct doctype {
    struct entity_value *entities; /* by name */
    size_t count;
    bool external; /* more may be declared elsewhere */
    int64_t spent; /* of XML_EXPANSION_MAX */
};

/* The bytes of "<!DOCTYPE ...>" at the beginning of text; 0: it has no end. */
size_t doctype_size(struct bytes text);

/* text is the declaration. Nothing outside the document is ever loaded. */
bool doctype_read(struct doctype *out, struct arena *a, struct bytes text,
        struct err *err) MUST_USE;

/* Replaces references to the declared entities in text, and in their values. */
bool doctype_expand(struct buf *out, struct doctype *doctype, struct bytes text,
        struct err *err) MUST_USE;
