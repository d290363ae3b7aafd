/*
 * change.c - only fields that are one line of plain text, or a URL, can be
 * changed: in markup a pattern could make tags out of text.
 */
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "rules/change.h"

enum { VALUE_MAX = 16 * 1024 };

/* ---- what may stand in a field ---- */

static const char *clean_line(struct arena *a, const char *text, size_t size)
{
    return text_line(a, text, size);
}

static const char *clean_link(struct arena *a, const char *text, size_t size)
{
    const char *url = url_resolve(a, NULL, arena_copy(a, text, size));

    return url && url_is_web(url) ? url : NULL;
}

/* The shape of RFC 5646: letters and digits in parts of at most eight. */
static const char *clean_lang(struct arena *a, const char *text, size_t size)
{
    static const char letters[] =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *tag = arena_copy(a, text, size), *part = tag;
    size_t first = strspn(tag, letters), length;

    if (first < 2 || first > 8 || (tag[first] && tag[first] != '-'))
        return NULL;
    for (;;) {
        length = strcspn(part, "-");
        if (length == 0 || length > 8)
            return NULL;
        for (size_t i = 0; i < length; i++)
            if (!strchr(letters, part[i]) && (part[i] < '0' || part[i] > '9'))
                return NULL;
        if (!part[length])
            return tag;
        part += length + 1;
    }
}

/* ---- replacing ---- */

static bool is_blank(const struct buf *text)
{
    return text->size == 0 || strspn(text->data, " \t\n") == text->size;
}

/*
 * *text becomes what the pattern makes of it: NULL where nothing is left. Is
 * true where it changed.
 */
static bool replace(struct change *c, const char **text)
{
    AUTO(buf) struct buf out = {.max = VALUE_MAX};
    const struct rule *rule = c->rule;
    enum matched matched;
    const char *clean = NULL;

    if (!*text || c->error)
        return false;
    matched = pattern_replace(&out, c->matcher, rule->pattern, rule->value,
            *text, strlen(*text));
    if (matched == MATCHED_UNKNOWN)
        c->error = "the pattern hit its limit on this text";
    if (matched != MATCHED_YES)
        return false;
    if (out.size > 0)
        clean = change_clean(c->view->arena, rule->field, out.data, out.size);
    if (!clean && (rule->field == FIELD_LINK || !is_blank(&out))) {
        c->error = arena_printf(c->view->arena, "%s cannot be \"%s\"",
                field_name(rule->field),
                show_text(c->view->arena, out.data, out.size));
        return false;
    }
    if (clean && strcmp(clean, *text) == 0)
        return false;
    if (!c->shown)
        c->shown = show_text(c->view->arena, *text, strlen(*text));
    *text = clean;
    return true;
}

static const char *value_of(struct change *c, enum field field)
{
    const struct value *value = field_values(c->view, field);

    return value ? value->text : NULL;
}

static const struct construct *plain(struct arena *a, const char *text)
{
    struct construct *made = ARENA_NEW(a, struct construct);

    *made = (struct construct){.type = "text", .text = text};
    return text ? made : NULL;
}

static bool replace_title(struct change *c, struct entry *entry)
{
    const char *text = value_of(c, FIELD_TITLE);

    if (!replace(c, &text))
        return false;
    entry->title = plain(c->view->arena, text);
    return true;
}

static bool replace_lang(struct change *c, struct entry *entry)
{
    const char *text = value_of(c, FIELD_LANG);

    if (!replace(c, &text))
        return false;
    entry->lang = text ? text : "";
    return true;
}

static bool replace_author(struct change *c, struct entry *entry)
{
    struct person *first = NULL, **tail = &first;
    bool any = false;

    for (const struct person *p = entry->authors; p; p = p->next) {
        const char *name = p->name;

        any |= replace(c, &name);
        if (p->name && !name)
            continue;
        *tail = ARENA_NEW(c->view->arena, struct person);
        **tail =
                (struct person){.name = name, .email = p->email, .uri = p->uri};
        tail = &(*tail)->next;
    }
    if (any)
        entry->authors = first;
    return any;
}

static bool replace_category(struct change *c, struct entry *entry)
{
    struct category *first = NULL, **tail = &first;
    bool any = false;

    for (const struct category *old = entry->categories; old; old = old->next) {
        const char *term = old->term, *label = old->label;

        any |= replace(c, &term);
        any |= replace(c, &label);
        if (!term)
            continue;
        *tail = ARENA_NEW(c->view->arena, struct category);
        **tail = (struct category){.term = term,
                .label = label,
                .scheme = old->scheme};
        tail = &(*tail)->next;
    }
    if (any)
        entry->categories = first;
    return any;
}

static bool is_alternate(const struct link *l)
{
    return strcmp(l->rel, "alternate") == 0;
}

static bool replace_link(struct change *c, struct entry *entry)
{
    struct link *first = NULL, **tail = &first;
    bool any = false;

    for (const struct link *old = entry->links; old; old = old->next) {
        const char *href = old->href;

        if (is_alternate(old))
            any |= replace(c, &href);
        if (!href)
            continue;
        *tail = ARENA_NEW(c->view->arena, struct link);
        **tail = *old;
        (*tail)->href = href;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
    }
    if (any)
        entry->links = first;
    return any;
}

/* ---- setting ---- */

static bool set_title(struct change *c, struct entry *entry)
{
    entry->title = plain(c->view->arena, c->rule->value);
    return true;
}

static bool set_lang(struct change *c, struct entry *entry)
{
    entry->lang = c->rule->value;
    return true;
}

/* One author, and no other. */
static bool set_author(struct change *c, struct entry *entry)
{
    entry->authors = ARENA_NEW(c->view->arena, struct person);
    entry->authors->name = c->rule->value;
    return true;
}

/* One category more. The old ones are shared, so it comes first. */
static bool set_category(struct change *c, struct entry *entry)
{
    struct category *made = ARENA_NEW(c->view->arena, struct category);

    for (const struct category *old = entry->categories; old; old = old->next)
        if (strcmp(old->term, c->rule->value) == 0)
            return false;
    made->term = c->rule->value;
    made->next = entry->categories;
    entry->categories = made;
    return true;
}

/* The address of the article, in place of any other. */
static bool set_link(struct change *c, struct entry *entry)
{
    struct link *made = ARENA_NEW(c->view->arena, struct link),
                **tail = &made->next;

    made->rel = "alternate";
    made->href = c->rule->value;
    for (const struct link *old = entry->links; old; old = old->next) {
        if (is_alternate(old))
            continue;
        *tail = ARENA_NEW(c->view->arena, struct link);
        **tail = *old;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
    }
    entry->links = made;
    return true;
}

/* ---- fields ---- */

static const struct changeable {
    enum field field;
    const char *(*clean)(struct arena *, const char *, size_t);
    bool (*replace)(struct change *, struct entry *);
    bool (*set)(struct change *, struct entry *);
} changeables[] = {
        {FIELD_TITLE,    clean_line, replace_title,    set_title   },
        {FIELD_AUTHOR,   clean_line, replace_author,   set_author  },
        {FIELD_CATEGORY, clean_line, replace_category, set_category},
        {FIELD_LINK,     clean_link, replace_link,     set_link    },
        {FIELD_LANG,     clean_lang, replace_lang,     set_lang    },
};

const char *const changeable_names[] = {"title", "author", "category", "link",
        "lang", NULL};

static const struct changeable *find(enum field field)
{
    for (size_t i = 0; i < COUNT(changeables); i++)
        if (changeables[i].field == field)
            return &changeables[i];
    return NULL;
}

bool field_is_changeable(enum field field)
{
    return find(field) != NULL;
}

const char *change_clean(struct arena *a, enum field field, const char *text,
        size_t size)
{
    return find(field)->clean(a, text, size);
}

bool change_apply(struct change *change, struct entry *entry)
{
    const struct changeable *way = find(change->rule->field);

    if (change->rule->action == ACTION_SET)
        return way->set(change, entry);
    return way->replace(change, entry) && !change->error;
}
