/*
 * strip.c - knows only what the sanitiser's serializer can have written: every
 * < begins a tag and every > ends one (both are escaped in attributes and in
 * text), there are no comments, and no element's text is not for people.
 */
#include <string.h>

#include "base/entity.h"
#include "base/strip.h"

/* Elements that do not part words. */
static bool is_inline(const char *name, size_t size)
{
    static const char *const names[] = {"a", "abbr", "b", "bdi", "bdo", "cite",
            "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
            "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
            "wbr"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
            return true;
    return false;
}

static void space(struct buf *out)
{
    if (out->size > 0 && out->data[out->size - 1] != ' ')
        buf_char(out, ' ');
}

/* Returns the place behind the tag at markup. */
static const char *skip_tag(struct buf *out, const char *markup,
        const char *end)
{
    const char *close = memchr(markup, '>', (size_t)(end - markup));
    const char *name = markup + 1, *rest;

    if (!close)
        return end;
    if (*name == '/')
        name++;
    rest = name;
    while (rest < close && *rest != ' ' && *rest != '/')
        rest++;
    if (!is_inline(name, (size_t)(rest - name)))
        space(out);
    return close + 1;
}

/* Returns the place behind the reference, or behind a & that begins none. */
static const char *take_reference(struct buf *out, const char *markup,
        const char *end)
{
    char character[ENTITY_SIZE];
    size_t taken = entity_read(character, markup, (size_t)(end - markup),
            false);

    buf_text(out, taken > 0 ? character : "&");
    return markup + (taken > 0 ? taken : 1);
}

void strip(struct buf *out, const char *markup, size_t size)
{
    static const char special[] = "<& \t\n\r\f";
    const char *end = markup + size;

    while (markup < end) {
        size_t plain = strcspn(markup, special);

        plain = plain < (size_t)(end - markup) ? plain : (size_t)(end - markup);
        buf_add(out, markup, plain);
        markup += plain;
        if (markup == end)
            return;
        if (*markup == '<') {
            markup = skip_tag(out, markup, end);
        } else if (*markup == '&') {
            markup = take_reference(out, markup, end);
        } else {
            space(out);
            markup++;
        }
    }
}
