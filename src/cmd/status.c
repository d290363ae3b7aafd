/* status.c - "affluent status": one line per source. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "flow/status.h"

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

static void print(const struct live_source *live)
{
    const struct source_state *s = live->state;
    char since[DATE_SIZE], newest[DATE_SIZE], next[DATE_SIZE];

    day(since, s->since);
    day(newest, s->newest);
    date_write(next, s->next_poll);
    printf("%-28s %-7s since %-10s  %5" PRId64
           " entries, last new %-10s  "
           "next %s%s%s%s%s\n",
            s->name, s->health, since, s->entries, newest,
            s->polled ? next : "at once", s->reason ? "  " : "",
            s->reason ? s->reason : "", s->moved_to ? "  moved to " : "",
            s->moved_to ? s->moved_to : "");
}

static void print_json(const struct run *run, struct arena *a)
{
    AUTO(buf) struct buf out = {0};

    status_json(&out, status_of(run, a));
    fwrite(out.data, 1, out.size, stdout);
}

static bool print_polls(struct run *run, struct arena *a,
        const struct live_source *live, struct err *err)
{
    struct poll *poll;

    if (!store_polls(run->store, a, live->state->id, &poll, err))
        return false;
    print(live);
    for (; poll; poll = poll->next) {
        char date[DATE_SIZE];

        date_write(date, poll->at);
        printf("  %s  %3" PRId64 "  %8" PRId64 " bytes  %s\n", date,
                poll->status, poll->bytes, poll->outcome);
    }
    return true;
}

static bool history(struct run *run, struct arena *a, const char *name,
        struct err *err)
{
    bool found = false;

    for (const struct live_source *s = run->sources; s; s = s->next) {
        if (strcmp(s->source->id, name) != 0 &&
                strcmp(s->source->actor->id, name) != 0)
            continue;
        found = true;
        if (!print_polls(run, a, s, err))
            return false;
    }
    return found ||
            fail(err, ERR_USAGE, "%s: no actor and no source of that name",
                    name);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    const char *name;

    if (!work_option(&name, &mine, "--history", err) ||
            !work_arguments(&mine, 0, 0, err) ||
            !work_open(&run, &mine, RUN_LOOK, err))
        return false;
    if (name)
        return history(run, &run->arena, name, err);
    if (!run->sources && !call->json)
        puts("no sources: write one file per actor in feeds.d");
    if (call->json)
        print_json(run, &run->arena);
    else
        for (const struct live_source *s = run->sources; s; s = s->next)
            print(s);
    return true;
}

const struct command cmd_status = {
        .name = "status",
        .synopsis = "[--history ACTOR]",
        .summary = "show how each source is doing",
        .run = run,
};
