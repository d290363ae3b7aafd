#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "normalise/sanitise.h"
#include "normalise/work.h"

enum { NOTE_BYTES = 200, LANG_BYTES = 35 /* RFC 5646 section 4.4.1 */ };

/* Cuts line after LINE_LIMIT characters. */
static void cut_line(char *line)
{
    size_t size = strlen(line), at = 0;

    if (size <= LINE_LIMIT)
        return;
    for (int i = 0; i < LINE_LIMIT && at < size; i++)
        text_next(line, size, &at);
    while (at > 0 && line[at - 1] == ' ')
        at--;
    line[at] = '\0';
}

/* What stands where a character was lost is a question to readers, and an error
 * to validators. */
static char *publishable(const struct work *w, char *text)
{
    static const char lost[] = "\xEF\xBF\xBD"; /* U+FFFD */
    char *found = w->context->doc->as_said ? NULL : strstr(text, lost);

    for (; found; found = strstr(found, lost)) {
        *found++ = '?';
        memmove(found, found + 2, strlen(found + 2) + 1);
    }
    return text;
}

char *work_line(const struct work *w, const char *text)
{
    char *line = text ? text_line(w->arena, text, strlen(text)) : NULL;

    if (!line)
        return NULL;
    cut_line(line);
    return publishable(w, line);
}

char *work_name(const struct work *w, const char *text)
{
    if (text && strpbrk(text, "&<"))
        text = markup_text(w->scratch, text, strlen(text));
    return work_line(w, text);
}

char *work_trimmed(const struct work *w, const struct buf *b)
{
    const char *text = b->size > 0 ? b->data : "";
    size_t start = strspn(text, " \t\n"), end = b->size;

    while (end > start && strchr(" \t\n", text[end - 1]))
        end--;
    return end > start
            ? publishable(w, arena_copy(w->arena, text + start, end - start))
            : NULL;
}

char *work_block(const struct work *w, const char *text)
{
    AUTO(buf) struct buf out = {.max = SANITISE_MAX};
    size_t size = strlen(text);
    char bytes[4];

    for (size_t at = 0; at < size;) {
        uint32_t c = text_next(text, size, &at);

        if (c == '\r' && text[at] == '\n')
            continue;
        if (c == '\r')
            c = '\n';
        if (text_is_publishable(c))
            buf_add(&out, bytes, text_encode(bytes, c));
    }
    return work_trimmed(w, &out);
}

const char *work_lang(const struct work *w, const char *tag)
{
    char *lang = tag ? text_line(w->arena, tag, strlen(tag)) : NULL;

    if (!lang)
        return tag && !*tag ? "" : NULL;
    for (char *c = lang; (c = strchr(c, '_'));)
        *c = '-';
    if (strlen(lang) > LANG_BYTES ||
            lang[strspn(lang,
                    "abcdefghijklmnopqrstuvwxyz"
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")])
        return NULL;
    return lang;
}

const char *lang_differing(const char *inner, const char *outer)
{
    return inner && !text_same_ascii(inner, outer ? outer : "") ? inner : NULL;
}

const char *work_base(const struct work *w, const char *base)
{
    const char *url;

    if (!base || (w->item->base && strcmp(base, w->item->base) == 0))
        return w->base;
    url = url_join(w->scratch, w->context->doc->url, base);
    return url ? url : w->base;
}

char *work_url(const struct work *w, const char *base, const char *reference,
        const char *what)
{
    char *url;

    if (!reference)
        return NULL;
    url = url_resolve(w->arena, work_base(w, base), reference);
    if (!url)
        work_problem(w, what, reference);
    return url;
}

void work_problem(const struct work *w, const char *what, const char *text)
{
    const char *line = text_line(w->scratch, text,
            text_cut(text, strlen(text), NOTE_BYTES));

    if (w->context->reading)
        problem_add(&w->context->reading->problems, w->context->problems,
                "content", 0, 0, "%s cannot be read: '%s'", what,
                line ? line : "");
}

void work_note(const struct work *w, struct entry *e, const char *field,
        const char *from, const char *value)
{
    struct note *note = ARENA_NEW(w->arena, struct note);
    char *text = arena_printf(w->scratch, "%s: %s", from, value);

    note->field = field;
    note->text = text_line(w->arena, text,
            text_cut(text, strlen(text), NOTE_BYTES));
    list_add(&e->notes, note);
}

bool work_agree(const char *a, const char *b)
{
    return !a || !b || strcmp(a, b) == 0;
}

void work_fill(const char **gap, const char *text)
{
    if (!*gap)
        *gap = text;
}

bool work_is_page(const struct work *w)
{
    const struct reading *reading = w->context->reading;

    return reading && reading->format && strcmp(reading->format, "html") == 0;
}
