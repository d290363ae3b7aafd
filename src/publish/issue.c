#include <string.h>

#include "base/hash.h"
#include "publish/issue.h"

/* Files of one edition. */
struct writing {
    struct turn turn;
    const struct sink *sink;
    struct stored_issue *issues; /* all, the newest first */
    int64_t print;
    bool all;     /* are to be written */
    bool changed; /* some issue is */
};

static const char *address(const struct turn *t, const char *path)
{
    return arena_printf(t->arena, "%s%s", t->run->config->site.url, path);
}

static const char *issue_path(const struct turn *t, const char *key)
{
    return arena_printf(t->arena, "editions/%s/%s.html", t->live->edition->id,
            key);
}

static const char *edition_path(const struct turn *t, const char *suffix)
{
    return arena_printf(t->arena, "editions/%s%s", t->live->edition->id,
            suffix);
}

/* ---- issues ---- */

static const struct edition_face *face_of(const struct turn *t)
{
    const struct edition *edition = t->live->edition;
    struct edition_face *face = ARENA_NEW(t->arena, struct edition_face);

    *face = (struct edition_face){.id = edition->id,
            .name = edition->name,
            .lang = edition->lang,
            .site = &t->run->config->site,
            .page = address(t, edition_path(t, ".html")),
            .unsubscribe = edition->unsubscribe,
            .zone = edition->rule.zone,
            .by_actor = edition->group == GROUP_ACTOR,
            .full = edition->content == CONTENT_FULL};
    return face;
}

static struct issue *make(const struct turn *t, const struct edition_face *face,
        const struct stored_issue *stored)
{
    struct issue *issue = ARENA_NEW(t->arena, struct issue);

    *issue = (struct issue){.of = face,
            .key = stored->key,
            .title = stored->title,
            .published = stored->published,
            .page = address(t, issue_path(t, stored->key))};
    return issue;
}

static bool is_new_actor(const struct index *seen, const struct part *part)
{
    return !index_get(seen, part->actor);
}

static bool load_parts(struct issue *issue, const struct turn *t,
        int64_t stored_issue, struct err *err)
{
    struct part **tail = &issue->parts;
    struct stored_part *stored;
    struct index actors = {0};

    if (!store_parts(t->run->store, t->arena, stored_issue, &stored, err))
        return false;
    for (; stored; stored = stored->next) {
        struct part *part = ARENA_NEW(t->arena, struct part);

        if (stored->state != PART_SHOWN)
            continue;
        if (!record_unpack(part, t->arena, &part_shape, stored->packed, err))
            return false;
        issue->total++;
        issue->actors += is_new_actor(&actors, part);
        index_put(&actors, t->arena, part->actor, part);
        if (issue->total > t->live->edition->limit)
            continue;
        *tail = part;
        tail = &part->next;
    }
    return true;
}

bool issue_load(struct issue **out, const struct turn *t,
        const struct stored_issue *stored, struct err *err)
{
    *out = make(t, face_of(t), stored);
    return load_parts(*out, t, stored->id, err);
}

/* ---- feeds ---- */

static void add_link(struct entry *entry, struct arena *a, const char *rel,
        const char *href, const char *title)
{
    struct link *link = ARENA_NEW(a, struct link);

    link->rel = rel;
    link->href = arena_text(a, href);
    link->type = title ? NULL : "text/html";
    link->title = arena_text(a, title);
    list_add(&entry->links, link);
}

static const struct construct *content_of(struct arena *a,
        const struct issue *issue)
{
    struct construct *content = ARENA_NEW(a, struct construct);
    AUTO(buf) struct buf markup = {0};

    issue_markup(&markup, issue);
    content->type = "html";
    content->html.markup = arena_text(a, markup.data);
    return content;
}

/* An issue is one entry; its own entries are links beside it. The issue need
 * not live as long. */
static struct leaf *leaf_of(const struct turn *t, const struct issue *issue,
        const struct stored_issue *stored)
{
    struct arena *a = t->arena;
    struct entry *entry = ARENA_NEW(a, struct entry);
    struct leaf *leaf = ARENA_NEW(a, struct leaf);

    entry->authors = ARENA_NEW(a, struct person);
    entry->authors->name = t->run->config->site.title;
    entry->authors->uri = t->run->config->site.url;
    entry->categories = ARENA_NEW(a, struct category);
    entry->categories->term = t->live->edition->id;
    entry->categories->label = t->live->edition->name;
    entry->content = content_of(a, issue);
    add_link(entry, a, "alternate", issue->page, NULL);
    for (const struct part *p = issue->parts; p; p = p->next)
        if (p->url)
            add_link(entry, a, "related", p->url, p->title);
    *leaf = (struct leaf){.entry = entry,
            .id = stored->iri,
            .title = *stored->title ? stored->title : stored->key,
            .published = stored->published,
            .updated = stored->updated,
            .actor = t->live->edition->id,
            .actor_name = t->run->config->site.title};
    return leaf;
}

static bool leaves(struct stream *stream, const struct writing *w,
        struct err *err)
{
    struct leaf **tail = &stream->leaves;
    int64_t left = w->turn.live->edition->keep;

    for (const struct stored_issue *i = w->issues; i && left > 0;
            i = i->next, left--) {
        AUTO(arena) struct arena a = {0};
        const struct turn mine = {w->turn.run, w->turn.live, &a};
        struct issue *issue;

        if (!issue_load(&issue, &mine, i, err))
            return false;
        *tail = leaf_of(&w->turn, issue, i);
        tail = &(*tail)->next;
        if (i->updated > stream->updated)
            stream->updated = i->updated;
    }
    return true;
}

static bool write_feeds(const struct writing *w, struct err *err)
{
    const struct turn *t = &w->turn;
    const struct site *site = &t->run->config->site;
    struct stream stream = {.id = edition_path(t, ""),
            .iri = t->live->stored.iri,
            .title = t->live->edition->name,
            .home = address(t, edition_path(t, ".html")),
            .lang = t->live->edition->lang,
            .site_title = site->title,
            .site_url = site->url,
            .hubs = site->hubs};

    if (!leaves(&stream, w, err))
        return false;
    if (!stream.leaves)
        stream.updated = t->live->stored.begins;
    for (size_t i = 0; i < output_count; i++) {
        AUTO(buf) struct buf bytes = {0};
        const char *path = edition_path(t, outputs[i]->suffix);

        stream.self = address(t, path);
        outputs[i]->write(&bytes, &stream);
        if (!w->sink->write(w->sink->arg, path, &bytes, true, err))
            return false;
    }
    return true;
}

/* ---- pages ---- */

static bool write_index(const struct writing *w, struct err *err)
{
    const struct edition_face *face = face_of(&w->turn);
    struct issue *first = NULL, **tail = &first;
    AUTO(buf) struct buf page = {0};

    for (const struct stored_issue *i = w->issues; i; i = i->next) {
        *tail = make(&w->turn, face, i);
        tail = &(*tail)->next;
    }
    issue_index(&page, face, first);
    return w->sink->write(w->sink->arg, edition_path(&w->turn, ".html"), &page,
            false, err);
}

static bool write_page(const struct writing *w,
        const struct stored_issue *stored, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf page = {0};
    const struct turn mine = {w->turn.run, w->turn.live, &a};
    struct issue *issue;

    if (!issue_load(&issue, &mine, stored, err))
        return false;
    issue->previous = stored->next ? stored->next->key : NULL;
    issue_page(&page, issue);
    return w->sink->write(w->sink->arg, issue_path(&mine, stored->key), &page,
            false, err);
}

static bool write_pages(struct writing *w, struct err *err)
{
    for (const struct stored_issue *i = w->issues; i; i = i->next) {
        const char *path = issue_path(&w->turn, i->key);

        w->sink->want(w->sink->arg, path);
        if (w->turn.live->edition->content != CONTENT_FULL)
            w->sink->list(w->sink->arg, path);
        w->changed = w->changed || i->changed;
        if ((w->all || i->changed || !w->sink->is_intact(w->sink->arg, path)) &&
                !write_page(w, i, err))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

/* Whatever is in its files beside its issues. */
static int64_t print_of(const struct run *run, const struct edition *edition)
{
    const char *const texts[] = {edition->name, edition->lang,
            edition->zone_name};
    const int64_t numbers[] = {edition->limit, edition->keep, edition->group,
            edition->content};
    uint64_t print = hash_bytes((uint64_t)run_face_print(run), numbers,
            sizeof(numbers));

    for (size_t i = 0; i < COUNT(texts); i++)
        print = hash_text(print, texts[i]);
    return (int64_t)print;
}

static bool want_feeds(const struct writing *w)
{
    bool intact = true;

    w->sink->list(w->sink->arg, edition_path(&w->turn, ".html"));
    for (size_t i = 0; i <= output_count; i++) {
        const char *path = edition_path(&w->turn,
                i < output_count ? outputs[i]->suffix : ".html");

        w->sink->want(w->sink->arg, path);
        intact = intact && w->sink->is_intact(w->sink->arg, path);
    }
    return intact;
}

static bool write_edition(struct writing *w, bool *changed, struct err *err)
{
    struct live_edition *live = w->turn.live;
    const struct span all = {0, INT64_MAX};

    if (!store_issues(w->turn.run->store, w->turn.arena, live->stored.id, all,
                &w->issues, err))
        return false;
    w->print = print_of(w->turn.run, live->edition);
    w->all = live->stored.print != w->print;
    live->stored.print = w->print;
    if (!write_pages(w, err))
        return false;
    if (want_feeds(w) && !w->all && !w->changed)
        return true;
    *changed = true;
    return write_feeds(w, err) && write_index(w, err);
}

bool issues_write(struct run *run, const struct sink *sink, bool *changed,
        struct err *err)
{
    for (struct live_edition *e = run->editions; e; e = e->next) {
        AUTO(arena) struct arena a = {0};
        struct writing w = {
                .turn = {run, e, &a},
                .sink = sink
        };

        if (!write_edition(&w, changed, err))
            return false;
    }
    return true;
}

bool issues_written(struct run *run, struct err *err)
{
    for (struct live_edition *e = run->editions; e; e = e->next)
        if (!store_mark_issues(run->store, e->stored.id, false, err) ||
                !store_save_edition(run->store, &e->stored, err))
            return false;
    return true;
}
