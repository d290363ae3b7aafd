/*
 * atom.c - Atom 1.0 (RFC 4287), as a merged feed is read best.
 *
 * The order of an entry's elements means nothing to the RFC, but much to
 * readers: some take the first id and title that they meet and the last date,
 * an entry's or its source's. So these stand before the source, and those after
 * it.
 */
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "output/output.h"

#define GOOGLE "http://schemas.google.com/"

#define NS_THREAD    "http://purl.org/syndication/thread/1.0"  /* RFC 4685 */
#define NS_HISTORY   "http://purl.org/syndication/history/1.0" /* RFC 5005 */
#define NS_TOMBSTONE "http://purl.org/atompub/tombstones/1.0"  /* RFC 6721 */

/* What readers know. Other words are dropped, and so is what only the origin's
 * own tools need (edit, hub, service, and what Google's say), or is of feeds
 * alone (RFC 5005); other absolute IRIs stay (RFC 4287 4.2.7.2). */
static const char *const relations[] = {"alternate", "enclosure", "related",
        "via", "replies", "license", "self", "describedby", "payment", "up"};

static bool is_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static void open_tag(struct buf *out, const char *name)
{
    buf_char(out, '<');
    buf_text(out, name);
}

static void close_tag(struct buf *out, const char *name)
{
    buf_add(out, "</", 2);
    buf_text(out, name);
    buf_add(out, ">\n", 2);
}

static void element(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    open_tag(out, name);
    buf_char(out, '>');
    xml_escape(out, text);
    close_tag(out, name);
}

static void date(struct buf *out, const char *name, int64_t seconds)
{
    char text[DATE_SIZE];

    date_write(text, seconds);
    element(out, name, text);
}

/* ---- texts ---- */

static void text_construct(struct buf *out, const char *name,
        const struct construct *text)
{
    if (!text || (!text->text && !text->html.markup))
        return;
    open_tag(out, name);
    xml_attribute(out, "type", text->html.markup ? "html" : NULL);
    xml_attribute(out, "xml:lang", text->lang);
    buf_char(out, '>');
    xml_escape(out, text->html.markup ? text->html.markup : text->text);
    close_tag(out, name);
}

/* No summary beside a content: some readers show it instead, others both. All
 * is markup, since readers take what looks like it for markup. */
static void body(struct buf *out, const struct leaf *leaf)
{
    AUTO(buf) struct buf scratch = {0};
    const struct construct title = {.text = leaf->title};
    const struct construct *body = leaf_body(leaf);
    const char *name = body && body == leaf->entry->content ? "content"
                                                            : "summary";

    if (!body)
        body = &title;
    text_construct(out, name,
            &(struct construct){.html.markup = leaf_markup(&scratch, body),
                    .lang = body->lang});
}

/* ---- links ---- */

static bool is_known(const char *rel)
{
    for (size_t i = 0; i < COUNT(relations); i++)
        if (strcmp(relations[i], rel) == 0)
            return true;
    return strchr(rel, ':') && strncmp(rel, GOOGLE, strlen(GOOGLE)) != 0;
}

static void link(struct buf *out, const struct link *l, const char *rel)
{
    buf_text(out, "<link");
    xml_attribute(out, "rel", rel);
    xml_attribute(out, "type", leaf_type(l->type));
    xml_attribute(out, "href", l->href);
    xml_attribute(out, "hreflang", l->hreflang);
    xml_attribute(out, "title", l->title);
    if (l->length > 0)
        buf_printf(out, " length=\"%lld\"", (long long)l->length);
    buf_text(out, "/>\n");
}

static void simple_link(struct buf *out, const char *rel, const char *type,
        const char *href)
{
    if (href)
        link(out, &(struct link){.href = href, .type = type}, rel);
}

static bool is_alternate(const struct link *l)
{
    return strcmp(l->rel, "alternate") == 0;
}

/* Readers open the first link, of whatever rel, and of several alternates any:
 * the others are related. NULL: the entry has no page of its own. */
static const struct link *first_link(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    const struct link *first = entry_link(leaf->entry, "alternate");
    const struct construct *content = leaf->entry->content;

    if (first)
        link(out, first, "alternate");
    else
        simple_link(out, "alternate",
                content && content->src ? NULL : "text/html",
                leaf_page(leaf, stream));
    return first;
}

static bool has_link(const struct entry *entry, const char *href)
{
    for (const struct link *l = entry->links; l; l = l->next)
        if (is_same(l->href, href))
            return true;
    return false;
}

static void links(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    const struct entry *entry = leaf->entry;
    const struct link *first = first_link(out, leaf, stream);

    for (const struct link *l = entry->links; l; l = l->next) {
        if (l == first || !is_known(l->rel))
            continue;
        if (strcmp(l->rel, "self") == 0)
            simple_link(out, l->rel, NULL, l->href); /* of whatever format */
        else if (!is_alternate(l))
            link(out, l, l->rel);
        else if (!first || !is_same(l->href, first->href))
            link(out, l, "related");
    }
    if (entry->source && !entry_link(entry, "via"))
        simple_link(out, "via", NULL, leaf->feed);
    for (const struct link *l = leaf->copies; l; l = l->next)
        if (!has_link(entry, l->href))
            link(out, l, l->rel);
}

/* ---- people ---- */

static void people(struct buf *out, const char *role, const struct person *p)
{
    for (; p; p = p->next) {
        if (!leaf_names(p))
            continue;
        open_tag(out, role);
        buf_add(out, ">\n", 2);
        element(out, "name", p->name);
        element(out, "uri", p->uri);
        close_tag(out, role);
    }
}

static void authors(struct buf *out, const struct leaf *leaf)
{
    struct person last_resort;

    people(out, "author", leaf_authors(leaf, &last_resort));
    people(out, "contributor", leaf->entry->contributors);
}

/* ---- categories ---- */

static void category(struct buf *out, const char *term, const char *scheme,
        const char *label)
{
    buf_text(out, "<category");
    xml_attribute(out, "term", term);
    xml_attribute(out, "scheme", scheme);
    xml_attribute(out, "label", label);
    buf_text(out, "/>\n");
}

/* Themes are ours: their scheme tells them from what the origin said. */
static void theme(struct buf *out, const struct stream *stream, const char *id,
        const char *title)
{
    AUTO(buf) struct buf scheme = {0};

    buf_printf(&scheme, "%sthemes/", stream->site_url);
    category(out, id, scheme.data, title);
}

static void categories(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    for (const struct theme_of *t = leaf->themes; t; t = t->next)
        theme(out, stream, t->id, t->title);
    for (const struct category *c = leaf->entry->categories; c; c = c->next)
        category(out, c->term,
                c->scheme && url_is_id(c->scheme) ? c->scheme : NULL, c->label);
}

/* ---- sources ---- */

static void licenses(struct buf *out, const struct entry *from)
{
    for (const struct link *l = from->links; l; l = l->next)
        if (strcmp(l->rel, "license") == 0)
            link(out, l, l->rel);
}

/* All that is known of one that the entry came with (RFC 4287 4.2.11); of the
 * others, what entries inherit (4.2.10, RFC 4946). */
static void source(struct buf *out, const struct leaf *leaf)
{
    const struct origin *origin = &leaf->origin;
    const struct entry *from = origin->from;
    bool kept = from && from == leaf->entry->source;

    if (!origin->id)
        return;
    buf_text(out, "<source>\n");
    element(out, "id", origin->id);
    element(out, "title", origin->title);
    date(out, "updated", origin->updated);
    simple_link(out, "self", NULL, origin->self);
    simple_link(out, "alternate", "text/html", origin->alternate);
    if (kept) {
        people(out, "author", from->authors);
        people(out, "contributor", from->contributors);
    }
    if (from) {
        text_construct(out, "rights", from->rights);
        licenses(out, from);
    }
    if (kept) {
        element(out, "icon", from->icon);
        element(out, "logo", from->logo);
        text_construct(out, "subtitle", from->subtitle);
    }
    buf_text(out, "</source>\n");
}

/* ---- entries ---- */

static void replies(struct buf *out, const struct reply *reply)
{
    for (; reply; reply = reply->next) {
        if (!reply->ref)
            continue;
        buf_text(out, "<thr:in-reply-to");
        xml_attribute(out, "ref", reply->ref);
        xml_attribute(out, "href", reply->href);
        xml_attribute(out, "type", reply->type);
        xml_attribute(out, "source", reply->source);
        buf_text(out, "/>\n");
    }
}

static void write_entry(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    const struct entry *entry = leaf->entry;
    const struct construct title = {.type = "text",
            .text = leaf->title,
            .lang = entry->title ? entry->title->lang : NULL};

    buf_text(out, "<entry");
    xml_attribute(out, "xml:lang", leaf_lang(leaf, stream));
    buf_text(out, ">\n");
    element(out, "id", leaf->id);
    text_construct(out, "title", &title);
    links(out, leaf, stream);
    authors(out, leaf);
    categories(out, leaf, stream);
    text_construct(out, "rights", entry->rights);
    body(out, leaf);
    replies(out, entry->in_reply_to);
    extension_write(out, entry->extensions, NULL);
    source(out, leaf);
    date(out, "published", leaf->published);
    date(out, "updated", leaf->updated);
    buf_text(out, "</entry>\n");
}

/* ---- the feed ---- */

static bool has_replies(const struct stream *stream)
{
    for (const struct leaf *leaf = stream->leaves; leaf; leaf = leaf->next)
        if (leaf->entry->in_reply_to)
            return true;
    return false;
}

/* RFC 5005 section 4. */
static void archive_links(struct buf *out, const struct stream *stream)
{
    const char *type = output_atom.media_type;

    simple_link(out, "current", type, stream->current);
    simple_link(out, "prev-archive", type, stream->previous);
    simple_link(out, "next-archive", type, stream->next);
}

static void tombstones(struct buf *out, const struct tombstone *t)
{
    for (; t; t = t->next) {
        char when[DATE_SIZE];

        date_write(when, t->at);
        buf_text(out, "<at:deleted-entry");
        xml_attribute(out, "ref", t->id);
        xml_attribute(out, "when", when);
        buf_text(out, "/>\n");
    }
}

/* RFC 5005 4: what says that it is an archive says where others are, too. */
static bool is_in_chain(const struct stream *stream)
{
    return stream->current && (stream->previous || stream->next);
}

static void write_head(struct buf *out, const struct stream *stream)
{
    const struct person site = {.name = stream->site_title,
            .uri = stream->site_url};

    element(out, "id", stream->iri);
    element(out, "title", stream->title);
    date(out, "updated", stream->updated);
    simple_link(out, "self", output_atom.media_type, stream->self);
    for (const struct name_of *h = stream->hubs; h; h = h->next)
        simple_link(out, "hub", NULL, h->text); /* WebSub section 4 */
    simple_link(out, "alternate", "text/html", stream->home);
    archive_links(out, stream);
    people(out, "author", &site);
    if (stream->theme)
        theme(out, stream, stream->theme, stream->title);
    buf_text(out,
            "<generator version=\"" AFFLUENT_VERSION
            "\">affluent"
            "</generator>\n");
    if (is_in_chain(stream))
        buf_text(out, "<fh:archive/>\n");
}

static void atom_write(struct buf *out, const struct stream *stream)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    feed_style_name(out, stream);
    buf_text(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    if (has_replies(stream))
        xml_attribute(out, "xmlns:thr", NS_THREAD);
    if (is_in_chain(stream))
        xml_attribute(out, "xmlns:fh", NS_HISTORY);
    if (stream->gone)
        xml_attribute(out, "xmlns:at", NS_TOMBSTONE);
    extension_declare(out, stream, NULL);
    xml_attribute(out, "xml:lang", stream->lang);
    buf_text(out, ">\n");
    write_head(out, stream);
    tombstones(out, stream->gone);
    for (const struct leaf *leaf = stream->leaves; leaf; leaf = leaf->next)
        write_entry(out, leaf, stream);
    buf_text(out, "</feed>\n");
}

const struct output output_atom = {
        .suffix = ".atom",
        .name = "Atom",
        .media_type = "application/atom+xml",
        .archived = true,
        .write = atom_write,
};
