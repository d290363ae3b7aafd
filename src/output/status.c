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
#include "output/output.h"
#include "output/page.h"
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
    const char *title, *caption, *feed, *nothing, *wrong;
    const char *run, *times; /* before a time; before a zone's name */
    const char *ok, *degraded, *failed;
    const char *states[STATES];
    const char *columns[COLUMNS];
    const char *since, *never, *at_once, *moved, *line;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .title = "Status of the sources",
                             .caption = "All sources",
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
        [SPOKEN_FR] =
                {
                             .title = "État des sources",
                             .caption = "Toutes les sources",
                             .feed = "Changements de santé des sources (Atom)",
                             .nothing = "Il n’y a pas encore de source.",
                             .wrong = "À surveiller",
                             .run = "Dernier passage :",
                             .times = "Fuseau horaire :",
                             .ok = "Toutes les sources vont bien.",
                             .degraded = "Certaines sources ne vont pas bien.",
                             .failed = "Aucune source ne peut être lue.",
                             .states = {"en ordre", "nouvelle", "silencieuse",
                                "en panne", "disparue"},
                             .columns = {"Source", "État", "Dernière nouveauté",
                                "Dernière visite", "Prochaine visite",
                                "Articles", "Remarques"},
                             .since = "depuis le",
                             .never = "jamais",
                             .at_once = "au prochain passage",
                             .moved = "Elle est redirigée pour de bon vers",
                             .line = "ligne",
                             },
};

static const struct words *words_of(const struct page *page)
{
    return &words[page_spoken(page)];
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

/* In digits, which stand below one another and are read alike everywhere. */
static void moment(struct buf *out, const struct page *page, int64_t seconds)
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

static void moment_or(struct buf *out, const struct page *page, int64_t seconds,
        const char *instead)
{
    if (seconds)
        moment(out, page, seconds);
    else
        xml_escape(out, instead);
}

/* ---- the table ---- */

static void problem(struct buf *out, const struct page *page,
        const struct problem *problem)
{
    buf_text(out, "<p lang=\"en\">");
    if (problem->line > 0) {
        buf_printf(out, "<span lang=\"%s\">%s %lld</span>: ",
                spoken_tag(page_spoken(page)), words_of(page)->line,
                (long long)problem->line);
    }
    xml_escape(out, problem->message ? problem->message : problem->code);
    buf_text(out, "</p>\n");
}

static void remarks(struct buf *out, const struct page *page,
        const struct status *status)
{
    if (status->reason)
        html_text(out, "<p lang=\"en\">", status->reason, "</p>\n");
    if (status->moved_to) {
        html_text(out, "<p>", words_of(page)->moved, " ");
        html_link_out(out, status->moved_to, status->moved_to);
        buf_text(out, "</p>\n");
    }
    for (const struct problem *p = status->problems; p; p = p->next)
        problem(out, page, p);
}

/* What it answered is what is wrong with it, where something is: said once. */
static void last_poll(struct buf *out, const struct page *page,
        const struct status *status)
{
    moment_or(out, page, status->polled, words_of(page)->never);
    if (status->status)
        buf_printf(out, "<br>HTTP %lld", (long long)status->status);
    if (status->answer &&
            (!status->reason || strcmp(status->answer, status->reason) != 0))
        html_text(out, "<br><span lang=\"en\">", status->answer, "</span>");
}

static void row(struct buf *out, const struct page *page,
        const struct status *status)
{
    const struct words *w = words_of(page);
    enum state state = state_of(status);
    bool over = status->polled && !status->next_poll;

    buf_text(out, "<tr");
    xml_attribute(out, "id", status->source);
    buf_text(out, ">\n<th scope=\"row\">");
    buf_text(out, "<bdi>");
    html_link_out(out, status->url, status->name);
    html_text(out, "</bdi><br><span>", status->source, "</span></th>\n<td");
    buf_text(out, is_well(status) ? "" : " class=\"wrong\"");
    html_text(out, ">", w->states[state], "");
    if (status->since) {
        html_text(out, "<br><span>", w->since, " ");
        moment(out, page, status->since);
        buf_text(out, "</span>");
    }
    buf_text(out, "</td>\n<td>");
    moment_or(out, page, status->newest, w->never);
    buf_text(out, "</td>\n<td>");
    last_poll(out, page, status);
    buf_text(out, "</td>\n<td>");
    moment_or(out, page, status->next_poll, over ? w->never : w->at_once);
    buf_printf(out, "</td>\n<td>%lld</td>\n<td>\n", (long long)status->entries);
    remarks(out, page, status);
    buf_text(out, "</td>\n</tr>\n");
}

/* It scrolls by itself where it does not fit: by keyboard, too. */
static void table(struct buf *out, const struct page *page,
        const struct health *health)
{
    const struct words *w = words_of(page);

    if (!health->sources) {
        html_text(out, "<p>", w->nothing, "</p>\n");
        return;
    }
    html_text(out,
            "<div class=\"wide\" role=\"region\" aria-labelledby=\"sources\" "
            "tabindex=\"0\">\n<table>\n<caption id=\"sources\">",
            w->caption, "</caption>\n<thead>\n<tr>\n");
    for (size_t i = 0; i < COLUMNS; i++)
        html_text(out, "<th scope=\"col\">", w->columns[i], "</th>\n");
    buf_text(out, "</tr>\n</thead>\n<tbody>\n");
    for (const struct status *s = health->sources; s; s = s->next)
        row(out, page, s);
    buf_text(out, "</tbody>\n</table>\n</div>\n");
}

/* ---- above it ---- */

/* Those that want somebody to look at them, before all others. */
static void not_well(struct buf *out, const struct page *page,
        const struct health *health)
{
    const struct words *w = words_of(page);
    bool any = false;

    for (const struct status *s = health->sources; s; s = s->next) {
        if (is_well(s))
            continue;
        if (!any)
            html_text(out, "<h2>", w->wrong, "</h2>\n<ul>\n");
        any = true;
        buf_text(out, "<li><a href=\"#");
        xml_escape(out, s->source);
        html_text(out, "\"><bdi>", s->name, "</bdi> (");
        html_text(out, "", s->source, ")</a> – <strong>");
        html_text(out, "", w->states[state_of(s)], "</strong></li>\n");
    }
    buf_text(out, any ? "</ul>\n" : "");
}

static void summary(struct buf *out, const struct page *page,
        const struct health *health)
{
    const struct words *w = words_of(page);
    const int64_t counts[STATES] = {health->ok, health->new, health->quiet,
            health->failing, health->gone};
    const char *state = strcmp(health->state, "ok") == 0 ? w->ok
            : strcmp(health->state, "degraded") == 0     ? w->degraded
                                                         : w->failed;
    bool any = false;

    if (health->sources)
        html_text(out, "<p><strong>", state, "</strong>");
    for (size_t i = 0; i < STATES; i++) {
        if (!counts[i])
            continue;
        html_text(out, any ? ", " : " ", w->states[i], "");
        buf_printf(out, " (%lld)", (long long)counts[i]);
        any = true;
    }
    html_text(out, any ? ".</p>\n<p>" : "<p>", w->run, " ");
    moment_or(out, page, health->run, w->never);
    html_text(out, ". ", w->times, " ");
    html_text(out, "", page->site->zone_name, ".</p>\n");
}

void status_page_write(struct buf *out, const struct site *site,
        const struct health *health)
{
    const struct page page = {.site = site,
            .path = "status.html",
            .title = words[spoken_of(site->lang)].title,
            .lang = site->lang,
            .zone = site->zone,
            .hidden = true};

    page_open(out, &page);
    summary(out, &page, health);
    not_well(out, &page, health);
    table(out, &page, health);
    buf_text(out, "<p class=\"turn\">");
    page_link_to(out, &page, "health.atom", words_of(&page)->feed);
    buf_text(out, "</p>\n");
    page_close(out, &page, NULL);
}
