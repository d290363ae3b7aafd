#include <string.h>

#include "normalise/attributes.h"
#include "normalise/elements.h"
#include "normalise/escape.h"
#include "normalise/sanitise.h"

enum {
    PHRASES_MAX = 128,
    ENDING_ROOM = 1024, /* bytes, for all end tags: "</blockquote>" is 13 */
    WORK_MAX = 256 * 1024,
};

/*
 * An element among text, such as <b>. Those that the markup has begun and not
 * ended are kept apart from the blocks: they are ended before a block begins or
 * ends, and begun again where there is more to say. Nothing is written of one
 * that has nothing in it.
 */
struct phrase {
    const struct element *element;
    const char *tag; /* ready to write; NULL where it has no attributes */
    size_t size;     /* of its tag; 0: it is never written */
    size_t depth;    /* the number of blocks it began in */
    bool open;       /* written, and not ended */
};

struct sanitiser {
    struct buf *out;
    size_t limit; /* of out->size */
    bool cut;
    struct arena *scratch; /* of the tags of phrases */
    struct arena work;     /* of one tag; given back when it has grown */
    const char *base;
    struct tokenizer tokens;
    const struct element *blocks[SANITISE_DEPTH];
    size_t depth;
    struct phrase phrases[PHRASES_MAX]; /* the open ones first, but for those
                                           that are never written */
    size_t count, open;
    struct buf tag; /* the start tag in hand */
    size_t pre;     /* out->size behind the last "<pre>" */
    bool after_pre; /* that was the last token */
};

static struct slice name_slice(const char *name)
{
    return (struct slice){.data = name, .size = strlen(name)};
}

static const struct element *named(const char *name)
{
    return element_find(name_slice(name));
}

/* Whether size bytes may be written such that everything can still be ended. */
static bool has_room(struct sanitiser *s, size_t size)
{
    if (s->out->size + size + ENDING_ROOM > s->limit)
        s->cut = true;
    return !s->cut;
}

static const struct element *block(const struct sanitiser *s)
{
    return s->depth > 0 ? s->blocks[s->depth - 1] : NULL;
}

static bool in_framework(const struct sanitiser *s)
{
    return s->depth > 0 && block(s)->kind == ELEMENT_FRAMEWORK;
}

static void put_end(struct sanitiser *s, const struct element *element)
{
    buf_text(s->out, "</");
    buf_text(s->out, element->name);
    buf_char(s->out, '>');
}

/* Ends the phrases from that one on. */
static void suspend_phrases(struct sanitiser *s, size_t from)
{
    for (size_t i = s->count; s->open > 0 && i-- > from;) {
        if (!s->phrases[i].open)
            continue;
        put_end(s, s->phrases[i].element);
        s->phrases[i].open = false;
        s->open--;
    }
}

static void end_phrase(struct sanitiser *s, size_t i)
{
    suspend_phrases(s, i);
    s->count--;
    memmove(&s->phrases[i], &s->phrases[i + 1],
            (s->count - i) * sizeof(s->phrases[0]));
}

static void end_blocks(struct sanitiser *s, size_t depth)
{
    if (depth < s->depth)
        suspend_phrases(s, 0);
    while (s->depth > depth)
        put_end(s, s->blocks[--s->depth]);
    while (s->count > 0 && s->phrases[s->count - 1].depth > depth)
        s->count--;
}

static void push_block(struct sanitiser *s, const struct element *element,
        const char *tag, size_t size)
{
    if (!has_room(s, size))
        return;
    buf_add(s->out, tag, size);
    s->blocks[s->depth++] = element;
}

/* Begins an element that the markup has left out: "ul", "li", "dd", ... */
static void push_plain(struct sanitiser *s, const char *name)
{
    char tag[] = {'<', name[0], name[1], '>'};

    push_block(s, named(name), tag, sizeof(tag));
}

/* In a list, a table: begins an item, where there is none. Returns false where
 * nothing more can be written. */
static bool enter_item(struct sanitiser *s)
{
    while (!s->cut && in_framework(s))
        push_plain(s, block(s)->inside);
    return !s->cut;
}

/* Whether an item that wants a framework of its own may be looked up no further
 * than here. */
static bool bounds(const struct element *item, const struct element *around)
{
    if (item->in & (IN_TABLE | IN_ROWS | IN_ROW))
        return around->holds & IN_TABLE;
    return around->kind == ELEMENT_FRAMEWORK ||
            (around->in && !(around->in & item->in));
}

/* Ends what is between item and the framework it belongs in. Returns false
 * where there is none. */
static bool return_to_framework(struct sanitiser *s, const struct element *item)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (s->blocks[i]->holds & item->in) {
            end_blocks(s, i + 1);
            return true;
        }
        if (bounds(item, s->blocks[i]))
            break;
    }
    return false;
}

/* Ends what cannot hold a block. */
static bool return_to_flow(struct sanitiser *s)
{
    suspend_phrases(s, 0);
    if (s->depth > 0 && block(s)->kind == ELEMENT_LEAF)
        end_blocks(s, s->depth - 1);
    return enter_item(s);
}

/* Brings item where it may stand, if need be in a framework of its own. */
static bool enter_framework(struct sanitiser *s, const struct element *item)
{
    const struct element *around;

    if (return_to_framework(s, item))
        return true;
    if (!item->around)
        return false;
    around = named(item->around);
    if (around->in ? !return_to_framework(s, around) : !return_to_flow(s))
        return false;
    if (s->depth + element_levels(around) > SANITISE_DEPTH)
        return false;
    push_plain(s, item->around);
    return !s->cut;
}

static void put_start(struct sanitiser *s, const struct phrase *phrase)
{
    if (phrase->tag) {
        buf_add(s->out, phrase->tag, phrase->size);
        return;
    }
    buf_char(s->out, '<');
    buf_text(s->out, phrase->element->name);
    buf_char(s->out, '>');
}

/* Begins the phrases that are not open, as deep as they may go, and makes sure
 * that more bytes can follow. */
static bool enter_phrases(struct sanitiser *s, size_t more)
{
    size_t first = s->count, last, levels;

    if (!enter_item(s))
        return false;
    while (first > 0 && !s->phrases[first - 1].open)
        first--;
    levels = s->depth + s->open;
    for (last = first; last < s->count && levels < SANITISE_DEPTH; last++) {
        more += s->phrases[last].size;
        levels += s->phrases[last].size > 0;
    }
    if (!has_room(s, more))
        return false;
    for (struct phrase *p = s->phrases + first; p < s->phrases + last; p++) {
        if (p->size == 0)
            continue;
        put_start(s, p);
        p->open = true;
        s->open++;
    }
    return true;
}

static void put_text(struct sanitiser *s, struct slice raw)
{
    size_t before = 0, first = s->out->size;

    if (html_shows(raw, &before) ? !enter_phrases(s, before + 8)
                                 : !has_room(s, raw.size))
        return;
    if (!html_escape(s->out, raw, false, s->limit - ENDING_ROOM - s->out->size))
        s->cut = true;
    if (first == s->pre && s->out->size > first &&
            s->out->data[first] == '\n') {
        /* Parsers drop a line feed that comes first in <pre>: one for them. */
        buf_char(s->out, '\n');
        memmove(s->out->data + first + 1, s->out->data + first,
                s->out->size - first - 1);
    }
}

/* Makes the start tag in s->tag, with the attributes it may have. Returns false
 * where one that it needs is missing. */
static bool make_tag(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    bool complete;

    buf_clear(&s->tag);
    buf_char(&s->tag, '<');
    buf_text(&s->tag, element->name);
    complete = attributes_write(&s->tag, &s->work, element, token, s->base);
    buf_char(&s->tag, '>');
    if (s->work.used > WORK_MAX)
        arena_auto(&s->work);
    return complete;
}

static void start_block(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    if (element->in ? !enter_framework(s, element) : !return_to_flow(s))
        return;
    if (s->depth + element_levels(element) > SANITISE_DEPTH)
        return;
    make_tag(s, element, token);
    push_block(s, element, s->tag.data, s->tag.size);
    if (s->cut)
        return;
    if (strcmp(element->name, "pre") == 0) {
        s->pre = s->out->size;
        s->after_pre = true;
    }
    if (token->self_closing)
        end_blocks(s, s->depth - 1);
}

/* Whether an end tag in around has no effect outside of it. */
static bool confines(const struct element *around,
        const struct element *element)
{
    enum { CELL = IN_TABLE | IN_ROWS | IN_ROW };

    if (element->in & CELL)
        return around->holds & IN_TABLE;
    if (element->in & IN_LIST && around->holds & IN_LIST)
        return true;
    return around->in & CELL || around->holds & IN_TABLE;
}

static bool is_heading(const struct element *element)
{
    return element->kind == ELEMENT_LEAF && element->name[0] == 'h';
}

static void end_block(struct sanitiser *s, const struct element *element)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (s->blocks[i] == element ||
                (is_heading(s->blocks[i]) && is_heading(element))) {
            end_blocks(s, i);
            return;
        }
        if (confines(s->blocks[i], element) && !(element->holds & IN_TABLE))
            return;
    }
}

static void start_phrase(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    struct phrase phrase = {.element = element, .depth = s->depth};

    for (size_t i = s->count; element->group && i-- > 0;)
        if (s->phrases[i].element->group == element->group)
            end_phrase(s, i);
    if (s->count == PHRASES_MAX)
        return;
    if (make_tag(s, element, token)) {
        bool plain = s->tag.size == strlen(element->name) + 2;

        if (!plain)
            phrase.tag = arena_copy(s->scratch, s->tag.data, s->tag.size);
        if (!plain || !element->attributed)
            phrase.size = s->tag.size;
    }
    s->phrases[s->count++] = phrase;
}

static void end_last_phrase(struct sanitiser *s, const struct element *element)
{
    for (size_t i = s->count; i-- > 0;)
        if (s->phrases[i].element == element) {
            end_phrase(s, i);
            return;
        }
}

/* What is among text and has no end tag. */
static void put_void(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    static const struct token bare = {0};

    if (element->kind == ELEMENT_BREAK) {
        make_tag(s, element, &bare);
        if (!in_framework(s) && has_room(s, s->tag.size))
            buf_add(s->out, s->tag.data, s->tag.size);
    } else if (!attributes_are_of_pixel(&s->work, token) &&
            make_tag(s, element, token) && enter_phrases(s, s->tag.size)) {
        buf_add(s->out, s->tag.data, s->tag.size);
    }
}

static void put_rule(struct sanitiser *s)
{
    if (return_to_flow(s) && has_room(s, sizeof("<hr>")))
        buf_text(s->out, "<hr>");
}

/* A link to what token, of a frame or a film, would have shown; none in a link.
 */
static void put_link(struct sanitiser *s, const struct token *token)
{
    const struct element *a = named("a");
    struct token link = {.count = 1};
    const struct slice *src = token_value(token, "src");
    const struct slice *title = token_value(token, "title");
    struct slice label;
    size_t before;

    for (size_t i = 0; i < s->count; i++)
        if (s->phrases[i].element == a && s->phrases[i].size > 0)
            return;
    if (!src)
        return;
    link.attributes[0].name = name_slice("href");
    link.attributes[0].value = *src;
    start_phrase(s, a, &link);
    if (s->count > 0 && s->phrases[s->count - 1].element == a &&
            s->phrases[s->count - 1].size > 0) {
        label.data = s->phrases[s->count - 1].tag + strlen("<a href=\"");
        label.size = s->tag.size - strlen("<a href=\"\">");
        put_text(s, title && html_shows(*title, &before) ? *title : label);
    }
    end_last_phrase(s, a);
}

static void put_start_tag(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    struct token source;

    switch (element->kind) {
    case ELEMENT_MEDIA:
        if (token_value(token, "src"))
            put_link(s, token);
        if (token->self_closing)
            break;
        if (element_skip(&s->tokens, element, &source) &&
                !token_value(token, "src"))
            put_link(s, &source);
        break;
    case ELEMENT_FRAME:
        if (token->self_closing || tokenizer_is_empty(&s->tokens, "iframe"))
            put_link(s, token);
        break;
    case ELEMENT_DROPPED:
    case ELEMENT_RAW:
        if (!token->self_closing)
            element_skip(&s->tokens, element, NULL);
        break;
    case ELEMENT_PHRASE:
        if (!token->self_closing)
            start_phrase(s, element, token);
        break;
    case ELEMENT_BREAK:
    case ELEMENT_IMAGE:
        put_void(s, element, token);
        break;
    case ELEMENT_RULE:
        put_rule(s);
        break;
    case ELEMENT_LEAF:
    case ELEMENT_FLOW:
    case ELEMENT_FRAMEWORK:
        start_block(s, element, token);
        break;
    }
}

static void put_end_tag(struct sanitiser *s, const struct element *element)
{
    static const struct token bare = {0};

    if (element->kind == ELEMENT_PHRASE)
        end_last_phrase(s, element);
    else if (element->kind >= ELEMENT_LEAF)
        end_block(s, element);
    else if (strcmp(element->name, "br") == 0)
        put_void(s, element, &bare); /* "</br>" is one for browsers, too */
}

static void put_token(struct sanitiser *s, const struct token *token)
{
    const struct element *element;
    struct slice text = token->text;
    bool after_pre = s->after_pre;

    s->after_pre = false;
    if (token->kind == TOKEN_TEXT) {
        if (after_pre && text.size > 0 && text.data[0] == '\r')
            text.data++, text.size--;
        if (after_pre && text.size > 0 && text.data[0] == '\n')
            text.data++, text.size--;
        put_text(s, text);
        return;
    }
    element = element_find(text);
    if (element && element->as)
        element = named(element->as);
    if (!element)
        return; /* what is in it is kept */
    if (token->kind == TOKEN_START)
        put_start_tag(s, element, token);
    else
        put_end_tag(s, element);
}

bool sanitise(struct buf *out, struct arena *scratch, const char *markup,
        size_t size, const char *base)
{
    struct sanitiser s = {
            .out = out,
            .limit = out->size + SANITISE_MAX,
            .scratch = scratch,
            .base = base,
            .tokens = {.at = markup, .end = markup + size},
            .pre = SIZE_MAX,
    };
    struct token token;

    if (out->max && out->max < s.limit)
        s.limit = out->max;
    while (!s.cut && tokenizer_next(&s.tokens, &token))
        put_token(&s, &token);
    end_blocks(&s, 0);
    suspend_phrases(&s, 0);
    buf_auto(&s.tag);
    arena_auto(&s.work);
    return !s.cut;
}
