/*
 * issue_page.c - pages of editions: one for each issue, which changes only when
 * the issue does, and one that lists them.
 */
#include "output/issue.h"
#include "output/output.h"
#include "output/page.h"

static const struct words {
    const char *previous, *all, *none, *follow, *read, *leave;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .previous = "The issue before",
                             .all = "All issues",
                             .none = "No issue has come out yet.",
                             .follow = "Follow in a feed reader",
                             .read = "Read it in a browser",
                             .leave = "Unsubscribe",
                             },
        [SPOKEN_FR] =
                {
                             .previous = "Le numéro précédent",
                             .all = "Tous les numéros",
                             .none = "Aucun numéro n’a encore paru.",
                             .follow = "Suivre dans un lecteur de flux",
                             .read = "Lire dans un navigateur",
                             .leave = "Se désabonner",
                             },
};

static const struct words *words_of(const struct edition_face *face)
{
    return &words[spoken_of(face->lang)];
}

/* path: below the site's folder; feed: the same of the edition's feeds. */
static struct page page_of(const struct edition_face *face, const char *title,
        const char *path, const char *feed)
{
    return (struct page){.site = face->site,
            .path = path,
            .title = title,
            .title_lang = face->lang,
            .lang = face->lang,
            .feed = feed,
            .feed_title = face->name,
            .zone = face->zone};
}

static const char *feed_of(struct arena *a, const struct edition_face *face)
{
    return arena_printf(a, "editions/%s", face->id);
}

void issue_page(struct buf *out, const struct issue *issue)
{
    AUTO(arena) struct arena a = {0};
    const struct edition_face *face = issue->of;
    const struct words *w = words_of(face);
    const char *feed = feed_of(&a, face);
    AUTO(buf) struct buf summary = {0};
    struct page page = page_of(face, issue->title,
            arena_printf(&a, "%s/%s.html", feed, issue->key), feed);

    if (issue->total > 0)
        issue_count(&summary, issue);
    page.summary = summary.data;
    page.hidden = face->full;
    page_open(out, &page);
    buf_text(out, "<p class=\"from\">");
    page_date(out, &page, issue->published);
    buf_text(out, "</p>\n<div class=\"issue\">\n");
    issue_markup(out, issue);
    buf_text(out, "</div>\n<p class=\"turn\">");
    if (issue->previous)
        buf_printf(out, "<a rel=\"prev\" href=\"%s.html\">%s</a> · ",
                issue->previous, w->previous);
    page_link_to(out, &page, arena_printf(&a, "%s.html", feed), w->all);
    buf_text(out, "</p>\n");
    page_close(out, &page, NULL);
}

void issue_index(struct buf *out, const struct edition_face *face,
        const struct issue *issues)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf beside = {0};
    const struct words *w = words_of(face);
    const char *feed = feed_of(&a, face);
    const struct page page = page_of(face, face->name,
            arena_printf(&a, "%s.html", feed), feed);

    page_open(out, &page);
    buf_text(out, issues ? "<ul class=\"issues\">\n" : "<p>");
    for (const struct issue *i = issues; i; i = i->next) {
        buf_text(out, "<li>");
        page_link_to(out, &page, arena_printf(&a, "%s/%s.html", feed, i->key),
                i->title);
        buf_text(out, "<br><span class=\"from\">");
        page_date(out, &page, i->published);
        buf_text(out, "</span></li>\n");
    }
    html_text(out, "", issues ? "" : w->none, issues ? "</ul>\n" : "</p>\n");
    html_text(&beside, "<h2>", w->follow, "</h2>\n");
    page_feeds(&beside, &page, feed);
    page_close(out, &page, &beside);
}

static void mail_link(struct buf *out, const char *href, const char *text)
{
    html_text(out, "<a href=\"", href, "\">");
    html_text(out, "", text, "</a>");
}

void issue_mail(struct buf *out, const struct issue *issue)
{
    const struct edition_face *face = issue->of;
    const struct words *w = words_of(face);

    buf_text(out, "<!DOCTYPE html>\n<html");
    xml_attribute(out, "lang", spoken_tag(spoken_of(face->lang)));
    html_text(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>", issue->title,
            "</title>\n</head>\n<body>\n");
    html_text(out, "<h1>", issue->title, "</h1>\n");
    issue_markup(out, issue);
    buf_text(out, "<p>");
    mail_link(out, issue->page, w->read);
    if (face->unsubscribe) {
        buf_text(out, " · ");
        mail_link(out, face->unsubscribe, w->leave);
    }
    buf_text(out, "</p>\n</body>\n</html>\n");
}
