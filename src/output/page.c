/*
 * page.c - the front page: a page for people that needs no script.
 *
 * It links to the originals and shows the beginning of each, as plain text:
 * no image tells a third party who reads. Its own words are in the language of
 * <html>; what is from elsewhere says its own.
 */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "output/output.h"
#include "output/spoken.h"

enum { ENTRIES_MAX = 60, EXCERPT_MAX = 320, DAY = 86400 };

/* ---- words ---- */

static const struct words {
    const char *skip, *nothing, *feeds, *everything, *sources, *updated;
    const char *health;
    const char *by_group[4]; /* as in groups[] */
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .skip = "Skip to the articles",
                             .nothing = "Nothing has been published yet.",
                             .feeds = "Feeds",
                             .everything = "All articles",
                             .sources = "List of sources (OPML)",
                             .updated = "Updated",
                             .health = "Status of the sources",
                             .by_group = {"Actors", "Themes", "Selections",
                                "Editions"},
                             },
        [SPOKEN_FR] =
                {
                             .skip = "Aller aux articles",
                             .nothing = "Rien n’a encore été publié.",
                             .feeds = "Flux",
                             .everything = "Tous les articles",
                             .sources = "Liste des sources (OPML)",
                             .updated = "Mis à jour le",
                             .health = "État des sources",
                             .by_group = {"Acteurs", "Thèmes", "Sélections",
                                "Éditions"},
                             },
};

static const char *const groups[] = {"actor", "theme", "stream", "edition"};

static const struct words *words_of(const char *lang)
{
    return &words[spoken_of(lang)];
}

/* ---- excerpts ---- */

/* The text up to the end of the first word past EXCERPT_MAX bytes. */
static void excerpt(struct buf *out, const struct entry *entry)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf plain = {0};
    char *line, *end;

    construct_show(&plain, entry->summary ? entry->summary : entry->content);
    line = plain.size > 0 ? text_line(&a, plain.data, plain.size) : NULL;
    if (!line)
        return;
    end = strlen(line) > EXCERPT_MAX ? strchr(line + EXCERPT_MAX, ' ') : NULL;
    if (end)
        *end = '\0';
    buf_text(out, "<p>");
    xml_escape(out, line);
    buf_text(out, end ? " …</p>\n" : "</p>\n");
}

/* ---- parts ---- */

static void tagged(struct buf *out, const char *open, const char *text,
        const char *close)
{
    buf_text(out, open);
    xml_escape(out, text);
    buf_text(out, close);
}

/* Seconds east of UTC, for those who read the page. */
static int offset_of(const struct front *front, int64_t seconds)
{
    return zone_offset(front->zone ? front->zone : zone_utc(), seconds);
}

static void day(struct buf *out, const struct front *front, int64_t seconds)
{
    struct civil t = civil_of(seconds + offset_of(front, seconds));

    buf_printf(out, "<time datetime=\"%04d-%02d-%02d\">", t.year, t.month,
            t.day);
    spoken_day(out, spoken_of(front->lang), &t);
    buf_text(out, "</time>");
}

static void clock(struct buf *out, const struct front *front, int64_t seconds)
{
    char date[DATE_SIZE];

    date_write_offset(date, seconds, offset_of(front, seconds));
    buf_printf(out, "<time datetime=\"%s\">%.5s</time>", date,
            strchr(date, 'T') + 1);
}

static void article(struct buf *out, const struct front *front,
        const struct leaf *leaf)
{
    const struct link *original = entry_link(leaf->entry, "alternate");
    const char *own = leaf->entry->lang ? leaf->entry->lang : leaf->origin.lang;

    buf_text(out, "<article");
    xml_attribute(out, "lang", own ? own : front->lang);
    buf_text(out, ">\n<h3 dir=\"auto\">");
    if (original) {
        buf_text(out, "<a rel=\"noopener ugc\"");
        xml_attribute(out, "href", original->href);
        buf_char(out, '>');
    }
    tagged(out, "", leaf->title, original ? "</a></h3>\n" : "</h3>\n");
    buf_text(out, "<p class=\"from\">");
    if (leaf->actor_name)
        tagged(out, "<bdi>", leaf->actor_name, "</bdi> · ");
    clock(out, front, leaf->published);
    buf_text(out, "</p>\n");
    excerpt(out, leaf->entry);
    buf_text(out, "</article>\n");
}

void page_articles(struct buf *out, const struct front *front)
{
    const struct leaf *leaf = front->all->leaves;
    int64_t day_before = INT64_MIN, today;

    for (int i = 0; leaf && i < ENTRIES_MAX; i++, leaf = leaf->next) {
        today = (leaf->published + offset_of(front, leaf->published)) / DAY;
        if (today != day_before) {
            buf_text(out, "<h2>");
            day(out, front, leaf->published);
            buf_text(out, "</h2>\n");
        }
        day_before = today;
        article(out, front, leaf);
    }
}

static void articles(struct buf *out, const struct front *front,
        const struct words *w)
{
    buf_text(out, "<main id=\"articles\" tabindex=\"-1\">\n");
    if (!front->all->leaves)
        tagged(out, "<p>", w->nothing, "</p>\n");
    page_articles(out, front);
    buf_text(out, "</main>\n");
}

static void stream_group(struct buf *out, const struct front *front,
        size_t group, const struct words *w)
{
    bool any = false;

    for (const struct stream_link *l = front->streams; l; l = l->next) {
        if (strcmp(l->group, groups[group]) != 0)
            continue;
        if (!any)
            tagged(out, "<h3>", w->by_group[group], "</h3>\n<ul>\n");
        any = true;
        buf_text(out, "<li><a");
        xml_attribute(out, "href", l->path);
        tagged(out, "><bdi>", l->title, "</bdi></a>");
        buf_printf(out, " <span>(%lld)</span></li>\n", (long long)l->entries);
    }
    buf_text(out, any ? "</ul>\n" : "");
}

static void feeds(struct buf *out, const struct front *front,
        const struct words *w)
{
    tagged(out, "<nav aria-labelledby=\"feeds\">\n<h2 id=\"feeds\">", w->feeds,
            "</h2>\n<ul>\n<li><a");
    xml_attribute(out, "href", front->all->self);
    tagged(out, ">", w->everything, "</a></li>\n");
    tagged(out, "<li><a href=\"subscriptions.opml\">", w->sources,
            "</a></li>\n</ul>\n");
    for (size_t i = 0; i < COUNT(groups); i++)
        stream_group(out, front, i, w);
    buf_text(out, "</nav>\n");
}

static void head(struct buf *out, const struct front *front)
{
    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n",
            spoken_tag(spoken_of(front->lang)));
    tagged(out, "<head>\n<meta charset=\"utf-8\">\n" PAGE_POLICY "<title>",
            front->title, "</title>\n");
    buf_text(out,
            "<link rel=\"stylesheet\" href=\"style.css\">\n<link"
            " rel=\"canonical\"");
    xml_attribute(out, "href", front->url);
    buf_text(out, ">\n<link rel=\"alternate\" type=\"application/atom+xml\"");
    xml_attribute(out, "title", front->title);
    xml_attribute(out, "href", front->all->self);
    buf_text(out, ">\n<link rel=\"alternate\" type=\"application/atom+xml\"");
    xml_attribute(out, "title", words_of(front->lang)->health);
    buf_text(out, " href=\"health.atom\">\n</head>\n");
}

void page_write(struct buf *out, const struct front *front)
{
    const struct words *w = words_of(front->lang);

    head(out, front);
    tagged(out, "<body>\n<a class=\"skip\" href=\"#articles\">", w->skip,
            "</a>\n<header>\n<h1");
    xml_attribute(out, "lang", front->lang);
    tagged(out, ">", front->title, "</h1>\n</header>\n<div>\n");
    articles(out, front, w);
    feeds(out, front, w);
    tagged(out, "</div>\n<footer>\n<p>", w->updated, " ");
    day(out, front, front->all->updated);
    tagged(out, "</p>\n<p><a href=\"status.html\">", w->health,
            "</a></p>\n</footer>\n</body>\n</html>\n");
}
