#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/selector.h"
#include "config/section.h"
#include "config/value.h"

#define mistake(l, at, ...) \
    report_add((l)->report, (l)->file, (at)->line, (at)->column, __VA_ARGS__)

static const char *shown(struct loader *l, const char *text)
{
    return value_shown(l->scratch, text);
}

/* ---- what is not known ---- */

/* Where else in such a file the key would be known; NULL: nowhere. */
static const char *sections_with(struct loader *l, const char *key)
{
    AUTO(buf) struct buf list = {0};

    for (int id = 0; id < SECTIONS; id++) {
        const struct section *section = &config_sections[id];

        if (section->in_actor != l->in_actor || !config_key(id, key))
            continue;
        buf_text(&list, list.size ? " or " : "");
        if (*section->kind)
            buf_printf(&list, "in [%s]", section->kind);
        else
            buf_text(&list, "before the first section");
    }
    return arena_text(l->scratch, list.data);
}

/* The names of the section's keys, NULL-ended. */
static const char *const *key_names(struct loader *l, enum section_id id)
{
    size_t count, used = 0;
    const struct key *keys = config_keys(&count);
    const char **names = ARENA_ARRAY(l->scratch, const char *, count + 1);

    for (size_t i = 0; i < count; i++)
        if (key_is_in(&keys[i], id))
            names[used++] = keys[i].name;
    return names;
}

static const char *joined(struct loader *l, const char *const *words)
{
    AUTO(buf) struct buf list = {0};

    for (size_t i = 0; words[i]; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", words[i]);
    return arena_text(l->scratch, list.data);
}

static void unknown_key(struct loader *l, enum section_id id,
        const struct ini_key *written)
{
    const char *const *names = key_names(l, id);
    const char *elsewhere = sections_with(l, written->name);
    const char *near = report_nearest(written->name, names);
    const char *kind = id < SECTIONS ? config_sections[id].kind : "";
    const char *where = *kind ? arena_printf(l->scratch, "in [%s]", kind)
                              : "before the first section";
    const char *name = shown(l, written->name);

    if (elsewhere) {
        mistake(l, written, "unknown key \"%s\" %s: it belongs %s", name, where,
                elsewhere);
    } else if (near) {
        mistake(l, written, "unknown key \"%s\" %s: did you mean \"%s\"?", name,
                where, near);
        report_suggest(l->report, near);
    } else if (names[0]) {
        mistake(l, written, "unknown key \"%s\" %s: known are %s", name, where,
                joined(l, names));
    } else {
        mistake(l, written, "unknown key \"%s\" %s", name, where);
    }
}

static const struct section *section_anywhere(const char *kind)
{
    for (int id = 0; id < SECTIONS; id++)
        if (strcmp(config_sections[id].kind, kind) == 0)
            return &config_sections[id];
    return NULL;
}

static void unknown_section(struct loader *l, const struct ini_section *section)
{
    const char *kinds[SECTIONS + 1] = {0}, *signs[SECTIONS + 1] = {0}, *near;
    const struct section *elsewhere = section_anywhere(section->kind);
    size_t used = 0;

    if (elsewhere) {
        mistake(l, section, "[%s] belongs in %s", section->kind,
                elsewhere->in_actor ? "an actor's file" : "affluent.conf");
        return;
    }
    for (int id = 0; id < SECTIONS; id++) {
        const struct section *known = &config_sections[id];

        if (known->in_actor != l->in_actor || !*known->kind)
            continue;
        kinds[used] = known->kind;
        signs[used++] = arena_printf(l->scratch, "[%s%s]", known->kind,
                known->naming == NAME_ALWAYS ? " NAME" : "");
    }
    near = report_nearest(section->kind, kinds);
    mistake(l, section, "unknown section [%s]: %s%s%sknown are %s",
            shown(l, section->kind), near ? "did you mean [" : "",
            near ? near : "", near ? "]? " : "", joined(l, signs));
    report_suggest(l->report, near);
    for (int id = 0; near && id < SECTIONS; id++)
        if (strcmp(config_sections[id].kind, near) == 0)
            l->misspelt |= 1U << id;
}

/* ---- keys ---- */

/* The zone of the same area whose name is nearest; or NULL. */
static const char *nearest_zone(struct loader *l, const char *name)
{
    const char *slash = strrchr(name, '/'), *folder, *near;
    const char *area = slash
            ? arena_copy(l->scratch, name, (size_t)(slash - name))
            : "";
    struct name *names = NULL;
    const char **words;
    struct err err = {0};
    size_t count = 0;

    folder = arena_printf(l->scratch, "%s/%s", zone_folder(), area);
    if (strstr(name, "..") ||
            !folder_list(&names, l->scratch, folder, "", &err))
        return NULL;
    for (const struct name *n = names; n; n = n->next)
        count++;
    words = ARENA_ARRAY(l->scratch, const char *, count + 1);
    count = 0;
    for (const struct name *n = names; n; n = n->next)
        words[count++] = n->text;
    near = report_nearest(slash ? slash + 1 : name, words);
    return near && slash ? arena_printf(l->scratch, "%s/%s", area, near) : near;
}

/* What was probably meant by a value that is wrong; or NULL. */
static const char *suggested(struct loader *l, const struct key *key,
        const char *text)
{
    return key->type == KEY_ZONE ? nearest_zone(l, text)
                                 : value_suggested(l->scratch, key, text);
}

static void wrong_value(struct loader *l, const struct key *key,
        const struct ini_key *written, const struct err *err)
{
    const char *meant = suggested(l, key, written->value);
    int column = written->value_column +
            value_mistake_at(l->scratch, key, written->value);

    if (meant && !strstr(err->text, "did you mean"))
        report_add(l->report, l->file, written->line, column,
                "%s: did you mean %s?", err->text, meant);
    else
        report_add(l->report, l->file, written->line, column, "%s", err->text);
    report_suggest(l->report, meant);
}

/* A zone is asked for once, however many actors are in it. */
static bool zone_exists(struct loader *l, const char *name, struct err *err)
{
    const struct zone *zone;
    struct name_of *known;

    for (known = l->zones; known; known = known->next)
        if (strcmp(known->text, name) == 0)
            return true;
    if (!zone_load(&zone, l->scratch, name, err))
        return false;
    known = ARENA_NEW(&l->config->arena, struct name_of);
    known->text = arena_text(&l->config->arena, name);
    known->next = l->zones;
    l->zones = known;
    return true;
}

/* "css: div #main" ends before the "#", which nobody means. */
static bool is_cut_selector(const struct key *key,
        const struct ini_key *written)
{
    return key->type == KEY_SELECTOR && written->comment &&
            written->comment[0] && !strchr(" \t#", written->comment[0]);
}

/* What is wrong inside a selector is pointed at. */
static void check_selector(struct loader *l, const struct ini_key *written)
{
    struct err err = {0};
    int column;

    if (!selector_check(written->value, &column, &err))
        report_add(l->report, l->file, written->line,
                written->value_column + column - 1, "%s", err.text);
}

static void read_key(struct loader *l, const struct target *target,
        const struct key *key, const struct ini_key *written)
{
    void *into = (char *)target->into + key->into;
    struct err err = {0};

    if (is_cut_selector(key, written))
        report_add(l->report, l->file, written->line, written->comment_column,
                "%s: a \"#\" after white space begins a comment: write "
                "\"css:#main\" or \"*#main\"",
                key->name);
    else if (!value_read(into, &l->config->arena, key, written->value, &err) ||
            (key->type == KEY_ZONE && !zone_exists(l, written->value, &err)))
        wrong_value(l, key, written, &err);
    else if (key->type == KEY_SELECTOR)
        check_selector(l, written);
}

const struct ini_key *section_key(const struct target *target, const char *name)
{
    const struct ini_key *key = target->section ? target->section->keys : NULL;

    while (key && strcmp(key->name, name) != 0)
        key = key->next;
    return key;
}

static void missing(struct loader *l, const struct target *target,
        const struct key *key)
{
    const char *kind = config_sections[target->id].kind;

    if (*kind && target->section)
        mistake(l, target->section, "[%s] has no %s", kind, key->name);
    else if (*kind && !(l->misspelt & 1U << target->id))
        report_add(l->report, l->file, 1, 1, "no [%s] with its %s", kind,
                key->name);
    else if (!*kind)
        report_add(l->report, l->file, 1, 1, "no %s before the first section",
                key->name);
}

/* Whether a key that is unknown, which is reported, was meant to be this one.
 */
static bool is_misspelt(struct loader *l, const struct target *target,
        const struct key *key)
{
    const struct ini_key *k = target->section ? target->section->keys : NULL;
    const char *near = NULL;

    for (; k && (!near || strcmp(near, key->name) != 0); k = k->next)
        if (!config_key(target->id, k->name) && !sections_with(l, k->name))
            near = report_nearest(k->name, key_names(l, target->id));
    return near && strcmp(near, key->name) == 0;
}

static void set_defaults(struct loader *l, const struct target *target)
{
    size_t count;
    const struct key *keys = config_keys(&count);
    struct err err = {0};

    for (size_t i = 0; i < count; i++) {
        const struct key *key = &keys[i];
        const struct ini_key *written = section_key(target, key->name);

        if (!key_is_in(key, target->id) || (written && written->value))
            continue;
        if (key->required && *l->file && !written &&
                !is_misspelt(l, target, key))
            missing(l, target, key);
        if (key->initial &&
                !value_read((char *)target->into + key->into, &l->config->arena,
                        key, key->initial, &err))
            abort(); /* the table is wrong */
    }
}

void section_read(struct loader *l, const struct target *target)
{
    const struct ini_key *first = target->section ? target->section->keys
                                                  : NULL;

    for (const struct ini_key *k = first; k; k = k->next) {
        const struct key *key = config_key(target->id, k->name);
        const struct ini_key *earlier = section_key(target, k->name);

        if (!key)
            unknown_key(l, target->id, k);
        else if (earlier != k)
            mistake(l, k, "second %s: line %d has one already", k->name,
                    earlier->line);
        else if (k->value)
            read_key(l, target, key, k);
    }
    set_defaults(l, target);
}

/* ---- sections ---- */

static enum section_id id_of(const struct loader *l,
        const struct ini_section *section)
{
    int id = 0;

    while (id < SECTIONS &&
            (config_sections[id].in_actor != l->in_actor ||
                    strcmp(config_sections[id].kind, section->kind) != 0))
        id++;
    return (enum section_id)id;
}

const char *section_label(const struct ini_section *section)
{
    return section->name ? section->name : section->kind;
}

static bool is_same(const struct loader *l, const struct ini_section *a,
        const struct ini_section *b)
{
    return strcmp(section_label(a), section_label(b)) == 0 &&
            (l->in_actor || strcmp(a->kind, b->kind) == 0);
}

static bool has_good_name(struct loader *l, enum naming naming,
        const struct ini_section *section)
{
    if (section->name && naming == NAME_NEVER)
        mistake(l, section, "[%s] takes no name", section->kind);
    else if (!section->name && naming == NAME_ALWAYS)
        mistake(l, section, "[%s] needs a name, such as [%s news]",
                section->kind, section->kind);
    else if (section->name && !value_is_id(section->name))
        report_add(l->report, l->file, section->line, section->name_column,
                "\"%s\" cannot be a name: " VALUE_ID_RULE,
                shown(l, section->name));
    else
        return true;
    return false;
}

static bool is_first(struct loader *l, const struct ini_section *top,
        const struct ini_section *section)
{
    const struct ini_section *first = top->next;

    while (!is_same(l, first, section))
        first = first->next;
    if (first == section)
        return true;
    if (!l->in_actor)
        mistake(l, section, "second [%s%s%s]: line %d has one already",
                section->kind, section->name ? " " : "",
                section->name ? section->name : "", first->line);
    else if (section->name)
        mistake(l, section, "second source \"%s\": line %d has one already",
                section->name, first->line);
    else
        mistake(l, section,
                "second [%s] in this file: give it a name, such as [%s news]",
                section->kind, section->kind);
    return false;
}

enum section_id section_check(struct loader *l, const struct ini_section *top,
        const struct ini_section *section)
{
    enum section_id id = id_of(l, section);

    if (id == SECTIONS) {
        unknown_section(l, section);
        return SECTIONS;
    }
    return has_good_name(l, config_sections[id].naming, section) &&
                    is_first(l, top, section)
            ? id
            : SECTIONS;
}
