#include <string.h>

#include "base/hash.h"
#include "judge/cluster.h"
#include "judge/settle.h"
#include "judge/takedown.h"
#include "publish/edition.h"

enum { BATCH = 500 };

/* Itself, or a copy of it. */
static bool is_hidden(bool *out, struct turn *t, const struct stored *entry,
        struct err *err)
{
    struct cluster cluster;

    *out = entry && takedown_of_entry(t->run, entry);
    if (*out || !entry || !t->run->suppressed)
        return true;
    if (!cluster_load(&cluster, t->run, t->arena, entry, err))
        return false;
    *out = cluster_takedown(t->run, &cluster) != NULL;
    return true;
}

static bool save(struct turn *t, const struct stored_part *part, int64_t issue,
        struct err *err)
{
    struct stored_issue *of;

    if (!store_save_part(t->run->store, part, err) ||
            !store_issue(t->run->store, t->arena, issue, &of, err))
        return false;
    of->updated = t->run->now;
    of->changed = true;
    return store_save_issue(t->run->store, of, err);
}

/* ---- issues that are open ---- */

/* As it is now. An article that another entry stands for now is still there. */
static bool look_again(struct turn *t, const struct stored_issue *issue,
        struct stored_part *part, struct err *err)
{
    const struct part_wish wish = {.run = t->run,
            .live = t->live,
            .starts = issue->starts,
            .updates = part->again > 0};
    struct stored *entry;
    bool hidden;

    if (!store_entry(t->run->store, t->arena, part->entry, &entry, err) ||
            !is_hidden(&hidden, t, entry, err))
        return false;
    if (hidden) {
        part->state = PART_HIDDEN;
        return true;
    }
    if (entry && entry->winner)
        return true;
    part->state = entry && entry->kept ? PART_SHOWN : PART_WITHDRAWN;
    return part->state != PART_SHOWN ||
            part_pack(&part->packed, &wish, t->arena, entry, err);
}

static bool differs(const struct stored_part *a, const struct stored_part *b)
{
    return a->state != b->state || !bytes_same(a->packed, b->packed);
}

static bool revise_issue(struct turn *t, const struct stored_issue *issue,
        struct err *err)
{
    struct stored_part *part;

    if (!store_parts(t->run->store, t->arena, issue->id, &part, err))
        return false;
    for (; part; part = part->next) {
        struct stored_part now = *part;

        if (!look_again(t, issue, &now, err) ||
                (differs(&now, part) && !save(t, &now, issue->id, err)))
            return false;
    }
    return true;
}

/* ---- what is hidden ---- */

static bool hide_batch(struct turn *t, struct stored_part *last, bool *more,
        struct err *err)
{
    struct stored_part *part;

    if (!store_next_parts(t->run->store, t->arena, last, BATCH, &part, err))
        return false;
    *more = part != NULL;
    for (; part; part = part->next) {
        struct stored *entry;
        bool hidden;

        last->entry = part->entry;
        last->again = part->again;
        if (!store_slim(t->run->store, t->arena, part->entry, &entry, err) ||
                !is_hidden(&hidden, t, entry, err))
            return false;
        if (hidden == (part->state == PART_HIDDEN))
            continue;
        part->state = hidden ? PART_HIDDEN : PART_SHOWN;
        if (!save(t, part, part->issue, err))
            return false;
    }
    return true;
}

static int64_t print_of(const struct run *run)
{
    uint64_t print = HASH_START;

    for (const struct suppression *s = run->suppressed; s; s = s->next)
        print = hash_text(print, s->what);
    return (int64_t)print;
}

/* All that ever came out is looked at, when what is hidden has changed. */
static bool hide(struct turn *t, struct err *err)
{
    struct stored_part last = {.edition = t->live->stored.id};
    int64_t print = print_of(t->run);
    bool more = t->live->stored.hidden != print;

    if (!more)
        return true;
    while (more) {
        AUTO(arena) struct arena a = {0};
        struct turn mine = {t->run, t->live, &a};

        if (!hide_batch(&mine, &last, &more, err))
            return false;
    }
    t->live->stored.hidden = print;
    return store_save_edition(t->run->store, &t->live->stored, err);
}

bool edition_revise(struct turn *turn, struct err *err)
{
    struct stored_issue *issue;

    if (!hide(turn, err) ||
            !store_open_issues(turn->run->store, turn->arena,
                    turn->live->stored.id, turn->run->now, &issue, err))
        return false;
    for (; issue; issue = issue->next) {
        AUTO(arena) struct arena a = {0};
        struct turn mine = {turn->run, turn->live, &a};

        if (!revise_issue(&mine, issue, err))
            return false;
    }
    return true;
}
