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
}

static void print_json(const struct status *status)
{
    AUTO(buf) struct buf out = {0};

    status_json(&out, status);
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
    struct status *first;

    if (!work_known(run, name, err) ||
            !status_history(&first, run, &run->arena, name, err))
        return false;
    if (json)
        print_json(first);
    for (const struct status *s = json ? NULL : first; s; s = s->next)
        print_polls(s);
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    struct status *first;
    const char *name;

    if (!work_option(&name, &mine, "--history", err) ||
            !work_arguments(&mine, 0, 0, err) ||
            !work_open(&run, &mine, RUN_LOOK, err))
        return false;
    if (name)
        return history(run, name, call->json, err);
    if (!run->sources && !call->json)
        puts("no sources: write one file per actor in feeds.d");
    if (!status_of(&first, run, &run->arena, true, err))
        return false;
    if (call->json)
        print_json(first);
    for (const struct status *s = call->json ? NULL : first; s; s = s->next)
        print(s);
    return true;
}

const struct command cmd_status = {
        .name = "status",
        .synopsis = "[--history ACTOR]",
        .summary = "show how each source is doing",
        .run = run,
};
