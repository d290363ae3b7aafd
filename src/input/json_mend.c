#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "input/json_mend.h"
#include "input/scan.h"

struct json_mend {
    struct reading *reading;
    struct arena *a;
    const char *begin, *at, *end;
    const char *from; /* what is still to be copied */
    struct buf out;
    int problems;
    char open[JSON_DEPTH_MAX]; /* brackets */
    size_t depth;
};

static void json_mend_auto(struct json_mend *m)
{
    buf_auto(&m->out);
}

static void problem(struct json_mend *m, const char *at, const char *what)
{
    int64_t line = 1, column = 1;

    if (m->problems++ >= PROBLEMS_MAX)
        return;
    for (const char *c = m->begin; c < at; c++) {
        line += *c == '\n';
        column = *c == '\n' ? 1 : column + (((unsigned char)*c & 0xC0) != 0x80);
    }
    problem_add(&m->reading->problems, m->a, "content", line, column, "%s",
            what);
}

static void replace(struct json_mend *m, const char *to, const char *with)
{
    buf_add(&m->out, m->from, (size_t)(m->at - m->from));
    buf_text(&m->out, with);
    m->from = m->at = to;
}

/* ---- strings ---- */

/* The number of four digits at `digits`; -1 where there are none. */
static int hex(const struct json_mend *m, const char *digits)
{
    int n = 0;

    if (m->end - digits < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];

        if (!isxdigit((unsigned char)c))
            return -1;
        n = n * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return n;
}

/* "\u" at at. */
static void character(struct json_mend *m)
{
    int unit = hex(m, m->at + 2), low = -1;
    bool is_high = unit >= 0xD800 && unit < 0xDC00;

    if (is_high && m->end - m->at > 8 && memcmp(m->at + 6, "\\u", 2) == 0)
        low = hex(m, m->at + 8);
    if (is_high && low >= 0xDC00 && low < 0xE000) {
        m->at += 12;
    } else if (unit <= 0 || is_high || (unit >= 0xDC00 && unit < 0xE000)) {
        problem(m, m->at, "an escape that means no character");
        replace(m, m->at + (unit < 0 ? 2 : 6), "\\ufffd");
    } else {
        m->at += 6;
    }
}

/* A control character at at. */
static void control(struct json_mend *m)
{
    static const char *const escapes[] =
            {['\t'] = "\\t", ['\n'] = "\\n", ['\r'] = "\\r"};
    unsigned char c = (unsigned char)*m->at;

    problem(m, m->at, "a control character in a string");
    replace(m, m->at + 1, c < COUNT(escapes) && escapes[c] ? escapes[c] : "");
}

/* Moves past the string that begins at at. */
static void string(struct json_mend *m)
{
    m->at++;
    while (m->at < m->end && *m->at != '"') {
        if ((unsigned char)*m->at < 0x20) {
            control(m);
        } else if (*m->at != '\\' || m->end - m->at < 2) {
            m->at++;
        } else if (m->at[1] == 'u') {
            character(m);
        } else if (strchr("\"\\/bfnrt", m->at[1])) {
            m->at += 2;
        } else {
            problem(m, m->at, "an escape that there is not");
            replace(m, m->at + 1, "");
        }
    }
    if (m->at < m->end)
        m->at++;
}

/* ---- brackets ---- */

static bool open(struct json_mend *m, struct err *err)
{
    if (m->depth == JSON_DEPTH_MAX)
        return fail(err, ERR_DOCUMENT, "its JSON is nested more than %d deep",
                JSON_DEPTH_MAX);
    m->open[m->depth++] = *m->at++;
    return true;
}

/* "}" or "]" at at. */
static void close(struct json_mend *m)
{
    const char *bracket = m->at, *comma = NULL;

    for (const char *c = bracket; c > m->from; c--)
        if (c[-1] == ',')
            comma = c - 1;
        else if (!scan_is_space(c[-1]))
            break;
    if (comma) {
        m->at = comma;
        problem(m, comma, "a comma that nothing follows");
        replace(m, bracket, "");
    }
    m->at = bracket + 1;
    m->depth--;
}

/* Moves past what stands at at. */
static bool step(struct json_mend *m, struct err *err)
{
    switch (*m->at) {
    case '"':
        string(m);
        break;
    case '[':
    case '{':
        return open(m, err);
    case ']':
    case '}':
        close(m);
        break;
    default:
        break;
    }
    return true;
}

bool json_mend(struct bytes *text, struct reading *reading, struct arena *a,
        struct err *err)
{
    AUTO(json_mend)
    struct json_mend m = {.reading = reading,
            .a = a,
            .begin = text->data,
            .at = text->data,
            .end = text->data + text->size,
            .from = text->data};

    if (memchr(text->data, '\0', text->size))
        return fail(err, ERR_DOCUMENT, "a NUL character is in it");
    m.at += strcspn(m.at, "[{");
    while (m.at < m.end) {
        if (!step(&m, err))
            return false;
        if (m.depth == 0)
            break;
        m.at += strcspn(m.at, "\"[]{}");
    }
    if (m.depth > 0)
        return fail(err, ERR_DOCUMENT, "its JSON is cut");
    if (scan_space(m.at, m.end) < m.end)
        problem(&m, m.at, "something after the end of the document");
    text->size = (size_t)(m.at - m.from);
    text->data = m.from;
    if (m.out.size > 0) {
        buf_add(&m.out, text->data, text->size);
        text->data = arena_copy(a, m.out.data, m.out.size);
        text->size = m.out.size;
    }
    return true;
}
