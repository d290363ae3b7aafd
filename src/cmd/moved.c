/* moved.c - "affluent moved": where permanent redirects lead, and that address
 * written into the actors' files. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "cmd/work.h"
#include "config/edit.h"
#include "config/index.h"
#include "poll/moved.h"
#include "poll/status.h"

/* Why an address is not the operator's to take over unseen; or NULL. */
static const char *objection(const struct run *run, struct arena *a,
        const struct live_source *live)
{
    const char *to = live->state->moved_to;
    const struct source *twin = config_asks(run->config, to);
    const struct live_source *other = run->sources;

    if (!moved_is_proved(live, run->now))
        return "has not proved true yet";
    if (live->source->credentials)
        return "would get the credentials: write it yourself";
    if (twin)
        return arena_printf(a, "is polled already, as %s: remove one",
                twin->id);
    while (other != live &&
            (!moved_is_proved(other, run->now) ||
                    url_compare(other->state->moved_to, to)))
        other = other->next;
    return other == live ? NULL
                         : arena_printf(a, "is where %s moved, too: remove one",
                                   other->source->id);
}

static bool apply(struct run *run, const struct live_source *live,
        struct err *err)
{
    const struct source *source = live->source;
    const char *why = objection(run, &run->arena, live);
    int line;

    if (why) {
        printf("  left as it is: the new address %s\n", why);
        return true;
    }
    if (!config_set_url(source, live->state->moved_to, &line, err))
        return false;
    printf("  written: %s:%d: url = %s\n", source->file, line,
            live->state->moved_to);
    return true;
}

static bool is_wanted(const char *name, const char *source, const char *actor)
{
    return !name || strcmp(name, source) == 0 || strcmp(name, actor) == 0;
}

static void print(const struct run *run, const struct live_source *live)
{
    const struct source_state *state = live->state;
    char since[DATE_SIZE];

    date_write(since, state->moved_since);
    printf("%s: %s moved to %s: in %d poll%s since %s%s\n", live->source->id,
            live->source->url, state->moved_to, (int)state->moved_polls,
            state->moved_polls == 1 ? "" : "s", since,
            strcmp(moved_address(live, run->now), live->source->url) != 0
                    ? ", and that is asked now"
                    : live->source->credentials
                    ? "; it is not asked itself: it would get the credentials"
                    : "; that is asked when it has proved true");
}

static bool print_json(struct run *run, const char *name, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf out = {0};
    struct health all, moved = {0};
    struct status *next;

    if (!status_of(&all, run, &a, true, err))
        return false;
    for (struct status *s = all.sources; s; s = next) {
        next = s->next;
        s->next = NULL;
        if (s->moved_to && is_wanted(name, s->source, s->actor))
            list_add(&moved.sources, s);
    }
    status_json(&out, &moved);
    fwrite(out.data, 1, out.size, stdout);
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct call mine = *call;
    bool write = work_flag(&mine, "--apply");
    const char *name;

    if (call->json && write)
        return fail(err, ERR_USAGE, "--apply: says what it did without --json");
    if (!work_arguments(&mine, write ? 1 : 0, 1, err) ||
            !work_open(&run, &mine, RUN_LOOK, err))
        return false;
    name = mine.argc > 1 ? mine.argv[1] : NULL;
    if (name && !work_known(run, name, err))
        return false;
    if (call->json)
        return print_json(run, name, err);
    for (const struct live_source *s = run->sources; s; s = s->next) {
        if (!s->state->moved_to ||
                !is_wanted(name, s->source->id, s->source->actor->id))
            continue;
        print(run, s);
        if (write && !apply(run, s, err))
            return false;
    }
    return true;
}

const struct command cmd_moved = {
        .name = "moved",
        .synopsis = "[ACTOR | SOURCE [--apply]]",
        .summary = "show where sources moved for good, and follow them",
        .run = run,
};
