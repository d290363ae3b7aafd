/* ask.h - one document, or one URL, without the loop and without the store. */
#pragma once

#include "flow/reader.h"

/* Reads the document in a worker; the answer lives as long as the arena. Fails
 * with ERR_DOCUMENT where nothing can be used: *out then still says why. */
bool ask_reader(struct answer *out, struct arena *a, struct pool *pool,
        const struct document *doc, struct err *err) MUST_USE;

/* What came over HTTP: doc's url, content_type and bytes. Fails with ERR_SYSTEM
 * where nothing came. */
bool ask_url(struct document *doc, struct arena *a, const char *url,
        const char *user_agent, bool allow_private, struct err *err) MUST_USE;

/* The entries of an answer, in order. */
bool ask_entries(struct entry **out, struct arena *a,
        const struct answer *answer, struct err *err) MUST_USE;
