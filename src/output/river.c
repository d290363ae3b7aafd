#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "output/river.h"
#include "output/tame.h"

enum { EXCERPT_MAX = 320, AUTHORS_MAX = 3 };

/* ---- words ---- */

static const struct words {
    const char *nothing, *follow, *site, *sources;
    const char *all, *received, *older, *newer, *newest;
    const char *summary; /* behind the title of a stream */
} words[SPOKEN_COUNT] = {
        [SPOKEN_EN] =
                {
                             .nothing = "Nothing has been published yet.",
                             .follow = "Follow in a feed reader",
                             .site = "Site",
                             .sources = "Sources",
                             .all = "All articles",
                             .received = "Articles received in",
                             .older = "Older articles",
                             .newer = "Newer articles",
                             .newest = "The newest articles",
                             .summary = ": the newest articles and links to "
                                   "their originals", },
        [SPOKEN_FR] =
                {
                             .nothing = "Rien n’a encore été publié.",
                             .follow = "Suivre dans un lecteur de flux",
                             .site = "Site",
                             .sources = "Sources",
                             .all = "Tous les articles",
                             .received = "Articles reçus en",
                             .older = "Articles plus anciens",
                             .newer = "Articles plus récents",
                             .newest = "Les derniers articles",
                             .summary = "\u00A0: les derniers articles et les liens "
                                   "vers les originaux", },
};

static const struct words *words_of(const struct page *page)
{
    return &words[page_spoken(page)];
}

/* ---- an article ---- */

/* Where the title was made up from the text, the text goes on behind it. */
static const char *rest_of(const struct leaf *leaf, const char *line)
{
    size_t size = strlen(leaf->title), dots = strlen("…");

    if (leaf->entry->title || size < dots ||
            strcmp(leaf->title + size - dots, "…") != 0)
        return strcmp(leaf->title, line) != 0 ? line : NULL;
    return strncmp(leaf->title, line, size - dots) == 0 ? line + size - dots
                                                        : line;
}

/* One line, cut between words. */
static void excerpt(struct buf *out, const struct leaf *leaf)
{
    AUTO(arena) struct arena a = {0};
    const struct entry *entry = leaf->entry;
    const char *line = construct_line(&a,
            entry->summary ? entry->summary : entry->content);
    const char *rest = line ? rest_of(leaf, line) : NULL;
    size_t size, cut;

    if (!rest)
        return;
    size = strlen(rest);
    cut = text_cut_words(rest, size, EXCERPT_MAX);
    html_text(out, rest > line ? "<p dir=\"auto\">…" : "<p dir=\"auto\">",
            arena_copy(&a, rest, cut), cut < size ? "\u00A0…</p>\n" : "</p>\n");
}

/* What is told before stands apart from it. */
static void apart(struct buf *line)
{
    buf_text(line, line->size > 0 ? " · " : "");
}

/* Those that have other names than the actor, of whom it is said anyway. */
static void authors(struct buf *line, const struct leaf *leaf)
{
    struct person last_resort;
    int told = 0;

    for (const struct person *p = leaf_authors(leaf, &last_resort);
            p && told <= AUTHORS_MAX; p = p->next) {
        if (!leaf_names(p) ||
                (leaf->actor_name &&
                        text_same_ascii(p->name, leaf->actor_name)))
            continue;
        if (told == 0)
            apart(line);
        if (told < AUTHORS_MAX)
            html_text(line, told == 0 ? "<bdi>" : ", <bdi>", p->name, "</bdi>");
        else
            buf_text(line, ", …");
        told++;
    }
}

static bool is_day_only(const struct entry *entry)
{
    return entry->published_precision &&
            strcmp(entry->published_precision, "day") == 0;
}

/* Who, and at what time of the day. */
static void from(struct buf *out, const struct page *page,
        const struct leaf *leaf, bool own)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf line = {0};

    if (leaf->actor && !own)
        page_link_to(&line, page,
                arena_printf(&a, "actors/%s.html", leaf->actor),
                leaf->actor_name);
    authors(&line, leaf);
    if (!is_day_only(leaf->entry)) {
        apart(&line);
        page_clock(&line, page, leaf->published);
    }
    if (line.size == 0)
        return;
    buf_text(out, "<p class=\"from\">");
    buf_add(out, line.data, line.size);
    buf_text(out, "</p>\n");
}

/* A page that is loaded safely may load nothing that is not. */
static void picture(struct buf *out, const struct page *page,
        const struct entry *entry)
{
    if (!page->site->remote_images || !entry->image ||
            strncmp(entry->image, "https://", 8) != 0)
        return;
    buf_text(out,
            "<img alt=\"\" loading=\"lazy\" decoding=\"async\" "
            "referrerpolicy=\"no-referrer\"");
    xml_attribute(out, "src", entry->image);
    buf_text(out, ">\n");
}

static void article(struct buf *out, const struct page *page,
        const struct leaf *leaf, bool own)
{
    const struct link *original = entry_link(leaf->entry, "alternate");
    const char *lang = leaf->entry->lang ? leaf->entry->lang
                                         : leaf->origin.lang;

    buf_text(out, "<article");
    tame_lang(out, lang ? lang : page->site->lang);
    buf_text(out, ">\n<h3 dir=\"auto\">");
    html_link_out(out, original ? original->href : NULL, leaf->title);
    buf_text(out, "</h3>\n");
    from(out, page, leaf, own);
    picture(out, page, leaf->entry);
    excerpt(out, leaf);
    buf_text(out, "</article>\n");
}

/* ---- days ---- */

void river_days(struct buf *out, const struct page *page,
        const struct leaf *leaves, bool own)
{
    int64_t before = INT64_MIN;

    if (!leaves)
        html_text(out, "<p>", words_of(page)->nothing, "</p>\n");
    for (const struct leaf *l = leaves; l; l = l->next) {
        int64_t today = page_day_number(page, l->published);

        if (today != before) {
            buf_text(out, before == INT64_MIN ? "" : "</section>\n");
            buf_text(out, "<section>\n<h2>");
            page_date(out, page, l->published);
            buf_text(out, "</h2>\n");
        }
        before = today;
        article(out, page, l, own);
    }
    buf_text(out, leaves ? "</section>\n" : "");
}

/* ---- pages of a stream ---- */

const char *river_all(enum spoken language)
{
    return words[language].all;
}

void river_follow(struct buf *out, const struct page *page)
{
    html_text(out, "<h2>", words_of(page)->follow, "</h2>\n");
    page_feeds(out, page, page->feed);
}

static void who(struct buf *out, const struct page *page,
        const struct actor *actor)
{
    const struct words *w = words_of(page);

    if (actor->site) {
        html_text(out, "<h2>", w->site, "</h2>\n<p>");
        html_link_bare(out, actor->site);
        buf_text(out, "</p>\n");
    }
    html_text(out, "<h2>", w->sources, "</h2>\n<ul>\n");
    for (const struct source *s = actor->sources; s && s->actor == actor;
            s = s->next) {
        buf_text(out, "<li>");
        html_link_bare(out, s->url);
        buf_text(out, "</li>\n");
    }
    buf_text(out, "</ul>\n");
}

/* "Articles received in March 2026 (2)" */
static const char *part(struct arena *a, const struct site *site,
        const struct river_page *which)
{
    enum spoken language = spoken_of(site->lang);
    struct civil day = civil_of(which->month);
    const char *number = which->number > 1
            ? arena_printf(a, " (%lld)", (long long)which->number)
            : "";

    return which->number == 0
            ? NULL
            : arena_printf(a, "%s %s %d%s", words[language].received,
                      spoken_month(language, day.month), day.year, number);
}

static void turn(struct buf *line, const struct page *page, const char *rel,
        const char *path, const char *text)
{
    if (!path)
        return;
    apart(line);
    buf_text(line, "<a");
    xml_attribute(line, "rel", rel);
    buf_text(line, " href=\"");
    page_way(line, page, path);
    html_text(line, ".html\">", text, "</a>");
}

static void turns(struct buf *out, const struct page *page,
        const struct stream *stream, const struct river_page *which)
{
    const struct words *w = words_of(page);
    AUTO(buf) struct buf line = {0};

    turn(&line, page, "prev", which->older, w->older);
    turn(&line, page, "next", which->newer, w->newer);
    turn(&line, page, which->newer ? NULL : "next",
            which->number > 0 ? stream->id : NULL, w->newest);
    if (line.size == 0)
        return;
    buf_text(out, "<p class=\"turn\">");
    buf_add(out, line.data, line.size);
    buf_text(out, "</p>\n");
}

void river_write(struct buf *out, const struct site *site,
        const struct stream *stream, const struct river_page *which)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf beside = {0};
    const struct actor *actor = which->actor;
    const struct words *w = &words[spoken_of(site->lang)];
    const struct page page = {.site = site,
            .path = arena_printf(&a, "%s.html", which->path),
            .title = strcmp(stream->id, "all") == 0 ? w->all : stream->title,
            .title_lang = actor ? actor->lang : site->lang,
            .part = part(&a, site, which),
            .summary = which->number > 0
                    ? NULL
                    : arena_printf(&a, "%s%s", stream->title, w->summary),
            .lang = site->lang,
            .feed = stream->id,
            .feed_title = stream->title,
            .zone = site->zone,
            .updated = stream->leaves ? stream->updated : 0,
            .hidden = which->number > 0};

    page_open(out, &page);
    river_days(out, &page, stream->leaves, actor != NULL);
    turns(out, &page, stream, which);
    river_follow(&beside, &page);
    if (actor && which->number == 0)
        who(&beside, &page, actor);
    page_close(out, &page, &beside);
}
