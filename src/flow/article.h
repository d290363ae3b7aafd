/*
 * article.h - pages that list articles: each that the store does not have is
 * fetched once and becomes an item of the page's source.
 */
#pragma once

#include "sandbox/pool.h"

/* A pool_done of a document of kind "page"; arg is its struct fetching. */
void article_list_was_read(void *arg, struct bytes bytes, const char *error);
