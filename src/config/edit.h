/* edit.h - changing what the operator wrote, where told to. */
#pragma once

#include "base/err.h"
#include "config.h"

/*
 * Gives the source another url in its file, where all else stays as it is;
 * *line is where. Fails with ERR_USAGE where the url cannot stand there, with
 * ERR_SYSTEM where the file is no longer as it was read, or cannot be written.
 */
bool config_set_url(const struct source *source, const char *url, int *line,
        struct err *err) MUST_USE;
