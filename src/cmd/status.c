/* status.c - "affluent status": one line per source. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "poll/status.h"

enum { DAY_SIZE = sizeof("2022-05-31") };

static void day(char out[DATE_SIZE], int64_t when)
{
    if (when == 0) {
        snprintf(out, DATE_SIZE, "never");
        return;
    }
    date_write(out, when);
    out[DAY_SIZE - 1] = '\0';
}

static void print(const struct status *s)
{
    char since[DATE_SIZE], newest[DATE_SIZE], next[DATE_SIZE];

    day(since, s->since);
    day(newest, s->newest);
    date_write(next, s->next_poll);
    printf("%-28s %-7s since %-10s  %5" PRId64
           " entries, last new %-10s  "
           "next %s%s%s%s%s%s%s\n",
            s->source, s->health, since, s->entries, newest,
            s->next_poll        ? next
                    : s->polled ? "never, unless forced"
                                : "at once",
            s->reason ? "  " : "", s->reason ? s->reason : "",
            s->moved_to ? "  moved to " : "", s->moved_to ? s->moved_to : "",
            s->feed ? "  it names a feed, for a [feed] section: " : "",
            s->feed ? s->feed : "");
    for (const struct problem *p = s->problems; p; p = p->next) {
        fputs("    ", stdout);
        if (p->line > 0)
            printf("line %" PRId64 ": ", p->line);
        puts(p->message ? p->message : p->code);
    }
}

static void print_claims(const struct status *s)
{
    for (const struct refusal *c = s->claims; c; c = c->next)
        printf("  the id %s is of another entry, and here it is %s\n",
                c->claimed, c->id);
}

/* How they are together, and when that was last looked at. */
static void print_all(const struct health *health)
{
    const struct {
        const char *name;
        int64_t count;
    } kinds[] = {
            {"ok",      health->ok     },
            {"new",     health->new    },
            {"quiet",   health->quiet  },
            {"failing", health->failing},
            {"gone",    health->gone   },
    };
    char run[DATE_SIZE];

    date_write(run, health->run);
    printf("%s:", health->state);
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].count)
            printf(" %" PRId64 " %s,", kinds[i].count, kinds[i].name);
    printf(" %" PRId64 " entries; last run %s\n", health->entries,
            health->run ? run : "never");
}

static void print_json(const struct health *health)
{
    AUTO(buf) struct buf out = {0};

    status_json(&out, health);
    fwrite(out.data, 1, out.size, stdout);
}

static void print_polls(const struct status *status)
{
    printf("%s\n", status->source);
    for (const struct poll *p = status->polls; p; p = p->next) {
        char date[DATE_SIZE];

        date_write(date, p->at);
        printf("  %s  %3" PRId64 "  %8" PRId64 " bytes  %s\n", date, p->status,
                p->bytes, p->outcome);
    }
}

static bool history(struct run *run, const char *name, bool json,
        struct err *err)
{
    struct health some = {0};

    if (!work_known(run, name, err) ||
            !status_history(&some.sources, run, &run->arena, name, err))
        return false;
    if (json)
        print_json(&some);
    for (const struct status *s = json ? NULL : some.sources; s; s = s->next)
        print_polls(s);
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    struct health all;
    const char *name;

    if (!work_option(&name, &mine, "--history", err) ||
            !work_arguments(&mine, 0, 0, err) ||
            !work_open(&run, &mine, RUN_LOOK, err))
        return false;
    if (name)
        return history(run, name, call->json, err);
    if (!run->sources && !call->json)
        puts("no sources: write one file per actor in feeds.d");
    if (!status_of(&all, run, &run->arena, true, err))
        return false;
    if (call->json) {
        print_json(&all);
        return true;
    }
    for (const struct status *s = all.sources; s; s = s->next) {
        print(s);
        print_claims(s);
    }
    if (all.sources)
        print_all(&all);
    return true;
}

const struct command cmd_status = {
        .name = "status",
        .synopsis = "[--history ACTOR]",
        .summary = "show how each source is doing",
        .run = run,
};
