#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "normalise/work.h"

enum { EXTENSIONS_MAX = 32 };

/* One or more, divided by spaces or commas. */
static bool is_numbers(const char *text)
{
    bool any = false;
    char *end;

    if (!text || text[strspn(text, "0123456789.-+, ")])
        return false;
    for (text += strspn(text, ", "); *text; text += strspn(text, ", ")) {
        (void)strtod(text, &end);
        if (end == text)
            return false;
        any = true;
        text = end;
    }
    return any;
}

static bool is_located(const struct property *p)
{
    while (p && strcmp(p->name, "url") != 0)
        p = p->next;
    return p != NULL;
}

static bool says_something(const struct vocabulary *v,
        const struct extension *x)
{
    if (vocabulary_has(v->located, x->name))
        return is_located(x->properties);
    if (vocabulary_has(v->numbers, x->name))
        return is_numbers(x->text);
    return x->text != NULL;
}

static struct property *properties(const struct work *w,
        const struct vocabulary *v, const struct property *said)
{
    struct property *first = NULL;

    for (; said; said = said->next) {
        bool is_url = vocabulary_has(v->addresses, said->name);
        const char *value = is_url
                ? work_url(w, NULL, said->value, "an address")
                : work_line(w, said->value);
        struct property *made;

        if (!value || (is_url && !url_is_web(value)))
            continue;
        made = ARENA_NEW(w->arena, struct property);
        made->name = said->name;
        made->value = value;
        list_add(&first, made);
    }
    return first;
}

void work_extensions(const struct work *w, struct entry *e)
{
    int count = 0;

    for (const struct extension *x = w->item->extensions;
            x && count < EXTENSIONS_MAX; x = x->next) {
        const struct vocabulary *v = vocabulary_of(x->prefix);
        struct extension made = {.prefix = x->prefix, .name = x->name}, *copy;

        made.text = work_line(w, x->text);
        made.properties = properties(w, v, x->properties);
        if (!says_something(v, &made))
            continue;
        copy = ARENA_NEW(w->arena, struct extension);
        *copy = made;
        list_add(&e->extensions, copy);
        count++;
    }
}
