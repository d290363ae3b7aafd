#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/entity.h"
#include "base/text.h"
#include "input/charset.h"
#include "input/mend.h"
#include "input/scan.h"

enum {
    NAME_SHOWN = 40, /* bytes of a name in a message */
    ESCAPED_SIZE = 6 * ENTITY_SIZE,
};

void mend_auto(struct mend *m)
{
    buf_auto(&m->out);
}

void mend_problem(struct mend *m, const char *where, const char *fmt, ...)
{
    const char *newline;
    char text[200];
    int64_t column = 1;
    va_list args;

    if (m->problems++ >= PROBLEMS_MAX)
        return;
    while ((newline = memchr(m->counted, '\n', (size_t)(where - m->counted)))) {
        m->line++;
        m->counted = newline + 1;
    }
    for (const char *c = m->counted; c < where; c++)
        column += ((unsigned char)*c & 0xC0) != 0x80;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    problem_add(&m->reading->problems, m->a, "xml", m->line, column, "%s",
            text);
}

int mend_shown(struct bytes name)
{
    return name.size < NAME_SHOWN ? (int)name.size : NAME_SHOWN;
}

void mend_replace(struct mend *m, const char *from, const char *to,
        const char *with)
{
    buf_add(&m->out, m->from, (size_t)(from - m->from));
    buf_text(&m->out, with);
    m->from = to;
}

/* ---- characters and references ---- */

/* What no XML document can hold: the bytes it takes at at, or 0. */
static size_t bad_size(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at;

    if (c < 0x20)
        return scan_is_space(*at) ? 0 : 1;
    if (c == 0xEF && end - at >= 3 && at[1] == '\xBF' &&
            (at[2] == '\xBE' || at[2] == '\xBF'))
        return 3; /* U+FFFE, U+FFFF */
    return 0;
}

/* Whether one of eight bytes is below 0x20, or 0xEF. */
static bool has_suspect(const char *at)
{
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    uint64_t eight, other;

    memcpy(&eight, at, sizeof(eight));
    other = eight ^ 0xEF * ones;
    return (((eight - 0x20 * ones) & ~eight) | ((other - ones) & ~other)) &
            tops;
}

static const char *find_bad(const char *at, const char *end)
{
    while (at < end) {
        const char *stop = end - at > 8 ? at + 8 : end;

        if (stop - at == 8 && !has_suspect(at)) {
            at = stop;
            continue;
        }
        for (; at < stop; at++)
            if (bad_size(at, end) > 0)
                return at;
    }
    return NULL;
}

void mend_characters(struct mend *m, struct bytes *text)
{
    const char *end = text->data + text->size;
    const char *bad = find_bad(text->data, end);

    if (!bad)
        return;
    m->from = m->counted = text->data;
    while (bad) {
        const char *past = bad + bad_size(bad, end);

        mend_problem(m, bad, "a control character");
        mend_replace(m, bad, past, "");
        bad = find_bad(past, end);
    }
    mend_finish(m, text, end);
}

void mend_finish(struct mend *m, struct bytes *text, const char *end)
{
    *text = (struct bytes){m->from, (size_t)(end - m->from)};
    if (!m->out.data)
        return;
    buf_add(&m->out, text->data, text->size);
    text->data = arena_copy(m->a, m->out.data, m->out.size);
    text->size = m->out.size;
    buf_auto(&m->out);
}

void mend_escape(struct mend *m, const char *with, const char *what)
{
    mend_problem(m, m->at, "%s", what);
    mend_replace(m, m->at, m->at + 1, with);
    m->at++;
}

static bool is_xml_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
            (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* The number at digits; past is where it ends. */
static uint32_t number(const char **past, const char *digits, const char *end,
        uint32_t base)
{
    uint32_t n = 0;

    for (; digits < end && n <= 0x10FFFF; digits++) {
        char d = text_lower(*digits);

        if (d >= '0' && d <= '9')
            n = n * base + (uint32_t)(d - '0');
        else if (base == 16 && d >= 'a' && d <= 'f')
            n = n * base + (uint32_t)(d - 'a' + 10);
        else
            break;
    }
    *past = digits;
    return n;
}

/* "&#" at at. */
static void number_reference(struct mend *m)
{
    bool is_hex = m->end - m->at > 2 && (m->at[2] | 0x20) == 'x';
    const char *digits = m->at + (is_hex ? 3 : 2), *past;
    uint32_t c = number(&past, digits, m->end, is_hex ? 16 : 10);
    char plain[5] = "";

    while (past > digits && past < m->end && c > 0x10FFFF && *past != ';' &&
            scan_is_in_name(*past))
        past++;
    if (past == digits || past >= m->end || *past != ';') {
        mend_escape(m, "&amp;", "an ampersand that is no reference");
        return;
    }
    past++;
    if (!is_xml_char(c)) {
        mend_problem(m, m->at, "a reference to no character");
        mend_replace(m, m->at, past, "");
    } else if (charset_c1(c) != c) {
        text_encode(plain, charset_c1(c));
        mend_replace(m, m->at, past, plain);
    } else if (is_hex && m->at[2] == 'X') {
        mend_problem(m, m->at, "a reference with a capital X");
        mend_replace(m, m->at + 2, m->at + 3, "x");
    }
    m->at = past;
}

static bool is_predefined(struct bytes name)
{
    static const char *const names[] = {"amp", "apos", "gt", "lt", "quot"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (scan_same(name, (struct bytes){names[i], strlen(names[i])}))
            return true;
    return false;
}

/* &AMP; means a character that is markup. */
static const char *escaped(const char *meaning, char room[ESCAPED_SIZE])
{
    char *to = room;

    for (; *meaning; meaning++)
        if (strchr("&<>\"'", *meaning))
            to += snprintf(to, sizeof("&#99;"), "&#%d;", *meaning);
        else
            *to++ = *meaning;
    *to = '\0';
    return room;
}

/* "&" at at. */
static void reference(struct mend *m)
{
    struct bytes name = scan_name(m->at + 1, m->end);
    const char *to = name.data + name.size, *meaning;
    char room[ESCAPED_SIZE];

    if (m->end - m->at > 1 && m->at[1] == '#') {
        number_reference(m);
        return;
    }
    if (name.size == 0 || to >= m->end || *to != ';') {
        mend_escape(m, "&amp;", "an ampersand that is no reference");
        return;
    }
    if (!is_predefined(name)) {
        if (!m->external)
            mend_problem(m, to - 1, "entity '%.*s' is not declared",
                    mend_shown(name), name.data);
        meaning = entity_find(name.data, name.size);
        if (meaning)
            mend_replace(m, m->at, to + 1, escaped(meaning, room));
        else
            mend_replace(m, m->at, m->at + 1, "&amp;");
    }
    m->at = to + 1;
}

void mend_references(struct mend *m, const char *end)
{
    const char *found;

    while ((found = memchr(m->at, '&', (size_t)(end - m->at)))) {
        m->at = found;
        reference(m);
    }
    m->at = end;
}
