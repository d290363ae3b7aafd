/*
 * search.c - the page on which somebody looks for words: a form that needs no
 * script, and the articles as the front page shows them.
 */
#include "output/search.h"
#include "output/spoken.h"

static const struct words {
    const char *search, *label, *skip, *nothing, *feed, *front;
    const char *more, *late;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .search = "Search",
                             .label = "Words, or \"words in this order\"",
                             .skip = "Skip to the articles",
                             .nothing = "No article has these words.",
                             .feed = "What is found, as a feed",
                             .front = "All articles",
                             .more = "These are the newest. More words find "
                                "fewer articles.",             .late = "The search took too long: older articles "
                                "were not looked at.", },
        [SPOKEN_FR] =
                {
                             .search = "Rechercher",
                             .label = "Des mots, ou \"des mots dans cet ordre\"",
                             .skip = "Aller aux articles",
                             .nothing = "Aucun article ne contient ces mots.",
                             .feed = "Ces résultats en flux",
                             .front = "Tous les articles",
                             .more = "Voici les plus récents. Davantage de mots "
                                "en trouvent moins.", .late = "La recherche a duré trop longtemps : les "
                                "articles plus anciens n’ont pas été lus.", },
};

static void tagged(struct buf *out, const char *open, const char *text,
        const char *close)
{
    buf_text(out, open);
    xml_escape(out, text);
    buf_text(out, close);
}

static void head(struct buf *out, const struct search_page *page,
        const struct words *w)
{
    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n",
            spoken_tag(spoken_of(page->lang)));
    tagged(out,
            "<head>\n<meta charset=\"utf-8\">\n" PAGE_POLICY_WITH_FORMS
            "<meta name=\"robots\" content=\"noindex\">\n<title>",
            page->words ? page->words : w->search, " – ");
    tagged(out, "", page->title,
            "</title>\n<link rel=\"stylesheet\" href=\"style.css\">\n");
    if (page->feed) {
        buf_text(out, "<link rel=\"alternate\" type=\"application/atom+xml\"");
        xml_attribute(out, "title", w->feed);
        xml_attribute(out, "href", page->feed);
        buf_text(out, ">\n");
    }
    buf_text(out, "</head>\n");
}

static void form(struct buf *out, const struct search_page *page,
        const struct words *w)
{
    tagged(out,
            "<form action=\"search\" role=\"search\">\n<p><label for=\"q\">",
            w->label,
            "</label><br>\n<input id=\"q\" name=\"q\" type=\"search\" "
            "maxlength=\"100\" required");
    xml_attribute(out, "value", page->words);
    tagged(out, ">\n<button>", w->search, "</button></p>\n</form>\n");
}

static void footer(struct buf *out, const struct search_page *page,
        const struct words *w)
{
    buf_text(out, "<footer>\n");
    if (page->feed) {
        buf_text(out, "<p><a");
        xml_attribute(out, "href", page->feed);
        tagged(out, ">", w->feed, "</a></p>\n");
    }
    tagged(out, "<p><a href=\"index.html\">", w->front,
            "</a></p>\n</footer>\n");
}

void search_page_write(struct buf *out, const struct search_page *page)
{
    const struct words *w = &words[spoken_of(page->lang)];
    const struct front front = {.lang = page->lang,
            .zone = page->zone,
            .all = page->found};

    head(out, page, w);
    tagged(out, "<body>\n<a class=\"skip\" href=\"#articles\">", w->skip,
            "</a>\n<header>\n<h1>");
    tagged(out, "", w->search, "</h1>\n<p");
    xml_attribute(out, "lang", page->lang);
    tagged(out, ">", page->title, "</p>\n");
    form(out, page, w);
    buf_text(out, "</header>\n<main id=\"articles\" tabindex=\"-1\">\n");
    if (page->found && !page->found->leaves)
        tagged(out, "<p>", w->nothing, "</p>\n");
    if (page->found)
        page_articles(out, &front);
    if (page->more)
        tagged(out, "<p>", page->late ? w->late : w->more, "</p>\n");
    buf_text(out, "</main>\n");
    footer(out, page, w);
    buf_text(out, "</body>\n</html>\n");
}
