#include "store/sql.h"

bool store_edition(struct store *store, struct arena *a,
        struct stored_edition *edition, struct err *err)
{
    struct query q = query(store, EDITION);

    put_text(&q, edition->name);
    if (step(&q)) {
        edition->id = get_int(&q);
        edition->iri = get_text(&q, a);
        edition->begins = get_int(&q);
        edition->print = get_int(&q);
        edition->hidden = get_int(&q);
    }
    return done(&q, err);
}

static bool add_edition(struct store *store, struct stored_edition *edition,
        struct err *err)
{
    struct query q = query(store, ADD_EDITION);

    put_text(&q, edition->name);
    put_text(&q, edition->iri);
    put_int(&q, edition->begins);
    put_int(&q, edition->print);
    put_int(&q, edition->hidden);
    if (step(&q))
        edition->id = get_int(&q);
    return done(&q, err);
}

bool store_save_edition(struct store *store, struct stored_edition *edition,
        struct err *err)
{
    struct query q = query(store, SAVE_EDITION);

    if (!edition->id)
        return add_edition(store, edition, err);
    put_int(&q, edition->print);
    put_int(&q, edition->hidden);
    put_int(&q, edition->id);
    return finish(&q, err);
}

/* ---- issues ---- */

static bool get_issues(struct query *q, struct arena *a,
        struct stored_issue **out, struct err *err)
{
    struct stored_issue **tail = out;

    *out = NULL;
    while (step(q)) {
        struct stored_issue *issue = ARENA_NEW(a, struct stored_issue);

        issue->id = get_int(q);
        issue->edition = get_int(q);
        issue->key = get_text(q, a);
        issue->state = (enum issue_state)get_int(q);
        issue->number = get_int(q);
        issue->iri = get_text(q, a);
        issue->title = get_text(q, a);
        issue->starts = get_int(q);
        issue->ends = get_int(q);
        issue->published = get_int(q);
        issue->updated = get_int(q);
        issue->frozen = get_int(q);
        issue->changed = get_int(q) != 0;
        *tail = issue;
        tail = &issue->next;
    }
    return done(q, err);
}

bool store_last_issue(struct store *store, struct arena *a, int64_t edition,
        struct stored_issue **out, struct err *err)
{
    struct query q = query(store, LAST_ISSUE);

    put_int(&q, edition);
    return get_issues(&q, a, out, err);
}

bool store_find_issue(struct store *store, struct arena *a, int64_t edition,
        const char *key, struct stored_issue **out, struct err *err)
{
    struct query q = query(store, FIND_ISSUE);

    put_int(&q, edition);
    put_text(&q, key);
    return get_issues(&q, a, out, err);
}

bool store_issue(struct store *store, struct arena *a, int64_t id,
        struct stored_issue **out, struct err *err)
{
    struct query q = query(store, ISSUE);

    put_int(&q, id);
    return get_issues(&q, a, out, err);
}

bool store_count_issues(struct store *store, int64_t edition, int64_t *out,
        struct err *err)
{
    struct query q = query(store, COUNT_ISSUES);

    put_int(&q, edition);
    *out = step(&q) ? get_int(&q) : 0;
    return done(&q, err);
}

bool store_issues(struct store *store, struct arena *a, int64_t edition,
        struct span span, struct stored_issue **out, struct err *err)
{
    struct query q = query(store, ISSUES);

    put_int(&q, edition);
    put_int(&q, span.count);
    put_int(&q, span.from);
    return get_issues(&q, a, out, err);
}

bool store_open_issues(struct store *store, struct arena *a, int64_t edition,
        int64_t now, struct stored_issue **out, struct err *err)
{
    struct query q = query(store, OPEN_ISSUES);

    put_int(&q, edition);
    put_int(&q, now);
    return get_issues(&q, a, out, err);
}

static bool add_issue(struct store *store, struct stored_issue *issue,
        struct err *err)
{
    struct query q = query(store, ADD_ISSUE);

    put_int(&q, issue->edition);
    put_text(&q, issue->key);
    put_int(&q, issue->state);
    put_int(&q, issue->number);
    put_text(&q, issue->iri);
    put_text(&q, issue->title);
    put_int(&q, issue->starts);
    put_int(&q, issue->ends);
    put_int(&q, issue->published);
    put_int(&q, issue->updated);
    put_int(&q, issue->frozen);
    put_int(&q, issue->changed);
    if (step(&q))
        issue->id = get_int(&q);
    return done(&q, err);
}

bool store_save_issue(struct store *store, struct stored_issue *issue,
        struct err *err)
{
    struct query q = query(store, SAVE_ISSUE);

    if (!issue->id)
        return add_issue(store, issue, err);
    put_int(&q, issue->updated);
    put_int(&q, issue->changed);
    put_int(&q, issue->id);
    return finish(&q, err);
}

bool store_mark_issues(struct store *store, int64_t edition, bool changed,
        struct err *err)
{
    struct query q = query(store, MARK_ISSUES);

    put_int(&q, changed);
    put_int(&q, edition);
    return finish(&q, err);
}

/* ---- what is in them ---- */

bool store_save_part(struct store *store, const struct stored_part *part,
        struct err *err)
{
    struct query q = query(store, SAVE_PART);

    put_int(&q, part->edition);
    put_int(&q, part->entry);
    put_int(&q, part->issue);
    put_int(&q, part->again);
    put_int(&q, part->position);
    put_int(&q, part->state);
    put_bytes(&q, part->packed);
    return finish(&q, err);
}

static bool get_parts(struct query *q, struct arena *a,
        struct stored_part **out, struct err *err)
{
    struct stored_part **tail = out;

    *out = NULL;
    while (step(q)) {
        struct stored_part *part = ARENA_NEW(a, struct stored_part);

        part->edition = get_int(q);
        part->entry = get_int(q);
        part->issue = get_int(q);
        part->again = get_int(q);
        part->position = get_int(q);
        part->state = (enum part_state)get_int(q);
        part->packed = get_bytes(q, a);
        *tail = part;
        tail = &part->next;
    }
    return done(q, err);
}

bool store_parts(struct store *store, struct arena *a, int64_t issue,
        struct stored_part **out, struct err *err)
{
    struct query q = query(store, PARTS);

    put_int(&q, issue);
    return get_parts(&q, a, out, err);
}

bool store_next_parts(struct store *store, struct arena *a,
        const struct stored_part *after, int count, struct stored_part **out,
        struct err *err)
{
    struct query q = query(store, NEXT_PARTS);

    put_int(&q, after->edition);
    put_int(&q, after->entry);
    put_int(&q, after->again);
    put_int(&q, count);
    return get_parts(&q, a, out, err);
}

/* Their numbers, and when they were updated. */
static bool get_candidates(struct query *q, struct arena *a,
        struct stored **out, struct err *err)
{
    struct stored **tail = out;

    *out = NULL;
    while (step(q)) {
        *tail = ARENA_NEW(a, struct stored);
        (*tail)->id = get_int(q);
        (*tail)->updated = get_int(q);
        tail = &(*tail)->next;
    }
    return done(q, err);
}

bool store_edition_candidates(struct store *store, struct arena *a,
        int64_t edition, struct span since, struct stored **out,
        struct err *err)
{
    struct query q = query(store, EDITION_CANDIDATES);

    put_int(&q, since.from);
    put_int(&q, edition);
    put_int(&q, since.count);
    return get_candidates(&q, a, out, err);
}

bool store_edition_updates(struct store *store, struct arena *a,
        const struct updates *wanted, struct stored **out, struct err *err)
{
    struct query q = query(store, EDITION_UPDATES);

    put_int(&q, wanted->edition);
    put_int(&q, wanted->from);
    put_int(&q, wanted->until);
    put_int(&q, wanted->count);
    return get_candidates(&q, a, out, err);
}

/* ---- deliveries ---- */

bool store_owe_delivery(struct store *store, int64_t issue,
        const char *recipient, struct err *err)
{
    struct query q = query(store, OWE_DELIVERY);

    put_int(&q, issue);
    put_text(&q, recipient);
    return finish(&q, err);
}

bool store_deliveries(struct store *store, struct arena *a, int64_t edition,
        int64_t now, struct delivery **out, struct err *err)
{
    struct query q = query(store, DELIVERIES);
    struct delivery **tail = out;

    *out = NULL;
    put_int(&q, edition);
    put_int(&q, now);
    while (step(&q)) {
        struct delivery *delivery = ARENA_NEW(a, struct delivery);

        delivery->issue = get_int(&q);
        delivery->recipient = get_text(&q, a);
        delivery->failures = get_int(&q);
        delivery->next_try = get_int(&q);
        delivery->reason = get_text(&q, a);
        *tail = delivery;
        tail = &delivery->next;
    }
    return done(&q, err);
}

bool store_save_delivery(struct store *store, const struct delivery *delivery,
        const char *state, struct err *err)
{
    struct query q = query(store, SAVE_DELIVERY);

    put_int(&q, delivery->failures);
    put_int(&q, delivery->next_try);
    put_text(&q, delivery->reason);
    put_text(&q, state);
    put_int(&q, delivery->issue);
    put_text(&q, delivery->recipient);
    return finish(&q, err);
}
