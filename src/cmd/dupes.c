/* dupes.c - "affluent dupes": which entries are the same article, by what, and
 * which of them stands for the others. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "config/value.h"
#include "tell/double.h"

static void print_copy(const struct double_copy *c)
{
    printf("  %-6s %s  %s\n", c->winner ? "winner" : "copy", c->source,
            c->url ? c->url : c->id);
    if (c->by)
        printf("         %s as in %s", c->by, c->with);
    if (c->by && c->score)
        printf(", %" PRId64 " of 1000", c->score);
    if (c->by)
        printf("\n");
    if (c->stands_in)
        printf("         stands in %s\n", c->stands_in);
    if (c->reason)
        printf("         not published: %s\n", c->reason);
}

static void print(void *arg, const struct double_of *d)
{
    char date[DATE_SIZE];

    UNUSED(arg);
    date_write(date, d->published);
    printf("%s  %s\n", date, d->title);
    for (const struct double_copy *c = d->copies; c; c = c->next)
        print_copy(c);
    printf("  because  [doubles] prefers %s\n", d->preferred);
}

static void print_json(void *arg, const struct double_of *d)
{
    AUTO(buf) struct buf out = {0};
    bool *more = arg;

    double_json(&out, d);
    printf("%s%s", *more ? ",\n" : "", out.data);
    *more = true;
}

static bool tell(struct run *run, int64_t since, bool json, struct err *err)
{
    bool more = false;

    if (!json)
        return double_tell(run, since, print, NULL, err);
    printf("[\n");
    if (!double_tell(run, since, print_json, &more, err))
        return false;
    printf("%s]\n", more ? "\n" : "");
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    static const struct key key = {.name = "--since",
            .type = KEY_DURATION,
            .most = (int64_t)100 * 365 * 24 * 60 * 60};
    AUTO(run) struct run *run = NULL;
    AUTO(arena) struct arena a = {0};
    struct call mine = *call;
    int64_t back = call->now;
    const char *since;

    return work_option(&since, &mine, "--since", err) &&
            work_arguments(&mine, 0, 0, err) &&
            (!since || value_read(&back, &a, &key, since, err)) &&
            work_open(&run, &mine, RUN_LOOK, err) &&
            tell(run, call->now - back, call->json, err);
}

const struct command cmd_dupes = {
        .name = "dupes",
        .synopsis = "[--since DURATION]",
        .summary = "show which entries are the same article, and by what",
        .run = run,
};
