#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "output/output.h"
#include "output/page.h"

/* ---- words ---- */

enum way { ARTICLES, ABOUT, STATUS, WAYS };

static const struct words {
    const char *skip, *pages, *updated, *zone, *health;
    const char *search, *label;
    const char *ways[WAYS];
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .skip = "Skip to the content",
                             .pages = "Pages of this site",
                             .updated = "Updated on ",
                             .zone = "Times are those of ",
                             .health = "Changes of the sources’ health",
                             .search = "Search",
                             .label = "Words, or \"words in this order\"",
                             .ways = {"Articles", "About", "Status"},
                             },
        [SPOKEN_FR] =
                {
                             .skip = "Aller au contenu",
                             .pages = "Pages de ce site",
                             .updated = "Mis à jour le ",
                             .zone = "Les heures sont celles de ",
                             .health = "Changements de santé des sources",
                             .search = "Rechercher",
                             .label = "Des mots, ou \"des mots dans cet ordre\"",
                             .ways = {"Articles", "À propos", "État"},
                             },
};

/* The pages that every page leads to. */
static const char *const paths[WAYS] = {
        [ARTICLES] = "index.html",
        [ABOUT] = "about.html",
        [STATUS] = "status.html",
};

enum spoken page_spoken(const struct page *page)
{
    return spoken_of(page->lang);
}

static const struct words *words_of(const struct page *page)
{
    return &words[page_spoken(page)];
}

/* ---- parts of markup ---- */

void html_text(struct buf *out, const char *open, const char *text,
        const char *close)
{
    buf_text(out, open);
    xml_escape(out, text);
    buf_text(out, close);
}

void html_link_out(struct buf *out, const char *url, const char *text)
{
    bool is_web = url && url_is_web(url);

    if (is_web) {
        buf_text(out, "<a rel=\"noopener ugc\"");
        xml_attribute(out, "href", url);
        buf_char(out, '>');
    }
    html_text(out, "", text, is_web ? "</a>" : "");
}

void html_link_bare(struct buf *out, const char *url)
{
    static const char mail[] = "mailto:";
    AUTO(arena) struct arena a = {0};
    const char *scheme = strstr(url, "://");
    const char *shown = scheme ? scheme + 3 : url;
    size_t size;

    if (strncmp(url, mail, sizeof(mail) - 1) == 0) {
        html_text(out, "<a href=\"", url, "\">");
        html_text(out, "", url + sizeof(mail) - 1, "</a>");
        return;
    }
    shown += strncmp(shown, "www.", 4) == 0 ? 4 : 0;
    size = strlen(shown);
    while (size > 1 && shown[size - 1] == '/')
        size--;
    html_link_out(out, url, arena_copy(&a, shown, size));
}

const char *page_root(const struct site *site)
{
    const char *scheme = strstr(site->url, "://");
    const char *path = scheme ? strchr(scheme + 3, '/') : NULL;

    return path ? path : "/";
}

void page_way(struct buf *out, const struct page *page, const char *path)
{
    size_t same = 0; /* bytes of the folders that both are in */

    if (page->anywhere) {
        xml_escape(out, page_root(page->site));
        xml_escape(out, path);
        return;
    }
    for (size_t i = 0; path[i] && path[i] == page->path[i]; i++)
        if (path[i] == '/')
            same = i + 1;
    for (const char *c = page->path + same; (c = strchr(c, '/')); c++)
        buf_text(out, "../");
    xml_escape(out, path + same);
}

void page_link_to(struct buf *out, const struct page *page, const char *path,
        const char *text)
{
    buf_text(out, "<a href=\"");
    page_way(out, page, path);
    html_text(out, "\"><bdi>", text, "</bdi></a>");
}

/* ---- times ---- */

static int offset_of(const struct page *page, int64_t seconds)
{
    return zone_offset(page->zone ? page->zone : zone_utc(), seconds);
}

static void day(struct buf *out, const struct page *page, int64_t seconds,
        void (*say)(struct buf *, enum spoken, const struct civil *))
{
    struct civil t = civil_of(seconds + offset_of(page, seconds));

    buf_printf(out, "<time datetime=\"%04d-%02d-%02d\">", t.year, t.month,
            t.day);
    say(out, page_spoken(page), &t);
    buf_text(out, "</time>");
}

void page_day(struct buf *out, const struct page *page, int64_t seconds)
{
    day(out, page, seconds, spoken_day);
}

void page_date(struct buf *out, const struct page *page, int64_t seconds)
{
    day(out, page, seconds, spoken_date);
}

void page_clock(struct buf *out, const struct page *page, int64_t seconds)
{
    char date[DATE_SIZE];

    date_write_offset(date, seconds, offset_of(page, seconds));
    buf_printf(out, "<time datetime=\"%s\">%.5s</time>", date,
            strchr(date, 'T') + 1);
}

int64_t page_day_number(const struct page *page, int64_t seconds)
{
    enum { DAY = 86400 };

    return (seconds + offset_of(page, seconds)) / DAY;
}

/* ---- the head ---- */

static void slot(struct buf *out, const struct page *page, enum slot slot)
{
    const char *text = page->site->slots[slot];

    if (text)
        buf_text(out, text);
    buf_text(out, text && text[strlen(text) - 1] != '\n' ? "\n" : "");
}

/* Nothing runs, and nothing is loaded or told that is not needed. What the
 * operator adds may have images and fonts, of this site. */
static void policy(struct buf *out, const struct page *page)
{
    bool own = false, form = page->form || page->site->search;

    for (size_t i = 0; i < SLOTS; i++)
        own = own || page->site->slots[i];
    buf_text(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; style-src 'self'");
    buf_text(out, own ? "; font-src 'self'" : "");
    if (own || page->site->remote_images)
        buf_text(out,
                page->site->remote_images ? "; img-src 'self' https:"
                                          : "; img-src 'self'");
    buf_printf(out, "; base-uri 'none'; form-action %s\">\n",
            form ? "'self'" : "'none'");
    buf_text(out,
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n");
}

static void style(struct buf *out, const struct page *page, const char *path)
{
    buf_text(out, "<link rel=\"stylesheet\" href=\"");
    page_way(out, page, path);
    buf_text(out, "\">\n");
}

static void feed(struct buf *out, const struct page *page, const char *type,
        const char *title, const char *path)
{
    buf_text(out, "<link rel=\"alternate\"");
    xml_attribute(out, "type", type);
    xml_attribute(out, "title", title);
    buf_text(out, " href=\"");
    page_way(out, page, path);
    buf_text(out, "\">\n");
}

static void feeds(struct buf *out, const struct page *page)
{
    AUTO(arena) struct arena a = {0};

    for (size_t i = 0; page->feed && i < output_count; i++)
        feed(out, page, outputs[i]->media_type, page->feed_title,
                arena_printf(&a, "%s%s", page->feed, outputs[i]->suffix));
    if (page->only_feed)
        feed(out, page, output_atom.media_type, page->feed_title,
                page->only_feed);
    else if (!page->title || !page->feed)
        feed(out, page, output_atom.media_type, words_of(page)->health,
                "health.atom");
}

/* kind: "name", or "property" for what is of Open Graph. */
static void meta(struct buf *out, const char *kind, const char *name,
        const char *content)
{
    if (!content)
        return;
    buf_text(out, "<meta");
    xml_attribute(out, kind, name);
    xml_attribute(out, "content", content);
    buf_text(out, ">\n");
}

/* The page in a few words, where a link to it is shown. */
static void card(struct buf *out, const struct page *page)
{
    AUTO(arena) struct arena a = {0};
    const struct site *site = page->site;
    const char *address = arena_printf(&a, "%s%s", site->url,
            page->title ? page->path : "");

    buf_text(out, "<link rel=\"canonical\"");
    xml_attribute(out, "href", address);
    buf_text(out, ">\n");
    meta(out, "name", "description", page->summary);
    meta(out, "property", "og:type", "website");
    meta(out, "property", "og:url", address);
    meta(out, "property", "og:title", page->title ? page->title : site->title);
    meta(out, "property", "og:site_name", page->title ? site->title : NULL);
    meta(out, "property", "og:description", page->summary);
}

static void head(struct buf *out, const struct page *page)
{
    const struct site *site = page->site;

    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n",
            spoken_tag(page_spoken(page)));
    buf_text(out, "<head>\n<meta charset=\"utf-8\">\n");
    policy(out, page);
    meta(out, "name", "robots", page->hidden ? "noindex, follow" : NULL);
    html_text(out, "<title>", page->title ? page->title : site->title,
            page->title ? " – " : "</title>\n");
    if (page->part)
        html_text(out, "", page->part, " – ");
    if (page->title)
        html_text(out, "", site->title, "</title>\n");
    card(out, page);
    style(out, page, "style.css");
    if (site->slots[SLOT_STYLE])
        style(out, page, "user.css");
    feeds(out, page);
    slot(out, page, SLOT_HEAD);
    buf_text(out, "</head>\n");
}

/* ---- what is above ---- */

/* On the front page the site's name is the heading. */
static void banner(struct buf *out, const struct page *page)
{
    buf_text(out, page->title ? "<p class=\"site\"" : "<h1 class=\"site\"");
    xml_attribute(out, "lang", page->site->lang);
    buf_char(out, '>');
    if (page->title)
        page_link_to(out, page, "index.html", page->site->title);
    else
        xml_escape(out, page->site->title);
    buf_text(out, page->title ? "</p>\n" : "</h1>\n");
}

static void ways(struct buf *out, const struct page *page)
{
    const struct words *w = words_of(page);

    buf_printf(out, "<nav aria-label=\"%s\">\n<ul>\n", w->pages);
    for (size_t i = 0; i < WAYS; i++) {
        buf_text(out, "<li><a href=\"");
        page_way(out, page, paths[i]);
        buf_text(out,
                strcmp(page->path, paths[i]) == 0 ? "\" aria-current=\"page"
                                                  : "");
        html_text(out, "\">", w->ways[i], "</a></li>\n");
    }
    buf_text(out, "</ul>\n</nav>\n");
}

void page_search(struct buf *out, const struct page *page, const char *asked)
{
    const struct words *w = words_of(page);

    buf_text(out, "<form role=\"search\" action=\"");
    page_way(out, page, "search");
    html_text(out, "\">\n<label for=\"q\">", w->label,
            "</label>\n<input id=\"q\" name=\"q\" type=\"search\" "
            "maxlength=\"100\" required");
    xml_attribute(out, "value", asked);
    html_text(out, ">\n<button>", w->search, "</button>\n</form>\n");
}

void page_open(struct buf *out, const struct page *page)
{
    head(out, page);
    html_text(out, "<body>\n<a class=\"skip\" href=\"#content\">",
            words_of(page)->skip, "</a>\n<header>\n");
    banner(out, page);
    ways(out, page);
    if (page->site->search && !page->form)
        page_search(out, page, NULL);
    slot(out, page, SLOT_HEADER);
    buf_text(out,
            "</header>\n<div class=\"page\">\n"
            "<main id=\"content\" tabindex=\"-1\">\n");
    if (!page->title)
        return;
    buf_text(out, "<h1 dir=\"auto\"");
    xml_attribute(out, "lang", page->title_lang);
    html_text(out, ">", page->title, "</h1>\n");
    if (page->part)
        html_text(out, "<p class=\"from\">", page->part, "</p>\n");
}

/* ---- beside and below ---- */

void page_feeds(struct buf *out, const struct page *page, const char *name)
{
    AUTO(arena) struct arena a = {0};

    buf_text(out, "<ul class=\"feeds\">\n");
    for (size_t i = 0; i < output_count; i++) {
        buf_text(out, "<li>");
        page_link_to(out, page,
                arena_printf(&a, "%s%s", name, outputs[i]->suffix),
                outputs[i]->name);
        buf_text(out, "</li>\n");
    }
    buf_text(out, "</ul>\n");
}

static void beside_it(struct buf *out, const struct page *page,
        const struct buf *beside)
{
    bool any = beside && beside->size > 0;

    if (!any && !page->site->slots[SLOT_ASIDE])
        return;
    buf_text(out, "<aside>\n");
    if (any)
        buf_add(out, beside->data, beside->size);
    slot(out, page, SLOT_ASIDE);
    buf_text(out, "</aside>\n");
}

static void foot(struct buf *out, const struct page *page)
{
    const struct words *w = words_of(page);

    if (!page->updated && !page->site->slots[SLOT_FOOTER])
        return;
    buf_text(out, "<footer>\n");
    slot(out, page, SLOT_FOOTER);
    if (page->updated) {
        html_text(out, "<p>", w->updated, "");
        page_day(out, page, page->updated);
        html_text(out, ". ", w->zone, "");
        html_text(out, "", page->site->zone_name, ".</p>\n");
    }
    buf_text(out, "</footer>\n");
}

void page_close(struct buf *out, const struct page *page,
        const struct buf *beside)
{
    buf_text(out, "</main>\n");
    beside_it(out, page, beside);
    buf_text(out, "</div>\n");
    foot(out, page);
    buf_text(out, "</body>\n</html>\n");
}
