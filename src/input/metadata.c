#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "input/block.h"
#include "input/metadata.h"

enum { METAS_MAX = 256, CATEGORIES_MAX = 64 };

struct meta {
    const char *key, *value;
};

struct metas {
    struct meta items[METAS_MAX];
    size_t count;
};

#define INTO(member) offsetof(struct metadata, member)

/* For each member the first row that is there counts. */
static const struct text_row {
    const char *key, *field;
    size_t into;
} text_rows[] = {
        {"og:title",            "title",   INTO(headline) },
        {"twitter:title",       "title",   INTO(headline) },
        {"dc.title",            "title",   INTO(headline) },
        {"description",         "summary", INTO(summary)  },
        {"og:description",      "summary", INTO(summary)  },
        {"dc.description",      "summary", INTO(summary)  },
        {"dcterms.description", "summary", INTO(summary)  },
        {"og:image:secure_url", "image",   INTO(image_cut)},
        {"og:image",            "image",   INTO(image_cut)},
        {"twitter:image",       "image",   INTO(image_cut)},
        {"twitter:image:src",   "image",   INTO(image_cut)},
        {"author",              "authors", INTO(author)   },
        {"dc.creator",          "authors", INTO(author)   },
        {"dcterms.creator",     "authors", INTO(author)   },
        {"parsely-author",      "authors", INTO(author)   },
        {"sailthru.author",     "authors", INTO(author)   },
        {"citation_author",     "authors", INTO(author)   },
};

/* In the order of how often they are right. */
static const struct date_row {
    const char *key, *field;
    size_t into;
} date_rows[] = {
        {"article:published_time",    "published",      INTO(dates)     },
        {"article:modified_time",     "updated",        INTO(dates)     },
        {"date",                      "published-weak", INTO(weak_dates)},
        {"pubdate",                   "published-weak", INTO(weak_dates)},
        {"publish-date",              "published-weak", INTO(weak_dates)},
        {"publication_date",          "published-weak", INTO(weak_dates)},
        {"parsely-pub-date",          "published-weak", INTO(weak_dates)},
        {"sailthru.date",             "published-weak", INTO(weak_dates)},
        {"article.published",         "published-weak", INTO(weak_dates)},
        {"citation_publication_date", "published-weak", INTO(weak_dates)},
        {"dcterms.issued",            "published-weak", INTO(weak_dates)},
        {"dc.date.issued",            "published-weak", INTO(weak_dates)},
        {"dcterms.created",           "published-weak", INTO(weak_dates)},
        {"dc.date.created",           "published-weak", INTO(weak_dates)},
        {"dcterms.date",              "published-weak", INTO(weak_dates)},
        {"dc.date",                   "published-weak", INTO(weak_dates)},
        {"dcterms.modified",          "updated-weak",   INTO(weak_dates)},
        {"dc.date.modified",          "updated-weak",   INTO(weak_dates)},
};

const char *metadata_text(struct arena *a, const char *value)
{
    struct err err = {0};
    bool complete;

    if (value && strpbrk(value, "&<")) {
        AUTO(htmldoc) xmlDoc *doc = NULL;
        const struct bytes text = {value, strlen(value)};

        return html_parse(&doc, text, &complete, &err)
                ? block_text(a, xmlDocGetRootElement(doc))
                : NULL;
    }
    return value ? text_line(a, value, strlen(value)) : NULL;
}

void metadata_category(struct metadata *out, struct arena *a, const char *term)
{
    struct category *category;
    size_t count = 0;

    term = metadata_text(a, term);
    if (!term)
        return;
    for (const struct category *c = out->categories; c; c = c->next)
        if (strcasecmp(c->term, term) == 0 || ++count == CATEGORIES_MAX)
            return;
    category = ARENA_NEW(a, struct category);
    category->term = term;
    list_add(&out->categories, category);
}

void metadata_site(struct metadata *out, struct arena *a, const char *name)
{
    struct name_of *site;

    name = metadata_text(a, name);
    if (!name)
        return;
    site = ARENA_NEW(a, struct name_of);
    site->text = text_fold(a, name, strlen(name));
    list_add(&out->sites, site);
}

bool metadata_is_site(struct arena *a, const struct metadata *metadata,
        const char *text)
{
    const char *folded = text_fold(a, text, strlen(text));

    for (const struct name_of *n = metadata->sites; folded && n; n = n->next)
        if (n->text && strcmp(n->text, folded) == 0)
            return true;
    return false;
}

static void collect(struct metas *out, struct arena *a, const xmlNode *node)
{
    static const char *const names[] = {"name", "property", "itemprop"};
    const char *value = html_attribute(a, node, "content"), *key;

    for (size_t i = 0; value && i < COUNT(names); i++) {
        key = html_attribute(a, node, names[i]);
        if (key && out->count < METAS_MAX)
            out->items[out->count++] = (struct meta){key, value};
    }
}

static const char *find(const struct metas *metas, const char *key)
{
    for (size_t i = 0; i < metas->count; i++)
        if (strcasecmp(metas->items[i].key, key) == 0)
            return metas->items[i].value;
    return NULL;
}

static void read_metas(struct metadata *out, struct arena *a,
        const struct metas *metas)
{
    for (size_t i = 0; i < COUNT(text_rows); i++) {
        const struct text_row *row = &text_rows[i];
        const char **into = (const char **)((char *)out + row->into);
        const char *value = metadata_text(a, find(metas, row->key));

        claim_add(&out->claims, a, row->field, value, row->key);
        if (!*into)
            *into = value;
    }
    for (size_t i = 0; i < COUNT(date_rows); i++) {
        const struct date_row *row = &date_rows[i];

        claim_add((struct claim **)((char *)out + row->into), a, row->field,
                find(metas, row->key), row->key);
    }
    for (size_t i = 0; i < metas->count; i++)
        if (strcasecmp(metas->items[i].key, "article:tag") == 0 ||
                strcasecmp(metas->items[i].key, "article:section") == 0)
            metadata_category(out, a, metas->items[i].value);
    metadata_site(out, a, find(metas, "og:site_name"));
    metadata_site(out, a, find(metas, "application-name"));
    if (find(metas, "article:published_time"))
        out->is_article = true;
}

static bool is_jsonld(const xmlNode *node)
{
    return html_is(node, "script") && node->children &&
            html_has_word(node, "type", "application/ld+json");
}

void metadata_read(struct metadata *out, struct arena *a, xmlNode *root,
        const char *url)
{
    struct metas *metas = ARENA_NEW(a, struct metas);

    for (xmlNode *n = root; n; n = html_next(root, n)) {
        if (html_is(n, "meta"))
            collect(metas, a, n);
        else if (html_is(n, "link") && html_has_word(n, "rel", "canonical") &&
                !out->canonical)
            out->canonical = html_attribute(a, n, "href");
        else if (is_jsonld(n))
            jsonld_read(out, a, (const char *)n->children->content, url);
    }
    read_metas(out, a, metas);
}
