/*
 * stated.c - who wrote an article and when, as its markup says it.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "byline/phrase.h"
#include "input/stated.h"

enum { NAME_LONGEST = 120, PERSONS_MAX = 32 };

/* ---- dates ---- */

struct markup_date {
    const char *from, *field;
    bool (*fits)(const xmlNode *node);
};

static bool is_published(const xmlNode *n)
{
    return html_has_class(n, "dt-published published entry-date post-date");
}

static bool is_date_published(const xmlNode *n)
{
    return html_has_word(n, "itemprop", "datePublished") ||
            (html_is(n, "time") && html_has_word(n, "itemprop", "pubdate"));
}

static bool is_dc_date(const xmlNode *n)
{
    return html_has_word(n, "property", "dc:created") ||
            html_has_word(n, "property", "dc:date") ||
            html_has_word(n, "property", "dc:issued") ||
            html_has_word(n, "property", "schema:datePublished") ||
            html_has_word(n, "property", "schema:dateCreated");
}

/* One element that is both was only published. */
static bool is_updated(const xmlNode *n)
{
    return html_has_class(n, "dt-updated updated entry-modified modified") &&
            !is_published(n);
}

static bool is_date_modified(const xmlNode *n)
{
    return html_has_word(n, "itemprop", "dateModified") ||
            html_has_word(n, "property", "dc:modified") ||
            html_has_word(n, "property", "schema:dateModified");
}

static const struct markup_date markup_dates[] = {
        {"class published",        "published", is_published     },
        {"itemprop datePublished", "published", is_date_published},
        {"dc:date",                "published", is_dc_date       },
        {"class updated",          "updated",   is_updated       },
        {"itemprop dateModified",  "updated",   is_date_modified },
};

const char *stated_value(struct arena *a, const xmlNode *node)
{
    const char *value = html_attribute(a, node, "datetime");

    if (!value)
        value = html_attribute(a, node, "content");
    if (!value && html_is(node, "abbr"))
        value = html_attribute(a, node, "title");
    return value;
}

/* What is said of a comment, or of a page that is spoken of. */
static bool is_of_another(const struct stated *s, const xmlNode *node)
{
    static const char parts[] =
            "cite comment comments commentaire reply response webmention";

    for (; node && node != s->scope; node = node->parent)
        if (html_has_class_part(node, parts))
            return true;
    return false;
}

static void add_date(const struct stated *s, struct item *item,
        const struct markup_date *row)
{
    const char *value;

    for (xmlNode *n = s->scope; n; n = html_next(s->scope, n)) {
        value = row->fits(n) && !is_of_another(s, n)
                ? stated_value(s->page->a, n)
                : NULL;
        if (!value)
            continue;
        claim_add(&item->dates, s->page->a, row->field, value, row->from);
        return;
    }
}

/* The nearest text before node, within its block. */
static const char *text_before(struct arena *a, xmlNode *node)
{
    while (node && !node->prev && !block_is(node))
        node = node->parent;
    if (!node || !node->prev || block_is(node))
        return NULL;
    if (node->prev->type == XML_TEXT_NODE)
        return text_line(a, (const char *)node->prev->content,
                strlen((const char *)node->prev->content));
    return block_text(a, node->prev);
}

/* <time> without a class that tells what it is of. */
static void add_times(const struct stated *s, struct item *item)
{
    struct arena *a = s->page->a;
    bool published = false, updated = false, is_update;
    const char *before;

    for (xmlNode *n = s->scope; n; n = html_next(s->scope, n)) {
        if (!html_is(n, "time") || !*html_raw(n, "datetime") ||
                is_published(n) || is_updated(n) || is_of_another(s, n))
            continue;
        if (!stated_is_marked(s, n) && body_holds(s->body, n))
            continue;
        before = text_before(a, n);
        is_update = before && phrase_occurs(before, ROLE_UPDATED);
        if (is_update ? updated : published)
            continue;
        claim_add(&item->dates, a, is_update ? "updated" : "published",
                html_attribute(a, n, "datetime"), "time");
        *(is_update ? &updated : &published) = true;
    }
}

/* /2022/06/05/why-we-moved: a day, and never wrong. url may be NULL. */
static const char *date_in_url(struct arena *a, const char *url)
{
    int year, month, day, end;

    if (!url)
        return NULL;
    for (const char *at = url; (at = strchr(at, '/')); at++) {
        end = 0;
        if (sscanf(at, "/%4d%*1[-/]%2d%*1[-/]%2d%n", &year, &month, &day,
                    &end) != 3 ||
                end < 9 || year < 1995 || month < 1 || month > 12 || day < 1 ||
                day > 31)
            continue;
        if (at[end] == '\0' || strchr("/-_.", at[end]))
            return arena_printf(a, "%04d-%02d-%02d", year, month, day);
    }
    return NULL;
}

void stated_dates(const struct stated *s, struct item *item)
{
    struct arena *a = s->page->a;
    const struct html_nodes *selected = &s->page->selected.date;
    struct metadata *metadata = &s->page->metadata;

    for (size_t i = 0; i < selected->count; i++) {
        const struct html_node *node = &selected->items[i];

        claim_add(&item->dates, a, "published",
                node->value ? node->value : stated_value(a, node->element),
                "selector date");
    }
    if (metadata->dates)
        list_add(&item->dates, metadata->dates);
    for (size_t i = 0; i < COUNT(markup_dates); i++)
        add_date(s, item, &markup_dates[i]);
    add_times(s, item);
    if (metadata->weak_dates)
        list_add(&item->dates, metadata->weak_dates);
    claim_add(&item->dates, a, "published-weak",
            date_in_url(a, s->page->doc->url), "URL");
}

/* ---- authors ---- */

static bool is_h_author(const xmlNode *n)
{
    return html_has_class(n, "p-author");
}

static bool is_vcard(const xmlNode *n)
{
    return html_has_class(n, "fn") && n->parent &&
            (html_has_class(n->parent, "author vcard") ||
                    html_has_class(n, "author"));
}

static bool is_author_item(const xmlNode *n)
{
    return html_has_word(n, "itemprop", "author") ||
            html_has_word(n, "property", "schema:author") ||
            html_has_word(n, "property", "author");
}

static bool is_creator(const xmlNode *n)
{
    return html_has_word(n, "property", "dc:creator") ||
            html_has_word(n, "property", "dcterms:creator");
}

static bool is_rel_author(const xmlNode *n)
{
    return html_is(n, "a") && html_has_word(n, "rel", "author");
}

static const struct author_row {
    const char *from;
    bool (*fits)(const xmlNode *n);
} author_rows[] = {
        {"class p-author",     is_h_author   },
        {"class author vcard", is_vcard      },
        {"itemprop author",    is_author_item},
        {"dc:creator",         is_creator    },
        {"rel author",         is_rel_author },
};

static bool is_name_text(const char *name)
{
    return strlen(name) <= NAME_LONGEST && !strchr(name, '@') &&
            !strstr(name, "://");
}

static void add_author(struct person **list, struct arena *a, const char *name)
{
    struct person *person;
    int count = 0;

    if (!name || !is_name_text(name))
        return;
    for (const struct person *p = *list; p; p = p->next)
        if (++count == PERSONS_MAX || strcasecmp(p->name, name) == 0)
            return;
    person = ARENA_NEW(a, struct person);
    person->name = name;
    list_add(list, person);
}

/* A microdata or h-card author may hold more than the name. */
static const char *name_in(struct arena *a, xmlNode *node)
{
    for (xmlNode *n = html_next(node, node); n; n = html_next(node, n))
        if (html_has_word(n, "itemprop", "name") ||
                html_has_class(n, "p-name fn"))
            return html_attribute(a, n, "content")
                    ? html_attribute(a, n, "content")
                    : block_text(a, n);
    return html_is(node, "meta") ? html_attribute(a, node, "content")
                                 : block_text(a, node);
}

/* What is marked as an author may be "By one and another". */
static void add_named(struct person **list, const struct page *page,
        const char *name)
{
    struct byline byline;

    if (!name || !phrase_begins(name) || !stated_read(&byline, page, name) ||
            !byline.authors) {
        add_author(list, page->a, name);
        return;
    }
    for (const struct person *p = byline.authors; p; p = p->next)
        add_author(list, page->a, p->name);
}

static struct person *marked_authors(const struct stated *s,
        const struct author_row *row)
{
    struct person *found = NULL;

    for (xmlNode *n = s->scope; n; n = html_next(s->scope, n))
        if (row->fits(n) && !is_of_another(s, n))
            add_named(&found, s->page, name_in(s->page->a, n));
    return found;
}

/* The persons that are not the site itself. */
static struct person *without_site(const struct stated *s,
        const struct person *list)
{
    struct person *found = NULL;

    for (; list; list = list->next)
        if (!metadata_is_site(s->page->a, &s->page->metadata, list->name))
            add_author(&found, s->page->a, list->name);
    return found;
}

/* "By ...": such a line is nearer to the article than <meta name=author>. */
static bool names_someone(const struct page *page, const char *line)
{
    struct byline byline;

    return line && stated_read(&byline, page, line) && byline.authors;
}

/* Not a log-in, an address or the site. */
static bool is_trusted(const struct stated *s, const char *name)
{
    return name && is_name_text(name) && strchr(name, ' ') &&
            !metadata_is_site(s->page->a, &s->page->metadata, name);
}

/* The first who are there are taken; all are told of. */
static void take_authors(const struct stated *s, struct item *item,
        struct person *list, const char *from)
{
    if (!item->authors)
        item->authors = list;
    for (; list; list = list->next)
        claim_add(&item->claims, s->page->a, "authors", list->name, from);
}

static struct person *selected_authors(const struct stated *s)
{
    const struct html_nodes *selected = &s->page->selected.author;
    struct person *found = NULL;

    for (size_t i = 0; i < selected->count; i++)
        add_author(&found, s->page->a,
                selected->items[i].value
                        ? selected->items[i].value
                        : block_text(s->page->a, selected->items[i].element));
    return found;
}

void stated_authors(const struct stated *s, struct item *item)
{
    const struct metadata *metadata = &s->page->metadata;

    take_authors(s, item, selected_authors(s), "selector author");
    take_authors(s, item, without_site(s, metadata->authors), "JSON-LD author");
    for (size_t i = 0; i < COUNT(author_rows); i++)
        take_authors(s, item,
                without_site(s, marked_authors(s, &author_rows[i])),
                author_rows[i].from);
    if (item->authors || names_someone(s->page, item->byline))
        return;
    if (is_trusted(s, metadata->author))
        add_author(&item->authors, s->page->a, metadata->author);
    else
        item->authors = metadata->authors;
}
