/* agent.h - who asks, and how: what http/ is opened with. */
#pragma once

#include "http/http.h"
#include "run/run.h"

/*
 * The User-Agent (RFC 9110 section 10.1.5), "affluent/1.0
 * (+mailto:flux@example.org; 3 streams)": whom to write to, and how many
 * streams there would be less of without the answer; 0: not said.
 */
const char *agent_name(struct arena *a, const struct config *config,
        int streams);

/* How many streams an entry of the source may be in by what is known of it
 * before it is read. */
int agent_streams(const struct run *run, const struct live_source *live);

/* As the configuration says; texts live as long as the arena. ca_file is as in
 * struct http_options. */
struct http_options agent_options(struct arena *a, const struct config *config,
        const char *ca_file);

/* The address with the source's credentials, where it is the configured one:
 * http/ keeps them from leaving its origin. */
const char *agent_url(struct arena *a, const struct source *source,
        const char *address);
