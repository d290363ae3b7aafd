#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "judge/cluster.h"
#include "judge/derive.h"
#include "judge/select.h"
#include "judge/settle.h"
#include "judge/takedown.h"
#include "run/keys.h"
#include "run/reader.h"

/* ---- judging ---- */

static struct stored_tag *keep_tags(struct arena *a, const struct tag *tags)
{
    struct stored_tag *first = NULL, **tail = &first;

    for (; tags; tags = tags->next) {
        *tail = ARENA_NEW(a, struct stored_tag);
        (*tail)->id = tags->id;
        if (tags->by)
            (*tail)->by = arena_printf(a, "%s:%d", tags->by->file,
                    tags->by->line);
        tail = &(*tail)->next;
    }
    return first;
}

static void hold(struct arena *a, struct stored *stored, int64_t now)
{
    char date[DATE_SIZE];

    if (!stored->kept || stored->published <= now)
        return;
    date_write(date, stored->published);
    stored->kept = false;
    stored->until = stored->published;
    stored->reason = arena_printf(a, "held until %s, the date that it bears",
            date);
}

/* What is no article yet: a draft (RFC 5023 section 13.1.1), or an address that
 * a list named, where nothing could be read. */
static void hold_back(struct stored *stored, const struct source *source,
        const struct entry *entry)
{
    bool empty = reader_is_list(source->kind) && !entry->title &&
            !entry->summary && !entry->content;

    if (!stored->kept || (!entry->draft && !empty))
        return;
    stored->kept = false;
    stored->until = 0;
    stored->reason = entry->draft
            ? "a draft, as its feed says (app:draft)"
            : "there is neither a title nor a text at its address";
}

static void take_down(const struct run *run, struct arena *a,
        struct stored *stored)
{
    const struct suppression *s = takedown_of_entry(run, stored);

    if (!s)
        return;
    stored->kept = false;
    stored->until = 0;
    stored->reason = takedown_words(a, s);
}

const char *settle_reason(struct arena *a, const struct verdict *verdict)
{
    if (!verdict->by)
        return NULL;
    return arena_printf(a, "%s by %s:%d: %s",
            verdict->keep ? "kept" : "dropped", verdict->by->file,
            verdict->by->line, verdict->by->text);
}

static void note_failures(struct run *run, const struct trial *errors)
{
    for (const struct trial *t = errors; t; t = t->next) {
        struct rule_failure **at = &run->failures;

        while (*at && (*at)->rule != t->rule)
            at = &(*at)->next;
        if (!*at) {
            *at = ARENA_NEW(&run->arena, struct rule_failure);
            (*at)->rule = t->rule;
            (*at)->error = arena_text(&run->arena, t->error);
        }
        (*at)->times++;
    }
}

void settle_tell(struct run *run)
{
    for (const struct rule_failure *f = run->failures; f; f = f->next)
        log_warn("%s:%d: %s, %" PRId64
                 " time%s: there it is as if the rule did "
                 "not match; affluent explain shows where",
                f->rule->file, f->rule->line, f->error, f->times,
                f->times == 1 ? "" : "s");
    run->failures = NULL;
}

bool settle_judge(struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry, struct stored_tag **tags, struct err *err)
{
    const struct source *source;
    struct verdict verdict;
    struct subject subject;
    struct buf shown = {0};

    *tags = NULL;
    stored->until = 0;
    stored->shown = (struct bytes){0};
    if (!run_source(run, stored->source)) {
        stored->kept = false;
        stored->reason = "its source is no longer configured";
        return true;
    }
    if (!run_subject(&subject, run, stored, entry, err))
        return false;
    rules_judge(&verdict, a, run->rules, &subject, false);
    note_failures(run, verdict.errors);
    stored->kept = verdict.keep;
    stored->until = verdict.until;
    stored->reason = settle_reason(a, &verdict);
    hold(a, stored, run->now);
    source = run_source(run, stored->source)->source;
    hold_back(stored, source, verdict.entry);
    take_down(run, a, stored);
    *tags = keep_tags(a, verdict.tags);
    if (verdict.entry != entry) {
        record_pack(&shown, &entry_shape, verdict.entry);
        stored->shown = (struct bytes){arena_copy(a, shown.data, shown.size),
                shown.size};
        buf_auto(&shown);
    }
    return true;
}

/* ---- storing ---- */

bool settle_save(struct run *run, struct arena *a, struct stored *stored,
        const struct entry *entry, struct err *err)
{
    bool was_there = stored->id != 0;
    struct stored_tag *tags;

    if (!settle_judge(run, a, stored, entry, &tags, err) ||
            !store_save_item(run->store, stored, err))
        return false;
    if ((tags || was_there) &&
            !store_save_tags(run->store, stored->id, tags, err))
        return false;
    return cluster_place(run, a, stored, was_there, err);
}

/* ---- judging anew ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct stored_tag *find_tag(const struct stored_tag *tags,
        const char *id)
{
    while (tags && strcmp(tags->id, id) != 0)
        tags = tags->next;
    return tags;
}

/* Whether the others are all there; by: put on by the same rules. */
static bool has_tags(const struct stored_tag *tags,
        const struct stored_tag *others, bool by)
{
    for (; others; others = others->next) {
        const struct stored_tag *mine = find_tag(tags, others->id);

        if (!mine || (by && !same_text(mine->by, others->by)))
            return false;
    }
    return true;
}

static bool same_tags(const struct stored_tag *a, const struct stored_tag *b,
        bool by)
{
    return has_tags(a, b, by) && has_tags(b, a, by);
}

static bool same_verdict(const struct stored *a, const struct stored *b)
{
    return a->kept == b->kept && a->until == b->until &&
            same_text(a->reason, b->reason) && bytes_same(a->shown, b->shown);
}

/* Whether it is in the same streams, and looks the same in them: unless its
 * time was up, when a stream's condition may have turned. */
static bool stays(const struct stored *stored, const struct stored *was,
        int64_t now)
{
    return stored->kept == was->kept && bytes_same(stored->shown, was->shown) &&
            (was->until == 0 || was->until > now);
}

/* What did not change is not written; place: it is placed all the same. */
static bool judge_anew(struct run *run, struct arena *a, struct stored *stored,
        bool place, bool *placed, struct err *err)
{
    struct stored was = *stored;
    struct stored_tag *tags, *old;
    struct entry entry;
    bool moved;

    if (!record_unpack(&entry, a, &entry_shape, stored->entry, err))
        return false;
    keys_set(run, a, stored, &entry);
    moved = memcmp(stored->keys, stored->former, sizeof(stored->keys)) != 0;
    if (!settle_judge(run, a, stored, &entry, &tags, err) ||
            !store_tags(run->store, a, stored->id, &old, err))
        return false;
    *placed = place || moved || !stays(stored, &was, run->now) ||
            !same_tags(tags, old, false);
    if (!*placed && was.until && (!stored->until || was.until < stored->until))
        stored->until = was.until; /* a stream's condition may turn then */
    if (moved && !store_save_keys(run->store, stored, err))
        return false;
    if (!same_verdict(stored, &was) &&
            !store_save_verdict(run->store, stored, err))
        return false;
    if (!same_tags(tags, old, true) &&
            !store_save_tags(run->store, stored->id, tags, err))
        return false;
    if (!*placed)
        return true;
    return place || moved || stored->kept != was.kept
            ? cluster_place(run, a, stored, true, err)
            : cluster_refresh(run, a, stored, err);
}

bool settle_again(struct run *run, struct arena *a, struct stored *stored,
        struct err *err)
{
    bool placed;

    return judge_anew(run, a, stored, true, &placed, err);
}

/* ---- all that is stale ---- */

/* Verdicts in transactions that take about a second each: a run that is ended
 * loses no more, and the log of the database stays small. */
struct pass {
    struct run *run;
    struct source_state *state; /* whose entries are judged; or NULL */
    bool begun;
    int work; /* in this transaction */
};

enum {
    BATCH = 50,
    WORK = 20 * 1000, /* entries that are judged, */
    PLACING = 20,     /* as many as which one that is placed counts */
};

static bool pass_begin(struct pass *pass, struct err *err)
{
    if (!pass->begun && !store_begin(pass->run->store, err))
        return false;
    pass->begun = true;
    return true;
}

static bool pass_end(struct pass *pass, struct err *err)
{
    bool begun = pass->begun;

    pass->begun = false;
    pass->work = 0;
    return !begun || store_commit(pass->run->store, err);
}

/* Of a source in the midst of it, it is not known what its entries were judged
 * under. */
static bool pass_step(struct pass *pass, bool placed, struct err *err)
{
    pass->work += placed ? PLACING : 1;
    if (pass->work < WORK)
        return true;
    return (!pass->state ||
                   store_configure_source(pass->run->store, pass->state,
                           err)) &&
            pass_end(pass, err) && pass_begin(pass, err);
}

static bool judge_stored(struct pass *pass, struct arena *a,
        struct stored *stored, bool place, struct err *err)
{
    bool placed;

    return pass_begin(pass, err) &&
            judge_anew(pass->run, a, stored, place, &placed, err) &&
            pass_step(pass, placed, err);
}

static bool judge_entry(struct pass *pass, int64_t id, bool place,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct stored *stored;

    return store_derived(pass->run->store, &a, id, &stored, err) &&
            (!stored || judge_stored(pass, &a, stored, place, err));
}

static bool judge_source(struct pass *pass, struct source_state *state,
        const struct source_state *wanted, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    bool place = state->placed != wanted->placed;
    struct bytes ids;

    if (!pass_begin(pass, err) ||
            !store_entries_of(pass->run->store, &a, state->id, &ids, err))
        return false;
    state->judged = 0;
    pass->state = state;
    for (size_t at = 0; at < ids.size; at += sizeof(int64_t)) {
        int64_t id;

        memcpy(&id, ids.data + at, sizeof(id));
        if (!judge_entry(pass, id, place, err))
            return false;
    }
    pass->state = NULL;
    state->judged = wanted->judged;
    state->placed = wanted->placed;
    return store_configure_source(pass->run->store, state, err);
}

/* Those whose verdict was good until now. */
static bool judge_due(struct pass *pass, struct err *err)
{
    bool more = true;

    while (more) {
        AUTO(arena) struct arena a = {0};
        struct stored *batch;

        if (!store_due_entries(pass->run->store, &a, pass->run->now, BATCH,
                    &batch, err))
            return false;
        more = batch != NULL;
        for (; batch; batch = batch->next)
            if (!judge_stored(pass, &a, batch, true, err))
                return false;
    }
    return true;
}

static bool is_configured(const struct run *run,
        const struct source_state *state)
{
    return run_source(run, state->id) != NULL;
}

static bool is_stale(const struct live_source *live)
{
    return live->state->judged != live->judged ||
            live->state->placed != live->placed;
}

/* What is no longer configured goes first, so that it stands for nothing when
 * the others are placed. */
bool settle_stale(struct run *run, struct err *err)
{
    static const struct source_state none = {0};
    struct pass pass = {.run = run};

    if (!derive_stale(run, err))
        return false;
    for (struct source_state *s = run->states; s; s = s->next) {
        if (s->order < 0 || is_configured(run, s))
            continue;
        s->order = -1;
        if (!judge_source(&pass, s, &none, err))
            return false;
    }
    for (struct live_source *s = run->sources; s; s = s->next) {
        const struct source_state wanted = {.judged = s->judged,
                .placed = s->placed};

        if (is_stale(s) && !judge_source(&pass, s->state, &wanted, err))
            return false;
    }
    return judge_due(&pass, err) && pass_end(&pass, err) &&
            select_stale(run, err);
}

/* ---- on trial ---- */

static bool try_entry(struct pass *pass, struct arena *a, struct stored *stored,
        struct err *err)
{
    const struct live_source *live = run_source(pass->run, stored->source);
    bool due = stored->until != 0 && stored->until <= pass->run->now;

    if (live && !is_stale(live) && !due)
        return true;
    return judge_stored(pass, a, stored,
            !live || live->state->placed != live->placed, err);
}

/* What stands for it, or would if it were not for the rules, may be older. */
static bool try_cluster(struct pass *pass, struct arena *a,
        const struct stored *stored, int64_t since, struct err *err)
{
    struct bytes ids;
    struct stored *other;
    bool shares;
    int64_t id;

    if (!store_shares_key(pass->run->store, stored, &shares, err))
        return false;
    if (!shares)
        return true;
    if (!cluster_members(pass->run, a, stored, &ids, err))
        return false;
    for (size_t at = 0; at < ids.size; at += sizeof(id)) {
        memcpy(&id, ids.data + at, sizeof(id));
        if (id == stored->id)
            continue;
        if (!store_derived(pass->run->store, a, id, &other, err) ||
                (other && other->published < since &&
                        !try_entry(pass, a, other, err)))
            return false;
    }
    return true;
}

bool settle_trial(struct run *run, int64_t since, struct err *err)
{
    AUTO(arena) struct arena all = {0};
    struct pass pass = {.run = run};
    struct bytes ids;

    if (!derive_stale(run, err) ||
            !store_entries_since(run->store, &all, since, &ids, err))
        return false;
    for (size_t at = 0; at < ids.size; at += sizeof(int64_t)) {
        AUTO(arena) struct arena a = {0};
        struct stored *stored;
        int64_t id;

        memcpy(&id, ids.data + at, sizeof(id));
        if (!store_derived(run->store, &a, id, &stored, err) ||
                (stored &&
                        (!try_entry(&pass, &a, stored, err) ||
                                !try_cluster(&pass, &a, stored, since, err))))
            return false;
    }
    return pass_end(&pass, err);
}
