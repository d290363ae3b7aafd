/*
 * css.c - each compound selector becomes a node test with conditions, each
 * combinator the axis before it:
 *
 *	ul.news > li:first-child a
 *	descendant::ul[class has "news"]/child::li[...]/descendant::*[...]
 *
 * Conditions count siblings and never use position(), so that they mean the
 * same after every axis, and in not(self::...).
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/css.h"
#include "base/text.h"

enum { XPATH_MAX = 16 * 1024, STEP_MAX = 1000000 };

struct reader {
    struct arena *a;
    const char *at;
    struct buf *out;
    const char *element; /* of the compound that is read; NULL: any */
    bool negated;        /* inside :not() */
    struct err *err;
};

static bool wrong(struct reader *r, const char *what)
{
    return fail(r->err, ERR_USAGE, "selector: %s", what);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80);
}

static bool skip_space(struct reader *r)
{
    size_t size = strspn(r->at, " \t\r\n");

    r->at += size;
    return size > 0;
}

static bool take(struct reader *r, char c)
{
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static bool expect(struct reader *r, char c)
{
    return take(r, c) || fail(r->err, ERR_USAGE, "selector: no \"%c\" here", c);
}

/* A backslash makes the next character part of the name, as in .sm\:grid. */
static bool read_name(const char **out, struct reader *r)
{
    AUTO(buf) struct buf name = {.max = XPATH_MAX};

    if (*r->at >= '0' && *r->at <= '9')
        return wrong(r, "a name does not start with a digit");
    while (is_name_byte(*r->at) || (*r->at == '\\' && r->at[1])) {
        if (*r->at == '\\')
            r->at++;
        buf_char(&name, *r->at++);
    }
    if (name.size == 0)
        return wrong(r, "no name here");
    *out = arena_copy(r->a, name.data, name.size);
    return true;
}

/* Of an element or attribute: in lower case, as the HTML parser has them, and
 * nothing that would need quotes in XPath. */
static bool read_plain_name(const char **out, struct reader *r)
{
    const char *from = r->at;
    char *name;

    if (!read_name(out, r))
        return false;
    *out = name = arena_text(r->a, *out);
    for (char *c = name; *c; c++) {
        if (!is_name_byte(*c) || (*c & 0x80) || *name == '-') {
            r->at = from;
            return wrong(r, "no such name in HTML");
        }
        *c = text_lower(*c);
    }
    return true;
}

static bool read_value(const char **out, struct reader *r)
{
    const char *end;

    if (*r->at != '"' && *r->at != '\'')
        return read_name(out, r);
    end = strchr(r->at + 1, *r->at);
    if (!end)
        return wrong(r, "the quotation mark is not closed");
    *out = arena_copy(r->a, r->at + 1, (size_t)(end - r->at - 1));
    r->at = end + 1;
    return true;
}

/* XPath 1.0 cannot escape a quotation mark, only use the other one. */
static void add_literal(struct buf *out, const char *text)
{
    if (!strchr(text, '"')) {
        buf_printf(out, "\"%s\"", text);
        return;
    }
    buf_text(out, "concat(\"\"");
    while (*text) {
        char quote = *text == '"' ? '\'' : '"';
        size_t size = strcspn(text, quote == '"' ? "\"" : "'");

        buf_printf(out, ",%c", quote);
        buf_add(out, text, size);
        buf_char(out, quote);
        text += size;
    }
    buf_char(out, ')');
}

/* Writes a condition in which @ stands for the attribute, $ for the value. */
static void add_condition(struct reader *r, const char *pattern,
        const char *attribute, const char *value)
{
    for (const char *c = pattern; *c; c++) {
        if (*c == '@')
            buf_printf(r->out, "@%s", attribute);
        else if (*c == '$')
            add_literal(r->out, value);
        else
            buf_char(r->out, *c);
    }
}

#define HAS_WORD \
    "[contains(concat(' ',normalize-space(@),' '),concat(' ',$,' '))]"

static const struct comparison {
    char sign;
    bool of_nothing; /* can match an empty value */
    const char *condition;
} comparisons[] = {
        {'=', true,  "[@=$]"                                               },
        {'|', true,  "[@=$ or starts-with(@,concat($,'-'))]"               },
        {'~', false, HAS_WORD                                              },
        {'^', false, "[starts-with(@,$)]"                                  },
        {'*', false, "[contains(@,$)]"                                     },
        {'$', false, "[substring(@,string-length(@)-string-length($)+1)=$]"},
};

static const struct comparison *read_comparison(struct reader *r)
{
    for (size_t i = 0; i < COUNT(comparisons); i++) {
        if (*r->at != comparisons[i].sign)
            continue;
        r->at++;
        return i == 0 || take(r, '=') ? &comparisons[i] : NULL;
    }
    return NULL;
}

static bool read_attribute(struct reader *r)
{
    const struct comparison *comparison;
    const char *name, *value;

    skip_space(r);
    if (!read_plain_name(&name, r))
        return false;
    skip_space(r);
    if (take(r, ']')) {
        add_condition(r, "[@]", name, NULL);
        return true;
    }
    comparison = read_comparison(r);
    if (!comparison)
        return wrong(r, "an attribute is compared with = ~= |= ^= $= or *=");
    skip_space(r);
    if (!read_value(&value, r))
        return false;
    skip_space(r);
    if (!*value && !comparison->of_nothing)
        add_condition(r, "[false()]", NULL, NULL);
    else
        add_condition(r, comparison->condition, name, value);
    return expect(r, ']');
}

static bool read_word(struct reader *r, const char *pattern,
        const char *attribute)
{
    const char *value;

    if (!read_name(&value, r))
        return false;
    add_condition(r, pattern, attribute, value);
    return true;
}

static bool read_number(int *out, struct reader *r)
{
    char *end;
    long n;

    if (*r->at < '0' || *r->at > '9')
        return wrong(r, "no number here");
    n = strtol(r->at, &end, 10);
    if (n > STEP_MAX)
        return wrong(r, "the number is too large");
    r->at = end;
    *out = (int)n;
    return true;
}

/* an+b: signs and spaces may stand around the plus. */
static bool read_formula(int *step, int *first, struct reader *r)
{
    int sign = take(r, '-') ? -1 : 1;
    bool negative;

    if (sign > 0)
        (void)take(r, '+');
    *step = 1;
    *first = 0;
    if (*r->at != 'n' && !read_number(step, r))
        return false;
    *step *= sign;
    if (!take(r, 'n')) {
        *first = *step;
        *step = 0;
        return true;
    }
    skip_space(r);
    negative = *r->at == '-';
    if (!negative && *r->at != '+')
        return true;
    r->at++;
    skip_space(r);
    if (!read_number(first, r))
        return false;
    if (negative)
        *first = -*first;
    return true;
}

static bool take_text(struct reader *r, const char *text)
{
    size_t size = strlen(text);

    if (strncmp(r->at, text, size) != 0 || is_name_byte(r->at[size]))
        return false;
    r->at += size;
    return true;
}

static bool read_nth_child(struct reader *r)
{
    int step = 2, first = 0;

    if (take_text(r, "odd"))
        first = 1;
    else if (!take_text(r, "even") && !read_formula(&step, &first, r))
        return false;
    if (step == 0)
        buf_printf(r->out, "[count(preceding-sibling::*)=%d]", first - 1);
    else
        buf_printf(r->out,
                "[(count(preceding-sibling::*)+%d) mod %d=0"
                " and (count(preceding-sibling::*)+%d) div %d>=0]",
                1 - first, step, 1 - first, step);
    return true;
}

static bool read_contains(struct reader *r)
{
    const char *value;

    if (!read_value(&value, r))
        return false;
    add_condition(r, "[contains(normalize-space(.),$)]", NULL, value);
    return true;
}

static bool read_compound(struct reader *r);

static bool read_not(struct reader *r)
{
    const char *element = r->element;
    bool ok;

    if (r->negated)
        return wrong(r, ":not() cannot hold another");
    r->negated = true;
    buf_text(r->out, "[not(self::");
    ok = read_compound(r);
    buf_text(r->out, ")]");
    r->negated = false;
    r->element = element;
    return ok;
}

/* XPath 1.0 knows the siblings of a type only by its name. */
static bool add_of_type(struct reader *r, const char *axis)
{
    if (!r->element)
        return wrong(r, "an element's name must stand before \"-of-type\"");
    buf_printf(r->out, "[not(%s-sibling::%s)]", axis, r->element);
    return true;
}

static bool read_first_of_type(struct reader *r)
{
    return add_of_type(r, "preceding");
}

static bool read_last_of_type(struct reader *r)
{
    return add_of_type(r, "following");
}

static const struct pseudo {
    const char *name;
    const char *condition; /* or else: */
    bool (*read)(struct reader *r);
    bool argument;
} pseudos[] = {
        {"first-child",   "[not(preceding-sibling::*)]", NULL,               false},
        {"last-child",    "[not(following-sibling::*)]", NULL,               false},
        {"empty",         "[not(node())]",               NULL,               false},
        {"first-of-type", NULL,                          read_first_of_type, false},
        {"last-of-type",  NULL,                          read_last_of_type,  false},
        {"nth-child",     NULL,                          read_nth_child,     true },
        {"contains",      NULL,                          read_contains,      true },
        {"not",           NULL,                          read_not,           true },
};

static bool read_argument(struct reader *r, const struct pseudo *pseudo)
{
    if (!expect(r, '('))
        return false;
    skip_space(r);
    if (!pseudo->read(r))
        return false;
    skip_space(r);
    return expect(r, ')');
}

static bool read_pseudo(struct reader *r)
{
    for (size_t i = 0; i < COUNT(pseudos); i++) {
        if (!take_text(r, pseudos[i].name))
            continue;
        if (pseudos[i].argument)
            return read_argument(r, &pseudos[i]);
        if (pseudos[i].read)
            return pseudos[i].read(r);
        buf_text(r->out, pseudos[i].condition);
        return true;
    }
    return wrong(r, "no such pseudo-class is known here");
}

/* One condition after the element; *done where there is none. */
static bool read_condition(struct reader *r, bool *done)
{
    *done = false;
    if (take(r, '.'))
        return read_word(r, HAS_WORD, "class");
    if (take(r, '#'))
        return read_word(r, "[@=$]", "id");
    if (take(r, '['))
        return read_attribute(r);
    if (take(r, ':'))
        return read_pseudo(r);
    *done = true;
    return true;
}

static bool read_compound(struct reader *r)
{
    const char *from = r->at;
    bool done = false;

    r->element = NULL;
    if (!take(r, '*') && is_name_byte(*r->at) &&
            !read_plain_name(&r->element, r))
        return false;
    buf_text(r->out, r->element ? r->element : "*");
    while (!done)
        if (!read_condition(r, &done))
            return false;
    return r->at > from ||
            wrong(r, "an element, class or condition is missing");
}

static const struct combinator {
    char sign;
    const char *axis;
} combinators[] = {
        {'>', "/child::"                       },
        {'+', "/following-sibling::*[1]/self::"},
        {'~', "/following-sibling::"           },
        {',', " | descendant::"                },
};

/* NULL at the end, and where nothing separates. */
static const char *read_combinator(struct reader *r)
{
    bool space = skip_space(r);

    for (size_t i = 0; i < COUNT(combinators); i++) {
        if (!take(r, combinators[i].sign))
            continue;
        skip_space(r);
        return combinators[i].axis;
    }
    return space && *r->at ? "/descendant::" : NULL;
}

static bool read_list(struct reader *r)
{
    const char *axis = "descendant::";

    skip_space(r);
    while (axis) {
        buf_text(r->out, axis);
        if (!read_compound(r))
            return false;
        axis = read_combinator(r);
    }
    if (*r->at)
        return wrong(r, "this is not understood");
    return !r->out->full || wrong(r, "it is too long");
}

/* XPath can hold what XML can. */
static bool is_text(struct reader *r, const char *css)
{
    size_t size = strlen(css), at = 0;

    while (at < size) {
        size_t from = at;
        uint32_t c = text_next(css, size, &at);

        r->at = css + from;
        if (!text_is_publishable(c) || c == 0xFFFD)
            return wrong(r, "a character that cannot be in a text");
    }
    r->at = css;
    return true;
}

bool css_compile(const char **out, struct arena *a, const char *css,
        int *column, struct err *err)
{
    AUTO(buf) struct buf xpath = {.max = XPATH_MAX};
    struct reader r = {.a = a, .at = css, .out = &xpath, .err = err};

    if (!is_text(&r, css) || !read_list(&r)) {
        *column = 1;
        for (const char *c = css; c < r.at; c++)
            *column += (*c & 0xC0) != 0x80;
        return false;
    }
    *out = arena_copy(a, xpath.data, xpath.size);
    return true;
}
