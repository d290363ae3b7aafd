#include <string.h>

#include "base/url.h"
#include "normalise/work.h"

enum { EXTENSIONS_MAX = 32 };

/* Coordinates are numbers: GeoRSS Simple. */
static bool is_place(const char *name, const char *text)
{
    static const char *const shapes[] = {"point", "line", "polygon", "box",
            "circle"};

    for (size_t i = 0; i < COUNT(shapes); i++)
        if (strcmp(name, shapes[i]) == 0)
            return text && !text[strspn(text, "0123456789.-+, ")];
    return true;
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
        if ((!made.text && !made.properties) || !is_place(x->name, made.text))
            continue;
        copy = ARENA_NEW(w->arena, struct extension);
        *copy = made;
        list_add(&e->extensions, copy);
        count++;
    }
}
