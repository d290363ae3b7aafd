#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "input/construct.h"
#include "input/element.h"
#include "input/person.h"

enum { RULES_MAX = 64 }; /* of a table, and one more */

/* ---- following rules ---- */

static bool is(const struct taker *t, const struct xml_node *node,
        enum xml_ns ns, const char *key)
{
    return node->name && !node->is_cut &&
            (node->name->ns == ns ||
                    (ns == NS_NONE && node->name->ns == t->own)) &&
            strcmp(node->name->key, key) == 0;
}

bool element_is(const struct taker *t, const struct xml_node *node,
        const char *key)
{
    return is(t, node, NS_NONE, key);
}

const struct xml_node *element_child(const struct taker *t,
        const struct xml_node *node, const char *key)
{
    for (const struct xml_node *n = node->children; n; n = n->next)
        if (element_is(t, n, key))
            return n;
    return NULL;
}

void element_begin(struct taker *t, const struct xml_node *node)
{
    t->item = ARENA_NEW(t->a, struct item);
    t->item->lang = node->scope->lang;
    t->item->base = node->scope->base;
    t->named = NULL;
}

/* The number of the rule for a name: looked up once a table. */
static size_t rule_of(const struct taker *t, const struct xml_node *node,
        const struct rule *rules, size_t count)
{
    struct xml_name *name = node->name;

    if (name->table == rules)
        return name->rule;
    name->table = rules;
    for (name->rule = 0; name->rule < count; name->rule++)
        if (is(t, node, rules[name->rule].ns, rules[name->rule].key))
            break;
    return name->rule;
}

void element_follow(struct taker *t, const struct xml_node *node,
        const struct rule *rules, size_t count)
{
    bool found[RULES_MAX] = {false};

    for (const struct xml_node *n = node->children; n; n = n->next)
        if (n->name && !n->is_cut)
            found[rule_of(t, n, rules, count)] = true;
    for (size_t i = 0; i < count; i++)
        for (const struct xml_node *n = node->children; found[i] && n;
                n = n->next)
            if (n->name && !n->is_cut && rule_of(t, n, rules, count) == i)
                rules[i].take(t, n, &rules[i]);
}

bool element_add(struct taker *t, struct items *items)
{
    if (items->count == ITEMS_MAX) {
        problem_add(&t->reading->problems, t->a, "content", 0, 0,
                "it has more than %d items; the rest is left out", ITEMS_MAX);
        return false;
    }
    items->count++;
    *items->tail = t->item;
    items->tail = &t->item->next;
    return true;
}

static void *field(const struct taker *t, const struct rule *rule)
{
    return (char *)t->item + rule->into;
}

/* ---- texts ---- */

/* An address as it is relative to the item's base. */
static const char *address(const struct taker *t, const struct xml_node *node,
        const char *text)
{
    if (!text || node->scope->base == t->item->base)
        return text;
    return url_join(t->a, node->scope->base, text);
}

TAKE(text)
{
    const char **text = field(t, rule);

    if (!*text)
        *text = xml_text(t->a, node);
}

TAKE(picture)
{
    static const char *const names[] = {"url", "href"};
    const char **text = field(t, rule);

    for (size_t i = 0; i < COUNT(names) && !*text; i++)
        *text = address(t, node, xml_attr(t->a, node, NS_NONE, names[i]));
}

TAKE(lang)
{
    const char *lang = xml_text(t->a, node);

    UNUSED(rule);
    if (lang)
        t->item->lang = lang;
}

int64_t element_number(const char *text)
{
    long long n;
    char *end;

    if (!text)
        return 0;
    errno = 0;
    n = strtoll(text, &end, 10);
    return errno == 0 && end > text && n > 0 ? n : 0;
}

TAKE(ttl)
{
    UNUSED(rule);
    if (t->item->ttl == 0)
        t->item->ttl = element_number(xml_text(t->a, node));
}

TAKE(said)
{
    const struct said **said = field(t, rule);

    if (!*said)
        *said = construct_plain(t->a, node, rule->what);
}

TAKE(typed)
{
    const struct said **said = field(t, rule);

    if (!*said)
        *said = construct_typed(t->a, t->reading, node);
}

static void take_date(struct taker *t, const struct xml_node *node,
        const char *into)
{
    claim_add(&t->item->dates, t->a, into, xml_text(t->a, node),
            node->name->qname);
}

TAKE(issued)
{
    UNUSED(rule);
    take_date(t, node, "published");
}

TAKE(updated)
{
    UNUSED(rule);
    take_date(t, node, "updated");
}

/* ---- links ---- */

TAKE(link)
{
    const char *href = xml_attr(t->a, node, NS_NONE, "href");
    struct link *link;

    if (!href && xml_has_attr(node, NS_NONE, "href"))
        href = node->scope->base; /* "" is the document itself: RFC 3986 4.4 */
    if (!href)
        href = xml_text(t->a, node);
    if (!href)
        return;
    link = ARENA_NEW(t->a, struct link);
    link->href = href;
    link->rel = xml_attr(t->a, node, NS_NONE, "rel");
    if (!link->rel)
        link->rel = rule->what;
    link->type = xml_attr(t->a, node, NS_NONE, "type");
    link->hreflang = xml_attr(t->a, node, NS_NONE, "hreflang");
    link->title = xml_attr(t->a, node, NS_NONE, "title");
    link->length = element_number(xml_attr(t->a, node, NS_NONE, "length"));
    link->base = node->scope->base;
    list_add_most(&t->item->links, link, PARTS_MAX);
}

/* ---- people ---- */

/* A part of a person is of the same vocabulary, or of the format's own. */
static const struct xml_node *part(const struct taker *t,
        const struct xml_node *node, const char *key)
{
    const struct xml_node *found = xml_child(node, node->name->ns, key);

    return found ? found : element_child(t, node, key);
}

/* Atom's elements, and the names that Atom 0.3 had for them. */
static struct person *person(const struct taker *t, const struct xml_node *node)
{
    static const char *const uris[] = {"uri", "url", "homepage"};
    const struct xml_node *child;
    struct person *made;
    const char *text;

    if (!xml_has_elements(node)) {
        text = xml_text(t->a, node);
        return text ? person_read(t->a, text) : NULL;
    }
    made = ARENA_NEW(t->a, struct person);
    child = part(t, node, "name");
    if (child)
        made->name = xml_text(t->a, child);
    child = part(t, node, "email");
    if (child)
        made->email = xml_text(t->a, child);
    for (size_t i = 0; i < COUNT(uris) && !made->uri; i++) {
        child = part(t, node, uris[i]);
        if (child)
            made->uri = address(t, child, xml_text(t->a, child));
    }
    return made->name || made->email || made->uri ? made : NULL;
}

/* Authors that one element names are not named again by a lesser one. */
TAKE(author)
{
    struct person *author;

    if (t->item->authors && t->named != rule)
        return;
    author = person(t, node);
    if (!author)
        return;
    list_add_most(&t->item->authors, author, PARTS_MAX);
    t->named = rule;
}

TAKE(helper)
{
    struct person *contributor = person(t, node);

    UNUSED(rule);
    if (contributor)
        list_add_most(&t->item->contributors, contributor, PARTS_MAX);
}

/* ---- categories and the rest ---- */

static void add_category(struct taker *t, struct category category)
{
    struct category *copy;

    if (!category.term)
        category.term = category.label;
    if (!category.term)
        return;
    copy = ARENA_NEW(t->a, struct category);
    *copy = category;
    list_add_most(&t->item->categories, copy, PARTS_MAX);
}

TAKE(category)
{
    struct category category = {
            .scheme = xml_attr(t->a, node, NS_NONE, "scheme"),
            .label = xml_attr(t->a, node, NS_NONE, "label"),
    };

    if (!category.scheme)
        category.scheme = xml_attr(t->a, node, NS_NONE, "domain");
    if (rule->what)
        category.term = xml_attr(t->a, node, NS_NONE, rule->what);
    if (!category.term)
        category.term = xml_text(t->a, node);
    add_category(t, category);
    for (const struct xml_node *n = node->children; n; n = n->next)
        if (n->name == node->name && !n->is_cut)
            take_category(t, n, rule);
}

TAKE(keywords)
{
    const char *text = xml_text(t->a, node);

    UNUSED(rule);
    while (text && *text) {
        size_t size = strcspn(text, ",");

        add_category(t,
                (struct category){
                        .term = arena_text(t->a, xml_trim(t->a, text, size))});
        text += size + (text[size] == ',');
    }
}

TAKE(program)
{
    struct generator *made;

    UNUSED(rule);
    if (t->item->generator)
        return;
    made = ARENA_NEW(t->a, struct generator);
    made->name = xml_text(t->a, node);
    made->uri = xml_attr(t->a, node, NS_NONE, "uri");
    if (!made->uri)
        made->uri = xml_attr(t->a, node, NS_NONE, "url");
    if (!made->uri)
        made->uri = xml_attr(t->a, node, NS_RDF, "resource");
    made->uri = address(t, node, made->uri);
    made->version = xml_attr(t->a, node, NS_NONE, "version");
    if (made->name || made->uri || made->version)
        t->item->generator = made;
}

TAKE(reply)
{
    struct reply *reply = ARENA_NEW(t->a, struct reply);

    UNUSED(rule);
    reply->ref = xml_attr(t->a, node, NS_NONE, "ref");
    reply->href = address(t, node, xml_attr(t->a, node, NS_NONE, "href"));
    reply->type = xml_attr(t->a, node, NS_NONE, "type");
    reply->source = address(t, node, xml_attr(t->a, node, NS_NONE, "source"));
    if (reply->ref || reply->href)
        list_add_most(&t->item->in_reply_to, reply, PARTS_MAX);
}

/* RFC 5023 section 13.1.1 */
TAKE(control)
{
    const struct xml_node *draft = xml_child(node, NS_APP, "draft");
    const char *text = draft ? xml_text(t->a, draft) : NULL;

    UNUSED(rule);
    if (text && strcasecmp(text, "yes") == 0)
        t->item->draft = true;
}

TAKE(media)
{
    static const struct rule rules[] = {
            {NS_MEDIA, "title",       take_said,     AT(title),   "text"},
            {NS_MEDIA, "description", take_said,     AT(summary), "text"},
            {NS_MEDIA, "thumbnail",   take_picture,  AT(image),   NULL  },
            {NS_MEDIA, "category",    take_category, 0,           NULL  },
    };

    UNUSED(rule);
    element_follow(t, node, rules, COUNT(rules));
}
