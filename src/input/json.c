/* json.c - JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). */
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "input/element.h"
#include "input/json_mend.h"

struct json_reader {
    struct arena *a;
    const char *base;
};

static void json_auto(json_t **json)
{
    json_decref(*json);
}

/* ---- values, absent where they are of another type or empty ---- */

static const char *text(const struct json_reader *r, const json_t *object,
        const char *key)
{
    const json_t *value = json_object_get(object, key);
    const char *found = json_string_value(value);

    return found
            ? arena_text(r->a, xml_trim(r->a, found, json_string_length(value)))
            : NULL;
}

/* An id should be a string, and is often a number. */
static const char *id(const struct json_reader *r, const json_t *item)
{
    const json_t *value = json_object_get(item, "id");

    if (json_is_integer(value))
        return arena_printf(r->a, "%lld", (long long)json_integer_value(value));
    return text(r, item, "id");
}

static const struct said *said(const struct json_reader *r,
        const json_t *object, const char *key, const char *type)
{
    const char *value = text(r, object, key);
    struct said *made;

    if (!value)
        return NULL;
    made = ARENA_NEW(r->a, struct said);
    made->type = type;
    made->value = value;
    made->base = r->base;
    return made;
}

/* ---- lists ---- */

static void add_link(const struct json_reader *r, struct item *out,
        const char *rel, const char *href, const char *type)
{
    struct link *link;

    if (!href)
        return;
    link = ARENA_NEW(r->a, struct link);
    *link = (struct link){.rel = rel,
            .href = href,
            .type = type,
            .base = r->base};
    list_add_most(&out->links, link, PARTS_MAX);
}

static void add_author(const struct json_reader *r, struct item *out,
        const json_t *author)
{
    struct person *person = ARENA_NEW(r->a, struct person);

    person->name = text(r, author, "name");
    person->uri = text(r, author, "url");
    if (person->name || person->uri)
        list_add_most(&out->authors, person, PARTS_MAX);
}

/* 1.0 had one author. */
static void add_authors(const struct json_reader *r, struct item *out,
        const json_t *object)
{
    const json_t *authors = json_object_get(object, "authors");

    for (size_t i = 0; i < json_array_size(authors); i++)
        add_author(r, out, json_array_get(authors, i));
    if (!out->authors)
        add_author(r, out, json_object_get(object, "author"));
}

static void add_tags(const struct json_reader *r, struct item *out,
        const json_t *tags)
{
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const char *term = json_string_value(json_array_get(tags, i));
        struct category *category;

        if (!term || !*term)
            continue;
        category = ARENA_NEW(r->a, struct category);
        category->term = arena_text(r->a, term);
        list_add_most(&out->categories, category, PARTS_MAX);
    }
}

static void add_attachments(const struct json_reader *r, struct item *out,
        const json_t *attachments)
{
    for (size_t i = 0; i < json_array_size(attachments); i++) {
        const json_t *attachment = json_array_get(attachments, i);
        const json_t *size = json_object_get(attachment, "size_in_bytes");
        const char *href = text(r, attachment, "url");
        struct link *link;

        if (!href)
            continue;
        link = ARENA_NEW(r->a, struct link);
        *link = (struct link){
                .rel = "enclosure",
                .href = href,
                .type = text(r, attachment, "mime_type"),
                .title = text(r, attachment, "title"),
                .length = json_is_number(size) && json_number_value(size) > 0 &&
                                json_number_value(size) < 1e15
                        ? (int64_t)json_number_value(size)
                        : 0,
                .base = r->base,
        };
        list_add_most(&out->links, link, PARTS_MAX);
    }
}

/* ---- the document ---- */

static struct item *read_feed(const struct json_reader *r, const json_t *feed)
{
    struct item *out = ARENA_NEW(r->a, struct item);

    out->base = r->base;
    out->title = said(r, feed, "title", "text");
    out->subtitle = said(r, feed, "description", "text");
    add_link(r, out, "alternate", text(r, feed, "home_page_url"), NULL);
    add_link(r, out, "self", text(r, feed, "feed_url"),
            "application/feed+json");
    add_link(r, out, "next", text(r, feed, "next_url"),
            "application/feed+json");
    add_authors(r, out, feed);
    out->icon = text(r, feed, "favicon");
    out->logo = text(r, feed, "icon");
    out->lang = text(r, feed, "language");
    return out;
}

static struct item *read_item(const struct json_reader *r, const json_t *item)
{
    struct item *out = ARENA_NEW(r->a, struct item);

    out->base = r->base;
    out->id = id(r, item);
    out->title = said(r, item, "title", "text");
    out->summary = said(r, item, "summary", "text");
    out->content = said(r, item, "content_html", "html");
    if (!out->content)
        out->content = said(r, item, "content_text", "text");
    add_link(r, out, "alternate", text(r, item, "url"), NULL);
    add_link(r, out, "related", text(r, item, "external_url"), NULL);
    add_attachments(r, out, json_object_get(item, "attachments"));
    add_authors(r, out, item);
    add_tags(r, out, json_object_get(item, "tags"));
    claim_add(&out->dates, r->a, "published", text(r, item, "date_published"),
            "date_published");
    claim_add(&out->dates, r->a, "updated", text(r, item, "date_modified"),
            "date_modified");
    out->image = text(r, item, "image");
    if (!out->image)
        out->image = text(r, item, "banner_image");
    out->lang = text(r, item, "language");
    return out;
}

static bool claims(const struct document *doc, const char *head, size_t size)
{
    UNUSED(doc);
    for (; size > 0 && strchr(" \t\r\n", *head); head++)
        size--;
    return size > 0 && *head == '{';
}

/* The version is a URL that ends in it. */
static const char *version_of(const struct json_reader *r, const json_t *feed)
{
    const char *version = text(r, feed, "version");
    const char *slash = version ? strrchr(version, '/') : NULL;

    return slash && slash[1] ? slash + 1 : NULL;
}

static bool read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes bytes, struct err *err)
{
    const struct json_reader r = {a, doc->url};
    struct taker t = {.a = a, .reading = out};
    struct items list = {.tail = &out->items};
    json_error_t error;
    AUTO(json) json_t *feed = NULL;
    const json_t *items;

    if (!json_mend(&bytes, out, a, err))
        return false;
    feed = json_loadb(bytes.data, bytes.size, 0, &error);
    items = json_object_get(feed, "items");
    if (!feed)
        return fail(err, ERR_DOCUMENT, "its JSON is broken in line %d: %s",
                error.line, error.text);
    if (!json_is_array(items))
        return fail(err, ERR_DOCUMENT, "its JSON has no items");
    out->version = version_of(&r, feed);
    out->feed = read_feed(&r, feed);
    for (size_t i = 0; i < json_array_size(items); i++) {
        if (!json_is_object(json_array_get(items, i)))
            continue;
        t.item = read_item(&r, json_array_get(items, i));
        if (!element_add(&t, &list))
            break;
    }
    out->complete = true;
    return true;
}

const struct input input_json = {
        .name = "json",
        .claims = claims,
        .read = read,
};
