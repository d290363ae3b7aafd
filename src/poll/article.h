/*
 * article.h - articles that are pages of their own: what a list says of each
 * that the store does not have, or of which it says something else, is replaced
 * by what its page says. The newest few are visited again, to see whether they
 * changed.
 */
#pragma once

#include "poll/fetching.h"

/* The article at url, of which the list says that, is to be fetched; unless it
 * could not be just now: then it is missing. */
bool article_want(struct fetching *fetching, const struct yield *yield,
        const char *url, struct err *err) MUST_USE;

/* Whether it is to be already: pages of one list overlap where something new
 * pushes the rest on. */
bool article_is_waiting(const struct fetching *fetching, int64_t key);

/* The list was read: fetches those that are wanted, one at a time and in that
 * order, then those that are to be visited; and ends with the source. */
void article_begin(struct fetching *fetching);
