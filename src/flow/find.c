#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "flow/find.h"
#include "flow/leaf.h"
#include "rules/plan.h"
#include "store/search.h"

enum {
    PAGE = 500, /* entries whose numbers are read at once */
    FEW = 5000, /* that are put in order here, and not by walking the stream */
};

struct finder {
    struct run *run;
    const struct find *find;
    struct plan plan;
    struct walk walk;
    struct buf behind; /* walk.behind */
    bool by_texts;
    struct bytes texts; /* numbers of entries that may have them, ascending */
    int64_t looked, matched;
};

static void finder_auto(struct finder *f)
{
    buf_auto(&f->behind);
}

/* ---- one entry ---- */

static struct tag *as_tags(struct arena *a, const struct stored_tag *tags)
{
    struct tag *first = NULL, **tail = &first;

    for (; tags; tags = tags->next) {
        *tail = ARENA_NEW(a, struct tag);
        (*tail)->id = tags->id;
        tail = &(*tail)->next;
    }
    return first;
}

bool find_subject(struct subject *out, struct run *run, struct arena *a,
        const struct stored *whole, const struct stored_tag *tags,
        struct err *err)
{
    struct entry *entry = ARENA_NEW(a, struct entry);

    if (!run_entry(entry, a, whole, err) ||
            !run_subject(out, run, whole, entry, err))
        return false;
    out->tags = as_tags(a, tags);
    return true;
}

/* Of a source that is no longer configured, the next run takes it out. */
static bool look_at(struct finder *f, int64_t id, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct found found = {.matches = true};
    struct stored *stored;
    struct stored_tag *tags;
    struct subject subject;

    if (!store_entry(f->run->store, &a, id, &stored, err))
        return false;
    if (!stored || !run_source(f->run, stored->source))
        return true;
    if (!leaf_tags(&tags, f->run, &a, stored, err) ||
            !find_subject(&subject, f->run, &a, stored, tags, err))
        return false;
    if (f->find->expr)
        found.matches = expr_matches(f->find->expr, &a, &subject, &found.until);
    found.stored = stored;
    f->looked++;
    f->matched += found.matches;
    return f->find->tell(f->find->arg, &a, &found, err);
}

static bool is_enough(const struct finder *f)
{
    return f->find->limit > 0 && f->matched >= f->find->limit;
}

/* ---- few entries, by number ---- */

static int compare_walked(const void *left, const void *right)
{
    const struct walked *a = *(const struct walked *const *)left,
                        *b = *(const struct walked *const *)right;

    if (a->published != b->published)
        return a->published < b->published ? 1 : -1;
    return strcmp(a->iri, b->iri);
}

static int64_t number_at(const struct bytes *numbers, size_t at)
{
    int64_t number;

    memcpy(&number, numbers->data + at * sizeof(number), sizeof(number));
    return number;
}

static bool look_at_few(struct finder *f, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    size_t count = f->texts.size / sizeof(int64_t), there = 0;
    struct walked **all = ARENA_ARRAY(&a, struct walked *, count + 1);

    for (size_t i = 0; i < count; i++) {
        if (!store_walked(f->run->store, &a, f->walk.stream,
                    number_at(&f->texts, i), &all[there], err))
            return false;
        there += all[there] != NULL;
    }
    qsort(all, there, sizeof(struct walked *), compare_walked);
    for (size_t i = 0; i < there && !is_enough(f); i++)
        if (!look_at(f, all[i]->id, err))
            return false;
    return true;
}

/* ---- many, by date ---- */

static bool may_have_texts(const struct finder *f, int64_t id)
{
    size_t from = 0, to = f->texts.size / sizeof(int64_t);

    while (f->by_texts && from < to) {
        size_t middle = from + (to - from) / 2;
        int64_t number = number_at(&f->texts, middle);

        if (number == id)
            return true;
        if (number < id)
            from = middle + 1;
        else
            to = middle;
    }
    return !f->by_texts;
}

static bool look_at_page(struct finder *f, bool *more, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct walked *first;

    if (!store_walk(f->run->store, &a, &f->walk, PAGE, &first, err))
        return false;
    *more = false;
    for (const struct walked *w = first; w && !is_enough(f); w = w->next) {
        if (may_have_texts(f, w->id) && !look_at(f, w->id, err))
            return false;
        if (w->next)
            continue;
        *more = true;
        f->walk.to = w->published;
        buf_clear(&f->behind);
        buf_text(&f->behind, w->iri);
        f->walk.behind = f->behind.data;
    }
    return true;
}

/* ---- by what they are found ---- */

/* The stream of that name, before the one that was walked. */
static bool narrow(struct finder *f, struct arena *a, const char *folder,
        const char *id)
{
    const struct live_stream *stream = run_stream_named(f->run,
            arena_printf(a, "%s/%s", folder, id));

    if (!stream || !stream->stored.id)
        return false;
    f->walk.also[1] = f->walk.also[0];
    f->walk.also[0] = f->walk.stream;
    f->walk.stream = stream->stored.id;
    return true;
}

/* A theme that prefers others has other entries for the same articles. */
static bool has_other_copies(const struct finder *f, struct arena *a,
        const char *theme)
{
    const struct live_stream *stream = run_stream_named(f->run,
            arena_printf(a, "themes/%s", theme));

    return stream && stream->prefer != f->run->config->prefer;
}

static const char *actor_of(const struct finder *f)
{
    const struct source *source = f->plan.source
            ? config_source(f->run->config, f->plan.source)
            : NULL;

    return f->plan.actor ? f->plan.actor : source ? source->actor->id : NULL;
}

/* A condition names what is configured: what the store does not know yet has no
 * entries, and then none is possible. */
static bool narrow_all(struct finder *f, struct arena *a)
{
    const char *actor = actor_of(f);

    for (struct live_source *s = f->run->sources; s && f->plan.source;
            s = s->next)
        if (strcmp(s->source->id, f->plan.source) == 0)
            f->walk.source = s->state->id;
    if (f->plan.tag && has_other_copies(f, a, f->plan.tag))
        f->plan.tag = NULL;
    f->walk.from = f->plan.published.from;
    f->walk.to = f->plan.published.to;
    f->walk.updated_from = f->plan.updated.from;
    f->walk.updated_to = f->plan.updated.to;
    return (!f->plan.source || f->walk.source) &&
            (!f->plan.tag || narrow(f, a, "themes", f->plan.tag)) &&
            (!actor || narrow(f, a, "actors", actor));
}

static bool search(struct finder *f, struct arena *a, struct err *err)
{
    if (!f->plan.texts)
        return true;
    if (!store_has_index(f->run->store, PLAN_TEXT_VERSION, &f->by_texts, err))
        return false;
    if (!f->by_texts)
        f->plan.texts = NULL;
    return !f->by_texts ||
            store_search(f->run->store, a, f->plan.texts,
                    f->find->stream->stored.id, &f->texts, err);
}

static bool look(struct finder *f, struct err *err)
{
    bool more = true;

    if (f->by_texts && f->texts.size / sizeof(int64_t) <= FEW) {
        f->walk.stream = f->find->stream->stored.id;
        return look_at_few(f, err);
    }
    while (more)
        if (!look_at_page(f, &more, err))
            return false;
    return true;
}

static void tell_way(const struct finder *f)
{
    AUTO(buf) struct buf by = {0};

    log_info("looked at %" PRId64 " entries, of which %" PRId64
             " match, found by %s",
            f->looked, f->matched,
            plan_show(&by, &f->plan) ? by.data : "nothing but their dates");
}

bool find_entries(struct run *run, const struct find *find, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(finder)
    struct finder f = {
            .run = run,
            .find = find,
            .plan = {.published = {INT64_MIN, INT64_MAX},
                     .updated = {INT64_MIN, INT64_MAX}                },
            .walk = {.stream = find->stream->stored.id,   .behind = ""}
    };

    if (find->expr && !find->each)
        expr_plan(&f.plan, &a, find->expr, find->ever ? 0 : run->now);
    if (narrow_all(&f, &a) && (!search(&f, &a, err) || !look(&f, err)))
        return false;
    tell_way(&f);
    return true;
}
