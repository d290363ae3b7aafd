/* editions.h - the editions of the configuration, and what they select. */
#pragma once

#include "run/run.h"

/* The condition of an edition; *out is NULL where it takes all. */
bool edition_select(struct expr **out, const struct edition *edition,
        const struct config *config, const struct rules *rules,
        struct report *report) MUST_USE;

/* Makes run->editions of the configuration. */
bool editions_configure(struct run *run, struct report *report) MUST_USE;
