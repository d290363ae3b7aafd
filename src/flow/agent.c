#include "flow/agent.h"

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
