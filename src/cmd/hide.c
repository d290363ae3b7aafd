/* hide.c - "affluent hide", "affluent unhide": takes down, and brings back. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "judge/takedown.h"
#include "run/keys.h"

static void print_json(const struct suppression *s)
{
    AUTO(buf) struct buf out = {0};

    record_json(&out, &suppression_shape, s);
    printf("%s", out.data);
}

/* What was changed is known: only --json says it again. */
static bool change(struct run *run, const struct call *call,
        const struct suppression *s, bool hidden, struct err *err)
{
    if (!takedown_set(run, s, hidden, err) || !work_publish(run, err))
        return false;
    if (call->json) {
        print_json(s);
        printf("\n");
    }
    return true;
}

static void print_all_json(const struct run *run)
{
    printf("[\n");
    for (const struct suppression *s = run->suppressed; s; s = s->next) {
        print_json(s);
        printf("%s\n", s->next ? "," : "");
    }
    printf("]\n");
}

static void print_all(const struct run *run, bool json)
{
    char date[DATE_SIZE];

    if (json) {
        print_all_json(run);
        return;
    }
    for (const struct suppression *s = run->suppressed; s; s = s->next) {
        date_write(date, s->since);
        printf("%s  %s  %s\n", date, s->what, s->reason);
    }
}

static bool hide(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    struct suppression s = {.since = call->now};

    if (!work_option(&s.reason, &mine, "--reason", err) ||
            !work_arguments(&mine, s.reason ? 1 : 0, 1, err) ||
            !work_open(&run, &mine, mine.argc > 1 ? RUN_WRITE : RUN_LOOK, err))
        return false;
    if (mine.argc == 1) {
        print_all(run, call->json);
        return true;
    }
    if (!s.reason || !*s.reason)
        return fail(err, ERR_USAGE,
                "%s: say why, with --reason: explain and the list of what is "
                "hidden tell it",
                mine.argv[1]);
    if (!takedown_name(&s.what, run, mine.argv[1], err))
        return false;
    s.key = keys_of(run, &run->arena, s.what);
    return change(run, call, &s, true, err);
}

static bool unhide(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    const struct suppression *s;
    const char *what;

    if (!work_arguments(call, 1, 1, err) ||
            !work_open(&run, call, RUN_WRITE, err) ||
            !takedown_name(&what, run, call->argv[1], err))
        return false;
    s = run->suppressed;
    while (s && strcmp(s->what, what) != 0)
        s = s->next;
    if (!s)
        return fail(err, ERR_USAGE,
                "%s: is not hidden: affluent hide lists what is",
                call->argv[1]);
    return change(run, call, s, false, err);
}

const struct command cmd_hide = {
        .name = "hide",
        .synopsis = "[URL | ID | SOURCE | ACTOR --reason TEXT]",
        .summary = "take something down, now and for good; or list what is",
        .run = hide,
};

const struct command cmd_unhide = {
        .name = "unhide",
        .synopsis = "URL | ID | SOURCE | ACTOR",
        .summary = "bring back what was taken down",
        .run = unhide,
};
