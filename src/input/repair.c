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
#include "input/tags.h"

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
        tags_end(m, name, next + 1);
    else if (name.size > 0 && !is_end &&
            (next > past || *next == '>' || *next == '/'))
        return tags_start(m, name, err);
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
    const char *from;
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
    from = text.data;
    if (prolog.doctype.size > 0 && !expand(&text, &m, prolog.doctype, err))
        return false;
    out->expanded = text.data != from;
    mend_begin(&m, text, out->lines + 1);
    m.lifted = &out->lifted;
    m.places = &out->places;
    m.expanded = out->expanded;
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
    const char *from = out->source.data, *end, *c;
    size_t past = at;

    *line = *column = 0;
    if (out->expanded)
        return;
    for (const struct kept_place *p = out->places; p && p->at <= at;
            p = p->next) {
        from = p->from;
        past = at - p->at;
    }
    end = out->source.data + out->source.size;
    end = (size_t)(end - from) < past ? end : from + past;
    *line = out->lines + 1;
    *column = 1;
    for (c = out->source.data; c < end; c++) {
        *line += *c == '\n';
        *column = *c == '\n' ? 1
                             : *column + (((unsigned char)*c & 0xC0) != 0x80);
    }
}
