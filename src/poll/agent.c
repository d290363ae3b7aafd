#include <string.h>

#include "poll/agent.h"

/* Between two requests to one host, where nothing is said. */
enum { GAP_MS = 100 };

const char *agent_name(struct arena *a, const struct config *config,
        int streams)
{
    const char *contact = config->site.contact ? config->site.contact
                                               : config->site.url;
    const char *count = streams > 0
            ? arena_printf(a, "; %d stream%s", streams, streams == 1 ? "" : "s")
            : "";

    if (!contact)
        return "affluent/" AFFLUENT_VERSION;
    return arena_printf(a, "affluent/" AFFLUENT_VERSION " (+%s%s)", contact,
            count);
}

/* The operator's own streams that would take an entry that says nothing. */
static int own_streams(const struct run *run, const struct live_source *live)
{
    AUTO(arena) struct arena a = {0};
    const struct entry silent = {0};
    const struct subject subject = {.entry = &silent,
            .actor = live->source->actor->id,
            .source = live->source->id,
            .lang = live->source->lang,
            .tags = live->themes,
            .now = run->now};
    int count = 0;

    for (const struct live_stream *s = run->own; s; s = s->next)
        if (!s->select || expr_matches(s->select, &a, &subject, NULL))
            count++;
    return count;
}

int agent_streams(const struct run *run, const struct live_source *live)
{
    int count = 2; /* all, and its actor's */

    for (const struct tag *t = live->themes; t; t = t->next) {
        AUTO(arena) struct arena a = {0};

        if (run_stream_named(run, arena_printf(&a, "themes/%s", t->id)))
            count++;
    }
    return count + own_streams(run, live);
}

struct http_options agent_options(struct arena *a, const struct config *config,
        const char *ca_file)
{
    int said = config->per_second > 0 ? 1000 / (int)config->per_second : 0;

    return (struct http_options){.user_agent = agent_name(a, config, 0),
            .ca_file = ca_file,
            .proxy = config->proxy,
            .gap_ms = said ? said : GAP_MS,
            .private_gap_ms = said};
}

const char *agent_url(struct arena *a, const struct source *source,
        const char *address)
{
    const char *host = strstr(address, "://");

    if (!source->userinfo || !host || strcmp(address, source->url) != 0)
        return address;
    host += strlen("://");
    return arena_printf(a, "%.*s%s@%s", (int)(host - address), address,
            source->userinfo, host);
}
