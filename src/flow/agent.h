/* agent.h - who asks: the User-Agent (RFC 9110 section 10.1.5). */
#pragma once

#include "flow/run.h"

/*
 * "affluent/1.0 (+mailto:flux@example.org; 3 streams)": whom to write to, and
 * how many streams there would be less of without the answer; 0: not said.
 */
const char *agent_name(struct arena *a, const struct config *config,
        int streams);

/* How many streams an entry of the source may be in by what is known of it
 * before it is read. */
int agent_streams(const struct run *run, const struct live_source *live);
