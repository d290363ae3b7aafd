/*
 * json.c - JSON Feed 1.1 (jsonfeed.org/version/1.1): the tables say what it
 * holds, the functions fill it.
 */
#include <string.h>

#include "base/record.h"
#include "output/issue.h"
#include "output/output.h"

#define TEXT(type, member)        ROW(type, member, MEMBER_TEXT)
#define LIST(type, member, shape) ROW_OF(type, member, MEMBER_LIST, shape)
#define OURS(name, member, shape)                                             \
    {                                                                         \
        name, MEMBER_ONE, offsetof(struct feed_item, member), &(shape), false \
    }

struct author {
    struct author *next;
    const char *name, *url;
};
static const struct member author_members[] = {
        TEXT(author, name),
        TEXT(author, url),
};
static const struct shape author_shape = SHAPE(struct author, author_members);

struct hub {
    struct hub *next;
    const char *type, *url;
};
static const struct member hub_members[] = {
        TEXT(hub, type),
        TEXT(hub, url),
};
static const struct shape hub_shape = SHAPE(struct hub, hub_members);

static const struct member tag_members[] = {
        ROW_NAMED(name_of, text, MEMBER_TEXT, ""),
};
static const struct shape tag_shape = SHAPE(struct name_of, tag_members);

struct attachment {
    struct attachment *next;
    const char *url, *mime_type, *title;
    int64_t size_in_bytes;
};
static const struct member attachment_members[] = {
        TEXT(attachment, url),
        TEXT(attachment, mime_type),
        TEXT(attachment, title),
        ROW(attachment, size_in_bytes, MEMBER_INT),
};
static const struct shape attachment_shape = SHAPE(struct attachment,
        attachment_members);

/* An extension of ours: the feed that an item came from. */
struct from {
    const char *about, *id, *title, *feed_url, *home_page_url;
};
static const struct member from_members[] = {
        TEXT(from, about),
        TEXT(from, id),
        TEXT(from, title),
        TEXT(from, feed_url),
        TEXT(from, home_page_url),
};
static const struct shape from_shape = SHAPE(struct from, from_members);

/* Another: what may be done with an item. */
struct terms {
    const char *about, *text, *license;
};
static const struct member terms_members[] = {
        TEXT(terms, about),
        TEXT(terms, text),
        TEXT(terms, license),
};
static const struct shape terms_shape = SHAPE(struct terms, terms_members);

struct feed_item {
    struct feed_item *next;
    const char *id, *url, *title, *content_html, *content_text, *summary,
            *image, *language;
    int64_t date_published, date_modified;
    struct author *authors;
    struct name_of *tags;
    struct attachment *attachments;
    struct from *from;
    struct told *edition;
    struct terms *terms;
};

/* Another one: the entries that an issue of an edition tells of. */
struct told {
    const char *key;
    struct feed_item *items;
};
static const struct member told_item_members[] = {
        TEXT(feed_item, id),
        TEXT(feed_item, url),
        TEXT(feed_item, title),
        ROW(feed_item, date_published, MEMBER_TIME),
        LIST(feed_item, authors, author_shape),
        TEXT(feed_item, language),
};
static const struct shape told_item_shape = SHAPE(struct feed_item,
        told_item_members);
static const struct member told_members[] = {
        TEXT(told, key),
        ROW_ALWAYS(told, items, MEMBER_LIST, told_item_shape),
};
static const struct shape told_shape = SHAPE(struct told, told_members);

static const struct member item_members[] = {
        TEXT(feed_item, id),
        TEXT(feed_item, url),
        TEXT(feed_item, title),
        TEXT(feed_item, content_html),
        TEXT(feed_item, content_text),
        TEXT(feed_item, summary),
        TEXT(feed_item, image),
        ROW(feed_item, date_published, MEMBER_TIME),
        ROW(feed_item, date_modified, MEMBER_TIME),
        LIST(feed_item, authors, author_shape),
        LIST(feed_item, tags, tag_shape),
        TEXT(feed_item, language),
        LIST(feed_item, attachments, attachment_shape),
        OURS("_source", from, from_shape),
        OURS("_edition", edition, told_shape),
        OURS("_rights", terms, terms_shape),
};
static const struct shape feed_item_shape = SHAPE(struct feed_item,
        item_members);

struct json_feed {
    const char *version, *title, *home_page_url, *feed_url, *next_url;
    const char *language;
    struct author *authors;
    struct hub *hubs;
    struct feed_item *items;
};
static const struct member feed_members[] = {
        TEXT(json_feed, version),
        TEXT(json_feed, title),
        TEXT(json_feed, home_page_url),
        TEXT(json_feed, feed_url),
        TEXT(json_feed, next_url),
        TEXT(json_feed, language),
        LIST(json_feed, authors, author_shape),
        LIST(json_feed, hubs, hub_shape),
        ROW_ALWAYS(json_feed, items, MEMBER_LIST, feed_item_shape),
};
static const struct shape json_feed_shape = SHAPE(struct json_feed,
        feed_members);

static struct author *author(struct arena *a, const char *name, const char *url)
{
    struct author *author = ARENA_NEW(a, struct author);

    author->name = name;
    author->url = url;
    return author;
}

static void add_authors(struct feed_item *item, struct arena *a,
        const struct leaf *leaf)
{
    struct person *last_resort = ARENA_NEW(a, struct person);

    for (const struct person *p = leaf_authors(leaf, last_resort); p;
            p = p->next)
        if (leaf_names(p))
            list_add(&item->authors, author(a, p->name, p->uri));
}

static void add_tag(struct feed_item *item, struct arena *a, const char *text)
{
    struct name_of *tag = ARENA_NEW(a, struct name_of);

    tag->text = text;
    list_add(&item->tags, tag);
}

static void add_tags(struct feed_item *item, struct arena *a,
        const struct leaf *leaf)
{
    for (const struct theme_of *t = leaf->themes; t; t = t->next)
        add_tag(item, a, t->id);
    for (const struct category *c = leaf->entry->categories; c; c = c->next)
        if (c->term)
            add_tag(item, a, c->label ? c->label : c->term);
}

static void add_attachments(struct feed_item *item, struct arena *a,
        const struct link *link)
{
    for (; link; link = link->next) {
        struct attachment *attachment;

        if (strcmp(link->rel, "enclosure") != 0)
            continue;
        attachment = ARENA_NEW(a, struct attachment);
        attachment->url = link->href;
        attachment->mime_type = leaf_type(link->type);
        if (!attachment->mime_type)
            attachment->mime_type = "application/octet-stream";
        attachment->title = link->title;
        attachment->size_in_bytes = link->length;
        list_add(&item->attachments, attachment);
    }
}

static void set_body(struct feed_item *item, const struct leaf *leaf)
{
    const struct construct *body = leaf_body(leaf);
    const struct construct *summary = leaf->entry->summary;

    if (body && body->html.markup)
        item->content_html = body->html.markup;
    else
        item->content_text = body && body->text ? body->text : leaf->title;
    if (summary && summary != body)
        item->summary = summary->text; /* which is no markup */
}

static struct from *from(struct arena *a, const struct origin *origin)
{
    struct from *from = ARENA_NEW(a, struct from);

    *from = (struct from){
            .about = "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.11",
            .id = origin->id,
            .title = origin->title,
            .feed_url = origin->self,
            .home_page_url = origin->alternate};
    return from;
}

static struct told *told(struct arena *a, const struct issue *issue,
        const struct stream *stream)
{
    struct told *told = ARENA_NEW(a, struct told);
    struct feed_item **tail = &told->items;

    told->key = issue->key;
    for (const struct part *p = issue->parts; p; p = p->next) {
        struct feed_item *item = *tail = ARENA_NEW(a, struct feed_item);

        tail = &item->next;
        item->id = p->iri;
        item->url = p->url;
        item->title = p->title;
        item->date_published = p->published;
        item->authors = author(a, p->actor_name, NULL);
        if (p->lang && *p->lang &&
                (!stream->lang || strcmp(p->lang, stream->lang) != 0))
            item->language = p->lang;
    }
    return told;
}

static struct terms *terms(struct arena *a, const struct leaf *leaf)
{
    const char *text = construct_line(a, leaf_rights(leaf));
    const char *license = leaf_license(leaf);
    struct terms *terms;

    if (!text && !license)
        return NULL;
    terms = ARENA_NEW(a, struct terms);
    terms->about = "https://www.rfc-editor.org/rfc/rfc4946";
    terms->text = text;
    terms->license = license;
    return terms;
}

static struct feed_item *feed_item(struct arena *a, const struct leaf *leaf,
        const struct stream *stream)
{
    struct feed_item *item = ARENA_NEW(a, struct feed_item);
    const char *lang = leaf_lang(leaf, stream);

    item->id = leaf->id;
    item->url = leaf_page(leaf, stream);
    item->title = leaf->title;
    item->image = leaf->entry->image;
    item->language = lang && *lang ? lang : NULL;
    item->date_published = leaf->published;
    item->date_modified = leaf->updated;
    item->from = from(a, &leaf->origin);
    item->edition = leaf->issue ? told(a, leaf->issue, stream) : NULL;
    item->terms = terms(a, leaf);
    set_body(item, leaf);
    add_authors(item, a, leaf);
    add_tags(item, a, leaf);
    add_attachments(item, a, leaf->entry->links);
    return item;
}

static void json_write(struct buf *out, const struct stream *stream)
{
    AUTO(arena) struct arena a = {0};
    struct json_feed feed = {
            .version = "https://jsonfeed.org/version/1.1",
            .title = stream->title,
            .home_page_url = stream->home,
            .feed_url = stream->self,
            .next_url = stream->previous,
            .language = stream->lang,
            .authors = author(&a, stream->site_title, stream->site_url),
    };
    struct feed_item **tail = &feed.items;

    for (const struct name_of *h = stream->hubs; h; h = h->next) {
        struct hub *hub = ARENA_NEW(&a, struct hub);

        hub->type = "WebSub";
        hub->url = h->text;
        list_add(&feed.hubs, hub);
    }
    for (const struct leaf *leaf = stream->leaves; leaf; leaf = leaf->next) {
        *tail = feed_item(&a, leaf, stream);
        tail = &(*tail)->next;
    }
    record_json(out, &json_feed_shape, &feed);
    buf_char(out, '\n');
}

const struct output output_json = {
        .suffix = ".json",
        .name = "JSON Feed",
        .media_type = "application/feed+json",
        .archived = true,
        .write = json_write,
};
