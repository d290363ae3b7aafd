/* explain.c - "affluent explain": the whole story of an entry. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "tell/story.h"

enum { NAMES_SHOWN = 6 };

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

/* The first date of that field in the document's own words. */
static const char *words_of(const struct item *item, const char *field)
{
    const size_t size = strlen(field);

    for (const struct claim *c = item->dates; c; c = c->next)
        if (strncmp(c->field, field, size) == 0 &&
                (c->field[size] == '\0' || c->field[size] == '-'))
            return c->value;
    return NULL;
}

/* The date that is published, and what the document says where it is another.
 */
static void line_date(const char *what, int64_t dated, int64_t said,
        const struct item *item)
{
    const char *words = words_of(item, what);
    char date[DATE_SIZE], other[DATE_SIZE];

    date_write(date, dated);
    date_write(other, said);
    if (said == dated)
        line(what, date);
    else if (said != 0)
        printf("  %-11s %s (the document says %s)\n", what, date, other);
    else if (words)
        printf("  %-11s %s (the document says \"%s\", which is no date that "
               "can be read)\n",
                what, date, words);
    else
        printf("  %-11s %s (the document has none)\n", what, date);
}

static void line_poll(const char *what, int64_t at, int64_t status,
        const char *outcome)
{
    char date[DATE_SIZE];

    if (at == 0) {
        line(what, "never");
        return;
    }
    date_write(date, at);
    if (status)
        printf("  %-11s %s: %" PRId64 ": %s\n", what, date, status, outcome);
    else
        printf("  %-11s %s: %s\n", what, date, outcome);
}

static void print_source(const struct story *s)
{
    line("source", s->source ? s->source : "one that is not configured");
    line("at", s->source_url);
    for (const struct poll *p = s->polls; p; p = p->next)
        line_poll("polled", p->at, p->status, p->outcome);
    line("health", s->health);
    line("reason", s->health_reason);
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
    line_date("published", s->dated, s->said_published, s->item);
    line_date("updated", s->dated_updated, s->said_updated, s->item);
    for (const struct note *n = s->notes; n; n = n->next)
        printf("  %-11s %s: %s\n", "because", n->field, n->text);
}

static void print_cluster(const struct story *s)
{
    for (const struct story_copy *c = s->copies; c; c = c->next) {
        printf("  %-11s %s: %s%s", "copy", c->source, c->id,
                c->winner ? " (stands for all)" : "");
        if (c->by)
            printf(" (%s: %s", c->with, c->by);
        if (c->by && c->score)
            printf(", %" PRId64 " of 1000", c->score);
        printf("%s", c->by ? ")" : "");
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
        printf("  %-11s %s, number %" PRId64 "%s%s\n", "stream", m->stream,
                m->rank, m->archive ? ", in " : "",
                m->archive ? m->archive : "");
}

/* The names of some streams, and how many more there are. */
static void print_names(const struct name_of *names)
{
    int shown = 0, more = 0;

    for (; names; names = names->next) {
        if (shown == NAMES_SHOWN) {
            more++;
            continue;
        }
        printf("%s%s", shown > 0 ? ", " : "", names->text);
        shown++;
    }
    if (more > 0)
        printf(" and %d more", more);
}

static void print_missing(const struct story *s)
{
    for (const struct missing *m = s->missing; m; m = m->next) {
        printf("  %-11s ", "not in");
        print_names(m->streams);
        printf(": %s\n", m->reason);
    }
}

static void print(const struct story *s)
{
    printf("%s\n", s->title);
    line("published", s->published ? "yes" : "no");
    line("because", s->reason);
    line("but", s->pending);
    print_streams(s);
    print_missing(s);
    print_source(s);
    print_fields(s);
    print_cluster(s);
    print_rules(s);
}

/* As it was read, which is long. */
static void print_item(const struct story *s)
{
    AUTO(buf) struct buf json = {0};

    record_json(&json, &item_shape, s->item);
    for (const char *at = json.data; at && *at;) {
        size_t size = strcspn(at, "\n");

        printf("  %-11s %.*s\n", "item", (int)size, at);
        at += size + (at[size] == '\n');
    }
}

static void print_file(const struct published_file *file)
{
    char date[DATE_SIZE];
    int64_t held = 0;

    for (const struct published_entry *e = file->holds; e; e = e->next)
        held++;
    printf("%s\n", file->title ? file->title : file->path);
    line("published", file->published ? "yes" : "no");
    line("because", file->reason);
    line("stream", file->stream);
    line("takes", file->takes);
    if (file->stream)
        printf("  %-11s %" PRId64 " in all, %" PRId64
               " of them in the file%s\n",
                "entries", file->entries, held,
                file->archive ? ": what came in the month of its name"
                              : ": the last that came");
    for (const struct published_entry *e = file->holds; e; e = e->next) {
        date_write(date, e->published);
        printf("  %11" PRId64 " %s  %s  %s  %s\n", e->rank, date,
                e->source ? e->source : "-", e->title, e->id);
    }
}

static void print_absences(const struct run *run, const struct telling *t)
{
    printf("%s\n", t->asked);
    line("published", "no");
    line("because", "nothing of that URL or id was ever seen");
    if (t->hidden)
        line("hidden", t->hidden->reason);
    for (const struct absence *a = t->absences; a; a = a->next) {
        line("source", a->source);
        line("at", a->url);
        line_poll("polled", a->polled, a->status, a->outcome);
        line("health", a->health);
        line("reason", a->reason);
        line_time("next poll", a->next_poll);
        if (a->failures)
            printf("  %-11s its list names it, but it could not be read "
                   "(%" PRId64 " times)\n",
                    "article", a->failures);
        line_time("next try", a->next_try);
    }
    if (config_actor(run->config, t->asked) ||
            config_source(run->config, t->asked))
        line("source", "this names one: see affluent status --history");
    else if (!t->absences)
        line("source", "none that is configured is of that host");
}

static void print_all(const struct run *run, const struct telling *t,
        bool whole)
{
    for (const struct story *s = t->stories; s; s = s->next) {
        print(s);
        if (whole)
            print_item(s);
    }
    if (t->file)
        print_file(t->file);
    else if (!t->stories)
        print_absences(run, t);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    AUTO(buf) struct buf json = {0};
    struct telling telling;

    if (!work_arguments(call, 1, 1, err) ||
            !work_open(&run, call, RUN_LOOK, err) ||
            !story_tell(&telling, run, &run->arena, call->argv[1], err))
        return false;
    if (call->json) {
        story_json(&json, &telling);
        fwrite(json.data, 1, json.size, stdout);
    } else {
        print_all(run, &telling, call->verbosity > 0);
    }
    return telling.published ||
            fail(err, ERR_ABSENT, "%s: not published", call->argv[1]);
}

const struct command cmd_explain = {
        .name = "explain",
        .synopsis = "URL | ID | FILE",
        .summary = "tell why an entry is published, or why not",
        .run = run,
};
