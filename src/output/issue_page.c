/*
 * issue_page.c - pages of editions: one for each issue, which changes only when
 * the issue does, and one that lists them.
 */
#include "output/issue.h"
#include "output/output.h"
#include "output/spoken.h"

static const struct words {
    const char *skip, *previous, *all, *feed, *none, *read, *leave;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .skip = "Skip to the articles",
                             .previous = "The issue before",
                             .all = "All issues",
                             .feed = "Feed",
                             .none = "No issue has come out yet.",
                             .read = "Read it in a browser",
                             .leave = "Unsubscribe",
                             },
        [SPOKEN_FR] =
                {
                             .skip = "Aller aux articles",
                             .previous = "Le numéro précédent",
                             .all = "Tous les numéros",
                             .feed = "Flux",
                             .none = "Aucun numéro n’a encore paru.",
                             .read = "Lire dans un navigateur",
                             .leave = "Se désabonner",
                             },
};

static const struct words *words_of(const struct edition_face *face)
{
    return &words[spoken_of(face->lang)];
}

static void tagged(struct buf *out, const char *open, const char *text,
        const char *close)
{
    buf_text(out, open);
    xml_escape(out, text);
    buf_text(out, close);
}

static void link_to(struct buf *out, const char *href, const char *text)
{
    buf_text(out, "<a");
    xml_attribute(out, "href", href);
    tagged(out, ">", text, "</a>");
}

static void day(struct buf *out, const struct issue *issue)
{
    struct civil t = civil_of(
            issue->published + zone_offset(issue->of->zone, issue->published));

    buf_printf(out, "<time datetime=\"%04d-%02d-%02d\">", t.year, t.month,
            t.day);
    spoken_day(out, spoken_of(issue->of->lang), &t);
    buf_text(out, "</time>");
}

/* home is the way to the front page's folder. */
static void head(struct buf *out, const struct edition_face *face,
        const char *title, const char *home, const char *canonical)
{
    const char *lang = spoken_tag(spoken_of(face->lang));

    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n", lang);
    tagged(out, "<head>\n<meta charset=\"utf-8\">\n" PAGE_POLICY "<title>",
            title, "</title>\n");
    buf_printf(out, "<link rel=\"stylesheet\" href=\"%sstyle.css\">\n", home);
    buf_text(out, "<link rel=\"canonical\"");
    xml_attribute(out, "href", canonical);
    buf_text(out, ">\n<link rel=\"alternate\" type=\"application/atom+xml\"");
    xml_attribute(out, "title", face->name);
    buf_printf(out, " href=\"%seditions/%s.atom\"", home, face->id);
    tagged(out, ">\n</head>\n<body>\n<a class=\"skip\" href=\"#articles\">",
            words_of(face)->skip, "</a>\n<header>\n<p>");
    buf_printf(out, "<a href=\"%sindex.html\"", home);
    tagged(out, ">", face->site_title, "</a></p>\n<h1");
    xml_attribute(out, "lang", face->lang);
    tagged(out, ">", title, "</h1>\n</header>\n");
}

void issue_page(struct buf *out, const struct issue *issue)
{
    const struct edition_face *face = issue->of;
    const struct words *w = words_of(face);

    head(out, face, issue->title, "../../", issue->page);
    buf_text(out, "<main id=\"articles\" tabindex=\"-1\">\n<p>");
    day(out, issue);
    buf_text(out, "</p>\n");
    issue_markup(out, issue);
    buf_text(out, "</main>\n<footer>\n<p>");
    if (issue->previous) {
        buf_text(out, "<a rel=\"prev\"");
        buf_printf(out, " href=\"%s.html\">%s</a> · ", issue->previous,
                w->previous);
    }
    buf_printf(out, "<a href=\"../%s.html\">%s</a></p>\n", face->id, w->all);
    buf_text(out, "</footer>\n</body>\n</html>\n");
}

void issue_index(struct buf *out, const struct edition_face *face,
        const struct issue *issues)
{
    const struct words *w = words_of(face);

    head(out, face, face->name, "../", face->page);
    buf_text(out, "<main id=\"articles\" tabindex=\"-1\">\n");
    buf_text(out, issues ? "<ul>\n" : "<p>");
    for (const struct issue *i = issues; i; i = i->next) {
        buf_printf(out, "<li><a href=\"%s/%s.html\"", face->id, i->key);
        tagged(out, ">", i->title, "</a> <small>");
        day(out, i);
        buf_text(out, "</small></li>\n");
    }
    tagged(out, "", issues ? "" : w->none, issues ? "</ul>\n" : "</p>\n");
    buf_text(out, "</main>\n<footer>\n<p>");
    buf_printf(out, "<a href=\"%s.atom\">%s</a>", face->id, w->feed);
    buf_text(out, "</p>\n</footer>\n</body>\n</html>\n");
}

void issue_mail(struct buf *out, const struct issue *issue)
{
    const struct edition_face *face = issue->of;
    const struct words *w = words_of(face);

    buf_text(out, "<!DOCTYPE html>\n<html");
    xml_attribute(out, "lang", spoken_tag(spoken_of(face->lang)));
    tagged(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>", issue->title,
            "</title>\n</head>\n<body>\n");
    tagged(out, "<h1>", issue->title, "</h1>\n");
    issue_markup(out, issue);
    buf_text(out, "<p>");
    link_to(out, issue->page, w->read);
    if (face->unsubscribe) {
        buf_text(out, " · ");
        link_to(out, face->unsubscribe, w->leave);
    }
    buf_text(out, "</p>\n</body>\n</html>\n");
}
