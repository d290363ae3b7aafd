/*
 * status.c - the page that shows how the sources are: a table that can be read
 * by ear, by keyboard, on paper and on a small screen, and needs no script.
 *
 * States are words, never colours alone. Reasons are the program's own and
 * English; what stands in them may come from anywhere and is text here.
 */
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "output/status.h"

enum { MINUTES = sizeof("2022-05-31T09:31") - 1 };

/* ---- words ---- */

enum state { OK, NEW, QUIET, FAILING, GONE, STATES };

/* As struct status has them. */
static const char *const states[STATES] = {
        [OK] = "ok",
        [NEW] = "new",
        [QUIET] = "quiet",
        [FAILING] = "failing",
        [GONE] = "gone",
};

enum column { SOURCE, STATE, NEWEST, POLL, NEXT, ENTRIES, REMARKS, COLUMNS };

static const struct words {
    const char *lang;
    const char *title, *skip, *caption, *front, *feed, *nothing, *wrong;
    const char *run, *times; /* before a time; before a zone's name */
    const char *ok, *degraded, *failed;
    const char *states[STATES];
    const char *columns[COLUMNS];
    const char *since, *never, *at_once, *moved, *line;
} words[] = {
        {
         .lang = "en",
         .title = "Status of the sources",
         .skip = "Skip to the status",
         .caption = "All sources",
         .front = "All articles",
         .feed = "Changes of the sources’ health (Atom)",
         .nothing = "There are no sources yet.",
         .wrong = "Not well",
         .run = "Last run:",
         .times = "Time zone:",
         .ok = "All sources are well.",
         .degraded = "Some sources are not well.",
         .failed = "No source can be read.",
         .states = {"well", "new", "quiet", "failing", "gone"},
         .columns = {"Source", "State", "Last news", "Last poll",
                        "Next poll", "Entries", "Remarks"},
         .since = "since",
         .never = "never",
         .at_once = "at the next run",
         .moved = "It is redirected for good to",
         .line = "line",
         },
        {
         .lang = "fr",
         .title = "État des sources",
         .skip = "Aller à l’état",
         .caption = "Toutes les sources",
         .front = "Tous les articles",
         .feed = "Changements de santé des sources (Atom)",
         .nothing = "Il n’y a pas encore de source.",
         .wrong = "À surveiller",
         .run = "Dernier passage :",
         .times = "Fuseau horaire :",
         .ok = "Toutes les sources vont bien.",
         .degraded = "Certaines sources ne vont pas bien.",
         .failed = "Aucune source ne peut être lue.",
         .states = {"en ordre", "nouvelle", "silencieuse", "en panne",
                        "disparue"},
         .columns = {"Source", "État", "Dernière nouveauté",
                        "Dernière visite", "Prochaine visite", "Articles",
                        "Remarques"},
         .since = "depuis le",
         .never = "jamais",
         .at_once = "au prochain passage",
         .moved = "Elle est redirigée pour de bon vers",
         .line = "ligne",
         },
};

static const struct words *words_of(const char *lang)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (output_speaks(lang, words[i].lang))
            return &words[i];
    return &words[0];
}

static enum state state_of(const struct status *status)
{
    size_t i = 0;

    while (i + 1 < STATES && strcmp(states[i], status->health) != 0)
        i++;
    return (enum state)i;
}

static bool is_well(const struct status *status)
{
    return state_of(status) < QUIET;
}

/* ---- parts ---- */

static void tagged(struct buf *out, const char *open, const char *text,
        const char *close)
{
    buf_text(out, open);
    xml_escape(out, text);
    buf_text(out, close);
}

/* To what can be followed; else the bare address. */
static void link(struct buf *out, const char *url, const char *text)
{
    bool is_web = url && url_is_web(url);

    if (is_web) {
        buf_text(out, "<a rel=\"noopener ugc\"");
        xml_attribute(out, "href", url);
        buf_char(out, '>');
    }
    tagged(out, "<bdi>", text, "</bdi>");
    buf_text(out, is_web ? "</a>" : "");
}

/* In digits, which stand below one another and are read alike everywhere. */
static void moment(struct buf *out, const struct status_page *page,
        int64_t seconds)
{
    const struct zone *zone = page->zone ? page->zone : zone_utc();
    char date[DATE_SIZE];

    date_write_offset(date, seconds, zone_offset(zone, seconds));
    buf_text(out, "<time datetime=\"");
    buf_text(out, date);
    buf_text(out, "\">");
    date[MINUTES] = '\0';
    *strchr(date, 'T') = ' ';
    buf_text(out, date);
    buf_text(out, "</time>");
}

static void moment_or(struct buf *out, const struct status_page *page,
        int64_t seconds, const char *instead)
{
    if (seconds)
        moment(out, page, seconds);
    else
        xml_escape(out, instead);
}

/* ---- the table ---- */

static void problem(struct buf *out, const struct problem *problem,
        const struct words *w)
{
    buf_text(out, "<p lang=\"en\">");
    if (problem->line > 0) {
        buf_printf(out, "<span lang=\"%s\">", w->lang);
        buf_printf(out, "%s %lld</span>: ", w->line, (long long)problem->line);
    }
    xml_escape(out, problem->message ? problem->message : problem->code);
    buf_text(out, "</p>\n");
}

static void remarks(struct buf *out, const struct status *status,
        const struct words *w)
{
    if (status->reason)
        tagged(out, "<p lang=\"en\">", status->reason, "</p>\n");
    if (status->moved_to) {
        tagged(out, "<p>", w->moved, " ");
        link(out, status->moved_to, status->moved_to);
        buf_text(out, "</p>\n");
    }
    for (const struct problem *p = status->problems; p; p = p->next)
        problem(out, p, w);
}

/* What it answered is what is wrong with it, where something is: said once. */
static void last_poll(struct buf *out, const struct status_page *page,
        const struct status *status, const struct words *w)
{
    moment_or(out, page, status->polled, w->never);
    if (status->status)
        buf_printf(out, "<br>HTTP %lld", (long long)status->status);
    if (status->answer &&
            (!status->reason || strcmp(status->answer, status->reason) != 0))
        tagged(out, "<br><span lang=\"en\">", status->answer, "</span>");
}

static void row(struct buf *out, const struct status_page *page,
        const struct status *status, const struct words *w)
{
    enum state state = state_of(status);
    bool over = status->polled && !status->next_poll;

    buf_text(out, "<tr");
    xml_attribute(out, "id", status->source);
    buf_text(out, ">\n<th scope=\"row\">");
    link(out, status->url, status->name);
    tagged(out, "<br><span>", status->source, "</span></th>\n<td");
    buf_text(out, is_well(status) ? "" : " class=\"wrong\"");
    tagged(out, ">", w->states[state], "");
    if (status->since) {
        tagged(out, "<br><span>", w->since, " ");
        moment(out, page, status->since);
        buf_text(out, "</span>");
    }
    buf_text(out, "</td>\n<td>");
    moment_or(out, page, status->newest, w->never);
    buf_text(out, "</td>\n<td>");
    last_poll(out, page, status, w);
    buf_text(out, "</td>\n<td>");
    moment_or(out, page, status->next_poll, over ? w->never : w->at_once);
    buf_printf(out, "</td>\n<td>%lld</td>\n<td>\n", (long long)status->entries);
    remarks(out, status, w);
    buf_text(out, "</td>\n</tr>\n");
}

/* It scrolls by itself where it does not fit: by keyboard, too. */
static void table(struct buf *out, const struct status_page *page,
        const struct words *w)
{
    if (!page->health->sources) {
        tagged(out, "<p>", w->nothing, "</p>\n");
        return;
    }
    tagged(out,
            "<div class=\"wide\" role=\"region\" aria-labelledby=\"sources\" "
            "tabindex=\"0\">\n<table>\n<caption id=\"sources\">",
            w->caption, "</caption>\n<thead>\n<tr>\n");
    for (size_t i = 0; i < COLUMNS; i++)
        tagged(out, "<th scope=\"col\">", w->columns[i], "</th>\n");
    buf_text(out, "</tr>\n</thead>\n<tbody>\n");
    for (const struct status *s = page->health->sources; s; s = s->next)
        row(out, page, s, w);
    buf_text(out, "</tbody>\n</table>\n</div>\n");
}

/* ---- above it ---- */

/* Those that want somebody to look at them, before all others. */
static void not_well(struct buf *out, const struct health *health,
        const struct words *w)
{
    bool any = false;

    for (const struct status *s = health->sources; s; s = s->next) {
        if (is_well(s))
            continue;
        if (!any)
            tagged(out, "<h2>", w->wrong, "</h2>\n<ul>\n");
        any = true;
        buf_text(out, "<li><a href=\"#");
        xml_escape(out, s->source);
        tagged(out, "\"><bdi>", s->name, "</bdi> (");
        tagged(out, "", s->source, ")</a> – <strong>");
        tagged(out, "", w->states[state_of(s)], "</strong></li>\n");
    }
    buf_text(out, any ? "</ul>\n" : "");
}

static void summary(struct buf *out, const struct status_page *page,
        const struct words *w)
{
    const struct health *health = page->health;
    const int64_t counts[STATES] = {health->ok, health->new, health->quiet,
            health->failing, health->gone};
    const char *state = strcmp(health->state, "ok") == 0 ? w->ok
            : strcmp(health->state, "degraded") == 0     ? w->degraded
                                                         : w->failed;
    bool any = false;

    if (health->sources)
        tagged(out, "<p><strong>", state, "</strong>");
    for (size_t i = 0; i < STATES; i++) {
        if (!counts[i])
            continue;
        tagged(out, any ? ", " : " ", w->states[i], "");
        buf_printf(out, " (%lld)", (long long)counts[i]);
        any = true;
    }
    tagged(out, any ? ".</p>\n<p>" : "<p>", w->run, " ");
    moment_or(out, page, health->run, w->never);
    tagged(out, ". ", w->times, " ");
    tagged(out, "", page->zone_name, ".</p>\n");
}

static void head(struct buf *out, const struct status_page *page,
        const struct words *w)
{
    buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n", w->lang);
    tagged(out,
            "<head>\n<meta charset=\"utf-8\">\n" PAGE_POLICY
            "<meta name=\"robots\" content=\"noindex\">\n<title>",
            w->title, " – ");
    tagged(out, "", page->title,
            "</title>\n<link rel=\"stylesheet\" href=\"style.css\">\n"
            "<link rel=\"canonical\" href=\"");
    tagged(out, "", page->url, "status.html\">\n");
    tagged(out,
            "<link rel=\"alternate\" type=\"application/atom+xml\" "
            "href=\"health.atom\" title=\"",
            w->feed, "\">\n</head>\n");
}

void status_page_write(struct buf *out, const struct status_page *page)
{
    const struct words *w = words_of(page->lang);

    head(out, page, w);
    tagged(out, "<body>\n<a class=\"skip\" href=\"#status\">", w->skip,
            "</a>\n<header>\n<h1>");
    tagged(out, "", w->title, "</h1>\n<p");
    xml_attribute(out, "lang", page->lang);
    tagged(out, ">", page->title,
            "</p>\n</header>\n<main id=\"status\" tabindex=\"-1\">\n");
    summary(out, page, w);
    not_well(out, page->health, w);
    table(out, page, w);
    tagged(out, "</main>\n<footer>\n<p><a href=\"index.html\">", w->front,
            "</a></p>\n<p><a href=\"health.atom\">");
    tagged(out, "", w->feed, "</a></p>\n</footer>\n</body>\n</html>\n");
}
