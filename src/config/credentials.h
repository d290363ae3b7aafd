/* credentials.h - files that hold a user's name and password, and where they
 * are. The public folder must be known. */
#pragma once

#include "config.h"
#include "config/section.h"

/* Paths that the configuration names are relative to its folder. */
const char *config_path(struct config *config, const char *path);

/* The path without ".", doubled or final slashes: "" for the folder itself. A
 * ".." stays: where it leads is known to the system only. */
const char *path_plain(struct arena *a, const char *path);

/* Whether path is the folder, or in it; both are plain. */
bool path_is_inside(const char *folder, const char *path);

/*
 * What the file holds, as in a URL (RFC 3986 section 3.2.1), in the arena of
 * the configuration; NULL after a mistake, which is reported at its key. clear
 * tells what to do so that they are not sent in the clear, where they would be;
 * else it is NULL.
 */
const char *credentials_read(struct loader *l, const char *file,
        const struct ini_key *key, const char *clear);
