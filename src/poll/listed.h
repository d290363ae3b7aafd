/* listed.h - documents that list articles: pages and sitemaps. */
#pragma once

#include "poll/fetching.h"

/* A pool_done of such a document; arg is its struct fetching. */
void listed_was_read(void *arg, struct bytes bytes, const char *error);

/* The list is as it was, as words say; only articles are visited again. */
void listed_unchanged(struct fetching *fetching, const char *words);
