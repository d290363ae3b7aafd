/* preview.c - "affluent preview": what would come in, storing nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cmd/work.h"
#include "flow/agent.h"
#include "flow/ask.h"
#include "flow/leaf.h"

enum { SHOWN = 5 };

static void print_entry(struct arena *a, const struct entry *entry)
{
    const struct link *link = entry_link(entry, "alternate");
    char date[DATE_SIZE];

    printf("\n%s\n", leaf_title(a, entry));
    if (link)
        printf("  link       %s\n", link->href);
    for (const struct person *p = entry->authors; p; p = p->next)
        printf("  author     %s\n", p->name ? p->name : p->email);
    if (entry->published) {
        date_write(date, entry->published);
        printf("  published  %s\n", date);
    }
    if (entry->updated) {
        date_write(date, entry->updated);
        printf("  updated    %s\n", date);
    }
    printf("  body       %s\n",
            entry->content           ? "full"
                    : entry->summary ? "a summary"
                                     : "none");
}

static void print(struct arena *a, const struct answer *answer,
        const struct entry *first)
{
    int count = 0, shown = 0;

    for (const struct entry *e = first; e; e = e->next)
        count++;
    printf("%s%s%s, %d entries\n", answer->format, answer->version ? " " : "",
            answer->version ? answer->version : "", count);
    for (const struct problem *p = answer->problems; p; p = p->next)
        printf("  problem    %s\n", p->message ? p->message : p->code);
    for (const struct entry *e = first; e && shown < SHOWN;
            e = e->next, shown++)
        print_entry(a, e);
}

static void print_json(const struct answer *answer, struct entry *first)
{
    AUTO(buf) struct buf out = {0};
    struct parsed parsed = {answer->format, answer->version, answer->encoding,
            answer->problems, answer->feed, first};

    parsed_json(&out, &parsed);
    fwrite(out.data, 1, out.size, stdout);
}

/* What the configuration says of a source; NULL where what is not one. */
static const struct source *find(const struct config *config, const char *what)
{
    const struct actor *actor = config_actor(config, what);

    return actor ? actor->sources : config_source(config, what);
}

static bool get(struct document *doc, struct arena *a,
        const struct config *config, const char *what, struct err *err)
{
    const struct source *source = find(config, what);
    const struct http_options options = agent_options(a, config,
            getenv("SSL_CERT_FILE"));

    if (source) {
        doc->kind = source->kind;
        doc->lang = source->lang;
        doc->timezone = source->zone_name;
        doc->actor = source->actor->name;
        doc->aliases = source->actor->aliases;
        doc->selectors = source->selectors;
        return ask_url(doc, a, agent_url(a, source, source->url), &options,
                source->allow_private, err);
    }
    if (url_is_web(what))
        return ask_url(doc, a, what, &options, true, err);
    return file_read(&doc->bytes, a, what, DOCUMENT_MAX, err);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(config) struct config *config = NULL;
    AUTO(reader) struct reader *reader = NULL;
    AUTO(pool) struct pool *pool = NULL;
    struct document doc = {.now = call->now};
    struct answer answer;
    struct entry *first;

    if (!work_arguments(call, 1, 1, err) ||
            !work_load(&config, call->config ? call->config : "", err) ||
            !ask_open(&reader, &pool, run_zones(&a, config), err) ||
            !get(&doc, &a, config, call->argv[1], err))
        return false;
    if (!ask_reader(&answer, &a, pool, &doc, err))
        return fail_in(err, "%s", call->argv[1]);
    if (!ask_entries(&first, &a, &answer, err))
        return false;
    if (call->json)
        print_json(&answer, first);
    else
        print(&a, &answer, first);
    return true;
}

const struct command cmd_preview = {
        .name = "preview",
        .synopsis = "SOURCE | FILE | URL",
        .summary = "show what would come in, storing nothing",
        .run = run,
};
