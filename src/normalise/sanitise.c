#include <string.h>

#include "normalise/attributes.h"
#include "normalise/escape.h"
#include "normalise/model.h"

enum { WORK_MAX = 256 * 1024 };

struct sanitiser {
    struct model model;
    struct arena *scratch; /* of the tags of phrases */
    struct arena work;     /* of one tag; given back when it has grown */
    const char *base;
    struct tokenizer tokens;
    struct buf tag; /* the start tag in hand */
    bool after_pre; /* "<pre>" was the last token */
};

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
    if (element->in ? !model_enter_framework(&s->model, element)
                    : !model_return_to_flow(&s->model))
        return;
    if (s->model.depth + element_levels(element) > SANITISE_DEPTH)
        return;
    make_tag(s, element, token);
    model_push(&s->model, element, s->tag.data, s->tag.size);
    if (s->model.cut)
        return;
    if (strcmp(element->name, "pre") == 0) {
        s->model.pre = s->model.out->size;
        s->after_pre = true;
    }
    if (token->self_closing)
        model_end_blocks(&s->model, s->model.depth - 1);
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
    for (size_t i = s->model.depth; i-- > 0;) {
        if (s->model.blocks[i] == element ||
                (is_heading(s->model.blocks[i]) && is_heading(element))) {
            model_end_blocks(&s->model, i);
            return;
        }
        if (confines(s->model.blocks[i], element) &&
                !(element->holds & IN_TABLE))
            return;
    }
}

static void start_phrase(struct sanitiser *s, const struct element *element,
        const struct token *token)
{
    struct phrase phrase = {.element = element, .depth = s->model.depth};

    for (size_t i = s->model.count; element->group && i-- > 0;)
        if (s->model.phrases[i].element->group == element->group)
            model_end_phrase(&s->model, i);
    if (s->model.count == MODEL_PHRASES_MAX)
        return;
    if (make_tag(s, element, token)) {
        bool plain = s->tag.size == strlen(element->name) + 2;

        if (!plain)
            phrase.tag = arena_copy(s->scratch, s->tag.data, s->tag.size);
        if (!plain || !element->attributed)
            phrase.size = s->tag.size;
    }
    s->model.phrases[s->model.count++] = phrase;
}

static void end_last_phrase(struct sanitiser *s, const struct element *element)
{
    for (size_t i = s->model.count; i-- > 0;)
        if (s->model.phrases[i].element == element) {
            model_end_phrase(&s->model, i);
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
        if (!model_in_framework(&s->model) &&
                model_has_room(&s->model, s->tag.size))
            buf_add(s->model.out, s->tag.data, s->tag.size);
    } else if (!attributes_are_of_pixel(&s->work, token) &&
            make_tag(s, element, token) &&
            model_enter_phrases(&s->model, s->tag.size)) {
        buf_add(s->model.out, s->tag.data, s->tag.size);
    }
}

static void put_rule(struct sanitiser *s)
{
    if (model_return_to_flow(&s->model) &&
            model_has_room(&s->model, sizeof("<hr>")))
        buf_text(s->model.out, "<hr>");
}

/* A link to what token, of a frame or a film, would have shown; none in a link.
 */
static void put_link(struct sanitiser *s, const struct token *token)
{
    const struct element *a = model_element("a");
    struct token link = {.count = 1};
    const struct slice *src = token_value(token, "src");
    const struct slice *title = token_value(token, "title");
    struct slice label;
    size_t before;

    for (size_t i = 0; i < s->model.count; i++)
        if (s->model.phrases[i].element == a && s->model.phrases[i].size > 0)
            return;
    if (!src)
        return;
    link.attributes[0].name = model_name("href");
    link.attributes[0].value = *src;
    start_phrase(s, a, &link);
    if (s->model.count > 0 &&
            s->model.phrases[s->model.count - 1].element == a &&
            s->model.phrases[s->model.count - 1].size > 0) {
        label.data = s->model.phrases[s->model.count - 1].tag +
                strlen("<a href=\"");
        label.size = s->tag.size - strlen("<a href=\"\">");
        model_put_text(&s->model,
                title && html_shows(*title, &before) ? *title : label);
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
        model_put_text(&s->model, text);
        return;
    }
    element = element_find(text);
    if (element && element->as)
        element = model_element(element->as);
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
            .model = {.out = out,
                      .limit = out->size + SANITISE_MAX,
                      .pre = SIZE_MAX},
            .scratch = scratch,
            .base = base,
            .tokens = {.at = markup,          .end = markup + size                   },
    };
    struct token token;

    if (out->max && out->max < s.model.limit)
        s.model.limit = out->max;
    while (!s.model.cut && tokenizer_next(&s.tokens, &token))
        put_token(&s, &token);
    model_end_blocks(&s.model, 0);
    model_suspend(&s.model, 0);
    buf_auto(&s.tag);
    arena_auto(&s.work);
    return !s.model.cut;
}
