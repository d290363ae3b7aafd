/* hide.c - "affluent hide", "affluent unhide": takes down, and brings back. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/url.h"
#include "cmd/work.h"
#include "flow/settle.h"

/* As reader_keys() has it of entries; names of sources and actors as they are.
 */
static int64_t key_of(struct arena *a, const char *what)
{
    const char *key = url_is_web(what) ? url_key(a, what) : what;

    return (int64_t)hash_text(HASH_START, key ? key : what);
}

static bool is_name(const struct run *run, const char *what)
{
    return config_actor(run->config, what) || config_source(run->config, what);
}

/* All entries that it may be about are judged again. */
static bool judge_again(struct run *run, const char *what, int64_t key,
        bool *found, struct err *err)
{
    struct arena *a = &run->arena;
    struct stored *stored;

    *found = is_name(run, what);
    for (struct live_source *s = run->sources; s; s = s->next)
        if (strcmp(s->source->id, what) == 0 ||
                strcmp(s->source->actor->id, what) == 0)
            s->state->judged = 0;
    if (!store_find_entries(run->store, a, what, key, &stored, err))
        return false;
    *found = *found || stored;
    for (; stored; stored = stored->next)
        if (!settle_again(run, a, stored, err))
            return false;
    return true;
}

static bool change(struct run *run, const struct suppression *s, bool hide,
        struct err *err)
{
    bool found;

    if (!store_begin(run->store, err) ||
            !(hide ? store_suppress(run->store, s, err)
                   : store_release(run->store, s->what, err)) ||
            !run_suppressed(run, err) ||
            !judge_again(run, s->what, s->key, &found, err))
        return false;
    if (!found && hide && !url_is_web(s->what))
        return fail(err, ERR_USAGE,
                "%s: no actor, no source, and nothing stored has that id: "
                "nothing was changed",
                s->what);
    return store_commit(run->store, err) && settle_stale(run, err) &&
            work_publish(run, err);
}

static void print_all(const struct run *run)
{
    char date[DATE_SIZE];

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
        print_all(run);
        return true;
    }
    if (!s.reason || !*s.reason)
        return fail(err, ERR_USAGE,
                "%s: say why, with --reason: explain and the list of what is "
                "hidden tell it",
                mine.argv[1]);
    s.what = mine.argv[1];
    s.key = key_of(&run->arena, s.what);
    return change(run, &s, true, err);
}

static bool unhide(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    const struct suppression *s;

    if (!work_arguments(call, 1, 1, err) ||
            !work_open(&run, call, RUN_WRITE, err))
        return false;
    s = run->suppressed;
    while (s && strcmp(s->what, call->argv[1]) != 0)
        s = s->next;
    if (!s)
        return fail(err, ERR_USAGE,
                "%s: is not hidden: affluent hide lists what is",
                call->argv[1]);
    return change(run, s, false, err);
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
