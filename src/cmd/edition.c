/* edition.c - "affluent edition": what the next issues would hold. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cmd/work.h"
#include "publish/edition.h"

/* The next issue of an edition. */
struct preview {
    struct preview *next;
    const char *edition, *key, *title;
    int64_t starts, ends, publish;
    int64_t entries;
    struct part *holds;
};

static const struct member members[] = {
        ROW(preview, edition, MEMBER_TEXT),
        ROW(preview, key, MEMBER_TEXT),
        ROW(preview, title, MEMBER_TEXT),
        ROW(preview, starts, MEMBER_TIME),
        ROW(preview, ends, MEMBER_TIME),
        ROW(preview, publish, MEMBER_TIME),
        ROW(preview, entries, MEMBER_INT),
        ROW_ALWAYS(preview, holds, MEMBER_LIST, part_shape),
};
static const struct shape preview_shape = SHAPE(struct preview, members);

static bool hold(struct preview *preview, struct arena *a,
        const struct stored_part *stored, struct err *err)
{
    struct part **tail = &preview->holds;

    for (; stored; stored = stored->next) {
        *tail = ARENA_NEW(a, struct part);
        if (!record_unpack(*tail, a, &part_shape, stored->packed, err))
            return false;
        tail = &(*tail)->next;
        preview->entries++;
    }
    return true;
}

static bool preview_of(struct preview *out, struct turn *turn, struct err *err)
{
    const struct edition *edition = turn->live->edition;
    AUTO(buf) struct buf title = {0};
    struct coming coming;
    int64_t before;

    if (!edition_coming(&coming, turn, err) ||
            !store_count_issues(turn->run->store, turn->live->stored.id,
                    &before, err))
        return false;
    issue_title(&title, edition, &coming.period, before + 1);
    *out = (struct preview){.edition = edition->id,
            .key = arena_text(turn->arena, coming.period.key),
            .title = arena_text(turn->arena, title.data),
            .starts = coming.starts,
            .ends = coming.period.ends,
            .publish = coming.period.publish};
    return hold(out, turn->arena, coming.parts, err);
}

static void print(const struct preview *p, bool whole)
{
    char date[DATE_SIZE];

    date_write(date, p->publish);
    printf("%s  %-20s  %s: %lld entr%s\n", date, p->edition,
            p->title ? p->title : p->key, (long long)p->entries,
            p->entries == 1 ? "y" : "ies");
    for (const struct part *part = p->holds; whole && part; part = part->next) {
        date_write(date, part->published);
        printf("  %s  %-20s  %s  %s\n", date, part->actor, part->title,
                part->url ? part->url : part->iri);
    }
}

static void print_json(const struct preview *p, bool first)
{
    AUTO(buf) struct buf out = {0};

    record_json(&out, &preview_shape, p);
    printf("%s%s", first ? "" : ",\n", out.data);
}

static bool print_one(struct run *run, struct live_edition *live, bool json,
        bool whole, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct turn turn = {run, live, &a};
    struct preview preview;

    if (!preview_of(&preview, &turn, err))
        return false;
    if (json)
        print_json(&preview, whole || live == run->editions);
    else
        print(&preview, whole);
    return true;
}

static bool print_named(struct run *run, const char *name, bool json,
        struct err *err)
{
    struct live_edition *e = run->editions;

    while (e && strcmp(e->edition->id, name) != 0)
        e = e->next;
    return e ? print_one(run, e, json, true, err)
             : fail(err, ERR_USAGE,
                       "%s: no edition of that name: affluent edition lists "
                       "them",
                       name);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(run) struct run *run = NULL;
    const char *name = call->argc > 1 ? call->argv[1] : NULL;

    if (!work_arguments(call, 0, 1, err) ||
            !work_open(&run, call, RUN_LOOK, err))
        return false;
    if (call->json)
        puts("[");
    if (name && !print_named(run, name, call->json, err))
        return false;
    for (struct live_edition *e = run->editions; e && !name; e = e->next)
        if (!print_one(run, e, call->json, false, err))
            return false;
    if (call->json)
        puts("\n]");
    return true;
}

const struct command cmd_edition = {
        .name = "edition",
        .synopsis = "[NAME]",
        .summary = "what the next issue of each edition would hold",
        .run = run,
};
