/*
 * article.h - pages that list articles: each that the store does not have, or
 * of which the list says something else, is fetched and becomes an item of the
 * page's source. The newest few are visited again, to see whether they changed.
 */
#pragma once

#include "flow/fetching.h"

/* A pool_done of a document of kind "page"; arg is its struct fetching. */
void article_list_was_read(void *arg, struct bytes bytes, const char *error);

/* The list is as it was, as words say; only articles are visited again. */
void article_list_unchanged(struct fetching *fetching, const char *words);
