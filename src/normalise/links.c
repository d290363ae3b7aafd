#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "normalise/work.h"

enum { LINKS_MAX = 64, ENCLOSURES_MAX = 32, REPLIES_MAX = 32 };

/* RFC 4287 section 4.2.7.2: a registered name and this before it are one. */
#define REGISTERED "http://www.iana.org/assignments/relation/"

static const char *rel_of(const struct work *w, const char *said)
{
    char *rel = work_line(w, said);

    if (!rel)
        return "alternate";
    if (strncmp(rel, REGISTERED, strlen(REGISTERED)) == 0)
        rel += strlen(REGISTERED);
    if (!strchr(rel, ':'))
        for (char *c = rel; *c; c++)
            *c = text_lower(*c);
    return *rel ? rel : "alternate";
}

/* Whether the list has the link already; then what was missing there. */
static bool merge(struct link *list, const struct link *link)
{
    for (; list; list = list->next) {
        if (strcmp(list->rel, link->rel) != 0 ||
                url_compare(list->href, link->href) != 0 ||
                !work_agree(list->type, link->type) ||
                !work_agree(list->hreflang, link->hreflang))
            continue;
        work_fill(&list->type, link->type);
        work_fill(&list->hreflang, link->hreflang);
        work_fill(&list->title, link->title);
        if (list->length == 0)
            list->length = link->length;
        return true;
    }
    return false;
}

static const char *hreflang_of(const struct work *w, const char *said)
{
    const char *lang = work_lang(w, said);

    return lang && *lang ? lang : NULL;
}

/* The list of links, and how many there are of each of the two kinds. */
struct kept {
    struct link *first, **tail;
    int links, enclosures;
};

static void keep(const struct work *w, struct kept *kept,
        const struct link *said)
{
    struct link link = {.rel = rel_of(w, said->rel)};
    bool enclosed = strcmp(link.rel, "enclosure") == 0;
    int *count = enclosed ? &kept->enclosures : &kept->links;

    if (*count == (enclosed ? ENCLOSURES_MAX : LINKS_MAX))
        return;
    link.href = work_url(w, said->base, said->href, "the address of a link");
    if (!link.href)
        return;
    link.type = work_line(w, said->type);
    link.hreflang = hreflang_of(w, said->hreflang);
    link.title = work_name(w, said->title);
    link.length = said->length > 0 ? said->length : 0;
    if (merge(kept->first, &link))
        return;
    *kept->tail = ARENA_NEW(w->arena, struct link);
    **kept->tail = link;
    kept->tail = &(*kept->tail)->next;
    ++*count;
}

static struct reply *replies(const struct work *w)
{
    const struct reply *said = w->item->in_reply_to;
    struct reply *first = NULL, **tail = &first;

    for (int i = 0; said && i < REPLIES_MAX; said = said->next, i++) {
        struct reply reply = {
                .ref = work_line(w, said->ref),
                .href = work_url(w, NULL, said->href, "the address of a reply"),
                .type = work_line(w, said->type),
                .source = work_url(w, NULL, said->source,
                        "the source of a reply"),
        };

        if (!reply.ref && !reply.href)
            continue;
        *tail = ARENA_NEW(w->arena, struct reply);
        **tail = reply;
        tail = &(*tail)->next;
    }
    return first;
}

void work_links(const struct work *w, struct entry *e)
{
    struct kept kept = {.tail = &kept.first};

    for (const struct link *l = w->item->links; l; l = l->next)
        keep(w, &kept, l);
    e->links = kept.first;
    e->icon = work_url(w, NULL, w->item->icon, "the address of an icon");
    e->logo = work_url(w, NULL, w->item->logo, "the address of a logo");
    e->image = work_url(w, NULL, w->item->image, "the address of an image");
    e->in_reply_to = replies(w);
}
