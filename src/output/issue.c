#include <string.h>

#include "output/issue.h"
#include "output/output.h"
#include "output/page.h"
#include "output/tame.h"

static const struct member part_members[] = {
        ROW(part, iri, MEMBER_TEXT),
        ROW(part, title, MEMBER_TEXT),
        ROW(part, url, MEMBER_TEXT),
        ROW(part, actor, MEMBER_TEXT),
        ROW(part, actor_name, MEMBER_TEXT),
        ROW(part, lang, MEMBER_TEXT),
        ROW(part, summary, MEMBER_TEXT),
        ROW_NAMED(part, content.markup, MEMBER_TEXT, "content"),
        ROW(part, published, MEMBER_TIME),
        ROW(part, late, MEMBER_FLAG),
        ROW(part, updated, MEMBER_TIME),
};
const struct shape part_shape = SHAPE(struct part, part_members);

/* What stands around a number. */
struct counted {
    const char *before, *one, *many;
};

static const struct words {
    struct counted articles, actors, others;
    const char *nothing, *appeared, *changed, *leave;
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .articles = {"", " article", " articles"},
                             .actors = {" from ", " actor", " actors"},
                             .others = {"and ", " more", " more"},
                             .nothing = "Nothing was published in this time.",
                             .appeared = "published on ",
                             .changed = "updated on ",
                             .leave = "Unsubscribe",
                             },
        [SPOKEN_FR] =
                {
                             .articles = {"", " article", " articles"},
                             .actors = {" de ", " acteur", " acteurs"},
                             .others = {"et ", " autre", " autres"},
                             .nothing = "Rien n’a été publié pendant ce temps.",
                             .appeared = "paru le ",
                             .changed = "mis à jour le ",
                             .leave = "Se désabonner ",
                             },
};

static const struct words *words_of(const struct issue *issue)
{
    return &words[spoken_of(issue->of->lang)];
}

static void count(struct buf *out, const struct counted *around, int64_t number)
{
    buf_printf(out, "%s%lld%s", around->before, (long long)number,
            number == 1 ? around->one : around->many);
}

void issue_count(struct buf *out, const struct issue *issue)
{
    const struct words *w = words_of(issue);

    count(out, &w->articles, issue->total);
    count(out, &w->actors, issue->actors);
}

static int64_t rest_of(const struct issue *issue)
{
    int64_t shown = 0;

    for (const struct part *p = issue->parts; p; p = p->next)
        shown++;
    return issue->total - shown;
}

static struct civil day_of(const struct issue *issue, int64_t seconds)
{
    return civil_of(seconds + zone_offset(issue->of->zone, seconds));
}

/* The day that is told of a part, and what of it. */
static int64_t when(const struct part *part)
{
    return part->updated ? part->updated : part->published;
}

static const char *how(const struct issue *issue, const struct part *part)
{
    if (part->updated)
        return words_of(issue)->changed;
    return part->late ? words_of(issue)->appeared : "";
}

/* ---- whose turn it is ---- */

/* The first of its actor: with it the actor's own part begins. */
static bool is_first(const struct issue *issue, const struct part *part)
{
    const struct part *p = issue->parts;

    while (strcmp(p->actor, part->actor) != 0)
        p = p->next;
    return p == part;
}

/* Writes each part by one, with what comes before and after an actor's. */
struct form {
    void (*actor)(struct buf *out, const struct part *first);
    void (*part)(struct buf *out, const struct issue *issue,
            const struct part *part);
    const char *after_actor;
};

static void write_actor(struct buf *out, const struct issue *issue,
        const struct form *form, const struct part *first)
{
    form->actor(out, first);
    for (const struct part *p = first; p; p = p->next)
        if (strcmp(p->actor, first->actor) == 0)
            form->part(out, issue, p);
    buf_text(out, form->after_actor);
}

static void write_parts(struct buf *out, const struct issue *issue,
        const struct form *form)
{
    for (const struct part *p = issue->parts; p; p = p->next) {
        if (!issue->of->by_actor)
            form->part(out, issue, p);
        else if (is_first(issue, p))
            write_actor(out, issue, form, p);
    }
}

/* ---- HTML ---- */

static void html_day(struct buf *out, const struct issue *issue,
        int64_t seconds)
{
    struct civil day = day_of(issue, seconds);

    buf_printf(out, "<time datetime=\"%04d-%02d-%02d\">", day.year, day.month,
            day.day);
    spoken_day(out, spoken_of(issue->of->lang), &day);
    buf_text(out, "</time>");
}

static void html_actor(struct buf *out, const struct part *first)
{
    html_text(out, "<h2>", first->actor_name, "</h2>\n<ul>\n");
}

static void html_from(struct buf *out, const struct issue *issue,
        const struct part *part)
{
    buf_text(out, " <small>");
    if (!issue->of->by_actor)
        html_text(out, "<bdi>", part->actor_name, "</bdi> · ");
    buf_text(out, how(issue, part));
    html_day(out, issue, when(part));
    buf_text(out, "</small>");
}

/* Of another language than the words around it. */
static void html_lang(struct buf *out, const struct issue *issue,
        const char *lang)
{
    if (lang && strcmp(lang, spoken_tag(spoken_of(issue->of->lang))) != 0)
        tame_lang(out, lang);
}

static void html_title(struct buf *out, const struct issue *issue,
        const struct part *part)
{
    const char *element = part->url ? "a" : "span";

    buf_printf(out, "<%s", element);
    xml_attribute(out, "href", part->url);
    buf_text(out, part->url ? " rel=\"noopener ugc\"" : "");
    html_lang(out, issue, part->lang);
    html_text(out, ">", part->title, "</");
    buf_printf(out, "%s>", element);
}

static void html_text_of(struct buf *out, const struct issue *issue,
        const struct part *part)
{
    const char *element = part->content.markup ? "div" : "p";

    if (!part->content.markup && !part->summary)
        return;
    buf_printf(out, "<%s", element);
    html_lang(out, issue, part->lang);
    buf_text(out, " dir=\"auto\">");
    if (part->content.markup)
        buf_text(out, part->content.markup);
    else
        xml_escape(out, part->summary);
    buf_printf(out, "</%s>", element);
}

static void html_part(struct buf *out, const struct issue *issue,
        const struct part *part)
{
    buf_text(out, "<li dir=\"auto\">"); /* of whatever language */
    html_title(out, issue, part);
    html_from(out, issue, part);
    html_text_of(out, issue, part);
    buf_text(out, "</li>\n");
}

void issue_markup(struct buf *out, const struct issue *issue)
{
    static const struct form form = {html_actor, html_part, "</ul>\n"};
    bool list = issue->parts && !issue->of->by_actor;

    buf_text(out, list ? "<h2>" : "<p>"); /* articles have headings, too */
    if (issue->total > 0)
        issue_count(out, issue);
    else
        buf_text(out, words_of(issue)->nothing);
    buf_text(out, list ? "</h2>\n<ul>\n" : "</p>\n");
    write_parts(out, issue, &form);
    buf_text(out, list ? "</ul>\n" : "");
    if (rest_of(issue) > 0) {
        buf_text(out, "<p>");
        count(out, &words_of(issue)->others, rest_of(issue));
        buf_text(out, "</p>\n");
    }
}

/* ---- text ---- */

static void text_actor(struct buf *out, const struct part *first)
{
    buf_printf(out, "\n== %s\n", first->actor_name);
}

static void text_part(struct buf *out, const struct issue *issue,
        const struct part *part)
{
    struct civil day = day_of(issue, when(part));

    buf_printf(out, "\n* %s\n  ", part->title);
    if (!issue->of->by_actor)
        buf_printf(out, "%s · ", part->actor_name);
    buf_text(out, how(issue, part));
    spoken_day(out, spoken_of(issue->of->lang), &day);
    buf_char(out, '\n');
    if (part->summary)
        buf_printf(out, "  %s\n", part->summary);
    if (part->url)
        buf_printf(out, "  %s\n", part->url);
}

void issue_text(struct buf *out, const struct issue *issue)
{
    static const struct form form = {text_actor, text_part, ""};

    if (issue->total > 0)
        issue_count(out, issue);
    else
        buf_text(out, words_of(issue)->nothing);
    buf_char(out, '\n');
    write_parts(out, issue, &form);
    if (rest_of(issue) > 0) {
        buf_char(out, '\n');
        count(out, &words_of(issue)->others, rest_of(issue));
        buf_char(out, '\n');
    }
    buf_printf(out, "\n%s\n", issue->page);
    if (issue->of->unsubscribe)
        buf_printf(out, "%s: %s\n", words_of(issue)->leave,
                issue->of->unsubscribe);
}

/* ---- titles ---- */

static void place(struct buf *out, const struct edition *edition,
        const struct period *period, enum placeholder which)
{
    enum spoken language = spoken_of(edition->lang);
    struct civil out_on = civil_of(
            period->publish + zone_offset(edition->rule.zone, period->publish));
    bool week = edition->period == PERIOD_WEEK;

    switch (which) {
    case PLACE_NAME:
        buf_text(out, edition->name);
        return;
    case PLACE_DATE:
        spoken_day(out, language, &out_on);
        return;
    case PLACE_KEY:
        buf_text(out, period->key);
        return;
    case PLACE_WEEK:
        buf_printf(out, "%d", period->week);
        return;
    case PLACE_MONTH:
        buf_text(out, spoken_month(language, period->day.month));
        return;
    case PLACE_YEAR:
        buf_printf(out, "%d", week ? period->year : period->day.year);
        return;
    case PLACE_NUMBER:
    case PLACEHOLDERS:
        return;
    }
}

void issue_title(struct buf *out, const struct edition *edition,
        const struct period *period, int64_t number)
{
    for (const char *at = edition->title; *at;) {
        enum placeholder which;
        size_t size = *at == '{' ? edition_placeholder(at, &which) : 0;

        if (size == 0)
            buf_char(out, *at);
        else if (which == PLACE_NUMBER)
            buf_printf(out, "%lld", (long long)number);
        else
            place(out, edition, period, which);
        at += size ? size : 1;
    }
}
