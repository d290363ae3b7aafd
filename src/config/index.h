/*
 * index.h - what concerns all sources of a configuration together.
 */
#pragma once

#include "config.h"

/* Makes config_actor() and config_source() find what was loaded. */
void config_index(struct config *config);

/* One URL would be asked twice, and its items be published twice. */
void config_check_urls(const struct config *config, struct report *report);
