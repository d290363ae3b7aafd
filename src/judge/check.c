#include <string.h>

#include "base/url.h"
#include "judge/check.h"
#include "normalise/alike.h"
#include "normalise/sanitise.h"

enum { SOURCES_MAX = 2 }; /* an entry's source, and no more below it */

/* What normalise/ lets into a reference. */
static bool is_safe(const char *url)
{
    return !url || url_is_web(url) || strncmp(url, "mailto:", 7) == 0;
}

static bool is_markup(const char *type)
{
    return strcmp(type, "html") == 0 || strcmp(type, "xhtml") == 0;
}

static bool is_construct(const struct construct *c)
{
    if (!c)
        return true;
    if (!c->type || !is_safe(c->src))
        return false;
    if (c->src)
        return !c->text && !c->html.markup;
    if (c->html.markup)
        return !c->text && is_markup(c->type) &&
                sanitised(c->html.markup, strlen(c->html.markup));
    return c->text &&
            (strcmp(c->type, "text") == 0 ||
                    (strncmp(c->type, "text/", 5) == 0 &&
                            strcmp(c->type, "text/html") != 0));
}

static bool are_constructs(const struct entry *e)
{
    const struct construct *const all[] = {e->title, e->summary, e->content,
            e->subtitle, e->rights};

    for (size_t i = 0; i < COUNT(all); i++)
        if (!is_construct(all[i]))
            return false;
    return true;
}

static bool are_links(const struct link *link)
{
    for (; link; link = link->next)
        if (!link->rel || !link->href || !is_safe(link->href))
            return false;
    return true;
}

static bool are_people(const struct person *person)
{
    for (; person; person = person->next)
        if (!is_safe(person->uri))
            return false;
    return true;
}

static bool are_categories(const struct category *category)
{
    for (; category; category = category->next)
        if (!category->term)
            return false;
    return true;
}

static bool are_pictures(const struct entry *e)
{
    const char *const all[] = {e->icon, e->logo, e->image};

    for (size_t i = 0; i < COUNT(all); i++)
        if (!is_safe(all[i]))
            return false;
    return true;
}

static bool are_extensions(const struct extension *x)
{
    for (; x; x = x->next)
        if (!extension_is_known(x))
            return false;
    return true;
}

bool check_head(const struct entry *head, struct err *err)
{
    const struct entry *e = head;

    for (int i = 0; e && i < SOURCES_MAX; i++, e = e->source)
        if (!are_constructs(e) || !are_links(e->links) ||
                !are_people(e->authors) || !are_people(e->contributors) ||
                !are_categories(e->categories) || !are_pictures(e) ||
                !are_extensions(e->extensions))
            return fail(err, ERR_DOCUMENT,
                    "its reader sent what no reader may send");
    return !e || fail(err, ERR_DOCUMENT, "its reader sent too many sources");
}

bool check_entry(const struct entry *entry, struct err *err)
{
    if (!entry->key)
        return fail(err, ERR_DOCUMENT,
                "its reader sent an entry without a key");
    if (entry->words < 0 ||
            (entry->marks.size > 0 &&
                    entry->marks.size != ALIKE_MARKS * sizeof(int64_t)))
        return fail(err, ERR_DOCUMENT, "its reader sent marks that are none");
    return check_head(entry, err);
}

bool check_answer(struct answer *out, struct arena *a, struct bytes bytes,
        struct err *err)
{
    if (!record_unpack(out, a, &answer_shape, bytes, err))
        return fail(err, ERR_DOCUMENT, "its reader sent nonsense");
    return !out->feed || check_head(out->feed, err);
}
