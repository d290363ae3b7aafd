#include <string.h>

#include "base/text.h"
#include "normalise/tokenizer.h"

static bool is_letter(char c)
{
    return text_lower(c) >= 'a' && text_lower(c) <= 'z';
}

bool slice_is(struct slice written, const char *name)
{
    for (size_t i = 0; i < written.size; i++)
        if (name[i] == '\0' || text_lower(written.data[i]) != name[i])
            return false;
    return name[written.size] == '\0';
}

const struct slice *token_value(const struct token *token, const char *name)
{
    for (size_t i = 0; i < token->count; i++)
        if (slice_is(token->attributes[i].name, name))
            return &token->attributes[i].value;
    return NULL;
}

static void skip_space(struct tokenizer *t)
{
    while (t->at < t->end && html_is_space(*t->at))
        t->at++;
}

static bool starts_with(const struct tokenizer *t, const char *text)
{
    size_t size = strlen(text);

    return (size_t)(t->end - t->at) >= size && memcmp(t->at, text, size) == 0;
}

/* Moves behind the next text, or to the end where there is none. */
static void skip_behind(struct tokenizer *t, const char *text)
{
    const char *found = memmem(t->at, (size_t)(t->end - t->at), text,
            strlen(text));

    t->at = found ? found + strlen(text) : t->end;
}

/*
 * At "<!--". Both "-->" and "--!>" end it; of the first, the dashes may be
 * those that began it: "<!-->" and "<!--->" are whole comments.
 */
static void skip_comment(struct tokenizer *t)
{
    const char *inside = t->at + 4;

    t->at += 2;
    while (t->at < t->end && !starts_with(t, "-->") &&
            !(t->at >= inside && starts_with(t, "--!>"))) {
        t->at = memchr(t->at + 1, '-', (size_t)(t->end - t->at - 1));
        if (!t->at)
            t->at = t->end;
    }
    skip_behind(t, ">");
}

/* Up to the first character that ends a name: white space, "/", ">", or also
 * "=" in the name of an attribute, unless it comes first. */
static struct slice take_name(struct tokenizer *t, bool attribute)
{
    struct slice name = {.data = t->at};

    if (attribute && t->at < t->end && *t->at == '=')
        t->at++;
    while (t->at < t->end && !html_is_space(*t->at) && *t->at != '/' &&
            *t->at != '>' && !(attribute && *t->at == '='))
        t->at++;
    name.size = (size_t)(t->at - name.data);
    return name;
}

static struct slice take_value(struct tokenizer *t)
{
    struct slice value = {.data = t->at};
    const char *close;

    if (t->at < t->end && (*t->at == '"' || *t->at == '\'')) {
        close = memchr(t->at + 1, *t->at, (size_t)(t->end - t->at - 1));
        value.data++;
        value.size = (size_t)((close ? close : t->end) - value.data);
        t->at = close ? close + 1 : t->end;
        return value;
    }
    while (t->at < t->end && !html_is_space(*t->at) && *t->at != '>')
        t->at++;
    value.size = (size_t)(t->at - value.data);
    return value;
}

/* At the first character of its name. */
static struct token_attribute take_attribute(struct tokenizer *t)
{
    struct token_attribute attribute = {.name = take_name(t, true)};

    attribute.value.data = attribute.name.data;
    skip_space(t);
    if (t->at < t->end && *t->at == '=') {
        t->at++;
        skip_space(t);
        attribute.value = take_value(t);
    }
    return attribute;
}

/* At the first letter of its name. Returns false where it never ends. */
static bool take_tag(struct tokenizer *t, struct token *token)
{
    token->text = take_name(t, false);
    token->self_closing = false;
    token->count = 0;
    for (;;) {
        struct token_attribute attribute;

        skip_space(t);
        if (t->at == t->end)
            return false;
        if (*t->at == '>')
            break;
        token->self_closing = *t->at == '/';
        if (token->self_closing) {
            t->at++;
            continue;
        }
        attribute = take_attribute(t);
        if (token->count < TOKEN_ATTRIBUTES)
            token->attributes[token->count++] = attribute;
    }
    t->at++;
    return true;
}

/* What a "<" begins, if it is not just a character. */
enum opening {
    OPENS_NOTHING,
    OPENS_START,
    OPENS_END,
    OPENS_COMMENT,
    OPENS_BOGUS
};

static enum opening opening(const char *at, const char *end)
{
    size_t left = (size_t)(end - at);

    if (left < 2)
        return OPENS_NOTHING;
    if (is_letter(at[1]))
        return OPENS_START;
    if (at[1] == '/' && left > 2)
        return is_letter(at[2]) ? OPENS_END : OPENS_BOGUS;
    if (left >= 4 && memcmp(at, "<!--", 4) == 0)
        return OPENS_COMMENT;
    return at[1] == '!' || at[1] == '?' ? OPENS_BOGUS : OPENS_NOTHING;
}

/* Up to the next "<" that opens something. */
static void take_text(struct tokenizer *t, struct token *token)
{
    const char *less = t->at;

    token->kind = TOKEN_TEXT;
    token->text.data = t->at;
    while (less < t->end) {
        less = memchr(less, '<', (size_t)(t->end - less));
        if (!less)
            less = t->end;
        else if (opening(less, t->end) == OPENS_NOTHING)
            less++;
        else
            break;
    }
    t->at = less;
    token->text.size = (size_t)(less - token->text.data);
}

bool tokenizer_next(struct tokenizer *t, struct token *token)
{
    while (t->at < t->end) {
        enum opening what = *t->at == '<' ? opening(t->at, t->end)
                                          : OPENS_NOTHING;

        switch (what) {
        case OPENS_NOTHING:
            take_text(t, token);
            return true;
        case OPENS_START:
        case OPENS_END:
            t->at += what == OPENS_END ? 2 : 1;
            token->kind = what == OPENS_END ? TOKEN_END : TOKEN_START;
            if (take_tag(t, token))
                return true;
            break;
        case OPENS_COMMENT:
            skip_comment(t);
            break;
        case OPENS_BOGUS:
            skip_behind(t, ">");
            break;
        }
    }
    return false;
}

/* Whether an end tag of name begins here. */
static bool at_end_tag(const struct tokenizer *t, const char *name)
{
    struct slice written = {.data = t->at + 2, .size = strlen(name)};
    size_t left = (size_t)(t->end - t->at);

    return left > written.size + 2 && t->at[0] == '<' && t->at[1] == '/' &&
            slice_is(written, name) &&
            (html_is_space(t->at[written.size + 2]) ||
                    t->at[written.size + 2] == '/' ||
                    t->at[written.size + 2] == '>');
}

bool tokenizer_is_empty(const struct tokenizer *t, const char *name)
{
    struct tokenizer ahead = *t;

    skip_space(&ahead);
    return ahead.at == ahead.end || at_end_tag(&ahead, name);
}

void tokenizer_skip(struct tokenizer *t, const char *name)
{
    struct token end;

    while (t->at < t->end && !at_end_tag(t, name)) {
        const char *less = memchr(t->at + 1, '<', (size_t)(t->end - t->at - 1));

        t->at = less ? less : t->end;
    }
    if (t->at < t->end)
        tokenizer_next(t, &end);
}
