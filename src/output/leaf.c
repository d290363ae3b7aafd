/* leaf.c - what all formats say of an entry alike. */
#include <string.h>

#include "output/output.h"

bool leaf_names(const struct person *person)
{
    const char *name = person->name, *at;

    if (!name || !*name)
        return false;
    at = strchr(name + 1, '@');
    return name[0] == '@' || !at || at[-1] == ' ' || at[1] == ' ';
}

static bool any_name(const struct person *person)
{
    while (person && !leaf_names(person))
        person = person->next;
    return person != NULL;
}

/* Inheritance is what most readers do not know: each entry has its author. */
const struct person *leaf_authors(const struct leaf *leaf,
        struct person *last_resort)
{
    const struct entry *source = leaf->entry->source;

    *last_resort = (struct person){
            .name = leaf->actor_name ? leaf->actor_name : leaf->origin.title};
    if (any_name(leaf->entry->authors))
        return leaf->entry->authors;
    return source && any_name(source->authors) ? source->authors : last_resort;
}

const struct construct *leaf_body(const struct leaf *leaf)
{
    const struct entry *entry = leaf->entry;

    return entry->content && !entry->content->src ? entry->content
                                                  : entry->summary;
}

const char *leaf_page(const struct leaf *leaf, const struct stream *stream)
{
    const struct link *link = entry_link(leaf->entry, "alternate");
    const struct construct *content = leaf->entry->content;

    if (link)
        return link->href;
    if (content && content->src)
        return content->src;
    return leaf->origin.alternate ? leaf->origin.alternate : stream->home;
}

const char *leaf_lang(const struct leaf *leaf, const struct stream *stream)
{
    const char *lang = leaf->entry->lang ? leaf->entry->lang
                                         : leaf->origin.lang;

    return lang && strcmp(lang, stream->lang ? stream->lang : "") != 0 ? lang
                                                                       : NULL;
}
