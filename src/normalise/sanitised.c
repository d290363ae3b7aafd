/*
 * The language that sanitise() writes, recognised on its own: it shares the
 * tables with the writer, and none of its states.
 */
#include <string.h>

#include "normalise/attributes.h"
#include "normalise/elements.h"
#include "normalise/escape.h"
#include "normalise/sanitise.h"

struct reader {
    const char *at, *end;
    const struct element *open[SANITISE_DEPTH];
    size_t depth;
    bool fresh; /* a phrase has begun, and must come to something */
};

static const struct element *parent(const struct reader *r)
{
    return r->depth > 0 ? r->open[r->depth - 1] : NULL;
}

static bool in_framework(const struct reader *r)
{
    return parent(r) && parent(r)->kind == ELEMENT_FRAMEWORK;
}

static bool eat(struct reader *r, const char *text)
{
    size_t size = strlen(text);

    if ((size_t)(r->end - r->at) < size || memcmp(r->at, text, size) != 0)
        return false;
    r->at += size;
    return true;
}

/* Cuts off what comes before that character; all, where there is none. */
static struct slice take_until(struct reader *r, char stop)
{
    const char *found = memchr(r->at, stop, (size_t)(r->end - r->at));
    struct slice taken = {.data = r->at};

    r->at = found ? found : r->end;
    taken.size = (size_t)(r->at - taken.data);
    return taken;
}

static struct slice take_name(struct reader *r)
{
    struct slice name = {.data = r->at};

    while (r->at < r->end && strchr(" =>", *r->at) == NULL)
        r->at++;
    name.size = (size_t)(r->at - name.data);
    return name;
}

static bool is_exactly(struct slice text, const char *name)
{
    return strlen(name) == text.size && memcmp(text.data, name, text.size) == 0;
}

static bool read_text(struct reader *r)
{
    struct slice text = take_until(r, '<');
    size_t before;
    bool shows = html_shows(text, &before);

    if (!html_is_escaped(text, false) || (shows && in_framework(r)) ||
            (!shows && r->fresh))
        return false;
    r->fresh = false;
    return true;
}

/* In the table's order, each at most once. */
static bool read_attributes(struct reader *r, const struct element *element)
{
    bool complete = (element->has & (HAS_HREF | HAS_IMAGE)) == 0;
    bool attributed = !element->attributed;
    size_t next = 0;

    while (eat(r, " ")) {
        struct slice name = take_name(r);
        size_t i = attribute_find(name);

        if (i < next || i == attribute_count || attributes[i].as ||
                !is_exactly(name, attributes[i].name) ||
                !(attributes[i].of & (element->has | HAS_ALL)) ||
                !eat(r, "=\"") ||
                !attribute_is_valid(&attributes[i], take_until(r, '"')) ||
                !eat(r, "\""))
            return false;
        next = i + 1;
        attributed = true;
        complete = complete || attributes[i].needed;
    }
    return complete && attributed && eat(r, ">");
}

static bool may_stand(const struct reader *r, const struct element *element)
{
    const struct element *in = parent(r);

    if (element->kind == ELEMENT_PHRASE || element->kind == ELEMENT_IMAGE)
        return !in_framework(r);
    if (r->fresh)
        return false;
    if (element->kind == ELEMENT_BREAK)
        return !in_framework(r);
    if (element->in)
        return in && in->holds & element->in;
    return !in || in->kind == ELEMENT_FLOW;
}

/* Elements of one group are never in one another. */
static bool is_alone(const struct reader *r, const struct element *element)
{
    for (size_t i = 0; element->group && i < r->depth; i++)
        if (r->open[i]->group == element->group)
            return false;
    return true;
}

static bool push(struct reader *r, const struct element *element)
{
    if (r->depth + element_levels(element) > SANITISE_DEPTH)
        return false;
    r->open[r->depth++] = element;
    return true;
}

static bool read_start(struct reader *r)
{
    struct slice name = take_name(r);
    const struct element *element = element_find(name);

    if (!element || element->as || element->kind < ELEMENT_PHRASE ||
            !is_exactly(name, element->name) || !may_stand(r, element) ||
            !is_alone(r, element))
        return false;
    if (element->kind == ELEMENT_BREAK || element->kind == ELEMENT_RULE)
        return eat(r, ">");
    r->fresh = element->kind == ELEMENT_PHRASE;
    if (element->kind == ELEMENT_IMAGE)
        return read_attributes(r, element);
    if (!read_attributes(r, element) || !push(r, element))
        return false;
    /* Parsers drop the first line feed in <pre>. */
    return strcmp(element->name, "pre") != 0 || !eat(r, "\n") ||
            (r->at < r->end && *r->at == '\n');
}

static bool read_end(struct reader *r)
{
    if (r->depth == 0 || r->fresh || !eat(r, parent(r)->name))
        return false;
    r->depth--;
    return eat(r, ">");
}

bool sanitised(const char *html, size_t size)
{
    struct reader r = {.at = html, .end = html + size};
    bool good = size <= SANITISE_MAX;

    while (good && r.at < r.end) {
        if (eat(&r, "</"))
            good = read_end(&r);
        else if (eat(&r, "<"))
            good = read_start(&r);
        else
            good = read_text(&r);
    }
    return good && r.depth == 0;
}
