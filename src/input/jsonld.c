/*
 * jsonld.c - the JSON-LD of pages, read without the rest of Linked Data: types
 * and members of schema.org by their names, and @id within a block.
 *
 * One block in fifty is no JSON: scripts wrap it in CDATA, commas trail, lines
 * break inside strings. A second try repairs these.
 */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/url.h"
#include "input/metadata.h"

enum {
    FLAGS = JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL,
    BLOCK_MAX = 512 * 1024,
    NODES_MAX = 256,
    DEPTH_MAX = 4,
    NAMES_MAX = 32,
    LISTED_MAX = 1000,
};

struct graph {
    struct arena *a;
    struct metadata *out;
    const char *url;
    json_t *nodes[NODES_MAX];
    size_t count;
};

/* ---- parsing ---- */

/* A comma that nothing follows but an end. */
static bool trails(const char *comma)
{
    const char *next = comma + 1 + strspn(comma + 1, " \t\r\n");

    return *next == '}' || *next == ']';
}

static void repair(struct buf *out, const char *text)
{
    bool quoted = false;

    for (const char *c = text; *c; c++) {
        if (quoted && *c == '\\' && c[1]) {
            buf_char(out, *c++);
        } else if (*c == '"') {
            quoted = !quoted;
        } else if ((unsigned char)*c < ' ') {
            buf_char(out, ' ');
            continue;
        } else if (*c == ',' && !quoted && trails(c)) {
            continue;
        }
        buf_char(out, *c);
    }
}

static json_t *parse(const char *text)
{
    AUTO(buf) struct buf repaired = {.max = BLOCK_MAX};
    json_t *json;

    text += strcspn(text, "{["); /* "<!--", "//<![CDATA[" */
    if (strncmp(text, "[CDATA[", 7) == 0)
        text += 7 + strcspn(text + 7, "{[");
    if (strlen(text) > BLOCK_MAX)
        return NULL;
    json = json_loads(text, FLAGS, NULL);
    if (json)
        return json;
    repair(&repaired, text);
    return repaired.data ? json_loads(repaired.data, FLAGS, NULL) : NULL;
}

/* ---- the graph ---- */

/* Puts every object that stands for itself into the graph. */
static void collect(struct graph *g, json_t *json, int depth)
{
    json_t *item;
    size_t i;

    if (depth > DEPTH_MAX)
        return;
    if (json_is_array(json)) {
        json_array_foreach(json, i, item) collect(g, item, depth + 1);
        return;
    }
    if (!json_is_object(json) || g->count == NODES_MAX)
        return;
    g->nodes[g->count++] = json;
    collect(g, json_object_get(json, "@graph"), depth + 1);
    collect(g, json_object_get(json, "mainEntity"), depth + 1);
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), length = strlen(end);

    return size >= length && strcmp(text + size - length, end) == 0;
}

/* Whether a type's name ends so: a NewsArticle is an Article. */
static bool is_a(const json_t *node, const char *end)
{
    const json_t *type = json_object_get(node, "@type"), *item;
    size_t i;

    if (json_is_string(type))
        return ends_with(json_string_value(type), end);
    json_array_foreach(type, i, item) if (json_is_string(item) &&
            ends_with(json_string_value(item), end)) return true;
    return false;
}

static bool is_article(const json_t *node)
{
    return is_a(node, "Article") || is_a(node, "Posting") ||
            is_a(node, "Report");
}

/* What {"@id": ...} stands for. */
static const json_t *resolve(const struct graph *g, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id")), *other;

    if (!id || json_object_size(value) > 2)
        return value;
    for (size_t i = 0; i < g->count; i++) {
        other = json_string_value(json_object_get(g->nodes[i], "@id"));
        if (other && g->nodes[i] != value && strcmp(id, other) == 0)
            return g->nodes[i];
    }
    return value;
}

static const json_t *first_of(const json_t *value)
{
    return json_is_array(value) ? json_array_get(value, 0) : value;
}

/* A member that is a text, or a list of them, or an object with a name. */
static const char *text_of(struct graph *g, const json_t *node,
        const char *name)
{
    const json_t *value = first_of(json_object_get(node, name));

    if (json_is_object(value))
        value = json_object_get(resolve(g, value), "name");
    return metadata_text(g->a, json_string_value(first_of(value)));
}

static const char *url_of(struct graph *g, const json_t *value)
{
    static const char *const members[] = {"url", "contentUrl", "@id"};

    value = first_of(value);
    if (json_is_object(value)) {
        const json_t *node = resolve(g, value);

        for (size_t i = 0; i < COUNT(members); i++) {
            value = json_object_get(node, members[i]);
            if (json_is_string(value))
                break;
        }
    }
    return metadata_text(g->a, json_string_value(value));
}

/* ---- an article ---- */

/* 1: is this page; 0: does not say; -1: is another. */
static int is_here(struct graph *g, const json_t *node)
{
    static const char *const members[] = {"mainEntityOfPage", "url", "@id"};
    const char *here = url_key(g->a, g->url), *there;
    int result = 0;

    for (size_t i = 0; here && i < COUNT(members); i++) {
        there = url_of(g, json_object_get(node, members[i]));
        there = there ? url_key(g->a, there) : NULL;
        if (there && strcmp(here, there) == 0)
            return 1;
        if (there)
            result = -1;
    }
    return result;
}

/* The one that is this page; one that stands alone is, too, since pages have
 * several addresses. */
static const json_t *choose_article(struct graph *g)
{
    const json_t *best = NULL;
    size_t articles = 0;
    int most = -1, here;

    for (size_t i = 0; i < g->count; i++) {
        if (!is_article(g->nodes[i]))
            continue;
        articles++;
        here = is_here(g, g->nodes[i]);
        if (!best || here > most) {
            best = g->nodes[i];
            most = here;
        }
    }
    return articles == 1 || most == 1 ? best : NULL;
}

static void read_authors(struct graph *g, const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;

    for (size_t i = 0; i < count && i < NAMES_MAX; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i)
                                                 : value;
        const char *name;
        struct person *person;

        if (json_is_object(one))
            one = first_of(json_object_get(resolve(g, one), "name"));
        name = metadata_text(g->a, json_string_value(one));
        if (!name || strchr(name, '@') || strstr(name, "://"))
            continue;
        person = ARENA_NEW(g->a, struct person);
        person->name = name;
        list_add(&g->out->authors, person);
        claim_add(&g->out->claims, g->a, "authors", name, "JSON-LD author");
    }
}

static void read_terms(struct graph *g, const json_t *value)
{
    const json_t *item;
    size_t i;
    const char *text = json_string_value(value);

    json_array_foreach(value, i, item)
            metadata_category(g->out, g->a, json_string_value(item));
    while (text && *text) {
        size_t size = strcspn(text, ",;");

        metadata_category(g->out, g->a, arena_copy(g->a, text, size));
        text += size + (text[size] != '\0');
    }
}

static void read_article(struct graph *g, const json_t *node)
{
    struct metadata *out = g->out;

    out->is_article = true;
    out->headline = text_of(g, node, "headline");
    if (!out->headline)
        out->headline = text_of(g, node, "name");
    out->image = url_of(g, json_object_get(node, "image"));
    if (!out->image)
        out->image = url_of(g, json_object_get(node, "thumbnailUrl"));
    claim_add(&out->claims, g->a, "title", out->headline, "JSON-LD headline");
    claim_add(&out->claims, g->a, "image", out->image, "JSON-LD image");
    claim_add(&out->dates, g->a, "published", text_of(g, node, "datePublished"),
            "JSON-LD datePublished");
    claim_add(&out->dates, g->a, "updated", text_of(g, node, "dateModified"),
            "JSON-LD dateModified");
    metadata_site(out, g->a, text_of(g, node, "publisher"));
    read_authors(g, json_object_get(node, "author"));
    read_terms(g, json_object_get(node, "articleSection"));
    read_terms(g, json_object_get(node, "keywords"));
}

static void read_page(struct graph *g, const json_t *node)
{
    claim_add(&g->out->weak_dates, g->a, "published-weak",
            text_of(g, node, "datePublished"), "JSON-LD WebPage datePublished");
    claim_add(&g->out->weak_dates, g->a, "updated-weak",
            text_of(g, node, "dateModified"), "JSON-LD WebPage dateModified");
}

/* ---- a list ---- */

static void add_listed(struct graph *g, const json_t *element)
{
    const json_t *node = json_object_get(element, "item");
    const char *href, *title;
    struct item *item;
    struct link *link;

    node = resolve(g, json_is_object(node) ? node : element);
    if (is_a(node, "SiteNavigationElement"))
        return;
    href = url_of(g, json_is_string(node) ? node : (json_t *)node);
    if (!href)
        href = url_of(g, json_object_get(element, "item"));
    if (!href)
        return;
    title = text_of(g, node, "headline");
    if (!title)
        title = text_of(g, node, "name");
    item = ARENA_NEW(g->a, struct item);
    link = ARENA_NEW(g->a, struct link);
    link->href = href;
    link->title = title;
    item->links = link;
    item->image = url_of(g, json_object_get(node, "image"));
    claim_add(&item->dates, g->a, "published",
            text_of(g, node, "datePublished"), "JSON-LD datePublished");
    claim_add(&item->dates, g->a, "updated", text_of(g, node, "dateModified"),
            "JSON-LD dateModified");
    list_add(&g->out->listed, item);
}

static void read_list(struct graph *g, const json_t *list)
{
    const json_t *element;
    size_t i;

    json_array_foreach(list, i, element) if (i < LISTED_MAX)
            add_listed(g, element);
}

void jsonld_read(struct metadata *out, struct arena *a, const char *json,
        const char *url)
{
    struct graph *g = ARENA_NEW(a, struct graph);
    json_t *root = json ? parse(json) : NULL;
    const json_t *article;

    *g = (struct graph){.a = a, .out = out, .url = url};
    collect(g, root, 0);
    article = choose_article(g);
    if (article && !out->is_article)
        read_article(g, article);
    for (size_t i = 0; i < g->count; i++) {
        if (is_a(g->nodes[i], "WebPage"))
            read_page(g, g->nodes[i]);
        if (is_a(g->nodes[i], "WebSite") || is_a(g->nodes[i], "Organization"))
            metadata_site(out, a, text_of(g, g->nodes[i], "name"));
        if (is_a(g->nodes[i], "ItemList"))
            read_list(g, json_object_get(g->nodes[i], "itemListElement"));
        if (is_a(g->nodes[i], "Blog"))
            read_list(g, json_object_get(g->nodes[i], "blogPost"));
    }
    json_decref(root);
}
