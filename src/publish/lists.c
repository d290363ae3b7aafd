#include <string.h>

#include "poll/health.h"
#include "poll/status.h"
#include "publish/edition_list.h"
#include "publish/leaf.h"
#include "publish/lists.h"

/* What they are made of. */
struct listing {
    struct run *run;
    struct arena *arena;
    const struct stream *all;
    const struct place_of_site *places;
};

static const struct site *site_of(const struct listing *l)
{
    return &l->run->config->site;
}

/* ---- lists of feeds ---- */

/* The feed's own title, since an actor may have several; what another has
 * already is told apart. */
static const char *title_of(const struct listing *l,
        const struct live_source *s, struct index *taken)
{
    const char *title = s->head && s->head->title
            ? leaf_title(l->arena, s->head)
            : s->source->actor->name;

    if (index_get(taken, title))
        return arena_printf(l->arena, "%s: %s", title, s->source->url);
    index_put(taken, l->arena, title, taken);
    return title;
}

/* Of a feed that says none, the operator's word, but for the site's default. */
static const char *lang_of(const struct listing *l, const struct live_source *s)
{
    const char *said = s->head && s->head->lang && *s->head->lang
            ? s->head->lang
            : NULL;
    const char *set = s->source->lang, *usual = site_of(l)->lang;

    return said || !set || (usual && strcmp(set, usual) == 0) ? said : set;
}

static const char *category_of(const struct listing *l,
        const struct live_source *s)
{
    AUTO(buf) struct buf category = {0};

    for (const struct tag *t = s->themes; t; t = t->next)
        buf_printf(&category, "/theme/%s,", t->id);
    buf_printf(&category, "/actor/%s", s->source->actor->id);
    return arena_copy(l->arena, category.data, category.size);
}

static int64_t since(const struct listing *l)
{
    const struct live_stream *all = run_stream_named(l->run, "all");

    return all ? all->stored.created : 0;
}

static void write_sources(struct buf *out, const struct listing *l)
{
    struct outline *first = NULL, **tail = &first;
    struct index titles = {0};

    for (const struct live_source *s = l->run->sources; s; s = s->next) {
        const struct link *page = s->head ? entry_link(s->head, "alternate")
                                          : NULL;
        struct outline *outline;

        if (strcmp(s->source->kind, "feed") != 0)
            continue;
        outline = ARENA_NEW(l->arena, struct outline);
        *outline = (struct outline){.title = title_of(l, s, &titles),
                .xml_url = s->source->url,
                .html_url = page ? page->href : s->source->actor->site,
                .type = "rss",
                .description = construct_line(l->arena,
                        s->head ? s->head->subtitle : NULL),
                .lang = lang_of(l, s),
                .category = category_of(l, s)};
        *tail = outline;
        tail = &outline->next;
    }
    opml_write(out, site_of(l)->title, since(l), first);
}

static const char *group_of(const struct live_stream *stream)
{
    static const char *const groups[] = {
            [STREAM_ALL] = NULL,
            [STREAM_ACTOR] = "actor",
            [STREAM_THEME] = "theme",
            [STREAM_OWN] = "stream",
    };

    return groups[stream->kind];
}

static void write_feeds(struct buf *out, const struct listing *l)
{
    const char *site = site_of(l)->url;
    struct outline *first = NULL, **tail = &first;

    for (const struct live_stream *s = l->run->streams; s; s = s->next) {
        const char *name = s->stored.name;

        *tail = ARENA_NEW(l->arena, struct outline);
        **tail = (struct outline){.group = group_of(s),
                .title = s->title,
                .xml_url = arena_printf(l->arena, "%s%s.atom", site, name),
                .html_url = s->kind == STREAM_ALL
                        ? site
                        : arena_printf(l->arena, "%s%s.html", site, name),
                .type = "rss"};
        tail = &(*tail)->next;
    }
    edition_outlines(tail, l->run, l->arena);
    opml_write(out, site_of(l)->title, since(l), first);
}

/* ---- pages and styles ---- */

static void write_front(struct buf *out, const struct listing *l)
{
    front_write(out, site_of(l), l->all, l->places);
}

static void write_about(struct buf *out, const struct listing *l)
{
    about_write(out, site_of(l), l->places);
}

static void write_missing(struct buf *out, const struct listing *l)
{
    missing_write(out, site_of(l));
}

static void write_style(struct buf *out, const struct listing *l)
{
    UNUSED(l);
    buf_text(out, page_style);
}

static void write_feed_style(struct buf *out, const struct listing *l)
{
    feed_style_write(out, site_of(l)->lang);
}

static void write_user_style(struct buf *out, const struct listing *l)
{
    buf_text(out, site_of(l)->slots[SLOT_STYLE]);
}

static bool has_user_style(const struct site *site)
{
    return site->slots[SLOT_STYLE];
}

static void write_robots(struct buf *out, const struct listing *l)
{
    const struct site *site = site_of(l);

    buf_printf(out, "User-agent: *\nDisallow:%s\n\nSitemap: %ssitemap.xml\n",
            site->search ? " /search" : "", site->url);
}

/* Of other sites nobody reads a robots.txt (RFC 9309). */
static bool is_all_of_its_host(const struct site *site)
{
    return strcmp(page_root(site), "/") == 0;
}

/* ---- the whole ---- */

static const struct list {
    const char *path;
    void (*write)(struct buf *out, const struct listing *l);
    bool is_page;
    bool (*is_there)(const struct site *site); /* NULL: it is on all sites */
} lists[] = {
        {"index.html",         write_front,      true,  NULL              },
        {"about.html",         write_about,      true,  NULL              },
        {"404.html",           write_missing,    false, NULL              },
        {"style.css",          write_style,      false, NULL              },
        {"feed.css",           write_feed_style, false, NULL              },
        {"user.css",           write_user_style, false, has_user_style    },
        {"robots.txt",         write_robots,     false, is_all_of_its_host},
        {"subscriptions.opml", write_sources,    false, NULL              },
        {"feeds.opml",         write_feeds,      false, NULL              },
};

static bool is_there(const struct run *run, const struct list *list)
{
    return !list->is_there || list->is_there(&run->config->site);
}

void lists_want(const struct run *run, const struct sink *sink, bool *changed)
{
    static const char *const of_health[] = {"health.atom", "status.json",
            "status.html"};

    for (size_t i = 0; i < COUNT(of_health); i++)
        sink->want(sink->arg, of_health[i]);
    for (size_t i = 0; i < COUNT(lists); i++) {
        if (!is_there(run, &lists[i]))
            continue;
        sink->want(sink->arg, lists[i].path);
        if (lists[i].is_page)
            sink->list(sink->arg, lists[i].path);
        if (!sink->is_intact(sink->arg, lists[i].path))
            *changed = true;
    }
}

/* As they are listed: editions are of interest to most readers. */
static bool places(const struct place_of_site **out, struct run *run,
        struct arena *a, struct err *err)
{
    static const enum place_kind kinds[] = {
            [STREAM_ACTOR] = PLACE_ACTOR,
            [STREAM_THEME] = PLACE_THEME,
            [STREAM_OWN] = PLACE_STREAM,
    };
    struct place_of_site *first = NULL, **tail = &first;

    for (const struct live_stream *s = run->streams; s; s = s->next) {
        if (s->kind == STREAM_ALL)
            continue;
        *tail = ARENA_NEW(a, struct place_of_site);
        **tail = (struct place_of_site){.kind = kinds[s->kind],
                .name = s->stored.name,
                .title = s->title,
                .actor = s->kind == STREAM_ACTOR
                        ? config_actor(run->config, s->key)
                        : NULL};
        if (!store_stream_size(run->store, s->stored.id, &(*tail)->entries,
                    err))
            return false;
        tail = &(*tail)->next;
    }
    if (!edition_places(tail, run, a, err))
        return false;
    *out = first;
    return true;
}

/* Reads what the sources' feeds say of themselves. */
static bool read_heads(struct run *run, struct err *err)
{
    const struct entry *head;

    for (struct live_source *s = run->sources; s; s = s->next)
        if (!run_head(&head, run, s, err))
            return false;
    return true;
}

bool lists_write(struct run *run, const struct sink *sink,
        const struct stream *all, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct listing l = {.run = run, .arena = &a, .all = all};

    if (!places(&l.places, run, &a, err) || !read_heads(run, err))
        return false;
    for (size_t i = 0; i < COUNT(lists); i++) {
        AUTO(buf) struct buf bytes = {0};

        if (!is_there(run, &lists[i]))
            continue;
        lists[i].write(&bytes, &l);
        if (!sink->write(sink->arg, lists[i].path, &bytes, false, err))
            return false;
    }
    return true;
}

bool lists_write_health(struct run *run, const struct sink *sink,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf atom = {0};
    AUTO(buf) struct buf json = {0};
    AUTO(buf) struct buf html = {0};
    struct health health;
    struct stream stream;

    if (!health_stream(&stream, run, &a, err) ||
            !status_of(&health, run, &a, false, err))
        return false;
    output_atom.write(&atom, &stream);
    status_json(&json, &health);
    status_page_write(&html, &run->config->site, &health);
    return sink->write(sink->arg, "health.atom", &atom, false, err) &&
            sink->write(sink->arg, "status.json", &json, false, err) &&
            sink->write(sink->arg, "status.html", &html, false, err);
}
