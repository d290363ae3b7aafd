#include "flow/edition_list.h"

void edition_outlines(struct outline **tail, const struct run *run,
        struct arena *a)
{
    const char *site = run->config->site.url;

    for (const struct edition *e = run->config->editions; e; e = e->next) {
        struct outline *outline = ARENA_NEW(a, struct outline);

        outline->group = "edition";
        outline->title = e->name;
        outline->xml_url = arena_printf(a, "%seditions/%s.atom", site, e->id);
        outline->html_url = arena_printf(a, "%seditions/%s.html", site, e->id);
        outline->type = "rss";
        *tail = outline;
        tail = &outline->next;
    }
}

bool edition_links(struct stream_link **tail, const struct run *run,
        struct arena *a, struct err *err)
{
    for (const struct live_edition *e = run->editions; e; e = e->next) {
        struct stream_link *link = ARENA_NEW(a, struct stream_link);

        link->group = "edition";
        link->title = e->edition->name;
        link->path = arena_printf(a, "editions/%s.html", e->edition->id);
        if (!store_count_issues(run->store, e->stored.id, &link->entries, err))
            return false;
        *tail = link;
        tail = &link->next;
    }
    return true;
}
