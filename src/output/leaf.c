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

bool leaf_names_any(const struct person *persons)
{
    while (persons && !leaf_names(persons))
        persons = persons->next;
    return persons != NULL;
}

/* Inheritance is what most readers do not know: each entry has its author. */
const struct person *leaf_authors(const struct leaf *leaf,
        struct person *last_resort)
{
    const struct entry *source = leaf->entry->source;
    const char *title = leaf->origin.title;

    *last_resort = (struct person){
            .name = leaf->actor_name && (!source || !title) ? leaf->actor_name
                                                            : title};
    if (leaf_names_any(leaf->entry->authors))
        return leaf->entry->authors;
    return source && leaf_names_any(source->authors) ? source->authors
                                                     : last_resort;
}

const struct construct *leaf_rights(const struct leaf *leaf)
{
    const struct entry *from = leaf->origin.from;

    if (leaf->entry->rights)
        return leaf->entry->rights;
    return from ? from->rights : NULL;
}

const char *leaf_license(const struct leaf *leaf)
{
    const struct entry *from = leaf->origin.from;
    const struct link *link = entry_link(leaf->entry, "license");

    if (!link && from)
        link = entry_link(from, "license");
    return link ? link->href : NULL;
}

const struct construct *leaf_body(const struct leaf *leaf)
{
    const struct entry *entry = leaf->entry;

    return entry->content && !entry->content->src ? entry->content
                                                  : entry->summary;
}

const char *leaf_markup(struct buf *scratch, const struct construct *construct)
{
    AUTO(buf) struct buf text = {0};
    const char *line, *end;

    if (construct->html.markup)
        return construct->html.markup;
    xml_escape(&text, construct->text ? construct->text : "");
    line = text.size > 0 ? text.data : "";
    for (; (end = strchr(line, '\n')); line = end + 1) {
        buf_add(scratch, line, (size_t)(end - line));
        buf_text(scratch, "<br>\n");
    }
    buf_text(scratch, line);
    return scratch->size > 0 ? scratch->data : "";
}

const char *leaf_type(const char *type)
{
    const char *slash = type ? strchr(type, '/') : NULL;

    return slash && slash > type && slash[1] &&
                    strcspn(type, " ()<>@,[]?=\"\\") >= strcspn(type, ";") &&
                    !strchr(slash + 1, '/')
            ? type
            : NULL;
}

const char *leaf_page(const struct leaf *leaf, const struct stream *stream)
{
    const struct link *link = entry_link(leaf->entry, "alternate");
    const struct construct *content = leaf->entry->content;

    if (link)
        return link->href;
    if (content && content->src)
        return content->src;
    if (leaf->origin.alternate)
        return leaf->origin.alternate;
    return leaf->home ? leaf->home : stream->home;
}

const char *leaf_lang(const struct leaf *leaf, const struct stream *stream)
{
    const char *lang = leaf->entry->lang ? leaf->entry->lang
                                         : leaf->origin.lang;

    return lang && strcmp(lang, stream->lang ? stream->lang : "") != 0 ? lang
                                                                       : NULL;
}
