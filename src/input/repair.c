/*
 * repair.c - one pass over the markup that finds what is wrong with it.
 *
 * A document in order is only looked at, and nothing of it is copied. Where
 * something must change, what was passed since the last change is copied to a
 * buffer, and then what should stand there.
 */
#include <string.h>

#include "input/doctype.h"
#include "input/mend.h"
#include "input/prolog.h"
#include "input/repair.h"
#include "input/scan.h"

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
        end = memchr(m->at + 1, *m->at, (size_t)(m->end - m->at - 1));
        if (!end) {
            m->at = m->end;
            return;
        }
        m->at++;
        quoted(m, end);
        m->at++;
        if (m->at < m->end && scan_starts_name(*m->at)) {
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

static bool start_tag(struct mend *m, struct bytes name, struct err *err)
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

        if (scan_same(name, top))
            return true;
        if (scan_same(name, parent))
            return false;
        at += 2;
    }
    return true;
}

/* Ends the innermost element before the tag at at. */
static void close_one(struct mend *m)
{
    struct bytes name = m->open[--m->depth];

    mend_replace(m, m->at, m->at, "</");
    buf_add(&m->out, name.data, name.size);
    buf_char(&m->out, '>');
}

static void end_tag(struct mend *m, struct bytes name, const char *to)
{
    size_t depth = m->depth;

    while (depth > 0 && !scan_same(m->open[depth - 1], name))
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

/* ---- the rest of the markup ---- */

/* Moves past the first end; where there is none, the document is cut. */
static void skip_past(struct mend *m, const char *end)
{
    const char *found = scan_find(m->at, m->end, end);

    if (found)
        m->at = found + strlen(end);
    else
        m->is_cut = true;
}

/* What the parser need not see. */
static void pass(struct mend *m, const char *begin, const char *end)
{
    const char *from = m->at;

    m->at += strlen(begin);
    skip_past(m, end);
    if (!m->is_cut)
        mend_replace(m, from, m->at, "");
}

static void comment(struct mend *m)
{
    const char *from = m->at, *dashes;

    pass(m, "<!--", "-->");
    dashes = m->is_cut ? NULL : scan_find(from + 4, m->at - 1, "--");
    if (dashes && dashes < m->at - 3)
        mend_problem(m, dashes, "two dashes in a comment");
}

static void cdata(struct mend *m)
{
    const char *from = m->at, *text = from + strlen("<![CDATA[");

    m->at = text;
    skip_past(m, "]]>");
    if (!m->is_cut)
        mend_lift(m, (struct bytes){text, (size_t)(m->at - 3 - text)}, from,
                m->at);
}

/* What has no place in content. */
static void drop(struct mend *m, const char *what, const char *end)
{
    const char *from = m->at;

    mend_problem(m, from, "%s within the document", what);
    skip_past(m, end);
    if (!m->is_cut)
        mend_replace(m, from, m->at, "");
}

static void markup_without_name(struct mend *m)
{
    if (scan_is(m->at, m->end, "<!--"))
        comment(m);
    else if (scan_is(m->at, m->end, "<![CDATA["))
        cdata(m);
    else if (scan_is(m->at, m->end, "<?xml "))
        drop(m, "an XML declaration", "?>");
    else if (scan_is(m->at, m->end, "<?"))
        pass(m, "<?", "?>");
    else if (scan_is(m->at, m->end, "<!DOCTYPE"))
        drop(m, "a DOCTYPE", ">");
    else if (scan_is(m->at, m->end, "<!") && m->end - m->at < 9)
        m->is_cut = true; /* within "<![CDATA[" */
    else
        mend_escape(m, "&lt;", "an angle bracket that begins no tag");
}

/* "<" at at. */
static bool markup(struct mend *m, struct err *err)
{
    bool is_end = m->end - m->at > 1 && m->at[1] == '/';
    struct bytes name = scan_name(m->at + 1 + is_end, m->end);
    const char *past = name.data + name.size;
    const char *next = scan_space(past, m->end);

    if (name.size > 0 && next >= m->end)
        m->is_cut = true;
    else if (name.size > 0 && is_end && *next == '>')
        end_tag(m, name, next + 1);
    else if (name.size > 0 && !is_end &&
            (next > past || *next == '>' || *next == '/'))
        return start_tag(m, name, err);
    else
        markup_without_name(m);
    return true;
}

/* From the root's start tag to its end tag. */
static bool root(struct mend *m, struct err *err)
{
    do {
        const char *at = m->at, *from = m->from;
        size_t size = m->out.size;

        if (*m->at != '<') {
            const char *tag = memchr(at, '<', (size_t)(m->end - at));

            m->is_cut = !tag;
            if (tag)
                mend_text(m, tag);
        } else if (!markup(m, err)) {
            return false;
        }
        if (m->is_cut) { /* what was mended of the last tag goes, too */
            m->at = at;
            m->from = from;
            m->out.size = size;
        }
    } while (!m->is_cut && m->depth > 0 && m->at < m->end);
    return true;
}

static void epilog(struct mend *m)
{
    struct prolog rest;

    prolog_read(&rest, (struct bytes){m->at, (size_t)(m->end - m->at)});
    if (rest.junk || rest.root)
        mend_problem(m, rest.junk ? rest.junk : rest.root,
                "something after the end of the document");
}

/* Expands the DOCTYPE's entities in text. */
static bool expand(struct bytes *text, struct mend *m, struct bytes doctype,
        struct err *err)
{
    AUTO(buf) struct buf expanded = {0};
    struct doctype declared;

    if (!doctype_read(&declared, m->a, doctype, err))
        return false;
    m->external = declared.external;
    if (declared.count == 0)
        return true;
    if (!doctype_expand(&expanded, &declared, *text, err))
        return false;
    text->data = arena_copy(m->a, expanded.data, expanded.size);
    text->size = expanded.size;
    return true;
}

bool repair_xml(struct repaired *out, struct reading *reading, struct arena *a,
        struct bytes text, struct err *err)
{
    AUTO(mend) struct mend m = {.reading = reading, .a = a};
    struct prolog prolog;

    *out = (struct repaired){0};
    if (memchr(text.data, '\0', text.size))
        return fail(err, ERR_DOCUMENT, "a NUL character is in it");
    mend_characters(&m, &text);
    prolog_read(&prolog, text);
    if (!prolog.root)
        return fail(err, ERR_DOCUMENT, "no element is in it");
    mend_begin(&m, text, 1);
    if (prolog.junk)
        mend_problem(&m, prolog.junk, "something before the document");
    for (const char *c = text.data; c < prolog.root; c++)
        out->lines += *c == '\n';

    text.size -= (size_t)(prolog.root - text.data);
    text.data = prolog.root;
    if (prolog.doctype.size > 0 && !expand(&text, &m, prolog.doctype, err))
        return false;
    mend_begin(&m, text, out->lines + 1);
    m.lifted = &out->lifted;
    if (!root(&m, err))
        return false;
    out->complete = m.depth == 0 && !m.is_cut;
    if (out->complete)
        epilog(&m);
    else
        mend_problem(&m, m.end, "the document is cut");
    out->text = out->source = text;
    mend_finish(&m, &out->text, m.at);
    return true;
}

void repair_place(int64_t *line, int64_t *column, const struct repaired *out,
        size_t at)
{
    const char *c = out->source.data, *end;
    size_t past = at;

    for (const struct lifted *l = out->lifted; l && l->at <= at; l = l->next) {
        c = l->from;
        past = at - l->at;
    }
    end = out->source.data + out->source.size;
    end = (size_t)(end - c) < past ? end : c + past;
    *line = out->lines + 1;
    *column = 1;
    for (c = out->source.data; c < end; c++) {
        *line += *c == '\n';
        *column = *c == '\n' ? 1
                             : *column + (((unsigned char)*c & 0xC0) != 0x80);
    }
}
