#include <string.h>

#include "input/input.h"
#include "test.h"

/* An article among what surrounds it on a news site: the visible line is the
 * only place that tells author and dates. */
static const char seed[] =
        "<!DOCTYPE html><html lang=fr><head><title>Une cuisine pour dix "
        "villages | Le Relais</title></head><body>"
        "<a href='#main' class='visually-hidden skip-link'>Aller au contenu "
        "principal</a><header role=banner><nav><ul><li><a href='/'>Accueil</a>"
        "</li></ul></nav><form><input name=q> Rechercher</form></header>"
        "<main><article class='node node--type-news'>"
        "<div class=news-infos><a href='/foyer'>Par Le Foyer</a> - Publié le 3 "
        "mai 2021 - 09:15 - Mise à jour le 4 mai 2021 - 10:00</div>"
        "<div class=news-actions><a href='/flag'>Recevoir les news</a> "
        "<a href='/foyer/news'>Tous les articles de l'acteur</a></div>"
        "<h1><span>Une cuisine pour dix villages</span></h1>"
        "<div class='field--name-body'>"
        "<h2>Un camion, huit fours</h2><p>Le camion roule depuis le 12 avril "
        "2020, et il s’arrête dans dix villages du canton.</p><p>&nbsp;</p>"
        "<p><img src='/img/four.jpg' alt='LE FOUR'></p>"
        "<p>Trois équipes s’y relaient, chaque semaine :</p>"
        "<ul><li>les cuisiniers</li><li>les maraîchers</li></ul>"
        "<p>La suite s’écrira avec vous !</p><p>&nbsp;</p></div></article>"
        "<div id=newsletter-modal class=modal><button>Fermer</button>"
        "<p>Cliquez pour vous inscrire à nos Newsletters</p><label>La "
        "quotidienne</label><label>L'hebdo association</label><label>L'hebdo "
        "entreprise</label><label>L'hebdo grand public</label>"
        "<button>Fermer</button></div></main>"
        "<footer>Mentions légales</footer></body></html>";

#define SEED_BODY                                                          \
    "<h2>Un camion, huit fours</h2><p>Le camion roule depuis le 12 avril " \
    "2020, et il s’arrête dans dix villages du canton.</p>"             \
    "<p><img src=\"/img/four.jpg\" alt=\"LE FOUR\"></p>"                   \
    "<p>Trois équipes s’y relaient, chaque semaine :</p>"               \
    "<ul><li>les cuisiniers</li><li>les maraîchers</li></ul>"             \
    "<p>La suite s’écrira avec vous !</p>"

#define PROSE                                                                 \
    "<p>The old shed leaked twice a winter, and seeds do not forgive damp."   \
    "</p><p>So in April we carried eleven hundred jars across the lane, and " \
    "none of them broke.</p>"
#define CHRONICLE                                       \
    "<p>3 May 2021</p>" PROSE "<p>4 May 2021</p>" PROSE \
    "<p>5 May 2021</p>"                                 \
    "<p>Rain.</p>"
#define PAGE(head, body) \
    "<html><head>" head "</head><body>" body "</body></html>"
#define LD(json) "<script type='application/ld+json'>" json "</script>"
#define SHORTLY  "<meta name=description content='Of seeds, in short.'>"
#define CARD(n, rest)                                           \
    "<div class=card><h3><a href='/news/" n "'>Story number " n \
    "</a></h3>" rest "</div>"

/* What an item says, as one text. */
static void add_link(struct buf *out, const struct item *item)
{
    buf_text(out, item->links->href);
}

static void add_title(struct buf *out, const struct item *item)
{
    buf_text(out, item->title ? item->title->value : "(none)");
}

static void add_summary(struct buf *out, const struct item *item)
{
    buf_text(out, item->summary ? item->summary->value : "(none)");
}

static void add_content(struct buf *out, const struct item *item)
{
    buf_text(out, item->content ? item->content->value : "(none)");
}

static void add_byline(struct buf *out, const struct item *item)
{
    buf_text(out, item->byline ? item->byline : "(none)");
}

static void add_image(struct buf *out, const struct item *item)
{
    buf_text(out, item->image ? item->image : "(none)");
}

static void add_base(struct buf *out, const struct item *item)
{
    buf_text(out, item->base);
}

static void add_authors(struct buf *out, const struct item *item)
{
    for (const struct person *p = item->authors; p; p = p->next)
        buf_printf(out, "%s;", p->name);
}

static void add_categories(struct buf *out, const struct item *item)
{
    for (const struct category *c = item->categories; c; c = c->next)
        buf_printf(out, "%s;", c->term);
}

static void add_dates(struct buf *out, const struct item *item)
{
    for (const struct claim *d = item->dates; d; d = d->next)
        buf_printf(out, "%s %s (%s);", d->field, d->value, d->from);
}

#define URL "https://news.example/garden/seeds"

static bool read_page(struct reading *out, struct arena *a, const char *kind,
        const char *html, struct selector *selectors, struct err *err)
{
    struct document doc = {.now = 1700000000,
            .kind = kind,
            .url = URL,
            .selectors = selectors};

    return input_page.read(out, a, &doc, (struct bytes){html, strlen(html)},
            err);
}

/* ---- articles ---- */

/* clang-format off */
static const struct article_row {
    const char *name;
    void (*add)(struct buf *out, const struct item *item);
    const char *html, *want;
} articles[] = {
        {"the title is the h1", add_title,
                PAGE("<title>Seeds | Garden</title>", "<h1>Seeds</h1>" PROSE),
                "Seeds"},
        {"a heading that leads home is the site's name", add_title,
                PAGE("<title>Seeds - Garden</title>", "<h1><a href='/'>Garden"
                     "</a></h1><h3>Seeds</h3><div class=e-content>" PROSE
                     "</div>"), "Seeds"},
        {"the window's title may end with the article's", add_title,
                PAGE("<title>Garden - Seeds</title>", "<h1><a href='/'>Garden"
                     "</a></h1><h2>Seeds</h2><div>" PROSE "</div>"), "Seeds"},
        {"but not with the site's name", add_title,
                PAGE("<title>Seeds and jars - Garden</title>", "<header><h1>"
                     "Garden</h1></header><div><h2>Seeds and jars</h2>" PROSE
                     "</div>"), "Seeds and jars"},
        {"in whatever box that is", add_title,
                PAGE("<title>Seeds and jars | Garden</title>", "<div><h1>Garden"
                     "</h1></div><div><h2>Seeds and jars</h2>" PROSE "</div>"),
                "Seeds and jars"},
        {"nor does it begin with it", add_title,
                PAGE("<title>Garden - Seeds and jars</title>", "<div><h1>Garden"
                     "</h1></div><div><h2>Seeds and jars</h2>" PROSE "</div>"),
                "Seeds and jars"},
        {"a part of the title as a heading in the text", add_title,
                PAGE("<title>Seeds: jars</title>", "<h1>Seeds</h1>" PROSE
                     "<h2>Jars</h2>" PROSE), "Seeds"},
        {"a lead between title and text", add_summary,
                PAGE("", "<h1>Seeds</h1><div class=sub>Eleven hundred jars, one "
                         "lane, and no rain at all.</div><div class=e-content>"
                         PROSE "</div>"),
                "Eleven hundred jars, one lane, and no rain at all."},
        {"a caption is no lead", add_summary,
                PAGE(SHORTLY, "<h1>Seeds</h1><figure><img src=/a.jpg><figcaption"
                         ">The old shed, on a wet morning in May. Photo: Jo Reed"
                         "</figcaption></figure><div class=e-content>" PROSE
                         "</div>"), "Of seeds, in short."},
        {"nor is one by its class", add_summary,
                PAGE(SHORTLY, "<h1>Seeds</h1><div class=wp-caption><p>The old "
                         "shed, on a wet morning in May.</p></div><div class="
                         "e-content>" PROSE "</div>"), "Of seeds, in short."},
        {"nor an appeal", add_summary,
                PAGE(SHORTLY, "<h1>Seeds</h1><p>Ce site vit de vos dons : un "
                         "euro par mois nous suffit, merci de nous aider.</p>"
                         "<div class=e-content>" PROSE "</div>"),
                "Of seeds, in short."},
        {"nor a list", add_summary,
                PAGE("", "<h1>Seeds</h1><ul><li>Gardens, sheds, jars, lanes, "
                         "rain, winter, May</li></ul><div class=e-content>"
                         PROSE "</div>"), "(none)"},
        {"nor what is no sentence, where the page describes itself",
                add_summary,
                PAGE(SHORTLY, "<h1>Seeds</h1><p>Gardens, sheds, jars, lanes, "
                         "rain, winter, May</p><div class=e-content>" PROSE
                         "</div>"), "Of seeds, in short."},
        {"a byline is no lead", add_summary,
                PAGE("", "<h1>Seeds</h1><p>By Jo Reed and Sam Okafor, Friday 3 "
                         "May 2021 at 10:15</p><div class=e-content>" PROSE
                         "</div>"), "(none)"},
        {"an image above the text", add_image,
                PAGE("", "<article><h1>Seeds</h1><img src=/face.jpg width=80>"
                         "<img src=/jars.jpg width=600><div class=e-content>"
                         PROSE "<img src=/lane.jpg></div></article>"),
                "/jars.jpg"},
        {"a logo is no image of an article", add_image,
                PAGE("<meta property=og:image content='/img/logo-og.png'>",
                     "<h1>Seeds</h1><div class=e-content>" PROSE
                     "<img src=/lane.jpg></div>"), "/lane.jpg"},
        {"authors marked with their label", add_authors,
                PAGE("", "<article><h1>Seeds</h1><p class=p-author>By Jo Reed "
                         "and Sam Okafor</p><div class=e-content>" PROSE
                         "</div></article>"), "Jo Reed;Sam Okafor;"},
        {"authors of comments are others", add_authors,
                PAGE("", "<article class=h-entry><h1>Seeds</h1><div class="
                         "e-content>" PROSE "</div><ul><li class=h-cite><a class"
                         "=p-author>Ann Other</a></li></ul></article>"), ""},
        {"Dublin Core's creator", add_authors,
                PAGE("", "<h1>Seeds</h1><p><b property=dc:creator>Jo Reed</b>"
                         "</p><div class=e-content>" PROSE "</div>"),
                "Jo Reed;"},
        {"a byline behind the text", add_byline,
                PAGE("<title>Seeds</title>",
                         "<div class=post><p>3 May 2021</p><h3>Seeds</h3><div "
                         "class=e-content>" PROSE PROSE PROSE PROSE "</div><p>"
                         "Posted by jo at 16:32 - Comments [3]</p></div><p>"
                         "Posted by ann at 17:00</p>"),
                "3 May 2021\nPosted by jo at 16:32 - Comments [3]"},
        {"an afterword in a box", add_content,
                PAGE("", "<h1>Seeds</h1><div class=texte><p>It began in the old "
                         "shed, on a wet day in May.</p></div><div><h2>P.S.</h2>"
                         "<div class=ps>Bring a chair.</div></div>"),
                "<p>It began in the old shed, on a wet day in May.</p><h2>P.S."
                "</h2><div class=\"ps\">Bring a chair.</div>"},
        {"an h1 with the site's name is none", add_title,
                PAGE("<meta property=og:site_name content=Garden><title>Seeds "
                     "- Garden</title>",
                        "<h1>Garden</h1><h2>Seeds</h2>" PROSE),
                "Seeds"},
        {"without a heading og:title", add_title,
                PAGE("<meta property=og:title content='Seeds &amp; jars'>",
                        PROSE),
                "Seeds & jars"},
        {"else the window's title without the site", add_title,
                PAGE("<title>Seeds | Garden</title>", PROSE), "Seeds"},
        {"a heading of another level where there is no h1", add_title,
                PAGE("<title>Garden - News</title>",
                        "<table><tr><td>Home</td><td><h3>Seeds</h3>" PROSE
                        "</td></tr></table>"),
                "Seeds"},

        {"the link is the page", add_link, PAGE("", "<h1>Seeds</h1>" PROSE),
                URL},
        {"canonical", add_link,
                PAGE("<link rel=canonical href='/seeds'>", PROSE), "/seeds"},
        {"a canonical home page is a mistake", add_link,
                PAGE("<link rel=canonical href='/'>", PROSE), URL},
        {"a base is joined", add_base,
                PAGE("<base href='/x/'>", "<h1>Seeds</h1>" PROSE),
                "https://news.example/x/"},

        {"JSON-LD before og", add_dates,
                PAGE(LD("{\"@type\":\"NewsArticle\",\"datePublished\":"
                        "\"2022-05-31\",\"dateModified\":\"2022-06-01\"}")
                     "<meta property=article:published_time "
                     "content=2022-05-30>",
                        PROSE),
                "published 2022-05-31 (JSON-LD datePublished);"
                "updated 2022-06-01 (JSON-LD dateModified);"
                "published 2022-05-30 (article:published_time);"},
        {"JSON-LD, not quite JSON", add_dates,
                PAGE(LD("//<![CDATA[\n{\"@type\":[\"Thing\",\"BlogPosting\"],"
                        "\"headline\":\"a\nb\",\"datePublished\":"
                        "\"2022-05-31\",}\n//]]>"),
                        PROSE),
                "published 2022-05-31 (JSON-LD datePublished);"},
        {"JSON-LD of another page", add_dates,
                PAGE(LD("[{\"@type\":\"Article\",\"url\":\"https://a.example/"
                        "1\",\"datePublished\":\"2022-05-31\"},{\"@type\":"
                        "\"Article\",\"url\":\"https://a.example/2\"}]"),
                        PROSE),
                ""},
        {"JSON-LD of a WebPage is weak", add_dates,
                PAGE(LD("{\"@graph\":[{\"@type\":\"WebPage\","
                        "\"datePublished\":\"2022-05-31\"}]}"),
                        PROSE),
                "published-weak 2022-05-31 (JSON-LD WebPage datePublished);"},
        {"a class in the article", add_dates,
                PAGE("", "<article><h1>Seeds</h1><time class=published "
                         "datetime=2022-05-31></time>" PROSE "</article>"),
                "published 2022-05-31 (class published);"},
        {"published and updated in one was published", add_dates,
                PAGE("", "<h1>Seeds</h1><time class='published updated' "
                         "datetime=2022-05-31></time>" PROSE),
                "published 2022-05-31 (class published);"},
        {"of SPIP", add_dates,
                PAGE("", "<h1>Seeds</h1><abbr class=published "
                         "title=2022-05-31T08:20:00Z>31 mai</abbr>" PROSE),
                "published 2022-05-31T08:20:00Z (class published);"},
        {"in a sidebar", add_dates,
                PAGE("", "<article><h1>Seeds</h1>" PROSE "</article>"
                         "<time class=published datetime=2022-05-31></time>"),
                ""},
        {"in a comment", add_dates,
                PAGE("", "<article><h1>Seeds</h1>" PROSE "<div class="
                         "comment-list><time datetime=2022-05-31></time></div>"
                         "</article>"),
                ""},
        {"times, one of an update", add_dates,
                PAGE("", "<article><h1>Seeds</h1><p class=meta>Updated <time "
                         "datetime=2022-06-01></time>, first <time datetime="
                         "2022-05-31></time></p>" PROSE "</article>"),
                "updated 2022-06-01 (time);published 2022-05-31 (time);"},
        {"dcterms are weak", add_dates,
                PAGE("<meta name=DCTERMS.issued content=2022-05-31>"
                     "<meta name=dcterms.modified content=2022-06-01>",
                        PROSE),
                "published-weak 2022-05-31 (dcterms.issued);"
                "updated-weak 2022-06-01 (dcterms.modified);"},

        {"authors of JSON-LD", add_authors,
                PAGE(LD("{\"@graph\":[{\"@type\":\"Article\",\"author\":[{"
                        "\"@id\":\"#a\"},\"Bo &amp; Co\",\"https://x.example/"
                        "\"]},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":"
                        "\"Ann\"}]}"),
                        PROSE),
                "Ann;Bo & Co;"},
        {"the site is no author where one is nearer", add_authors,
                PAGE("<title>Seeds | Garden</title>"
                        LD("{\"@type\":\"Article\",\"author\":\"Garden\"}"),
                        "<h1>Seeds</h1><span class=p-author>Sam</span>" PROSE),
                "Sam;"},
        {"but it is where there is none", add_authors,
                PAGE("<title>Seeds | Garden</title>"
                        LD("{\"@type\":\"Article\",\"author\":\"Garden\"}"),
                        "<h1>Seeds</h1>" PROSE),
                "Garden;"},
        {"authors of an h-card", add_authors,
                PAGE("", "<h1>Seeds</h1><span class='vcard author'><a class=fn>"
                         "Ann</a></span><span class='vcard author'><a class=fn"
                         ">Bo</a></span>" PROSE),
                "Ann;Bo;"},
        {"rel=author", add_authors,
                PAGE("", "<h1>Seeds</h1><a rel=author href='/ann'>Ann</a>"
                        PROSE),
                "Ann;"},
        {"rel=author outside of the article", add_authors,
                PAGE("", "<a rel=author href='/'>Garden</a><article><h1>Seeds"
                         "</h1>" PROSE "</article>"),
                ""},
        {"meta author", add_authors,
                PAGE("<meta name=author content='Ann Bell'>", PROSE),
                "Ann Bell;"},
        {"meta author is a log-in", add_authors,
                PAGE("<meta name=author content=abell>", PROSE), ""},
        {"a visible author is nearer than meta", add_authors,
                PAGE("<meta name=author content='Ann Bell'>",
                        "<h1>Seeds</h1><p>By Bo Carr</p>" PROSE),
                ""},

        {"a rubric is not", add_authors,
                PAGE("<meta name=author content='Ann Bell'>",
                        "<h1>Seeds</h1><p>Chronique de Palestine</p>" PROSE),
                "Ann Bell;"},

        {"a byline before the title", add_byline,
                PAGE("", "<p>31 May 2022</p><h1>Seeds</h1>" PROSE),
                "31 May 2022"},
        {"and after it", add_byline,
                PAGE("", "<h1>Seeds</h1><p>By Ann</p><p>31/05/2022</p>" PROSE),
                "By Ann\n31/05/2022"},
        {"with a class, far from it", add_byline,
                PAGE("", "<article><h1>Seeds</h1>" PROSE PROSE PROSE PROSE
                         "<div class=entry-meta>Posted 31 May 2022</div>"
                         "</article>"),
                "Posted 31 May 2022"},
        {"elements side by side are words", add_byline,
                PAGE("", "<h1>Seeds</h1><div class=byline><span>By Ann</span>"
                         "<time>31 May 2022</time><span>, 9:00</span></div>"
                        PROSE),
                "By Ann 31 May 2022, 9:00"},
        {"prose is none", add_byline,
                PAGE("", "<h1>Seeds</h1><p>It all began in 2019, with one old "
                         "jar.</p>" PROSE),
                "(none)"},

        {"days within the text are its own", add_content,
                PAGE("", "<h1>Seeds</h1><p class=date>31 May 2022</p><div class"
                         "=e-content>" CHRONICLE "</div>"), CHRONICLE},
        {"and tell nothing", add_byline,
                PAGE("", "<h1>Seeds</h1><p class=date>31 May 2022</p><div class"
                         "=e-content>" CHRONICLE "</div>"), "31 May 2022"},
        {"whatever their class", add_byline,
                PAGE("", "<h1>Seeds</h1><div><p class=date>3 May 2021</p>" PROSE
                         "<p class=date>4 May 2021</p>" PROSE "<p class=date>5 "
                         "May 2021</p></div>"), "(none)"},
        {"a date below the lead", add_byline,
                PAGE("", "<div><h1>Seeds</h1>" PROSE "<p class=date>31 May 2022"
                         "</p>" PROSE PROSE "</div>"), "31 May 2022"},
        {"a label below the lead", add_byline,
                PAGE("", "<div><h1>Seeds</h1>" PROSE "<p>By Ann, 31 May 2022</p"
                         ">" PROSE "<p>3 May 1971</p>" PROSE "</div>"),
                "By Ann, 31 May 2022"},
        {"a day that is to come", add_content,
                PAGE("", "<h1>Seeds</h1><div class=e-content><p>Saturday 5 "
                         "December 2026</p>" PROSE "</div>"),
                "<p>Saturday 5 December 2026</p>" PROSE},

        {"the body by its class", add_content,
                PAGE("", "<div class=a>" PROSE "</div><div class=entry-content"
                         "><p>Only this is the text of this article, said the "
                         "class.</p></div>"),
                "<p>Only this is the text of this article, said the class."
                "</p>"},
        {"the body by its prose", add_content,
                PAGE("", "<div><a href='/a'>One</a> <a href='/b'>Two</a></div>"
                         "<div><div>" PROSE "</div></div>"),
                PROSE},
        {"sections belong together", add_content,
                PAGE("", "<div><section>" PROSE "</section><section>" PROSE
                         "</section></div>"),
                "<section>" PROSE "</section><section>" PROSE "</section>"},
        {"title and byline are no body", add_content,
                PAGE("", "<div><h1>Seeds</h1><p class=date>31 May 2022</p>"
                        PROSE "</div>"),
                PROSE},
        {"chrome inside", add_content,
                PAGE("", "<div class=e-content>" PROSE
                         "<div class=sharedaddy><p>Share this</p></div><aside>"
                         "Aside</aside><p><b>Lire aussi :</b> jars</p><p>"
                         "Fermer</p><div style='display:none'>x</div></div>"),
                PROSE},
        {"a class that lies", add_content,
                PAGE("", "<div class=e-content><div class=promo>" PROSE
                         "</div></div>"),
                "<div class=\"promo\">" PROSE "</div>"},
        {"a page in a form", add_content,
                PAGE("", "<form><h1>Seeds</h1><div class=e-content>" PROSE
                         "</div></form>"),
                PROSE},
        {"empty paragraphs", add_content,
                PAGE("", "<div class=e-content>" PROSE "<p>&nbsp;<br></p><div>"
                         "<p> </p></div></div>"),
                PROSE},
        {"a quotation keeps its footer", add_content,
                PAGE("", "<div class=e-content><blockquote>" PROSE
                         "<footer>Ann</footer></blockquote></div>"),
                "<blockquote>" PROSE "<footer>Ann</footer></blockquote>"},
        {"lazy images", add_content,
                PAGE("", "<div class=e-content>" PROSE "<img data-src=a.png "
                         "src='data:,' alt=A><img src='data:,' srcset='b.png "
                         "1x, c.png 2x'></div>"),
                PROSE "<img data-src=\"a.png\" src=\"a.png\" alt=\"A\"><img "
                      "src=\"c.png\" srcset=\"b.png 1x, c.png 2x\">"},
        {"lead and notes", add_content,
                PAGE("", "<div><div class=chapo>In short.</div><div class="
                         "texte>" PROSE "</div><div class=notes><p>1. A note."
                         "</p></div></div>"),
                "In short." PROSE "<p>1. A note.</p>"},
        {"unclosed paragraphs", add_content,
                PAGE("", "<div class=e-content><p>The old shed leaked twice a "
                         "winter, and more.<p>We carried all of the jars "
                         "across the lane.</div>"),
                "<p>The old shed leaked twice a winter, and more.</p><p>We "
                "carried all of the jars across the lane.</p>"},

        {"the summary is the lead", add_summary,
                PAGE("<meta name=description content=no>",
                        "<p class=chapo>In short.</p>" PROSE),
                "In short."},
        {"else the description", add_summary,
                PAGE("<meta name=description content='In &amp; out.'>", PROSE),
                "In & out."},
        {"the image of JSON-LD", add_image,
                PAGE("<meta property=og:image content=cut.png>" LD(
                             "{\"@type\":\"Article\",\"image\":[{\"url\":"
                             "\"a.png\"}]}"),
                        PROSE),
                "a.png"},
        {"of og", add_image,
                PAGE("<meta property=og:image content=cut.png>", PROSE),
                "cut.png"},
        {"the first that is large", add_image,
                PAGE("", "<div class=e-content><img src=i.png width=16>" PROSE
                         "<img src=a.png width=640></div>"),
                "a.png"},
        {"categories", add_categories,
                PAGE("<meta property=article:section content=Garden>"
                     "<meta property=article:tag content=Seeds>",
                        "<h1>Jars</h1>" PROSE "<a rel='category tag'>garden</a"
                        "><a rel=tag>Jars</a>"),
                "Garden;Seeds;Jars;"},

        {"an article, title", add_title, seed,
                "Une cuisine pour dix villages"},
        {"an article, byline", add_byline, seed,
                "Par Le Foyer - Publié le 3 mai 2021 - 09:15 - Mise à jour le "
                "4 mai 2021 - 10:00"},
        {"an article, body", add_content, seed, SEED_BODY},
        {"an article, image", add_image, seed, "/img/four.jpg"},
};
/* clang-format on */

static void check_article(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct article_row *row = *state;
    struct reading reading = {0};
    struct err err = {0};

    if (!read_page(&reading, &a, "article", row->html, NULL, &err))
        fail_msg("%s", err.text);
    assert_null(reading.items->next);
    row->add(&got, reading.items);
    assert_string_equal(got.data ? got.data : "", row->want);
}

/* The same article where the operator said where things stand. */
/* clang-format off */
static const struct selected_row {
    const char *name;
    void (*add)(struct buf *out, const struct item *item);
    struct selector selector;
    const char *want;
} selected[] = {
        {"a title", add_title, {.part = "title", .text = "css: h2"},
                "Un camion, huit fours"},
        {"a title in an attribute", add_title,
                {.part = "title", .text = "xpath: //img/@alt"}, "LE FOUR"},
        {"a byline", add_byline, {.part = "byline", .text = "css: .news-infos"},
                "Par Le Foyer - Publié le 3 mai 2021 - 09:15 - Mise à jour le "
                "4 mai 2021 - 10:00"},
        {"a body", add_content,
                {.part = "body", .text = "css: .field--name-body"}, SEED_BODY},
        {"a body in XPath", add_content,
                {.part = "body", .text = "xpath: //article/div[last()]"},
                SEED_BODY},
        {"what the rules call chrome", add_content,
                {.part = "body", .text = "css: #newsletter-modal p"},
                "Cliquez pour vous inscrire à nos Newsletters"},
        {"what to drop", add_content,
                {.part = "drop", .text = "css: h2, ul, p:not(:contains(\"12\"))"},
                "<p>Le camion roule depuis le 12 avril 2020, et il s’arrête "
                "dans dix villages du canton.</p>"},
        {"an author", add_authors,
                {.part = "author", .text = "css: .news-infos a"},
                "Par Le Foyer;"},
        {"a date", add_byline, {.part = "date", .text = "css: li:first-child"},
                "Accueil\nles cuisiniers"},
};
/* clang-format on */

static void check_selected(void **state)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = {0};
    const struct selected_row *row = *state;
    struct selector selector = row->selector;
    struct reading reading = {0};
    struct err err = {0};

    if (!read_page(&reading, &a, "article", seed, &selector, &err))
        fail_msg("%s", err.text);
    row->add(&got, reading.items);
    assert_string_equal(got.data, row->want);
}

/* ---- what is what ---- */

/* clang-format off */
static const struct kind_row {
    const char *name, *kind, *html;
    bool article; /* where nothing is refused */
    const char *error;
} kinds[] = {
        {"an article", NULL, seed, true, NULL},
        {"an article with links to others", NULL,
                PAGE("", "<h1>Seeds</h1><div class=e-content>" PROSE PROSE
                         "</div><div class=more>" CARD("1", "") CARD("2", "")
                                 CARD("3", "") "</div>"),
                true, NULL},
        {"a list", NULL, PAGE("", CARD("1", "") CARD("2", "") CARD("3", "")),
                false, NULL},
        {"a list with teasers", NULL,
                PAGE("", "<h1>News</h1><div>" CARD("1", PROSE) CARD("2", PROSE)
                                 CARD("3", PROSE) "</div>"),
                false, NULL},
        {"neither", NULL, PAGE("", "<p>Loading</p>"), false,
                "no list of articles in it: no three links that are alike have "
                "headings or dates"},
        {"an article is no list", "page", seed, false,
                "no list of articles in it: no three links that are alike have "
                "headings or dates"},
        {"no text", "article", PAGE("", ""), false, "no article in it"},
        {"a page that is not there", "article",
                PAGE("<title>Page introuvable - Garden</title>", "<h1>Oups !"
                     "</h1>" PROSE), false,
                "no article in it: it says 'Page introuvable'"},
        {"a log-in", "article", PAGE("", "<h1>Sign in</h1>" PROSE), false,
                "no article in it: it says 'Sign in'"},
        {"an article that is called like one", "article",
                PAGE("<title>Un instant de grâce</title>", "<h1>Un instant de "
                     "grâce</h1>" PROSE PROSE PROSE), true, NULL},
        {"an article about a log-in", "article",
                PAGE("", "<h1>Identification</h1>" PROSE PROSE PROSE), true,
                NULL},
        {"not with that much about nothing", "article",
                PAGE("", "<h1>Page not found</h1>" PROSE PROSE PROSE), false,
                "no article in it: it says 'Page not found'"},
        {"an article about such a page", "article",
                PAGE("<meta property='article:published_time' content='2021-05-"
                     "03'>", "<h1>404: page not found</h1>" PROSE),
                true, NULL},
        {"no page", "article", "", false, "no HTML in it"},
        {"nothing selected", "page", PAGE("", CARD("1", "")), false,
                "no list of articles in it: no three links that are alike have "
                "headings or dates"},
};
/* clang-format on */

static void check_kind(void **state)
{
    AUTO(arena) struct arena a = {0};
    const struct kind_row *row = *state;
    struct reading reading = {0};
    struct err err = {0};
    bool ok = read_page(&reading, &a, row->kind, row->html, NULL, &err);

    assert_int_equal(ok, row->error == NULL);
    if (!ok) {
        assert_string_equal(err.text, row->error);
        assert_int_equal(err.kind, ERR_DOCUMENT);
        assert_null(reading.items);
        return;
    }
    assert_int_equal(reading.items->content != NULL, row->article);
}

int main(void)
{
    int failed = RUN_TABLE(articles, check_article);

    failed += RUN_TABLE(selected, check_selected);
    failed += RUN_TABLE(kinds, check_kind);
    return failed != 0;
}
