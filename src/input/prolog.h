/* prolog.h - what stands before the root element. */
#pragma once

#include "base/record.h"

struct prolog {
    const char *root; /* its "<"; NULL: there is none */
    const char *junk; /* the first that has no place there, or NULL */
    struct bytes doctype;
};

void prolog_read(struct prolog *out, struct bytes text);

/* Whether the root element has that name, in whichever case and with whichever
 * prefix; text may be only the beginning of a document. */
bool prolog_is(const char *text, size_t size, const char *name);
