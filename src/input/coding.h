/*
 * coding.h - content codings (RFC 9110 section 8.4.1), undone within bounds.
 *
 * Where documents are read, and not where they are fetched: what they unpack to
 * is theirs to say.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "document.h"

enum {
    CODED_MAX = 8 * 1024 * 1024, /* bytes of a document without its codings */
    CODINGS_MAX = 4,
};

/*
 * Undoes the codings of *bytes, the last first; codings are as the header has
 * them, or NULL. *bytes then is in out. *cut: it ended early, and what came is
 * there. Fails with ERR_DOCUMENT.
 */
bool coding_undo(struct buf *out, struct bytes *bytes, const char *codings,
        bool *cut, struct err *err) MUST_USE;

/* About how many bytes the document will be, by what it says itself. */
size_t coding_weight(const struct document *doc);
