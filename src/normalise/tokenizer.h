/*
 * tokenizer.h - HTML as a sequence of tags and texts, cut where the WHATWG's
 * tokenizer cuts it (HTML, section 13.2.5).
 *
 * Nothing is copied: tokens point into the markup. Comments, doctypes and what
 * looks like them are passed over, and so is a tag that never ends.
 */
#pragma once

#include "base/base.h"

enum { TOKEN_ATTRIBUTES = 32 }; /* the rest of a tag's are ignored */

enum token_kind { TOKEN_TEXT, TOKEN_START, TOKEN_END };

struct slice {
    const char *data;
    size_t size;
};

/* As written: names in any case, values with references. */
struct token_attribute {
    struct slice name, value;
};

struct token {
    enum token_kind kind;
    struct slice text; /* of a text, or the name of a tag */
    bool self_closing;
    size_t count; /* the first attribute of a name is the one that counts */
    struct token_attribute attributes[TOKEN_ATTRIBUTES];
};

struct tokenizer {
    const char *at, *end;
};

/* Returns false where nothing is left. */
bool tokenizer_next(struct tokenizer *t, struct token *token);

/* The value, as written, of the attribute of that name, or NULL. */
const struct slice *token_value(const struct token *token, const char *name);

/* Whether only white space, or nothing, comes before the end tag of name or the
 * end of all. */
bool tokenizer_is_empty(const struct tokenizer *t, const char *name);

/* Passes over the text of an element whose text is no markup, such as script,
 * with its end tag. */
void tokenizer_skip(struct tokenizer *t, const char *name);

/* Whether a name as written is name, which is in lower case. */
bool slice_is(struct slice written, const char *name);

static inline bool html_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
