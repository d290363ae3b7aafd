#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/entity.h"
#include "base/text.h"
#include "base/wide.h"
#include "input/charset.h"
#include "input/mend.h"
#include "input/scan.h"

enum {
    NAME_SHOWN = 40, /* bytes of a name in a message */
    SHORT_TEXT = 32, /* bytes that are not worth lifting out */
    ESCAPED_SIZE = 6 * ENTITY_SIZE,
};

void mend_auto(struct mend *m)
{
    buf_auto(&m->out);
    buf_auto(&m->text);
}

void mend_begin(struct mend *m, struct bytes text, int64_t line)
{
    m->at = m->from = m->begin = m->counted = text.data;
    m->end = text.data + text.size;
    m->first_line = m->line = line;
}

void mend_problem(struct mend *m, const char *where, const char *fmt, ...)
{
    const char *newline;
    char text[200];
    int64_t column = 1;
    va_list args;

    if (m->problems++ >= PROBLEMS_MAX)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    if (m->expanded) {
        problem_add(&m->reading->problems, m->a, "xml", 0, 0, "%s", text);
        return;
    }
    if (where < m->counted) {
        m->counted = m->begin;
        m->line = m->first_line;
    }
    while ((newline = memchr(m->counted, '\n', (size_t)(where - m->counted)))) {
        m->line++;
        m->counted = newline + 1;
    }
    for (const char *c = m->counted; c < where; c++)
        column += ((unsigned char)*c & 0xC0) != 0x80;
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
    struct kept_place *place;

    buf_add(&m->out, m->from, (size_t)(from - m->from));
    buf_text(&m->out, with);
    m->from = to;
    if (!m->places)
        return;
    place = ARENA_NEW(m->a, struct kept_place);
    place->at = m->out.size;
    place->from = to;
    *m->places = place;
    m->places = &place->next;
}

/* ---- characters and references ---- */

/* What no XML document can hold, and CR: the bytes it takes at at, or 0. */
static size_t bad_size(const char *at, const char *end)
{
    unsigned char c = (unsigned char)*at;

    if (c < 0x20)
        return c == '\n' || c == '\t' ? 0 : 1;
    if (c == 0xEF && end - at >= 3 && at[1] == '\xBF' &&
            (at[2] == '\xBE' || at[2] == '\xBF'))
        return 3; /* U+FFFE, U+FFFF */
    return 0;
}

/* Whether one of sixteen bytes is such a control, or 0xEF. */
static bool has_suspect(const char *at)
{
    wide w = wide_load(at);

    return wide_any(
            (wide)((w < 0x20) & (w != '\n') & (w != '\t')) | (wide)(w == 0xEF));
}

static const char *find_bad(const char *at, const char *end)
{
    while (at < end) {
        const char *stop = end - at > WIDE_BYTES ? at + WIDE_BYTES : end;

        if (stop - at == WIDE_BYTES && !has_suspect(at)) {
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
    mend_begin(m, *text, 1);
    while (bad) {
        const char *past = bad + bad_size(bad, end);
        bool ends_line = *bad == '\r' && (past == end || *past != '\n');

        if (*bad != '\r')
            mend_problem(m, bad, "a control character");
        mend_replace(m, bad, past, ends_line ? "\n" : "");
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

/* An ampersand that begins no reference stands for itself. */
static const char *no_reference(struct mend *m)
{
    mend_problem(m, m->at, "an ampersand that is no reference");
    m->at++;
    return "&";
}

/* "&#" at at. */
static const char *number_meant(struct mend *m, char room[ENTITY_SIZE])
{
    bool is_hex = m->end - m->at > 2 && (m->at[2] | 0x20) == 'x';
    const char *digits = m->at + (is_hex ? 3 : 2), *past;
    uint32_t c = number(&past, digits, m->end, is_hex ? 16 : 10);

    while (past > digits && past < m->end && c > 0x10FFFF && *past != ';' &&
            scan_is_in_name(*past))
        past++;
    if (past == digits || past >= m->end || *past != ';')
        return no_reference(m);
    if (!is_xml_char(c))
        mend_problem(m, m->at, "a reference to no character");
    else if (m->at[2] == 'X')
        mend_problem(m, m->at, "a reference with a capital X");
    m->at = past + 1;
    room[is_xml_char(c) ? text_encode(room, charset_c1(c)) : 0] = '\0';
    return room;
}

static const char *predefined(struct bytes name)
{
    static const char *const names[][2] = {
            {"amp",  "&" },
            {"apos", "'" },
            {"gt",   ">" },
            {"lt",   "<" },
            {"quot", "\""},
    };

    for (size_t i = 0; i < COUNT(names); i++)
        if (bytes_same(name, (struct bytes){names[i][0], strlen(names[i][0])}))
            return names[i][1];
    return NULL;
}

/* What the reference at at means; moves past it. An unknown one stays as it was
 * typed, and so its ampersand stands for itself. */
static const char *meant(struct mend *m, char room[ENTITY_SIZE])
{
    struct bytes name = scan_name(m->at + 1, m->end);
    const char *to = name.data + name.size, *meaning;

    if (m->end - m->at > 1 && m->at[1] == '#')
        return number_meant(m, room);
    if (name.size == 0 || to >= m->end || *to != ';')
        return no_reference(m);
    meaning = predefined(name);
    if (!meaning && !m->external)
        mend_problem(m, to - 1, "entity '%.*s' is not declared",
                mend_shown(name), name.data);
    if (!meaning)
        meaning = entity_find(name.data, name.size);
    m->at = meaning ? to + 1 : m->at + 1;
    return meaning ? meaning : "&";
}

/* The same for a parser that will read it once more. */
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

void mend_value(struct mend *m, const char *end)
{
    char room[ENTITY_SIZE], escapes[ESCAPED_SIZE];
    const char *found;

    while ((found = memchr(m->at, '&', (size_t)(end - m->at)))) {
        const char *meaning;

        m->at = found;
        meaning = meant(m, room);
        mend_replace(m, found, m->at, escaped(meaning, escapes));
    }
    m->at = end;
}

void mend_lift(struct mend *m, struct bytes text, const char *from,
        const char *to)
{
    struct lifted *lifted;

    mend_replace(m, from, to, text.size > 0 ? LIFTED : "");
    if (text.size == 0)
        return;
    lifted = ARENA_NEW(m->a, struct lifted);
    lifted->text = text;
    *m->lifted = lifted;
    m->lifted = &lifted->next;
}

void mend_text(struct mend *m, const char *end)
{
    const char *from = m->at, *found;
    struct bytes text = {from, (size_t)(end - from)};
    char room[ENTITY_SIZE];

    buf_clear(&m->text);
    while ((found = memchr(m->at, '&', (size_t)(end - m->at)))) {
        buf_add(&m->text, m->at, (size_t)(found - m->at));
        m->at = found;
        buf_text(&m->text, meant(m, room));
    }
    if (m->at > from && m->text.data) {
        buf_add(&m->text, m->at, (size_t)(end - m->at));
        text.data = arena_copy(m->a, m->text.data, m->text.size);
        text.size = m->text.size;
    }
    if (m->at > from || text.size > SHORT_TEXT ||
            memmem(text.data, text.size, "]]>", 3)) /* which XML forbids */
        mend_lift(m, text, from, end);
    m->at = end;
}
