/* explain.c - "affluent explain": the whole story of an entry. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "cmd/work.h"
#include "flow/story.h"

static void line(const char *what, const char *text)
{
    if (text)
        printf("  %-11s %s\n", what, text);
}

static void line_time(const char *what, int64_t when)
{
    char date[DATE_SIZE];

    if (when == 0)
        return;
    date_write(date, when);
    line(what, date);
}

/* The date that is published, and what the document says where it is another.
 */
static void line_date(const char *what, int64_t dated, int64_t said)
{
    char date[DATE_SIZE], other[DATE_SIZE];

    date_write(date, dated);
    date_write(other, said);
    printf("  %-11s %s%s%s%s\n", what, date,
            said == dated  ? ""
                    : said ? " (the document says "
                           : " (the document says nothing that can be read",
            said && said != dated ? other : "", said == dated ? "" : ")");
}

static void print_source(const struct story *s)
{
    line("source", s->source ? s->source : "one that is not configured");
    line("at", s->source_url);
    line_time("polled", s->polled);
    line("last poll", s->outcome);
    line("health", s->health);
    line_time("first seen", s->first_seen);
    line_time("last seen", s->last_seen);
    line_time("changed", s->changed);
}

static void print_fields(const struct story *s)
{
    line("id", s->id);
    line("url", s->url);
    for (const struct person *p = s->authors; p; p = p->next)
        line("author", p->name ? p->name : p->email);
    line_date("published", s->dated, s->said_published);
    line_date("updated", s->dated_updated, s->said_updated);
    for (const struct note *n = s->notes; n; n = n->next)
        printf("  %-11s %s: %s\n", "because", n->field, n->text);
}

static void print_cluster(const struct story *s)
{
    for (const struct story_copy *c = s->copies; c; c = c->next) {
        printf("  %-11s %s: %s%s", "copy", c->source, c->id,
                c->winner ? " (stands for all)" : "");
        if (c->themes)
            printf(" (brings %s)", c->themes);
        printf("%s%s\n", c->reason ? ": " : "", c->reason ? c->reason : "");
    }
}

static void print_rules(const struct story *s)
{
    for (const struct story_rule *r = s->rules; r; r = r->next)
        printf("  %-11s %s: %s: %s%s%s%s%s%s\n", "rule", r->place,
                r->matched ? "matched" : "did not match", r->rule,
                r->text ? " - \"" : "", r->text ? r->text : "",
                r->text ? "\"" : "", r->error ? " - " : "",
                r->error ? r->error : "");
}

static void print_streams(const struct story *s)
{
    for (const struct story_stream *m = s->streams; m; m = m->next)
        printf("  %-11s %s, number %" PRId64 "\n", "stream", m->stream,
                m->rank);
}

static void print(const struct story *s)
{
    printf("%s\n", s->title);
    line("published", s->published ? "yes" : "no");
    line("because", s->reason);
    print_streams(s);
    print_source(s);
    print_fields(s);
    print_cluster(s);
    print_rules(s);
}

/* Which source should have had it: one of that host. */
static void print_absence(const struct run *run, struct arena *a,
        const char *asked)
{
    const char *host = url_host(a, asked);
    bool found = false;

    printf("%s\n  published   no\n  because     nothing of that URL or id was "
           "ever seen\n",
            asked);
    for (const struct live_source *s = run->sources; host && s; s = s->next) {
        const char *site = s->source->actor->site;
        const char *hosts[] = {url_host(a, s->source->url),
                site ? url_host(a, site) : NULL};

        for (size_t i = 0; i < COUNT(hosts); i++) {
            if (!hosts[i] || strcmp(hosts[i], host) != 0)
                continue;
            found = true;
            line("source", s->source->id);
            line_time("polled", s->state->polled);
            line("health", s->state->health);
            line("reason", s->state->reason);
            break;
        }
    }
    if (config_actor(run->config, asked) || config_source(run->config, asked))
        line("source", "this names one: see affluent status --history");
    else if (!found)
        line("source", "none that is configured is of that host");
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    AUTO(buf) struct buf json = {0};
    struct story *first;
    bool published = false;

    if (!work_arguments(call, 1, 1, err) ||
            !work_open(&run, call, RUN_LOOK, err) ||
            !story_tell(&first, run, &run->arena, call->argv[1], err))
        return false;
    for (const struct story *s = first; s; s = s->next) {
        published = published || s->published;
        if (!call->json)
            print(s);
    }
    if (!first && !call->json)
        print_absence(run, &run->arena, call->argv[1]);
    if (call->json) {
        story_json(&json, call->argv[1], first);
        fwrite(json.data, 1, json.size, stdout);
    }
    return published ||
            fail(err, ERR_ABSENT, "%s: not published", call->argv[1]);
}

const struct command cmd_explain = {
        .name = "explain",
        .synopsis = "URL | ID",
        .summary = "tell why an entry is published, or why not",
        .run = run,
};
