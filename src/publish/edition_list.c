#include "publish/edition_list.h"

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

bool edition_places(struct place_of_site **tail, const struct run *run,
        struct arena *a, struct err *err)
{
    for (const struct live_edition *e = run->editions; e; e = e->next) {
        struct place_of_site *place = ARENA_NEW(a, struct place_of_site);

        place->kind = PLACE_EDITION;
        place->title = e->edition->name;
        place->name = arena_printf(a, "editions/%s", e->edition->id);
        if (!store_count_issues(run->store, e->stored.id, &place->entries, err))
            return false;
        *tail = place;
        tail = &place->next;
    }
    return true;
}
