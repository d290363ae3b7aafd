#include <stdio.h>
#include <string.h>

#include "input/scan.h"
#include "input/tags.h"

enum {
    LOOK_MAX = 16 * 1024, /* to tell a stray end tag from a misspelt one */
    LOOKS_MAX = 100,      /* such looks in a document */
};

/* What stands in an attribute's quotes, up to end. */
static void quoted(struct mend *m, const char *end)
{
    const char *bracket;

    while ((bracket = memchr(m->at, '<', (size_t)(end - m->at)))) {
        mend_value(m, bracket);
        mend_escape(m, "&lt;", "an angle bracket in an attribute");
    }
    mend_value(m, end);
}

/* An attribute's value, after its "=". */
static void value(struct mend *m)
{
    const char *end;

    m->at = scan_space(m->at, m->end);
    if (m->at < m->end && (*m->at == '"' || *m->at == '\'')) {
        char quote[] = {*m->at, '\0'};

        end = memchr(m->at + 1, *m->at, (size_t)(m->end - m->at - 1));
        if (!end && !(end = memchr(m->at, '>', (size_t)(m->end - m->at)))) {
            m->at = m->end;
            return;
        }
        m->at++;
        quoted(m, end);
        if (*end == '>') {
            mend_problem(m, end, "an attribute whose quote is never closed");
            mend_replace(m, end, end, quote);
            return;
        }
        m->at++;
        if (m->at < m->end && scan_name(m->at, m->end).size > 0) {
            mend_problem(m, m->at, "no space between attributes");
            mend_replace(m, m->at, m->at, " ");
        }
        return;
    }
    mend_problem(m, m->at, "an attribute without quotes");
    mend_replace(m, m->at, m->at, "\"");
    end = m->at;
    while (end < m->end && !scan_is_space(*end) && !strchr(">\"'", *end))
        end++;
    quoted(m, end);
    mend_replace(m, end, end, "\" ");
}

static bool is_tag_end(const struct mend *m)
{
    return *m->at == '>' ||
            (*m->at == '/' && m->end - m->at > 1 && m->at[1] == '>');
}

/* Moves to the end of a start tag. */
static bool attributes(struct mend *m, const char *tag, struct err *err)
{
    size_t namespaces = m->depth > 0 ? m->namespaces[m->depth - 1] : 0;
    int count = 0;

    for (;;) {
        struct bytes name;

        m->at = scan_space(m->at, m->end);
        if (m->at >= m->end || is_tag_end(m))
            break;
        name = scan_name(m->at, m->end);
        if (name.size == 0) {
            mend_escape(m, " ", "a tag with a stray character");
            continue;
        }
        if (++count > XML_ATTRIBUTES_MAX)
            return fail(err, ERR_DOCUMENT, "a tag has more than %d attributes",
                    XML_ATTRIBUTES_MAX);
        if (scan_is(name.data, m->end, "xmlns") &&
                ++namespaces > XML_NAMESPACES_MAX)
            return fail(err, ERR_DOCUMENT,
                    "more than %d namespaces are declared at once",
                    XML_NAMESPACES_MAX);
        m->at = scan_space(name.data + name.size, m->end);
        if (m->at < m->end && *m->at == '=') {
            m->at++;
            value(m);
            continue;
        }
        mend_problem(m, name.data, "an attribute without a value");
        mend_replace(m, name.data + name.size, m->at, "=\"\" ");
    }
    if (m->at - tag > XML_TAG_MAX)
        return fail(err, ERR_DOCUMENT, "a tag has more than %d bytes",
                XML_TAG_MAX);
    m->is_cut = m->at >= m->end;
    if (m->depth < XML_DEPTH_MAX)
        m->namespaces[m->depth] = namespaces;
    return true;
}

/* HTML's elements that hold nothing, where they are not closed at once. */
static bool is_open_void(const struct mend *m, struct bytes name)
{
    static const char *const names[] = {"br", "hr", "img", "wbr"};
    const char *next = scan_space(m->at, m->end);

    for (size_t i = 0; i < COUNT(names); i++)
        if (strlen(names[i]) == name.size &&
                strncasecmp(names[i], name.data, name.size) == 0)
            return !scan_is(next, m->end, "</") ||
                    !scan_is(next + 2, m->end, names[i]);
    return false;
}

bool tags_start(struct mend *m, struct bytes name, struct err *err)
{
    const char *tag = m->at;

    m->at = name.data + name.size;
    if (!attributes(m, tag, err))
        return false;
    if (m->is_cut)
        return true;
    if (*m->at == '/') {
        m->at += 2;
        return true;
    }
    m->at++;
    if (is_open_void(m, name)) {
        mend_problem(m, tag, "<%.*s> is not closed", mend_shown(name),
                name.data);
        mend_replace(m, m->at - 1, m->at, "/>");
        return true;
    }
    if (m->depth == XML_DEPTH_MAX)
        return fail(err, ERR_DOCUMENT, "elements are nested more than %d deep",
                XML_DEPTH_MAX);
    m->open[m->depth++] = name;
    return true;
}

/* False where the parent's end tag comes before that of the innermost element,
 * which must then have been misspelt. */
static bool closes_later(struct mend *m, const char *at)
{
    struct bytes top = m->open[m->depth - 1], parent = {"", 0};
    const char *end = m->end - at > LOOK_MAX ? at + LOOK_MAX : m->end;

    if (m->looks++ >= LOOKS_MAX)
        return true;
    if (m->depth > 1)
        parent = m->open[m->depth - 2];
    while ((at = scan_find(at, end, "</"))) {
        struct bytes name = scan_name(at + 2, m->end);

        if (bytes_same(name, top))
            return true;
        if (bytes_same(name, parent))
            return false;
        at += 2;
    }
    return true;
}

/* Ends the innermost element before the tag at at. */
static void close_one(struct mend *m)
{
    struct bytes name = m->open[--m->depth];
    char tag[SCAN_NAME_MAX + sizeof("</>")];

    snprintf(tag, sizeof(tag), "</%.*s>", (int)name.size, name.data);
    mend_replace(m, m->at, m->at, tag);
}

void tags_end(struct mend *m, struct bytes name, const char *to)
{
    size_t depth = m->depth;

    while (depth > 0 && !bytes_same(m->open[depth - 1], name))
        depth--;
    if (depth == 0) {
        mend_problem(m, m->at, "</%.*s> ends nothing", mend_shown(name),
                name.data);
        if (!closes_later(m, to))
            close_one(m);
        mend_replace(m, m->at, to, "");
    } else {
        struct bytes top = m->open[m->depth - 1];

        if (depth < m->depth)
            mend_problem(m, m->at, "</%.*s> where </%.*s> should be",
                    mend_shown(name), name.data, mend_shown(top), top.data);
        while (m->depth > depth)
            close_one(m);
        m->depth--;
    }
    m->at = to;
}
