/* preview.c - "affluent preview": what would come in, storing nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cmd/trial.h"
#include "cmd/work.h"
#include "config/value.h"
#include "judge/ask.h"
#include "poll/agent.h"
#include "publish/leaf.h"

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
    const struct link *feed;

    for (const struct entry *e = first; e; e = e->next)
        count++;
    printf("%s%s%s, %d entries\n", answer->format, answer->version ? " " : "",
            answer->version ? answer->version : "", count);
    for (const struct problem *p = answer->problems; p; p = p->next)
        printf("  %-9s  %s\n",
                strcmp(p->code, "selector") == 0 ? p->code : "problem",
                p->message ? p->message : p->code);
    feed = answer->feed ? entry_feed(answer->feed) : NULL;
    if (feed)
        printf("  feed       %s: a [feed] section with it tells more\n",
                feed->href);
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

/* The actor of that id, or of that file. */
static const struct actor *find_actor(const struct config *config,
        const char *what)
{
    AUTO(arena) struct arena a = {0};
    const char *slash = strrchr(what, '/'), *name = slash ? slash + 1 : what;
    size_t size = strlen(name), end = strlen(".conf");

    if (size <= end || strcmp(name + size - end, ".conf") != 0)
        return config_actor(config, what);
    return config_actor(config, arena_copy(&a, name, size - end));
}

/* What the configuration says of a source, or of an actor's first one; NULL
 * where what is neither. */
static const struct source *find(const struct config *config, const char *what)
{
    const struct actor *actor = find_actor(config, what);

    return actor ? actor->sources : config_source(config, what);
}

static void describe(struct document *doc, const struct source *source)
{
    doc->kind = source->kind;
    doc->lang = source->lang;
    doc->timezone = source->zone_name;
    doc->zone_said = source->zone_said;
    doc->actor = source->actor->name;
    doc->aliases = source->actor->aliases;
    doc->selectors = source->selectors;
    doc->probe = true;
}

/* A page that was saved, be it the list or one of its articles. */
static bool get_saved(struct document *doc, struct arena *a,
        const struct config *config, const char *what, const char *path,
        struct err *err)
{
    const struct source *source = find(config, what);

    if (!source)
        return fail(err, ERR_USAGE,
                "%s: no source to read %s as: name an actor, a source, or a "
                "file in %s",
                what, path, config->feeds);
    describe(doc, source);
    if (strcmp(doc->kind, "page") == 0)
        doc->kind = NULL;
    doc->url = source->url;
    return file_read(&doc->bytes, a, path, DOCUMENT_MAX, err);
}

static bool get(struct document *doc, struct arena *a,
        const struct config *config, const char *what, struct err *err)
{
    const struct source *source = find(config, what);
    const struct http_options options = agent_options(a, config,
            getenv("SSL_CERT_FILE"));

    if (source) {
        describe(doc, source);
        return ask_url(doc, a, agent_url(a, source, source->url), &options,
                source->allow_private, err);
    }
    if (url_is_web(what))
        return ask_url(doc, a, what, &options, true, err);
    return file_read(&doc->bytes, a, what, DOCUMENT_MAX, err);
}

/* What would be published otherwise if the rules in that file held. */
static bool try_rules(const struct call *call, const char *rules,
        struct err *err)
{
    static const struct key key = {.name = "--since",
            .type = KEY_DURATION,
            .most = (int64_t)100 * 365 * 24 * 60 * 60};
    AUTO(arena) struct arena a = {0};
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    const char *since;
    int64_t back = call->now;

    if (!work_option(&since, &mine, "--since", err) ||
            !work_arguments(&mine, 0, 0, err) ||
            (since && !value_read(&back, &a, &key, since, err)))
        return false;
    if (!file_exists(rules))
        return fail(err, ERR_USAGE, "%s: there is no such file", rules);
    return work_try(&run, &mine, rules, err) &&
            trial_print(run, call->now - back, call->json, err);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(config) struct config *config = NULL;
    AUTO(reader) struct reader *reader = NULL;
    AUTO(pool) struct pool *pool = NULL;
    struct document doc = {.now = call->now};
    struct call mine = *call;
    struct answer answer;
    struct entry *first;
    const char *saved, *what, *rules;

    if (!work_option(&rules, &mine, "--rules", err))
        return false;
    if (rules)
        return try_rules(&mine, rules, err);
    if (!work_option(&saved, &mine, "--page", err) ||
            !work_arguments(&mine, 1, 1, err) ||
            !work_load(&config, call->config ? call->config : "", err) ||
            !ask_open(&reader, &pool, run_zones(&a, config), err))
        return false;
    what = mine.argv[1];
    if (saved ? !get_saved(&doc, &a, config, what, saved, err)
              : !get(&doc, &a, config, what, err))
        return false;
    if (!ask_reader(&answer, &a, pool, &doc, err))
        return fail_in(err, "%s", saved ? saved : what);
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
        .synopsis =
                "SOURCE | FILE | URL, or SOURCE --page FILE, or --rules FILE "
                "[--since DURATION]",
        .summary = "show what would come in, storing nothing",
        .run = run,
};
