/*
 * rss.c - RSS 2.0 (rssboard.org/rss-specification) with what it lacks from
 * other vocabularies: several authors and languages (dc), the full text beside
 * a summary (content), edits and links with a relation (atom).
 */
#include <string.h>

#include "base/date.h"
#include "output/output.h"

/* A channel with an item of these would have to be a podcast itself, with an
 * owner and a category (Apple, "A Podcaster's Guide to RSS"). */
#define PODCASTS "itunes"

#define NS_LICENSE "http://backend.userland.com/creativeCommonsRssModule"

enum { TTL = 60 }; /* minutes: runs are as far apart as that */

static void element(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_printf(out, "<%s>", name);
    xml_escape(out, text);
    buf_printf(out, "</%s>\n", name);
}

/* RSS Advisory Board's profile, "Character Data": readers take &lt; in these
 * for markup, and do not take this. */
static void plain(struct buf *out, const char *text)
{
    for (size_t run; *text; text += run + (text[run] != '\0')) {
        AUTO(arena) struct arena a = {0};

        run = strcspn(text, "&<");
        xml_escape(out, arena_copy(&a, text, run));
        if (text[run])
            buf_text(out, text[run] == '&' ? "&#x26;" : "&#x3C;");
    }
}

static void plain_element(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_printf(out, "<%s>", name);
    plain(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void date(struct buf *out, const char *name, int64_t seconds)
{
    char text[DATE_RFC822_SIZE];

    date_write_rfc822(text, seconds);
    element(out, name, text);
}

static void atom_link(struct buf *out, const char *rel, const struct link *link)
{
    buf_text(out, "<atom:link");
    xml_attribute(out, "rel", rel);
    xml_attribute(out, "type", leaf_type(link->type));
    xml_attribute(out, "href", link->href);
    if (link->length > 0)
        buf_printf(out, " length=\"%lld\"", (long long)link->length);
    buf_text(out, "/>\n");
}

/* ---- items ---- */

/* An author of RSS is an address, which is not ours to spread. */
static void creators(struct buf *out, const struct leaf *leaf)
{
    struct person last_resort;

    for (const struct person *p = leaf_authors(leaf, &last_resort); p;
            p = p->next)
        if (leaf_names(p))
            plain_element(out, "dc:creator", p->name);
}

static void category(struct buf *out, const char *domain, const char *text)
{
    buf_text(out, "<category");
    xml_attribute(out, "domain", domain);
    buf_char(out, '>');
    plain(out, text);
    buf_text(out, "</category>\n");
}

static void categories(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    AUTO(buf) struct buf domain = {0};

    buf_printf(&domain, "%sthemes/", stream->site_url);
    for (const struct theme_of *t = leaf->themes; t; t = t->next)
        category(out, domain.data, t->id);
    for (const struct category *c = leaf->entry->categories; c; c = c->next)
        if (c->term)
            category(out, c->scheme, c->label ? c->label : c->term);
}

/* One an item, which must say its length: 0 where nobody knows. */
static void enclosures(struct buf *out, const struct link *link)
{
    bool first = true;

    for (; link; link = link->next) {
        const char *type;

        if (strcmp(link->rel, "enclosure") != 0)
            continue;
        if (!first) {
            atom_link(out, "enclosure", link);
            continue;
        }
        buf_text(out, "<enclosure");
        xml_attribute(out, "url", link->href);
        buf_printf(out, " length=\"%lld\"", (long long)link->length);
        type = leaf_type(link->type);
        xml_attribute(out, "type", type ? type : "application/octet-stream");
        buf_text(out, "/>\n");
        first = false;
    }
}

static void construct(struct buf *out, const char *name,
        const struct construct *construct)
{
    AUTO(buf) struct buf scratch = {0};

    element(out, name, leaf_markup(&scratch, construct));
}

/* All readers know a description, most a content beside it. */
static void body(struct buf *out, const struct leaf *leaf)
{
    const struct construct title = {.text = leaf->title};
    const struct construct *body = leaf_body(leaf);
    const struct construct *summary = leaf->entry->summary;

    if (!body)
        body = &title;
    if (!summary || body == summary) {
        construct(out, "description", body);
        return;
    }
    construct(out, "description", summary);
    construct(out, "content:encoded", body);
}

static void source(struct buf *out, const struct origin *origin)
{
    if (!origin->self)
        return;
    buf_text(out, "<source");
    xml_attribute(out, "url", origin->self);
    buf_char(out, '>');
    plain(out, origin->title ? origin->title : origin->self);
    buf_text(out, "</source>\n");
}

static void rights(struct buf *out, const struct leaf *leaf)
{
    AUTO(arena) struct arena a = {0};

    plain_element(out, "dc:rights", construct_line(&a, leaf_rights(leaf)));
    element(out, "creativeCommons:license", leaf_license(leaf));
}

static void item(struct buf *out, const struct leaf *leaf,
        const struct stream *stream)
{
    const char *lang = leaf_lang(leaf, stream);
    char updated[DATE_SIZE];

    date_write(updated, leaf->updated);
    buf_text(out, "<item>\n");
    plain_element(out, "title", leaf->title);
    element(out, "link", leaf_page(leaf, stream));
    buf_text(out, "<guid isPermaLink=\"false\">");
    xml_escape(out, leaf->id);
    buf_text(out, "</guid>\n");
    creators(out, leaf);
    categories(out, leaf, stream);
    if (lang && *lang)
        element(out, "dc:language", lang);
    rights(out, leaf);
    enclosures(out, leaf->entry->links);
    body(out, leaf);
    extension_write(out, leaf->entry->extensions, PODCASTS);
    source(out, &leaf->origin);
    date(out, "pubDate", leaf->published);
    element(out, "atom:updated", updated);
    buf_text(out, "</item>\n");
}

/* ---- the channel ---- */

static void head(struct buf *out, const struct stream *stream)
{
    AUTO(buf) struct buf domain = {0};

    buf_printf(&domain, "%sthemes/", stream->site_url);
    plain_element(out, "title", stream->title);
    element(out, "link", stream->home);
    plain_element(out, "description", stream->title);
    element(out, "language", stream->lang);
    date(out, "lastBuildDate", stream->updated);
    buf_text(out, "<generator>affluent " AFFLUENT_VERSION "</generator>\n");
    buf_printf(out, "<ttl>%d</ttl>\n", (int)TTL);
    if (stream->theme)
        category(out, domain.data, stream->theme);
    atom_link(out, "self",
            &(struct link){.href = stream->self,
                    .type = output_rss.media_type});
    for (const struct name_of *h = stream->hubs; h; h = h->next)
        atom_link(out, "hub", &(struct link){.href = h->text});
}

static bool has_license(const struct stream *stream)
{
    const struct leaf *leaf = stream->leaves;

    while (leaf && !leaf_license(leaf))
        leaf = leaf->next;
    return leaf != NULL;
}

static void rss_write(struct buf *out, const struct stream *stream)
{
    buf_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    feed_style_name(out, stream);
    buf_text(out,
            "<rss version=\"2.0\""
            " xmlns:atom=\"http://www.w3.org/2005/Atom\""
            " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
            " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
    if (has_license(stream))
        xml_attribute(out, "xmlns:creativeCommons", NS_LICENSE);
    extension_declare(out, stream, PODCASTS);
    buf_text(out, ">\n<channel>\n");
    head(out, stream);
    for (const struct leaf *leaf = stream->leaves; leaf; leaf = leaf->next)
        item(out, leaf, stream);
    buf_text(out, "</channel>\n</rss>\n");
}

const struct output output_rss = {
        .suffix = ".rss",
        .name = "RSS",
        .media_type = "application/rss+xml",
        .write = rss_write,
};
