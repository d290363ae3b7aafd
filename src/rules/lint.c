/*
 * lint.c - the rules are gone through as entries will, once for each kind of
 * source: sources are alike where no rule names one of them and their actors
 * have the same themes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/index.h"
#include "rules/lint.h"
#include "rules/probe.h"
#include "rules/rule.h"
#include "rules/sense.h"

/* In all; where more would be needed, nothing is said of rules and streams. */
static const long STEPS_MAX = 200L * 1000 * 1000;

/* What came out for one rule, or one selection, over all sources. */
struct outcome {
    const struct rule *rule;
    unsigned looked_at; /* the fields of its condition, a bit each */
    bool possible, reached;
    bool useful;           /* of untag: some have the theme */
    const struct rule *by; /* the first that takes its entries */
    bool alive; /* reached, by the kind of source that is looked at */
};

struct lint {
    struct arena arena;
    const struct rules *rules;
    const struct selection *selections;
    struct report *report;
    struct matcher *matcher;
    struct outcome *outcomes; /* of the rules, in order, then of selections */
    size_t rule_count;
    struct tag *tags;   /* that entries of some source can have at the end */
    struct index named; /* actors and sources that are named */
    bool all_differ;    /* and patterns look at their names */
    long steps;
};

static unsigned fields_of(const struct node *node)
{
    unsigned fields = node->kind == NODE_TEST ? 1U << node->field : 0;

    for (const struct node *c = node->children; c; c = c->next)
        fields |= fields_of(c);
    return fields;
}

/* ---- kinds of sources ---- */

static void note_names(struct lint *l, const struct word *words)
{
    for (; words; words = words->next)
        index_put(&l->named, &l->arena, words->text, l);
}

static void note_named(struct lint *l, const struct node *node)
{
    bool is_name = node->kind == NODE_TEST &&
            (node->field == FIELD_ACTOR || node->field == FIELD_SOURCE);

    if (is_name && node->test == TEST_IN)
        note_names(l, node->words);
    l->all_differ |= is_name &&
            (node->test == TEST_MATCHES || node->test == TEST_CONTAINS);
    for (const struct node *c = node->children; c; c = c->next)
        note_named(l, c);
}

static const char *kind_of(struct lint *l, const struct source *source)
{
    AUTO(buf) struct buf key = {0};
    bool actor = l->all_differ || index_get(&l->named, source->actor->id);
    bool own = l->all_differ || index_get(&l->named, source->id);

    buf_printf(&key, "%s\n%s", actor ? source->actor->id : "",
            own ? source->id : "");
    for (const struct name_of *t = source->actor->themes; t; t = t->next)
        buf_printf(&key, "\n%s", t->text);
    return arena_copy(&l->arena, key.data, key.size);
}

/* ---- going through ---- */

/* One kind of source on its way through the rules. */
struct walk {
    struct lint *lint;
    struct arena arena;
    struct stage stage;
    struct tag *possible, *certain;
    struct sense sense;
    size_t first_keep; /* that some entry reaches; the rules' number: none */
};

static bool is_from(const struct walk *w, const struct rule *rule)
{
    return rule_is_from(rule, w->stage.subject.actor, w->stage.subject.source);
}

static bool has_tag(const struct tag *tags, const char *id)
{
    while (tags && strcmp(tags->id, id) != 0)
        tags = tags->next;
    return tags != NULL;
}

static void add_tag(struct arena *a, struct tag **tags, const char *id)
{
    struct tag *tag;

    if (has_tag(*tags, id))
        return;
    tag = ARENA_NEW(a, struct tag);
    tag->id = id;
    tag->next = *tags;
    *tags = tag;
}

static void remove_tag(struct tag **tags, const char *id)
{
    while (*tags) {
        if (strcmp((*tags)->id, id) == 0)
            *tags = (*tags)->next;
        else
            tags = &(*tags)->next;
    }
}

/* Whether the rule, as it is meant, can put the theme on an entry. */
static bool can_tag(const struct rule *rule, const char *theme)
{
    if (rule->action != ACTION_TAG && rule->action != ACTION_UNKNOWN)
        return false;
    return rule->theme ? strcmp(rule->theme, theme) == 0 : rule->broken;
}

static void change_tags(struct walk *w, const struct rule *rule)
{
    if (rule->action == ACTION_TAG && rule->theme)
        add_tag(&w->arena, &w->possible, rule->theme);
    else if (rule->action == ACTION_TAG || rule->action == ACTION_UNKNOWN)
        for (const struct theme *t = w->lint->rules->themes; t; t = t->next)
            add_tag(&w->arena, &w->possible, t->id);
    if (rule->broken)
        w->certain = NULL;
    else if (rule->action == ACTION_UNTAG)
        remove_tag(&w->certain, rule->theme);
    w->stage.possible = w->possible;
    w->stage.certain = w->certain;
}

static unsigned changed_by(const struct rule *rule)
{
    if (rule->action == ACTION_TAG || rule->action == ACTION_UNTAG)
        return 1U << FIELD_TAG;
    if (rule->action != ACTION_REPLACE && rule->action != ACTION_SET)
        return 0;
    return 1U << rule->field |
            (rule->field == FIELD_TITLE ? 1U << FIELD_TEXT : 0);
}

/* Whether every entry that meets the condition has met earlier's, too. */
static bool covers(struct walk *w, const struct rule *earlier,
        const struct node *condition)
{
    const struct goal other = {.node = earlier->when, .unsure = true};
    const struct goal goal = {.next = &other, .node = condition, .is = true};

    return !sense_is_possible(&w->sense, &goal);
}

/*
 * Of the rules before the one at `end`, the last of the first `most` that ends
 * the way of whatever meets the condition there. One is left out where what it
 * looks at is changed after it, or is among changed.
 */
static const struct rule *taken_by(struct walk *w, size_t end, size_t most,
        unsigned changed, const struct node *condition)
{
    const struct rule *found = NULL;

    while (end-- > 0 && !found) {
        const struct outcome *o = &w->lint->outcomes[end];
        const struct rule *r = o->rule;
        bool ends = r->action == ACTION_DROP || r->action == ACTION_KEEP;

        w->sense.steps++;
        changed |= r->broken ? ~0U : 0;
        if (r->broken || !is_from(w, r))
            continue;
        if (ends && o->alive && end < most && !(o->looked_at & changed) &&
                covers(w, r, condition))
            found = r;
        changed |= changed_by(r);
    }
    return found;
}

static bool is_possible(struct walk *w, const struct node *condition)
{
    const struct goal goal = {.node = condition, .is = true};

    return sense_is_possible(&w->sense, &goal);
}

static void keep_some(struct walk *w, size_t at)
{
    enum action action = w->lint->outcomes[at].rule->action;

    if ((action == ACTION_KEEP || action == ACTION_UNKNOWN) &&
            at < w->first_keep)
        w->first_keep = at;
}

/* The same for all sources where nothing is asked that differs with them. */
static bool can_match(struct walk *w, struct outcome *o)
{
    static const unsigned differing = 1U << FIELD_ACTOR | 1U << FIELD_SOURCE |
            1U << FIELD_TAG;

    return (o->possible && !(o->looked_at & differing)) ||
            is_possible(w, o->rule->when);
}

static void try_rule(struct walk *w, size_t at)
{
    struct outcome *o = &w->lint->outcomes[at];
    const struct rule *by;

    o->alive = false;
    if (o->rule->broken) {
        change_tags(w, o->rule);
        keep_some(w, at);
    }
    if (o->rule->broken || !is_from(w, o->rule))
        return;
    o->useful |= o->rule->action != ACTION_UNTAG ||
            has_tag(w->possible, o->rule->theme);
    if (!can_match(w, o))
        return;
    o->possible = true;
    by = taken_by(w, at, at, 0, o->rule->when);
    if (!o->by)
        o->by = by;
    if (by)
        return;
    o->reached = o->alive = true;
    keep_some(w, at);
    change_tags(w, o->rule);
}

/* What is kept is published; before the first keep, whatever ends is dropped. A
 * stream looks at the themes and actors of all doubles together, a rule at the
 * entry's. */
static bool is_dropped(struct walk *w, const struct node *condition)
{
    static const unsigned joined = 1U << FIELD_TAG | 1U << FIELD_ACTOR |
            1U << FIELD_SOURCE;

    return taken_by(w, w->lint->rule_count, w->first_keep, joined, condition) !=
            NULL;
}

static void try_selections(struct walk *w)
{
    struct outcome *o = w->lint->outcomes + w->lint->rule_count;

    w->stage.possible = w->lint->tags; /* a double may have them */
    w->stage.article = true;
    for (const struct selection *s = w->lint->selections; s; s = s->next, o++)
        o->reached = o->reached ||
                (is_possible(w, s->expr->condition) &&
                        !is_dropped(w, s->expr->condition));
}

static void walk(struct lint *l, const struct source *source, bool select)
{
    static const struct entry nothing = {0};
    struct walk w = {.lint = l, .first_keep = l->rule_count};

    w.stage.subject = (struct subject){.entry = &nothing,
            .actor = source->actor->id,
            .source = source->id};
    w.sense = (struct sense){l->matcher, &w.stage, 0};
    for (const struct name_of *t = source->actor->themes; t; t = t->next) {
        add_tag(&w.arena, &w.possible, t->text);
        add_tag(&w.arena, &w.certain, t->text);
    }
    w.stage.possible = w.possible;
    w.stage.certain = w.certain;
    for (size_t i = 0; i < l->rule_count; i++)
        try_rule(&w, i);
    for (const struct tag *t = w.possible; t; t = t->next)
        add_tag(&l->arena, &l->tags, t->id);
    if (select)
        try_selections(&w);
    l->steps += w.sense.steps;
    arena_auto(&w.arena);
}

/* ---- telling ---- */

#define warn(l, at, ...) \
    report_warn((l)->report, (at)->file, (at)->line, (at)->column, __VA_ARGS__)

static void tell_rule(struct lint *l, const struct outcome *o)
{
    const struct rule *by = o->by;

    if (o->rule->broken)
        return;
    if (!o->useful && o->rule->action == ACTION_UNTAG)
        warn(l, &o->rule->at,
                "the rule has no effect: nothing has the theme %s here",
                o->rule->theme);
    else if (!o->possible)
        warn(l, &o->rule->at,
                "the rule can never match: there can be no entry that meets "
                "its conditions");
    else if (!o->reached)
        warn(l, &o->rule->at,
                "the rule has no effect: what it is for was %s before, at "
                "%s:%d",
                by->action == ACTION_DROP ? "dropped" : "kept", by->at.file,
                by->at.line);
}

static void tell_selections(struct lint *l)
{
    const struct outcome *o = l->outcomes + l->rule_count;

    for (const struct selection *s = l->selections; s; s = s->next, o++)
        if (!o->reached)
            warn(l, &s->at,
                    "the stream %s stays empty: there can be no entry that its "
                    "select takes",
                    s->stream);
}

static bool is_filled(const struct rules *rules, const struct config *config,
        const char *theme)
{
    for (const struct rule *r = rules->rules; r; r = r->next)
        if (can_tag(r, theme))
            return true;
    for (const struct actor *a = config->actors; a; a = a->next)
        for (const struct name_of *n = a->themes; n; n = n->next)
            if (strcmp(n->text, theme) == 0)
                return true;
    return false;
}

static void tell_themes(struct lint *l, const struct config *config)
{
    for (const struct theme *t = l->rules->themes; t; t = t->next)
        if (t->at.file && !is_filled(l->rules, config, t->id))
            warn(l, &t->at,
                    "the theme %s stays empty: no rule tags it and no actor's "
                    "file names it",
                    t->id);
}

/* ---- patterns ---- */

static void tell_patterns(struct lint *l, const struct program *program)
{
    for (const struct kept_pattern *k = program->patterns; k; k = k->next) {
        const char *text = probe_limit(&l->arena, l->matcher, k->pattern);

        if (text)
            warn(l, &k->at,
                    "the pattern hits its limit of %d steps on texts such as "
                    "\"%s...\": the rule will not match them",
                    PATTERN_STEPS, text);
    }
}

/* ---- the whole ---- */

static void count(struct lint *l)
{
    size_t selections = 0, at = 0;

    for (const struct rule *r = l->rules->rules; r; r = r->next)
        l->rule_count++;
    for (const struct selection *s = l->selections; s; s = s->next)
        selections++;
    l->outcomes = ARENA_ARRAY(&l->arena, struct outcome,
            l->rule_count + selections + 1);
    for (const struct rule *r = l->rules->rules; r; r = r->next) {
        l->outcomes[at++] = (struct outcome){.rule = r,
                .looked_at = r->when ? fields_of(r->when) : 0};
        note_names(l, r->from);
        if (r->when)
            note_named(l, r->when);
    }
    for (const struct selection *s = l->selections; s; s = s->next)
        note_named(l, s->expr->condition);
}

/* Each kind of source once. */
static void walk_all(struct lint *l, const struct config *config, bool select)
{
    struct index seen = {0};

    for (const struct source *s = config->sources; s && l->steps <= STEPS_MAX;
            s = s->next) {
        const char *kind = kind_of(l, s);

        if (index_get(&seen, kind))
            continue;
        index_put(&seen, &l->arena, kind, l);
        walk(l, s, select);
    }
}

static void go_through(struct lint *l, const struct config *config)
{
    count(l);
    walk_all(l, config, false);
    if (l->selections)
        walk_all(l, config, true);
    for (size_t i = 0; i < l->rule_count && l->steps <= STEPS_MAX; i++)
        tell_rule(l, &l->outcomes[i]);
    if (l->steps <= STEPS_MAX)
        tell_selections(l);
}

void rules_lint(const struct rules *rules, const struct selection *selections,
        const struct config *config, struct report *report)
{
    struct lint l = {.rules = rules,
            .selections = selections,
            .report = report,
            .matcher = rules->program.matcher};

    if (config->sources) { /* without any, all is empty */
        go_through(&l, config);
        tell_themes(&l, config);
    }
    tell_patterns(&l, &rules->program);
    for (const struct selection *s = selections; s; s = s->next)
        tell_patterns(&l, &s->expr->program);
    arena_auto(&l.arena);
}
