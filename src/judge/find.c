#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "judge/find.h"
#include "judge/joined.h"
#include "rules/plan.h"
#include "store/search.h"

enum {
    PAGE = 500, /* entries whose numbers are read at once */
    FEW = 10 *
            1000, /* that are put in order here, and not by walking them all */
};

struct finder {
    struct run *run;
    const struct find *find;
    struct plan plan;
    struct walk walk;
    struct buf behind;    /* walk.behind */
    bool narrowed;        /* to these: */
    struct bytes numbers; /* of entries, ascending */
    int64_t looked, matched;
};

static void finder_auto(struct finder *f)
{
    buf_auto(&f->behind);
}

/* ---- one entry ---- */

/* Of a source that is no longer configured, the next run takes it out. */
static bool look_at(struct finder *f, int64_t id, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct found found = {.matches = true};
    struct stored *stored;
    struct subject subject;
    struct joined joined;

    if (!store_entry(f->run->store, &a, id, &stored, err))
        return false;
    if (!stored || !run_source(f->run, stored->source))
        return true;
    if (!joined_load(&joined, f->run, &a, stored, err) ||
            !joined_subject(&subject, f->run, &a, stored, &joined, err))
        return false;
    if (f->find->expr)
        found.matches = expr_matches(f->find->expr, &a, &subject, &found.until);
    if (found.matches && f->find->also)
        found.matches = f->find->also(f->find->arg, &a, subject.entry);
    if (stored->kept && cluster_takedown(f->run, joined.cluster))
        found.matches = false; /* it is in no stream */
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

static size_t count_of(const struct bytes *numbers)
{
    return numbers->size / sizeof(int64_t);
}

static bool look_at_few(struct finder *f, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    size_t count = count_of(&f->numbers), there = 0;
    struct walked **all = ARENA_ARRAY(&a, struct walked *, count + 1);

    for (size_t i = 0; i < count; i++) {
        if (!store_walked(f->run->store, &a, &f->walk,
                    number_at(&f->numbers, i), &all[there], err))
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

static bool is_one(const struct finder *f, int64_t id)
{
    size_t from = 0, to = count_of(&f->numbers);

    while (f->narrowed && from < to) {
        size_t middle = from + (to - from) / 2;
        int64_t number = number_at(&f->numbers, middle);

        if (number == id)
            return true;
        if (number < id)
            from = middle + 1;
        else
            to = middle;
    }
    return !f->narrowed;
}

static bool look_at_page(struct finder *f, bool *more, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct walked *first;

    if (!store_walk(f->run->store, &a, &f->walk, PAGE, &first, err))
        return false;
    *more = false;
    for (const struct walked *w = first; w && !is_enough(f); w = w->next) {
        if (is_one(f, w->id) && !look_at(f, w->id, err))
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

static int compare_numbers(const void *left, const void *right)
{
    int64_t a, b;

    memcpy(&a, left, sizeof(a));
    memcpy(&b, right, sizeof(b));
    return (a > b) - (a < b);
}

/* Only those that are among these, ascending, too; each once. */
static void narrow(struct finder *f, struct arena *a,
        const struct bytes *numbers)
{
    AUTO(buf) struct buf both = {0};
    size_t at = 0, count = count_of(numbers);

    for (size_t i = 0; i < count; i++) {
        int64_t number = number_at(numbers, i);

        if (i > 0 && number == number_at(numbers, i - 1))
            continue;
        while (f->narrowed && at < count_of(&f->numbers) &&
                number_at(&f->numbers, at) < number)
            at++;
        if (!f->narrowed ||
                (at < count_of(&f->numbers) &&
                        number_at(&f->numbers, at) == number))
            buf_add(&both, (const char *)&number, sizeof(number));
    }
    f->numbers = (struct bytes){arena_copy(a, both.data ? both.data : "",
                                        both.size),
            both.size};
    f->narrowed = true;
}

/* The same of what entries stand for that came by any of the actor's sources,
 * or by that one. */
static bool narrow_to_tellers(struct finder *f, struct arena *a,
        const char *actor, const char *source, struct err *err)
{
    AUTO(buf) struct buf all = {0};
    struct bytes numbers;

    for (const struct live_source *s = f->run->sources; s; s = s->next) {
        if (source ? strcmp(s->source->id, source) != 0
                   : strcmp(s->source->actor->id, actor) != 0)
            continue;
        if (!store_told(f->run->store, a, s->state->id, &numbers, err))
            return false;
        buf_add(&all, numbers.data, numbers.size);
    }
    if (all.size > 0)
        qsort(all.data, all.size / sizeof(int64_t), sizeof(int64_t),
                compare_numbers);
    numbers = (struct bytes){all.data, all.size};
    narrow(f, a, &numbers);
    return true;
}

static bool narrow_to_tag(struct finder *f, struct arena *a, struct err *err)
{
    struct bytes numbers;

    if (!store_tagged(f->run->store, a, f->plan.tag, &numbers, err))
        return false;
    narrow(f, a, &numbers);
    return true;
}

static bool narrow_to_texts(struct finder *f, struct arena *a, struct err *err)
{
    struct bytes numbers;
    bool ours;

    if (!store_has_index(f->run->store, PLAN_TEXT_VERSION, &ours, err))
        return false;
    if (!ours) {
        f->plan.texts = NULL;
        return true;
    }
    if (!store_search(f->run->store, a, f->plan.texts, &numbers, err))
        return false;
    narrow(f, a, &numbers);
    return true;
}

/* What is dropped stands for nothing: its own tags and source are asked. */
static bool narrow_all(struct finder *f, struct arena *a, struct err *err)
{
    struct plan *plan = &f->plan;

    if (f->find->dropped)
        plan->tag = plan->actor = plan->source = NULL;
    f->walk.from = plan->published.from;
    f->walk.to = plan->published.to;
    f->walk.updated_from = plan->updated.from;
    f->walk.updated_to = plan->updated.to;
    return (!plan->tag || narrow_to_tag(f, a, err)) &&
            (!plan->actor || narrow_to_tellers(f, a, plan->actor, NULL, err)) &&
            (!plan->source ||
                    narrow_to_tellers(f, a, NULL, plan->source, err)) &&
            (!plan->texts || narrow_to_texts(f, a, err));
}

static bool look(struct finder *f, struct err *err)
{
    bool more = true;

    if (f->narrowed && count_of(&f->numbers) <= FEW)
        return look_at_few(f, err);
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
                     .updated = {INT64_MIN, INT64_MAX}},
            .walk = { .stream = find->stream ? find->stream->stored.id : 0,
                     .dropped = find->dropped,
                     .behind = ""}
    };

    if (find->expr && !find->each)
        expr_plan(&f.plan, &a, find->expr, find->ever ? 0 : run->now);
    if (!narrow_all(&f, &a, err) || !look(&f, err))
        return false;
    tell_way(&f);
    return true;
}
