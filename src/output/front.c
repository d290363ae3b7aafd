#include "output/river.h"

enum { ACTORS_MAX = 40 }; /* beside the front page; the others: about.html */

static const struct words {
    const char *sources, *more;
    const char *headings[PLACES];
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .sources = "List of sources (OPML)",
                             .more = "All actors",
                             .headings = {"Editions", "Themes", "Selections",
                                "Actors"},
                             },
        [SPOKEN_FR] =
                {
                             .sources = "Liste des sources (OPML)",
                             .more = "Tous les acteurs",
                             .headings = {"Éditions", "Thèmes", "Sélections",
                                "Acteurs"},
                             },
};

const char *place_heading(enum spoken language, enum place_kind kind)
{
    return words[language].headings[kind];
}

void place_link(struct buf *out, const struct page *page,
        const struct place_of_site *place)
{
    AUTO(arena) struct arena a = {0};

    page_link_to(out, page, arena_printf(&a, "%s.html", place->name),
            place->title);
}

static void place(struct buf *out, const struct page *page,
        const struct place_of_site *place)
{
    buf_text(out, "<li>");
    place_link(out, page, place);
    buf_printf(out, " <span class=\"count\">%lld</span></li>\n",
            (long long)place->entries);
}

/* Those of one kind, as many as there is room for. */
static void places_of(struct buf *out, const struct page *page,
        const struct place_of_site *places, enum place_kind kind)
{
    int told = 0;

    for (const struct place_of_site *p = places; p; p = p->next) {
        if (p->kind != kind)
            continue;
        if (told++ == 0)
            html_text(out, "<h2>", place_heading(page_spoken(page), kind),
                    "</h2>\n<ul>\n");
        if (kind != PLACE_ACTOR || told <= ACTORS_MAX)
            place(out, page, p);
    }
    if (kind == PLACE_ACTOR && told > ACTORS_MAX) {
        buf_text(out, "<li>");
        page_link_to(out, page, "about.html#actors",
                words[page_spoken(page)].more);
        buf_printf(out, " <span class=\"count\">%d</span></li>\n", told);
    }
    buf_text(out, told > 0 ? "</ul>\n" : "");
}

void front_write(struct buf *out, const struct site *site,
        const struct stream *all, const struct place_of_site *places)
{
    AUTO(buf) struct buf beside = {0}, summary = {0};
    struct page page = {.site = site,
            .path = "index.html",
            .lang = site->lang,
            .feed = all->id,
            .feed_title = site->title,
            .zone = site->zone,
            .updated = all->leaves ? all->updated : 0};

    about_sentence(&summary, page_spoken(&page), places);
    page.summary = summary.data;
    page_open(out, &page);
    river_days(out, &page, all->leaves, false);
    buf_text(out, "<p class=\"turn\">");
    page_link_to(out, &page, "all.html", river_all(page_spoken(&page)));
    buf_text(out, "</p>\n");
    river_follow(&beside, &page);
    buf_text(&beside, "<p>");
    page_link_to(&beside, &page, "subscriptions.opml",
            words[page_spoken(&page)].sources);
    buf_text(&beside, "</p>\n");
    for (enum place_kind kind = 0; kind < PLACES; kind++)
        places_of(&beside, &page, places, kind);
    page_close(out, &page, &beside);
}
