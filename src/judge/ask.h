/* ask.h - one document, or one URL, without the loop and without the store. */
#pragma once

#include "http/http.h"
#include "run/reader.h"

enum { DOCUMENT_MAX = 16 * 1024 * 1024 }; /* bytes of a file that is read */

/* A single worker, for documents with dates in these time zones. */
bool ask_open(struct reader **reader, struct pool **pool,
        const struct name_of *zones, struct err *err) MUST_USE;

/* Reads the document in a worker; the answer lives as long as the arena. Fails
 * with ERR_DOCUMENT where nothing can be used: *out then still says why. */
bool ask_reader(struct answer *out, struct arena *a, struct pool *pool,
        const struct document *doc, struct err *err) MUST_USE;

/* What came over HTTP: doc's url, content_type and bytes. Fails with ERR_SYSTEM
 * where nothing came. */
bool ask_url(struct document *doc, struct arena *a, const char *url,
        const struct http_options *options, bool allow_private,
        struct err *err) MUST_USE;

/* The entries of an answer, in order. */
bool ask_entries(struct entry **out, struct arena *a,
        const struct answer *answer, struct err *err) MUST_USE;
