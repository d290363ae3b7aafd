/*
 * search.c - the page on which somebody looks for words: a form that needs no
 * script, and the articles as other pages show them.
 */
#include "output/search.h"
#include "output/spoken.h"

static const struct words {
    const char *title, *nothing, *feed;
    const char *more, *late, *refused;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .title = "Search",
                             .nothing = "No article has these words.",
                             .feed = "What is found, as a feed",
                             .more = "These are the newest. More words find "
                                "fewer articles.",                             .late = "The search took too long: older articles "
                                "were not looked at.", .refused = "That is too much to look for at once: use "
                                   "fewer words.", },
        [SPOKEN_FR] =
                {
                             .title = "Recherche",
                             .nothing = "Aucun article ne contient ces mots.",
                             .feed = "Ces résultats en flux",
                             .more = "Voici les plus récents. Davantage de mots "
                                "en trouvent moins.", .late = "La recherche a duré trop longtemps : les "
                                "articles plus anciens n’ont pas été lus.",                                           .refused = "C’est trop à la fois : cherchez moins de "
                                   "mots.", },
};

void search_page_write(struct buf *out, const struct search_page *search)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf beside = {0};
    const struct site *site = search->site;
    const struct words *w = &words[spoken_of(site->lang)];
    const char *title = search->found
            ? arena_printf(&a, "%s – %s", w->title, search->words)
            : w->title;
    const struct page page = {.site = site,
            .path = search->path ? search->path : "search",
            .title = title,
            .only_feed = search->feed,
            .feed_title = title,
            .lang = site->lang,
            .zone = site->zone,
            .hidden = true,
            .form = true};

    page_open(out, &page);
    page_search(out, &page, search->words);
    if (search->found && search->found->leaves)
        river_days(out, &page, search->found->leaves, false);
    else if (search->found)
        html_text(out, "<p>", w->nothing, "</p>\n");
    if (search->refused)
        html_text(out, "<p>", w->refused, "</p>\n");
    if (search->more)
        html_text(out, "<p>", search->late ? w->late : w->more, "</p>\n");
    if (search->feed) {
        buf_text(&beside, "<p>");
        page_link_to(&beside, &page, search->feed, w->feed);
        buf_text(&beside, "</p>\n");
    }
    page_close(out, &page, &beside);
}
