#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "flow/cluster.h"
#include "flow/derive.h"
#include "flow/reader.h"
#include "flow/settle.h"

enum { BATCH = 50 };

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

/* An address that a list named, where nothing could be read. */
static void hold_back(struct stored *stored, const struct source *source,
        const struct entry *entry)
{
    if (!stored->kept || !reader_is_list(source->kind) || entry->title ||
            entry->summary || entry->content)
        return;
    stored->kept = false;
    stored->reason = "there is neither a title nor a text at its address";
}

/* By its URL, its id as it is or as it is published, its source or its actor.
 */
static const struct suppression *suppression_of(const struct run *run,
        const struct stored *stored, const struct source *source)
{
    const int64_t keys[] = {stored->keys[0], stored->keys[1],
            (int64_t)hash_text(HASH_START, stored->iri),
            (int64_t)hash_text(HASH_START, source->id),
            (int64_t)hash_text(HASH_START, source->actor->id)};
    const struct suppression *found = NULL;

    for (size_t i = 0; i < COUNT(keys) && !found; i++)
        found = keys[i] ? index_get_number(&run->suppressed_by_key, keys[i])
                        : NULL;
    return found;
}

static void take_down(const struct run *run, struct arena *a,
        struct stored *stored, const struct source *source)
{
    const struct suppression *s = suppression_of(run, stored, source);
    char date[DATE_SIZE];

    if (!s)
        return;
    date_write(date, s->since);
    stored->kept = false;
    stored->until = 0;
    stored->reason = arena_printf(a, "taken down on %s, by \"hide %s\": %s",
            date, s->what, s->reason);
}

static const char *rule_reason(struct arena *a, const struct verdict *verdict)
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

/* When a stream's own condition may turn out otherwise, by time alone. */
static void select_until(const struct run *run, struct arena *a,
        const struct subject *subject, int64_t *until)
{
    for (const struct live_stream *s = run->own; s; s = s->next) {
        int64_t then = 0;

        if (s->select)
            expr_matches(s->select, a, subject, &then);
        if (then && (!*until || then < *until))
            *until = then;
    }
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
    stored->reason = rule_reason(a, &verdict);
    subject.entry = verdict.entry;
    subject.tags = verdict.tags;
    select_until(run, a, &subject, &stored->until);
    hold(a, stored, run->now);
    source = run_source(run, stored->source)->source;
    hold_back(stored, source, verdict.entry);
    take_down(run, a, stored, source);
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

bool settle_again(struct run *run, struct arena *a, struct stored *stored,
        struct err *err)
{
    struct stored_tag *tags;
    struct entry entry;

    memcpy(stored->former, stored->keys, sizeof(stored->former));
    return record_unpack(&entry, a, &entry_shape, stored->entry, err) &&
            settle_judge(run, a, stored, &entry, &tags, err) &&
            store_save_verdict(run->store, stored, err) &&
            store_save_tags(run->store, stored->id, tags, err) &&
            cluster_place(run, a, stored, true, err);
}

static bool judge_batch(struct run *run, struct arena *a, struct stored *batch,
        int64_t *last, struct err *err)
{
    if (!store_begin(run->store, err))
        return false;
    for (; batch; batch = batch->next) {
        if (!settle_again(run, a, batch, err))
            return false;
        *last = batch->id;
    }
    return store_commit(run->store, err);
}

/* All entries of a source, a batch at a time; after a crash it begins anew. */
static bool judge_source(struct run *run, struct source_state *state,
        int64_t judged, struct err *err)
{
    int64_t last = 0;
    bool more = true;

    while (more) {
        AUTO(arena) struct arena a = {0};
        struct stored *batch;

        if (!store_batch(run->store, &a, state->id, (struct span){last, BATCH},
                    &batch, err))
            return false;
        more = batch != NULL;
        if (more && !judge_batch(run, &a, batch, &last, err))
            return false;
    }
    state->judged = judged;
    return store_begin(run->store, err) &&
            store_configure_source(run->store, state, err) &&
            store_commit(run->store, err);
}

/* Those whose verdict was good until now. */
static bool judge_due(struct run *run, struct err *err)
{
    bool more = true;

    while (more) {
        AUTO(arena) struct arena a = {0};
        struct stored *batch;
        int64_t last;

        if (!store_due_entries(run->store, &a, run->now, BATCH, &batch, err))
            return false;
        more = batch != NULL;
        if (more && !judge_batch(run, &a, batch, &last, err))
            return false;
    }
    return true;
}

static bool is_configured(const struct run *run,
        const struct source_state *state)
{
    return run_source(run, state->id) != NULL;
}

/* What is no longer configured goes first, so that it stands for nothing when
 * the others are placed. */
bool settle_stale(struct run *run, struct err *err)
{
    if (!derive_stale(run, err))
        return false;
    for (struct source_state *s = run->states; s; s = s->next) {
        if (s->order < 0 || is_configured(run, s))
            continue;
        s->order = -1;
        if (!judge_source(run, s, 0, err))
            return false;
    }
    for (struct live_source *s = run->sources; s; s = s->next)
        if (s->state->judged != s->judged &&
                !judge_source(run, s->state, s->judged, err))
            return false;
    return judge_due(run, err);
}
