/* claim.c - what ids entries claim, and which they have: see entries.h. */
#include "store/sql.h"

bool store_name_item(struct store *store, int64_t id, const char *iri,
        struct err *err)
{
    struct query q = query(store, NAME_ITEM);

    put_text(&q, iri);
    put_int(&q, id);
    return finish(&q, err);
}

bool store_first_claimant(struct store *store, const char *claim, int64_t *out,
        struct err *err)
{
    struct query q = query(store, FIRST_CLAIMANT);

    put_text(&q, claim);
    *out = step(&q) ? get_int(&q) : 0;
    return done(&q, err);
}

static const struct member refusal_members[] = {
        ROW(refusal, claimed, MEMBER_TEXT),
        ROW(refusal, id, MEMBER_TEXT),
};
const struct shape refusal_shape = SHAPE(struct refusal, refusal_members);

bool store_refusals(struct store *store, struct arena *a, int64_t source,
        struct refusal **out, struct err *err)
{
    struct query q = query(store, REFUSALS);
    struct refusal **tail = out;

    *out = NULL;
    put_int(&q, source);
    while (step(&q)) {
        *tail = ARENA_NEW(a, struct refusal);
        (*tail)->claimed = get_text(&q, a);
        (*tail)->id = get_text(&q, a);
        tail = &(*tail)->next;
    }
    return done(&q, err);
}
