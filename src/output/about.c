#include "output/river.h"

/* What stands around a number. */
struct counted {
    const char *before, *one, *many;
};

static const struct words {
    const char *title;
    struct counted sources; /* the sentence that says what the site is */
    const char *original;
    const char *follow, *feeds, *lists, *their_list, *our_list;
    const char *privacy, *nothing_loaded, *images_loaded;
    const char *contact, *removal;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .title = "About",
                             .sources = {"This site gathers what ",
                                " actor publishes elsewhere.",
                                " actors publish elsewhere."},
                             .original =
                                "It shows how each article begins; its title "
                                "leads to the original.", .follow = "Follow",
                             .feeds = "A feed tells a reader program what is new. "
                                 "Give it "
                                 "the address of one of these; each page has "
                                 "such "
                                 "feeds of its own.",               .lists = "Lists for reader programs (OPML)",
                             .their_list = "The sources that are read here",
                             .our_list = "The feeds of this site",
                             .privacy = "Privacy",
                             .nothing_loaded =
                                "These pages set no cookies, run no "
                                "scripts and load nothing from elsewhere.", .images_loaded =
                                "These pages set no cookies and run no "
                                "scripts. Pictures come from where the "
                                "articles are: who serves them can see "
                                "your address.", .contact = "Contact",
                             .removal =
                                "To have an article or a source corrected or "
                                "taken down, write to", },
        [SPOKEN_FR] =
                {
                             .title = "À propos",
                             .sources = {"Ce site rassemble ce que ",
                                " acteur publie ailleurs.",
                                " acteurs publient ailleurs."},
                             .original = "Il montre le début de chaque article ; le "
                                    "titre mène à l’original.",        .follow = "Suivre",
                             .feeds = "Un flux dit à un logiciel de lecture ce qui "
                                 "est "
                                 "nouveau. Donnez-lui l’adresse de l’un de "
                                 "ceux-ci ; "
                                 "chaque page a aussi les siens.", .lists = "Listes pour logiciels de lecture (OPML)",
                             .their_list = "Les sources qui sont lues ici",
                             .our_list = "Les flux de ce site",
                             .privacy = "Vie privée",
                             .nothing_loaded =
                                "Ces pages ne déposent aucun cookie, "
                                "n’exécutent aucun script et ne chargent "
                                "rien d’ailleurs.",             .images_loaded =
                                "Ces pages ne déposent aucun cookie et "
                                "n’exécutent aucun script. Les images "
                                "viennent des sites des articles, qui "
                                "peuvent voir votre adresse.",                                                                      .contact = "Contact",
                             .removal =
                                "Pour faire corriger ou retirer un article ou "
                                "une source, écrire à", },
};

static const struct words *words_of(const struct page *page)
{
    return &words[page_spoken(page)];
}

void about_sentence(struct buf *out, enum spoken language,
        const struct place_of_site *places)
{
    const struct counted *said = &words[language].sources;
    int64_t actors = 0;

    for (const struct place_of_site *p = places; p; p = p->next)
        actors += p->kind == PLACE_ACTOR;
    buf_printf(out, "%s%lld%s", said->before, (long long)actors,
            actors == 1 ? said->one : said->many);
}

static void about_site(struct buf *out, const struct page *page,
        const struct place_of_site *places)
{
    if (page->site->slots[SLOT_ABOUT]) {
        buf_text(out, page->site->slots[SLOT_ABOUT]);
        buf_char(out, '\n');
        return;
    }
    buf_text(out, "<p>");
    about_sentence(out, page_spoken(page), places);
    buf_printf(out, " %s</p>\n", words_of(page)->original);
}

static void follow(struct buf *out, const struct page *page)
{
    const struct words *w = words_of(page);

    buf_printf(out, "<h2>%s</h2>\n<p>%s</p>\n<h3>%s</h3>\n", w->follow,
            w->feeds, river_all(page_spoken(page)));
    page_feeds(out, page, "all");
    buf_printf(out, "<h3>%s</h3>\n<ul>\n<li>", w->lists);
    page_link_to(out, page, "subscriptions.opml", w->their_list);
    buf_text(out, "</li>\n<li>");
    page_link_to(out, page, "feeds.opml", w->our_list);
    buf_text(out, "</li>\n</ul>\n");
}

static void promises(struct buf *out, const struct page *page)
{
    const struct words *w = words_of(page);
    const char *contact = page->site->contact;

    buf_printf(out, "<h2>%s</h2>\n<p>%s</p>\n", w->privacy,
            page->site->remote_images ? w->images_loaded : w->nothing_loaded);
    if (!contact)
        return;
    buf_printf(out, "<h2>%s</h2>\n<p>%s ", w->contact, w->removal);
    html_link_bare(out, contact);
    buf_text(out, ".</p>\n");
}

/* ---- places ---- */

static void actor(struct buf *out, const struct actor *actor)
{
    const char *apart = "";

    buf_text(out, "<br><span class=\"from\">");
    if (actor->site)
        html_link_bare(out, actor->site);
    apart = actor->site ? " · " : "";
    for (const struct source *s = actor->sources; s && s->actor == actor;
            s = s->next) {
        buf_text(out, apart);
        html_link_bare(out, s->url);
        apart = " · ";
    }
    buf_text(out, "</span>");
}

static void place(struct buf *out, const struct page *page,
        const struct place_of_site *place)
{
    buf_text(out, "<li>");
    place_link(out, page, place);
    if (place->actor)
        actor(out, place->actor);
    buf_text(out, "</li>\n");
}

static void places_of(struct buf *out, const struct page *page,
        const struct place_of_site *places, enum place_kind kind)
{
    static const char *const ids[PLACES] = {
            [PLACE_EDITION] = "editions",
            [PLACE_THEME] = "themes",
            [PLACE_STREAM] = "selections",
            [PLACE_ACTOR] = "actors",
    };
    bool any = false;

    for (const struct place_of_site *p = places; p; p = p->next) {
        if (p->kind != kind)
            continue;
        if (!any)
            buf_printf(out, "<h2 id=\"%s\">%s</h2>\n<ul>\n", ids[kind],
                    place_heading(page_spoken(page), kind));
        any = true;
        place(out, page, p);
    }
    buf_text(out, any ? "</ul>\n" : "");
}

void about_write(struct buf *out, const struct site *site,
        const struct place_of_site *places)
{
    AUTO(buf) struct buf summary = {0};
    struct page page = {.site = site,
            .path = "about.html",
            .title = words[spoken_of(site->lang)].title,
            .lang = site->lang,
            .feed = "all",
            .feed_title = site->title};

    about_sentence(&summary, page_spoken(&page), places);
    page.summary = summary.data;
    page_open(out, &page);
    about_site(out, &page, places);
    follow(out, &page);
    promises(out, &page);
    for (enum place_kind kind = 0; kind < PLACES; kind++)
        places_of(out, &page, places, kind);
    page_close(out, &page, NULL);
}
