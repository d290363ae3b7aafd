#include <string.h>

#include "base/text.h"
#include "normalise/harmless.h"
#include "normalise/sanitise.h"
#include "normalise/work.h"

enum slot { LINE, BLOCK, CONTENT };

/* What is sanitised; everything else is plain characters, or nothing. */
static const struct {
    const char *said, *type;
} markups[] = {
        {"html",                  "html" },
        {"text/html",             "html" },
        {"xhtml",                 "xhtml"},
        {"application/xhtml+xml", "xhtml"},
};

static const char *markup_type(const char *said)
{
    size_t size = strcspn(said, "; ");

    for (size_t i = 0; i < COUNT(markups); i++)
        if (strlen(markups[i].said) == size &&
                strncasecmp(said, markups[i].said, size) == 0)
            return markups[i].type;
    return NULL;
}

static const char *type_of(const struct work *w, const struct said *said,
        enum slot slot)
{
    const char *type = said->type ? said->type : "text";
    const char *markup = markup_type(type);

    if (markup)
        return markup;
    if (slot != CONTENT || !strchr(type, '/') ||
            strncasecmp(type, "text/plain", 10) == 0)
        return "text";
    return work_line(w, type);
}

/* Content that is elsewhere has a media type: RFC 4287 section 4.1.3.2. */
static const char *type_of_src(const struct work *w, const struct said *said)
{
    bool media = said->type && strchr(said->type, '/');

    return media ? work_line(w, said->type) : "application/octet-stream";
}

static struct html safe(const struct work *w, const struct said *said)
{
    AUTO(buf) struct buf out = {0};
    bool as_said = w->context->doc->as_said && !work_is_page(w);

    if (!(as_said ? harmless : sanitise)(&out, w->scratch, said->value,
                strlen(said->value), work_base(w, said->base)))
        work_problem(w, "markup that is too long or too deep", said->value);
    return (struct html){work_trimmed(w, &out)};
}

/* Markup cannot be cut; where a line of it is too long, its text is. */
static void shorten(const struct work *w, struct construct *line)
{
    const char *text = markup_text(w->scratch, line->html.markup,
            strlen(line->html.markup));
    const char *whole = text ? text_line(w->scratch, text, strlen(text)) : NULL;
    const char *cut = work_line(w, text);

    if (!whole || !cut || strcmp(whole, cut) == 0)
        return;
    line->type = "text";
    line->text = cut;
    line->html.markup = NULL;
}

static const char *text_of(const struct work *w, const struct said *said,
        const char *type, enum slot slot)
{
    if (slot == LINE)
        return work_line(w, said->value);
    if (!strchr(type, '/') || strncasecmp(type, "text/", 5) == 0)
        return work_block(w, said->value);
    work_problem(w, "content", type); /* bytes, or another language's markup */
    return NULL;
}

static const struct construct *construct(const struct work *w,
        const struct said *said, enum slot slot)
{
    struct construct made = {0}, *copy;

    if (!said)
        return NULL;
    made.type = type_of(w, said, slot);
    if (slot == CONTENT)
        made.src = work_url(w, said->base, said->src, "the source of a text");
    if (made.src)
        made.type = type_of_src(w, said);
    else if (said->value && markup_type(made.type))
        made.html = safe(w, said);
    else if (said->value)
        made.text = text_of(w, said, made.type, slot);
    if (!made.src && !made.text && !made.html.markup)
        return NULL;
    if (slot == LINE && made.html.markup &&
            strlen(made.html.markup) > LINE_LIMIT)
        shorten(w, &made);
    made.lang = lang_differing(work_lang(w, said->lang), w->lang);
    copy = ARENA_NEW(w->arena, struct construct);
    *copy = made;
    return copy;
}

void work_constructs(const struct work *w, struct entry *e)
{
    e->title = construct(w, w->item->title, LINE);
    e->subtitle = construct(w, w->item->subtitle, LINE);
    e->rights = construct(w, w->item->rights, LINE);
    e->summary = construct(w, w->item->summary, BLOCK);
    e->content = construct(w, w->item->content, CONTENT);
}
