/*
 * concern.c - which rules can touch entries of a source at all: where one is
 * changed that cannot, they need not be judged anew.
 */
#include <string.h>

#include "base/hash.h"
#include "rules/rule.h"

/* Changes when the same rules would judge otherwise than before. */
enum { RULES_VERSION = 2 };

static bool is_in(const struct word *words, const char *text)
{
    for (const struct word *w = words; w; w = w->next)
        if (text && strcmp(w->text, text) == 0)
            return true;
    return false;
}

bool rule_is_from(const struct rule *rule, const char *actor,
        const char *source)
{
    return !rule->from || is_in(rule->from, actor) || is_in(rule->from, source);
}

/* What a condition comes to for every entry of a source; unknown where that
 * hangs on the entry. */
struct origin {
    const char *actor, *source;
};

static enum matched foresee(const struct node *node,
        const struct origin *origin);

static enum matched foresee_test(const struct node *node,
        const struct origin *origin)
{
    const char *value = node->field == FIELD_ACTOR ? origin->actor
                                                   : origin->source;

    if (node->test != TEST_IN ||
            (node->field != FIELD_ACTOR && node->field != FIELD_SOURCE))
        return MATCHED_UNKNOWN;
    return is_in(node->words, value) ? MATCHED_YES : MATCHED_NO;
}

static enum matched foresee_children(const struct node *node,
        const struct origin *origin, enum matched deciding)
{
    enum matched result = deciding == MATCHED_YES ? MATCHED_NO : MATCHED_YES;

    for (const struct node *c = node->children; c; c = c->next) {
        enum matched one = foresee(c, origin);

        if (one == deciding)
            return one;
        if (one == MATCHED_UNKNOWN)
            result = one;
    }
    return result;
}

/* Its depth is bounded where it was read. */
static enum matched foresee(const struct node *node,
        const struct origin *origin)
{
    enum matched child;

    switch (node->kind) {
    case NODE_TEST:
        return foresee_test(node, origin);
    case NODE_NOT:
        child = foresee(node->children, origin);
        if (child == MATCHED_UNKNOWN)
            return child;
        return child == MATCHED_NO ? MATCHED_YES : MATCHED_NO;
    case NODE_ALL:
        return foresee_children(node, origin, MATCHED_NO);
    case NODE_ANY:
        return foresee_children(node, origin, MATCHED_YES);
    }
    return MATCHED_UNKNOWN;
}

static bool concerns(const struct rule *rule, const struct origin *origin)
{
    return rule_is_from(rule, origin->actor, origin->source) &&
            (!rule->when || foresee(rule->when, origin) != MATCHED_NO);
}

uint64_t rules_fingerprint(const struct rules *rules, const char *actor,
        const char *source)
{
    uint64_t print = hash_bytes(RULES_VERSION, &rules->zone,
            sizeof(rules->zone));
    struct origin origin = {actor, source};

    for (const struct rule *r = rules->rules; r; r = r->next)
        if (concerns(r, &origin))
            print = hash_bytes(print, &r->print, sizeof(r->print));
    return print;
}
