/* judge.c - running the rules over an entry. */
#include <string.h>

#include "rules/change.h"

static const char LIMIT[] = "a pattern hit its limit on this text";

struct judge {
    const struct rules *rules;
    struct verdict *verdict;
    struct view view;
    struct run run;
    struct entry *changed; /* verdict->entry, once it is a copy */
    struct trial **trials; /* where the next goes; NULL: not asked for */
};

/* ---- tags ---- */

static struct tag *tag_new(struct judge *j, const char *id,
        const struct rule_place *by)
{
    struct tag *tag = ARENA_NEW(j->view.arena, struct tag);

    tag->id = id;
    tag->by = by;
    return tag;
}

static void copy_tags(struct judge *j)
{
    struct tag **tail = &j->verdict->tags;

    for (const struct tag *t = j->view.subject->tags; t; t = t->next) {
        *tail = tag_new(j, t->id, t->by);
        tail = &(*tail)->next;
    }
    j->view.tags = j->verdict->tags;
}

static struct tag **find_tag(struct judge *j, const char *id)
{
    struct tag **at = &j->verdict->tags;

    while (*at && strcmp((*at)->id, id) != 0)
        at = &(*at)->next;
    return at;
}

static void change_tags(struct judge *j, const struct rule *rule)
{
    struct tag **at = find_tag(j, rule->theme);

    if (rule->action == ACTION_TAG && !*at)
        *at = tag_new(j, rule->theme, &rule->place);
    else if (rule->action == ACTION_UNTAG && *at)
        *at = (*at)->next;
    j->view.tags = j->verdict->tags;
    field_changed(&j->view, FIELD_TAG);
}

/* ---- changes ---- */

static void add_note(struct judge *j, const struct rule *rule)
{
    struct note *note = ARENA_NEW(j->view.arena, struct note);

    note->field = field_name(rule->field);
    note->text = arena_printf(j->view.arena, "%s:%d: %s", rule->place.file,
            rule->place.line, rule->place.text);
    list_add(&j->verdict->notes, note);
}

/* Is false where nothing was changed. */
static bool change_entry(struct judge *j, const struct rule *rule,
        const char **error)
{
    struct change change = {.rule = rule,
            .view = &j->view,
            .matcher = j->run.matcher};
    struct entry entry = *j->verdict->entry;

    if (!change_apply(&change, &entry)) {
        *error = change.error;
        return false;
    }
    if (!j->changed)
        j->changed = ARENA_NEW(j->view.arena, struct entry);
    *j->changed = entry;
    j->verdict->entry = j->view.entry = j->changed;
    field_changed(&j->view, rule->field);
    if (change.shown)
        j->run.shown = change.shown;
    add_note(j, rule);
    return true;
}

/* ---- rules ---- */

static bool matches(struct judge *j, const struct rule *rule,
        const char **error)
{
    enum matched matched = MATCHED_YES;

    if (!rule_is_from(rule, j->view.subject->actor, j->view.subject->source))
        return false;
    if (rule->when)
        matched = evaluate(rule->when, &j->run);
    if (matched == MATCHED_UNKNOWN)
        *error = LIMIT;
    return matched == MATCHED_YES;
}

static bool apply(struct judge *j, const struct rule *rule, const char **error)
{
    switch (rule->action) {
    case ACTION_DROP:
    case ACTION_KEEP:
        j->verdict->keep = rule->action == ACTION_KEEP;
        j->verdict->by = &rule->place;
        return true;
    case ACTION_TAG:
    case ACTION_UNTAG:
        change_tags(j, rule);
        return true;
    case ACTION_REPLACE:
    case ACTION_SET:
        return change_entry(j, rule, error);
    case ACTION_UNKNOWN: /* those that have broken ones are never run */
    case ACTION_THEME:
        break;
    }
    return false;
}

static struct trial *trial_new(struct judge *j, const struct rule *rule,
        bool matched, const char *error)
{
    struct trial *trial = ARENA_NEW(j->view.arena, struct trial);

    *trial = (struct trial){.rule = &rule->place,
            .matched = matched,
            .text = matched ? j->run.shown : NULL,
            .error = error};
    return trial;
}

static void try_rule(struct judge *j, const struct rule *rule)
{
    const char *error = NULL;
    bool matched;

    j->run.shown = NULL;
    matched = matches(j, rule, &error) && apply(j, rule, &error);
    if (error)
        list_add(&j->verdict->errors, trial_new(j, rule, matched, error));
    if (!j->trials)
        return;
    *j->trials = trial_new(j, rule, matched, error);
    j->trials = &(*j->trials)->next;
}

void rules_judge(struct verdict *out, struct arena *a,
        const struct rules *rules, const struct subject *subject, bool trace)
{
    struct judge j = {
            .rules = rules,
            .verdict = out,
            .view = {.subject = subject, .entry = subject->entry, .arena = a},
            .trials = trace ? &out->trials : NULL
    };

    j.run = (struct run){.view = &j.view,
            .matcher = rules->program.matcher,
            .show = trace};
    *out = (struct verdict){.keep = true, .entry = subject->entry};
    copy_tags(&j);
    for (const struct rule *r = rules->rules; r && !out->by; r = r->next)
        try_rule(&j, r);
    out->until = j.run.until;
}
