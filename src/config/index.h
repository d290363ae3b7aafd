/*
 * index.h - what concerns all sources of a configuration together.
 */
#pragma once

#include "config.h"

/* Makes config_actor() and config_source() find what was loaded. */
void config_index(struct config *config);

/* The source that asks for that address; or NULL. */
const struct source *config_asks(const struct config *config, const char *url);

/* Warns of actors that bear another's name: nobody could tell them apart. */
void config_check_names(const struct config *config, struct report *report);

/* One URL would be asked twice, and its items be published twice. */
void config_check_urls(const struct config *config, struct report *report);
