#include <string.h>

#include "base/text.h"
#include "normalise/elements.h"

static const struct element elements[] = {
#include "normalise/elements.inc"
};

const struct attribute attributes[] = {
#include "normalise/attributes.inc"
};

const size_t attribute_count = COUNT(attributes);
_Static_assert(COUNT(attributes) <= ATTRIBUTES_MAX, "found[] holds them all");

const struct element *element_find(struct slice name)
{
    char lower[sizeof(elements[0].name)] = "";
    size_t low = 0, high = COUNT(elements);

    if (name.size >= sizeof(lower))
        return NULL;
    for (size_t i = 0; i < name.size; i++)
        lower[i] = text_lower(name.data[i]);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = lower[0] - elements[middle].name[0];

        if (order == 0)
            order = memcmp(lower, elements[middle].name, sizeof(lower));
        if (order == 0)
            return &elements[middle];
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

size_t element_levels(const struct element *element)
{
    return element->kind == ELEMENT_FRAMEWORK && !element->in ? 4 : 1;
}

bool element_skip(struct tokenizer *t, const struct element *element,
        struct token *source)
{
    bool found = false;
    struct token token;

    if (element->kind == ELEMENT_RAW) {
        tokenizer_skip(t, element->name);
        return false;
    }
    for (size_t depth = 1; depth > 0 && tokenizer_next(t, &token);) {
        const struct element *inner = NULL;

        if (token.kind != TOKEN_TEXT)
            inner = element_find(token.text);
        if (inner == element && token.kind == TOKEN_END) {
            depth--;
        } else if (token.kind != TOKEN_START || token.self_closing) {
            continue;
        } else if (inner == element) {
            depth++;
        } else if (inner && inner->kind == ELEMENT_RAW) {
            tokenizer_skip(t, inner->name);
        } else if (source && !found && slice_is(token.text, "source")) {
            found = true;
            *source = token;
        }
    }
    return found;
}

size_t attribute_find(struct slice name)
{
    size_t i = 0;

    while (i < COUNT(attributes) && !slice_is(name, attributes[i].name))
        i++;
    return i;
}
