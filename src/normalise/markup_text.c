#include "normalise/elements.h"
#include "normalise/escape.h"
#include "normalise/sanitise.h"

/* Whether what comes before and after the tag are different words. */
static bool separates(const struct element *element)
{
    return element->kind == ELEMENT_BREAK ? element->name[0] == 'b'
                                          : element->kind >= ELEMENT_RULE;
}

static void add_tag(struct buf *text, struct tokenizer *tokens,
        const struct token *token)
{
    const struct element *element = element_find(token->text);

    if (!element)
        return;
    if (separates(element))
        buf_char(text, ' ');
    else if (element->kind < ELEMENT_FRAME && token->kind == TOKEN_START &&
            !token->self_closing)
        element_skip(tokens, element, NULL);
}

char *markup_text(struct arena *a, const char *markup, size_t size)
{
    struct tokenizer tokens = {.at = markup, .end = markup + size};
    AUTO(buf) struct buf text = {0};
    struct token token;

    while (tokenizer_next(&tokens, &token)) {
        if (token.kind == TOKEN_TEXT)
            html_read(&text, token.text, false);
        else
            add_tag(&text, &tokens, &token);
    }
    return text.size > 0 ? arena_copy(a, text.data, text.size) : NULL;
}
