#include <string.h>

#include "base/text.h"
#include "rules/fields.h"

const char *const field_names[] = {
        [FIELD_TITLE] = "title",
        [FIELD_SUMMARY] = "summary",
        [FIELD_CONTENT] = "content",
        [FIELD_TEXT] = "text",
        [FIELD_AUTHOR] = "author",
        [FIELD_CATEGORY] = "category",
        [FIELD_LINK] = "link",
        [FIELD_ID] = "id",
        [FIELD_LANG] = "lang",
        [FIELD_ACTOR] = "actor",
        [FIELD_SOURCE] = "source",
        [FIELD_TAG] = "tag",
        [FIELD_PUBLISHED] = "published",
        [FIELD_UPDATED] = "updated",
        NULL,
};

/* Where the values of a field are gathered. */
struct gather {
    struct value *first, *last;
    struct arena *arena;
    bool used;
};

bool field_find(enum field *out, const char *name)
{
    for (size_t i = 0; i < FIELDS; i++) {
        if (strcmp(field_names[i], name) != 0)
            continue;
        *out = (enum field)i;
        return true;
    }
    return false;
}

const char *field_name(enum field field)
{
    return field_names[field];
}

bool field_is_time(enum field field)
{
    return field == FIELD_PUBLISHED || field == FIELD_UPDATED;
}

/* ---- values ---- */

/* What is not UTF-8 never reaches PCRE2, whose matching relies on it. */
static void add(struct gather *g, const char *text)
{
    struct value *value = g->first;
    size_t size = text ? strlen(text) : 0;

    if (size == 0 || !text_is_utf8(text, size))
        return;
    if (g->used) {
        value = ARENA_NEW(g->arena, struct value);
        g->last->next = value;
    }
    *value = (struct value){.text = text, .size = size};
    g->last = value;
    g->used = true;
}

/* As it is said: markup, if it is. */
static void add_said(struct gather *g, const struct construct *c)
{
    if (c)
        add(g, c->html.markup ? c->html.markup : c->text);
}

static void show(struct buf *out, const struct construct *c)
{
    if (out->size > 0 && c && !c->src)
        buf_char(out, ' ');
    construct_show(out, c);
}

static void title(struct gather *g, struct view *view)
{
    const struct construct *c = view->entry->title;
    AUTO(buf) struct buf plain = {0};

    if (!c || !c->html.markup) {
        add_said(g, c);
        return;
    }
    show(&plain, c);
    if (plain.size > 0)
        add(g, arena_copy(view->arena, plain.data, plain.size));
}

static void summary(struct gather *g, struct view *view)
{
    add_said(g, view->entry->summary);
}

static void content(struct gather *g, struct view *view)
{
    add_said(g, view->entry->content);
}

static void text(struct gather *g, struct view *view)
{
    AUTO(buf) struct buf plain = {0};

    show(&plain, view->entry->title);
    show(&plain, view->entry->summary);
    show(&plain, view->entry->content);
    if (plain.size > 0)
        add(g, arena_copy(view->arena, plain.data, plain.size));
}

static void author(struct gather *g, struct view *view)
{
    for (const struct person *p = view->entry->authors; p; p = p->next)
        add(g, p->name);
}

static void category(struct gather *g, struct view *view)
{
    for (const struct category *c = view->entry->categories; c; c = c->next) {
        add(g, c->term);
        if (c->label && strcmp(c->label, c->term) != 0)
            add(g, c->label);
    }
}

static void link(struct gather *g, struct view *view)
{
    for (const struct link *l = view->entry->links; l; l = l->next)
        if (strcmp(l->rel, "alternate") == 0)
            add(g, l->href);
}

static void id(struct gather *g, struct view *view)
{
    add(g, view->entry->id);
}

/* "" says explicitly that there is none, and does not inherit. */
static void lang(struct gather *g, struct view *view)
{
    const char *own = view->entry->lang;

    add(g, own ? own : view->subject->lang);
}

static void actor(struct gather *g, struct view *view)
{
    add(g, view->subject->actor);
    for (const struct teller *t = view->subject->tellers; t; t = t->next)
        add(g, t->actor);
}

static void source(struct gather *g, struct view *view)
{
    add(g, view->subject->source);
    for (const struct teller *t = view->subject->tellers; t; t = t->next)
        add(g, t->source);
}

static void tag(struct gather *g, struct view *view)
{
    for (const struct tag *t = view->tags; t; t = t->next)
        add(g, t->id);
}

static void (*const gatherers[FIELDS])(struct gather *, struct view *) = {
        [FIELD_TITLE] = title,
        [FIELD_SUMMARY] = summary,
        [FIELD_CONTENT] = content,
        [FIELD_TEXT] = text,
        [FIELD_AUTHOR] = author,
        [FIELD_CATEGORY] = category,
        [FIELD_LINK] = link,
        [FIELD_ID] = id,
        [FIELD_LANG] = lang,
        [FIELD_ACTOR] = actor,
        [FIELD_SOURCE] = source,
        [FIELD_TAG] = tag,
};

struct value *field_values(struct view *view, enum field field)
{
    struct value *first = &view->first[field];
    struct gather g = {.first = first, .arena = view->arena};

    if (!view->ready[field] && gatherers[field]) {
        *first = (struct value){0};
        gatherers[field](&g, view);
        view->ready[field] = true;
    }
    return first->text ? first : NULL;
}

const char *value_folded(struct view *view, struct value *value)
{
    if (!value->folded) {
        value->folded = text_fold(view->arena, value->text, value->size);
        if (!value->folded)
            value->folded = "";
        value->folded_size = strlen(value->folded);
    }
    return value->folded;
}

int64_t field_time(const struct view *view, enum field field)
{
    return field == FIELD_PUBLISHED ? view->subject->published
                                    : view->subject->updated;
}

void field_changed(struct view *view, enum field field)
{
    view->ready[field] = false;
    if (field == FIELD_TITLE)
        view->ready[FIELD_TEXT] = false;
}
