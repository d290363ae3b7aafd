/* atom.c - Atom 1.0 (RFC 4287), and Atom 0.3, which still lives on. */
#include <string.h>

#include "input/extension.h"
#include "input/prolog.h"
#include "input/rhythm.h"

static TAKE(source);

/* Of feeds, entries and sources alike. thr: RFC 4685. */
static const struct rule rules[] = {
        {NS_NONE,   "id",          take_text,     AT(id),       NULL  },
        {NS_NONE,   "title",       take_typed,    AT(title),    NULL  },
        {NS_DC,     "title",       take_said,     AT(title),    "text"},
        {NS_MEDIA,  "title",       take_said,     AT(title),    "text"},
        {NS_NONE,   "subtitle",    take_typed,    AT(subtitle), NULL  },
        {NS_NONE,   "tagline",     take_typed,    AT(subtitle), NULL  },
        {NS_NONE,   "summary",     take_typed,    AT(summary),  NULL  },
        {NS_NONE,   "content",     take_typed,    AT(content),  NULL  },
        {NS_MEDIA,  "description", take_said,     AT(summary),  "text"},
        {NS_NONE,   "rights",      take_typed,    AT(rights),   NULL  },
        {NS_NONE,   "copyright",   take_typed,    AT(rights),   NULL  },
        {NS_DC,     "rights",      take_said,     AT(rights),   "text"},
        {NS_NONE,   "link",        take_link,     0,            NULL  },
        {NS_NONE,   "author",      take_author,   0,            NULL  },
        {NS_DC,     "creator",     take_author,   0,            NULL  },
        {NS_ITUNES, "author",      take_author,   0,            NULL  },
        {NS_NONE,   "contributor", take_helper,   0,            NULL  },
        {NS_DC,     "contributor", take_helper,   0,            NULL  },
        {NS_NONE,   "category",    take_category, 0,            "term"},
        {NS_DC,     "subject",     take_category, 0,            NULL  },
        {NS_ITUNES, "category",    take_category, 0,            "text"},
        {NS_MEDIA,  "category",    take_category, 0,            NULL  },
        {NS_NONE,   "published",   take_issued,   0,            NULL  },
        {NS_NONE,   "issued",      take_issued,   0,            NULL  },
        {NS_TERMS,  "issued",      take_issued,   0,            NULL  },
        {NS_NONE,   "created",     take_issued,   0,            NULL  },
        {NS_TERMS,  "created",     take_issued,   0,            NULL  },
        {NS_NONE,   "updated",     take_updated,  0,            NULL  },
        {NS_NONE,   "modified",    take_updated,  0,            NULL  },
        {NS_TERMS,  "modified",    take_updated,  0,            NULL  },
        {NS_DC,     "date",        take_updated,  0,            NULL  },
        {NS_NONE,   "generator",   take_program,  0,            NULL  },
        {NS_NONE,   "icon",        take_text,     AT(icon),     NULL  },
        {NS_NONE,   "logo",        take_text,     AT(logo),     NULL  },
        {NS_MEDIA,  "thumbnail",   take_picture,  AT(image),    NULL  },
        {NS_ITUNES, "image",       take_picture,  AT(image),    NULL  },
        {NS_DC,     "language",    take_lang,     0,            NULL  },
        {NS_MEDIA,  "group",       take_media,    0,            NULL  },
        {NS_NONE,   "source",      take_source,   0,            NULL  },
        {NS_THR,    "in-reply-to", take_reply,    0,            NULL  },
        {NS_APP,    "control",     take_control,  0,            NULL  },
};

static void follow(struct taker *t, const struct xml_node *node)
{
    element_begin(t, node);
    element_follow(t, node, rules, COUNT(rules));
}

static TAKE(source)
{
    struct taker inner = *t;

    UNUSED(rule);
    if (t->item->source)
        return;
    follow(&inner, node);
    t->item->source = inner.item;
}

static bool claims(const struct document *doc, const char *head, size_t size)
{
    UNUSED(doc);
    return prolog_is(head, size, "feed") || prolog_is(head, size, "entry");
}

/* 0.3 had another namespace; a namespace that nobody knows says nothing. */
static const char *version_of(struct arena *a, const struct xml_node *root)
{
    if (root->name->ns == NS_ATOM)
        return strstr(root->name->uri, "2005") ? "1.0" : "0.3";
    return xml_attr(a, root, NS_NONE, "version");
}

static bool read(struct reading *out, struct arena *a,
        const struct document *doc, struct bytes text, struct err *err)
{
    struct taker t = {.a = a, .reading = out, .own = NS_ATOM};
    struct items items = {.tail = &out->items};
    struct xml_document xml;
    const struct xml_node *root;

    if (!xml_parse(&xml, out, a, doc, text, err))
        return false;
    root = xml.root;
    out->version = version_of(a, root);
    if (element_is(&t, root, "entry")) {
        element_begin(&t, root);
        out->feed = t.item;
        follow(&t, root);
        extension_take(&t, root);
        element_add(&t, &items);
        return true;
    }
    follow(&t, root);
    rhythm_take(&t, root);
    out->feed = t.item;
    for (const struct xml_node *n = root->children; n; n = n->next) {
        if (!element_is(&t, n, "entry"))
            continue;
        follow(&t, n);
        extension_take(&t, n);
        if (!element_add(&t, &items))
            break;
    }
    return true;
}

const struct input input_atom = {
        .name = "atom",
        .claims = claims,
        .read = read,
};
