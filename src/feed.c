#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/strip.h"
#include "base/text.h"
#include "base/url.h"
#include "feed.h"

static const struct member link_members[] = {
        ROW(link, rel, MEMBER_TEXT),
        ROW(link, href, MEMBER_TEXT),
        ROW(link, type, MEMBER_TEXT),
        ROW(link, hreflang, MEMBER_TEXT),
        ROW(link, title, MEMBER_TEXT),
        ROW(link, length, MEMBER_INT),
        ROW_HIDDEN(link, base, MEMBER_TEXT, NULL),
};
const struct shape link_shape = SHAPE(struct link, link_members);

static const struct member person_members[] = {
        ROW(person, name, MEMBER_TEXT),
        ROW(person, email, MEMBER_TEXT),
        ROW(person, uri, MEMBER_TEXT),
};
const struct shape person_shape = SHAPE(struct person, person_members);

static const struct member category_members[] = {
        ROW(category, term, MEMBER_TEXT),
        ROW(category, scheme, MEMBER_TEXT),
        ROW(category, label, MEMBER_TEXT),
};
const struct shape category_shape = SHAPE(struct category, category_members);

static const struct member generator_members[] = {
        ROW(generator, name, MEMBER_TEXT),
        ROW(generator, uri, MEMBER_TEXT),
        ROW(generator, version, MEMBER_TEXT),
};
const struct shape generator_shape = SHAPE(struct generator, generator_members);

static const struct member reply_members[] = {
        ROW(reply, ref, MEMBER_TEXT),
        ROW(reply, href, MEMBER_TEXT),
        ROW(reply, type, MEMBER_TEXT),
        ROW(reply, source, MEMBER_TEXT),
};
const struct shape reply_shape = SHAPE(struct reply, reply_members);

static const struct member problem_members[] = {
        ROW(problem, code, MEMBER_TEXT),
        ROW(problem, line, MEMBER_INT),
        ROW(problem, column, MEMBER_INT),
        ROW(problem, message, MEMBER_TEXT),
};
const struct shape problem_shape = SHAPE(struct problem, problem_members);

static const struct member construct_members[] = {
        ROW(construct, type, MEMBER_TEXT),
        ROW_NAMED(construct, text, MEMBER_TEXT, "value"),
        ROW(construct, lang, MEMBER_TEXT),
        ROW(construct, src, MEMBER_TEXT),
        ROW_NAMED(construct, html.markup, MEMBER_TEXT, "value"),
};
static const struct shape construct_shape = SHAPE(struct construct,
        construct_members);

static const struct member note_members[] = {
        ROW(note, field, MEMBER_TEXT),
        ROW(note, text, MEMBER_TEXT),
};
const struct shape note_shape = SHAPE(struct note, note_members);

static const struct member entry_members[] = {
        ROW(entry, id, MEMBER_TEXT),
        ROW_OF(entry, title, MEMBER_ONE, construct_shape),
        ROW_OF(entry, summary, MEMBER_ONE, construct_shape),
        ROW_OF(entry, content, MEMBER_ONE, construct_shape),
        ROW_OF(entry, subtitle, MEMBER_ONE, construct_shape),
        ROW_OF(entry, rights, MEMBER_ONE, construct_shape),
        ROW_OF(entry, links, MEMBER_LIST, link_shape),
        ROW_OF(entry, authors, MEMBER_LIST, person_shape),
        ROW_OF(entry, contributors, MEMBER_LIST, person_shape),
        ROW_OF(entry, categories, MEMBER_LIST, category_shape),
        ROW(entry, published, MEMBER_TIME),
        ROW(entry, updated, MEMBER_TIME),
        ROW_HIDDEN(entry, published_precision, MEMBER_TEXT, NULL),
        ROW_HIDDEN(entry, updated_precision, MEMBER_TEXT, NULL),
        ROW_OF(entry, generator, MEMBER_ONE, generator_shape),
        ROW(entry, icon, MEMBER_TEXT),
        ROW(entry, logo, MEMBER_TEXT),
        ROW(entry, image, MEMBER_TEXT),
        ROW_OF(entry, source, MEMBER_ONE, entry_shape),
        ROW_OF(entry, in_reply_to, MEMBER_LIST, reply_shape),
        ROW(entry, lang, MEMBER_TEXT),
        ROW(entry, base, MEMBER_TEXT),
        ROW(entry, ttl, MEMBER_INT),
        ROW_HIDDEN(entry, notes, MEMBER_LIST, &note_shape),
        ROW_HIDDEN(entry, key, MEMBER_TEXT, NULL),
        ROW_HIDDEN(entry, extensions, MEMBER_LIST, &extension_shape),
        ROW_HIDDEN(entry, update_every, MEMBER_INT, NULL),
        ROW_HIDDEN(entry, skip_hours, MEMBER_INT, NULL),
        ROW_HIDDEN(entry, skip_days, MEMBER_INT, NULL),
        ROW_HIDDEN(entry, published_reckoned, MEMBER_FLAG, NULL),
        ROW_HIDDEN(entry, updated_reckoned, MEMBER_FLAG, NULL),
        ROW_HIDDEN(entry, words, MEMBER_INT, NULL),
        ROW_HIDDEN(entry, marks, MEMBER_BYTES, NULL),
        ROW_HIDDEN(entry, draft, MEMBER_FLAG, NULL),
};
const struct shape entry_shape = SHAPE(struct entry, entry_members);

static const struct member parsed_members[] = {
        ROW(parsed, format, MEMBER_TEXT),
        ROW(parsed, version, MEMBER_TEXT),
        ROW(parsed, encoding, MEMBER_TEXT),
        ROW_ALWAYS(parsed, problems, MEMBER_LIST, problem_shape),
        ROW_ALWAYS(parsed, feed, MEMBER_ONE, entry_shape),
        ROW_ALWAYS(parsed, entries, MEMBER_LIST, entry_shape),
};
static const struct shape parsed_shape = SHAPE(struct parsed, parsed_members);

void problem_add(struct problem **list, struct arena *a, const char *code,
        int64_t line, int64_t column, const char *fmt, ...)
{
    char text[500];
    struct problem *problem;
    va_list args;

    for (int count = 0; *list; list = &(*list)->next)
        if (++count == PROBLEMS_MAX)
            return;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    problem = ARENA_NEW(a, struct problem);
    problem->code = code;
    problem->line = line;
    problem->column = column;
    problem->message = text_line(a, text,
            text_cut(text, strlen(text), sizeof(text) - 5));
    *list = problem;
}

void construct_show(struct buf *out, const struct construct *construct)
{
    if (construct && construct->html.markup)
        strip(out, construct->html.markup, strlen(construct->html.markup));
    else if (construct && construct->text)
        buf_text(out, construct->text);
}

char *construct_line(struct arena *a, const struct construct *construct)
{
    AUTO(buf) struct buf text = {0};

    construct_show(&text, construct);
    return text.size > 0 ? text_line(a, text.data, text.size) : NULL;
}

/* What browsers show; most pages do not say their type. */
static bool is_page_type(const char *type)
{
    static const char *const types[] = {"text/html", "application/xhtml+xml"};

    for (size_t i = 0; type && i < COUNT(types); i++)
        if (strncasecmp(type, types[i], strlen(types[i])) == 0)
            return true;
    return !type;
}

const struct link *entry_link(const struct entry *entry, const char *rel)
{
    const struct link *first = NULL;

    for (const struct link *l = entry->links; l; l = l->next) {
        if (strcmp(l->rel, rel) != 0 || !url_is_web(l->href))
            continue;
        if (is_page_type(l->type))
            return l;
        if (!first)
            first = l;
    }
    return first;
}

bool feed_is_type(const char *type)
{
    static const char *const types[] = {"application/rss+xml",
            "application/atom+xml", "application/feed+json",
            "application/rdf+xml"};

    for (size_t i = 0; type && i < COUNT(types); i++)
        if (text_same_ascii(type, types[i]))
            return true;
    return false;
}

const struct link *entry_feed(const struct entry *entry)
{
    const struct link *link = entry->links;

    while (link &&
            (strcmp(link->rel, "alternate") != 0 || !feed_is_type(link->type)))
        link = link->next;
    return link;
}

void parsed_json(struct buf *out, const struct parsed *parsed)
{
    record_json(out, &parsed_shape, parsed);
    buf_char(out, '\n');
}
