#include <string.h>

#include "base/text.h"
#include "normalise/work.h"

enum { PERSONS_MAX = 32, CATEGORIES_MAX = 64 };

/* ---- persons ---- */

static const char *email_of(const struct work *w, const char *said)
{
    const char *email = work_line(w, said), *at;

    if (!email)
        return NULL;
    if (strncmp(email, "mailto:", 7) == 0)
        email += 7;
    at = strchr(email, '@');
    return at && at > email && at[1] && !strpbrk(email, " <>\"") ? email : NULL;
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Whether the list has that person already; then what was missing there. */
static bool merge(struct person *list, const struct person *p)
{
    for (; list; list = list->next) {
        if ((!same(list->name, p->name) && !same(list->email, p->email)) ||
                !work_agree(list->name, p->name) ||
                !work_agree(list->email, p->email) ||
                !work_agree(list->uri, p->uri))
            continue;
        work_fill(&list->name, p->name);
        work_fill(&list->email, p->email);
        work_fill(&list->uri, p->uri);
        return true;
    }
    return false;
}

static struct person *persons(const struct work *w, const struct person *said)
{
    struct person *first = NULL, **tail = &first;

    for (int count = 0; said && count < PERSONS_MAX; said = said->next) {
        struct person person = {
                .name = work_name(w, said->name),
                .email = email_of(w, said->email),
                .uri = work_url(w, NULL, said->uri, "the address of a person"),
        };

        if ((!person.name && !person.email && !person.uri) ||
                merge(first, &person))
            continue;
        *tail = ARENA_NEW(w->arena, struct person);
        **tail = person;
        tail = &(*tail)->next;
        count++;
    }
    return first;
}

static bool is_called(struct arena *a, const char *person, const char *name)
{
    const char *x = text_fold(a, person, strlen(person));
    const char *y = text_fold(a, name, strlen(name));

    return x && y && strcmp(x, y) == 0;
}

static bool is_actor(const struct work *w, const char *person)
{
    const struct document *doc = w->context->doc;

    if (is_called(w->scratch, person, doc->actor))
        return true;
    for (const struct name_of *n = doc->aliases; n; n = n->next)
        if (is_called(w->scratch, person, n->text))
            return true;
    return false;
}

/* Whoever polls a page for an actor should know that others write there. */
static void compare_with_actor(const struct work *w, struct entry *e)
{
    for (const struct person *p = w->byline.authors; p; p = p->next)
        if (!p->name || is_actor(w, p->name))
            return;
    work_note(w, e, "authors", "none of them is the actor",
            w->context->doc->actor);
}

void work_people(const struct work *w, struct entry *e)
{
    if (w->byline.authors && w->context->doc->actor)
        compare_with_actor(w, e);
    e->contributors = persons(w, w->item->contributors);
    e->authors = persons(w, w->item->authors);
    if (e->authors || !w->byline.authors)
        return;
    e->authors = persons(w, w->byline.authors);
    work_note(w, e, "authors", "byline", w->item->byline);
}

/* ---- categories ---- */

static bool has(const struct category *list, const struct category *category)
{
    for (; list; list = list->next)
        if (strcmp(list->term, category->term) == 0 &&
                (list->scheme == category->scheme ||
                        same(list->scheme, category->scheme)))
            return true;
    return false;
}

void work_categories(const struct work *w, struct entry *e)
{
    struct category **tail = &e->categories;
    const struct category *said = w->item->categories;

    for (int count = 0; said && count < CATEGORIES_MAX; said = said->next) {
        struct category category = {
                .term = work_name(w, said->term),
                .scheme = work_line(w, said->scheme),
                .label = work_name(w, said->label),
        };

        if (!category.term)
            category.term = category.label;
        if (!category.term || has(e->categories, &category))
            continue;
        *tail = ARENA_NEW(w->arena, struct category);
        **tail = category;
        tail = &(*tail)->next;
        count++;
    }
}
