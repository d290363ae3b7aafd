#include "publish/edition.h"
#include "base/log.h"

enum { CANDIDATES_MAX = 10 * 1000, DAY = 86400 };

/* ---- the edition itself ---- */

static const char *tag_uri(const struct turn *t, int64_t when, const char *key)
{
    const struct edition *edition = t->live->edition;
    struct civil day = civil_of(when + zone_offset(edition->rule.zone, when));

    return arena_printf(&t->run->arena, "tag:%s,%04d:edition/%s%s%s",
            run_host(t->run, t->arena), day.year, edition->id, key ? "/" : "",
            key ? key : "");
}

/* A new one begins with the period that this is. */
static bool load(struct turn *t, struct err *err)
{
    struct stored_edition *stored = &t->live->stored;
    struct period period;

    if (!store_edition(t->run->store, &t->run->arena, stored, err))
        return false;
    if (stored->id)
        return true;
    period_at(&period, &t->live->edition->rule, t->run->now);
    stored->begins = period.starts;
    stored->iri = tag_uri(t, t->run->now, NULL);
    return true;
}

/* ---- which entries ---- */

static struct stored_part *reversed(struct stored_part *list)
{
    struct stored_part *out = NULL, *next;

    for (; list; list = next) {
        next = list->next;
        list->next = out;
        out = list;
    }
    return out;
}

static bool find_candidates(struct turn *t, const struct part_wish *wish,
        struct stored **out, struct err *err)
{
    const struct span since = {wish->oldest - DAY, CANDIDATES_MAX};

    return store_edition_candidates(t->run->store, t->arena, t->live->stored.id,
            since, out, err);
}

/* Moves *tail to the end of what it adds. */
static bool add_parts(struct turn *t, struct stored_part ***tail,
        const struct part_wish *wish, const struct stored *entry,
        struct err *err)
{
    for (; entry; entry = entry->next) {
        struct bytes packed;

        if (!part_choose(&packed, wish, t->arena, entry->id, err))
            return false;
        if (!packed.data)
            continue;
        **tail = ARENA_NEW(t->arena, struct stored_part);
        (**tail)->entry = entry->id;
        (**tail)->again = wish->updates ? entry->updated : 0;
        (**tail)->packed = packed;
        *tail = &(**tail)->next;
    }
    return true;
}

/* Those that are there again come after the others. */
static bool add_updates(struct turn *t, struct stored_part ***tail,
        struct part_wish *wish, struct err *err)
{
    const struct updates wanted = {t->live->stored.id, wish->oldest, wish->ends,
            CANDIDATES_MAX};
    struct stored *entry;

    wish->updates = true;
    return store_edition_updates(t->run->store, t->arena, &wanted, &entry,
                   err) &&
            add_parts(t, tail, wish, entry, err);
}

/* The parts that the coming issue would have now. */
static bool choose(struct turn *t, struct coming *coming, struct err *err)
{
    const struct edition *edition = t->live->edition;
    struct stored_part **tail = &coming->parts;
    struct part_wish wish = {.run = t->run,
            .live = t->live,
            .starts = coming->starts,
            .ends = coming->period.ends,
            .oldest = coming->starts - edition->max_age};
    struct stored *entry;
    int64_t position = 0;

    coming->parts = NULL;
    if (wish.oldest < t->live->stored.begins)
        wish.oldest = t->live->stored.begins;
    if (!find_candidates(t, &wish, &entry, err) ||
            !add_parts(t, &tail, &wish, entry, err) ||
            (edition->include_updates && !add_updates(t, &tail, &wish, err)))
        return false;
    if (edition->order == ORDER_OLDEST)
        coming->parts = reversed(coming->parts);
    for (struct stored_part *p = coming->parts; p; p = p->next)
        p->position = position++;
    return true;
}

/* ---- making an issue ---- */

static enum issue_state state_of(const struct turn *t,
        const struct coming *coming)
{
    static const enum issue_state empty[] = {
            [EMPTY_SKIP] = ISSUE_EMPTY,
            [EMPTY_NOTE] = ISSUE_OUT,
            [EMPTY_CARRY] = ISSUE_CARRIED,
    };

    return coming->parts ? ISSUE_OUT : empty[t->live->edition->empty];
}

static bool describe(struct turn *t, struct stored_issue *issue,
        const struct coming *coming, struct err *err)
{
    const struct period *period = &coming->period;
    AUTO(buf) struct buf title = {0};
    int64_t before;

    if (!store_count_issues(t->run->store, t->live->stored.id, &before, err))
        return false;
    *issue = (struct stored_issue){.edition = t->live->stored.id,
            .key = period->key,
            .state = state_of(t, coming),
            .iri = tag_uri(t, period->publish, period->key),
            .starts = coming->starts,
            .ends = period->ends,
            .published = period->publish,
            .updated = period->publish,
            .frozen = period->publish + t->live->edition->grace,
            .changed = true};
    if (issue->state == ISSUE_OUT)
        issue->number = before + 1;
    issue_title(&title, t->live->edition, period, issue->number);
    issue->title = arena_text(t->arena, title.size > 0 ? title.data : "");
    return true;
}

static bool keep(struct turn *t, struct stored_issue *issue,
        const struct coming *coming, struct err *err)
{
    if (!store_save_issue(t->run->store, issue, err))
        return false;
    for (struct stored_part *p = coming->parts; p; p = p->next) {
        p->edition = issue->edition;
        p->issue = issue->id;
        if (!store_save_part(t->run->store, p, err))
            return false;
    }
    if (issue->state != ISSUE_OUT)
        return true;
    for (const struct name_of *m = t->live->edition->mail; m; m = m->next)
        if (!store_owe_delivery(t->run->store, issue->id, m->text, err))
            return false;
    log_info("%s: issue %s is out", t->live->edition->id, issue->key);
    return true;
}

/* Where the next period begins, and what it takes over. */
struct mark {
    int64_t at, starts;
};

static bool find_mark(struct turn *t, struct mark *out, struct err *err)
{
    struct stored_issue *last;

    if (!store_last_issue(t->run->store, t->arena, t->live->stored.id, &last,
                err))
        return false;
    out->at = out->starts = last ? last->ends : t->live->stored.begins;
    if (last && last->state == ISSUE_CARRIED)
        out->starts = last->starts;
    return true;
}

static bool make(struct turn *t, struct mark *mark, const struct period *period,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct turn mine = {t->run, t->live, &a};
    struct coming coming = {.period = *period, .starts = mark->starts};
    struct stored_issue issue, *same;

    if (!store_find_issue(t->run->store, &a, t->live->stored.id, period->key,
                &same, err))
        return false;
    if (same) /* its periods were cut otherwise: this one joins the next */
        return true;
    if (!choose(&mine, &coming, err) ||
            !describe(&mine, &issue, &coming, err) ||
            !keep(&mine, &issue, &coming, err))
        return false;
    if (issue.state != ISSUE_CARRIED)
        mark->starts = period->ends;
    return true;
}

/* Of more periods than may have issues of their own the first are one. */
static bool make_due(struct turn *t, struct err *err)
{
    const struct edition *edition = t->live->edition;
    int64_t due = 0, merged;
    struct period period;
    struct mark mark;

    if (!find_mark(t, &mark, err))
        return false;
    period_at(&period, &edition->rule, mark.at);
    for (; period.publish <= t->run->now; due++)
        period_at(&period, &edition->rule, period.ends);
    merged = due - edition->catch_up;
    for (int64_t i = 1; i <= due; i++) {
        period_at(&period, &edition->rule, mark.at);
        mark.at = period.ends;
        if (i >= merged && !make(t, &mark, &period, err))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

static bool build(struct turn *t, struct err *err)
{
    struct store *store = t->run->store;

    return store_begin(store, err) && load(t, err) &&
            (t->live->stored.id ||
                    store_save_edition(store, &t->live->stored, err)) &&
            edition_revise(t, err) && make_due(t, err) &&
            store_commit(store, err);
}

bool edition_build(struct run *run, struct err *err)
{
    for (struct live_edition *e = run->editions; e; e = e->next) {
        AUTO(arena) struct arena a = {0};
        struct turn turn = {run, e, &a};

        if (!build(&turn, err))
            return fail_in(err, "edition %s", e->edition->id);
    }
    return true;
}

bool edition_coming(struct coming *out, struct turn *turn, struct err *err)
{
    struct stored_issue *same;
    struct mark mark;

    if (!load(turn, err) || !find_mark(turn, &mark, err))
        return false;
    do {
        period_at(&out->period, &turn->live->edition->rule, mark.at);
        mark.at = out->period.ends;
        if (!store_find_issue(turn->run->store, turn->arena,
                    turn->live->stored.id, out->period.key, &same, err))
            return false;
    } while (same); /* as make() does */
    out->starts = mark.starts;
    return choose(turn, out, err);
}
