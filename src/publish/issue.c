#include <string.h>

#include "base/hash.h"
#include "publish/issue.h"

/* Files of one edition. */
struct writing {
    struct turn turn;
    const struct sink *sink;
    struct stored_issue *issues; /* all, the newest first */
    int64_t count;               /* of them */
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

/* What it tells of, without the texts. The issue need not live as long. */
static const struct issue *outline_of(const struct turn *t,
        const struct issue *issue, const struct stored_issue *stored)
{
    struct issue *outline = ARENA_NEW(t->arena, struct issue);
    struct part **tail = &outline->parts;

    outline->key = stored->key;
    for (const struct part *p = issue->parts; p; p = p->next) {
        *tail = ARENA_NEW(t->arena, struct part);
        **tail = (struct part){.iri = arena_text(t->arena, p->iri),
                .title = arena_text(t->arena, p->title),
                .url = arena_text(t->arena, p->url),
                .actor_name = arena_text(t->arena, p->actor_name),
                .lang = arena_text(t->arena, p->lang),
                .published = p->published};
        tail = &(*tail)->next;
    }
    return outline;
}

/* An issue is made of what the site publishes, of which the stream of all
 * entries is the feed. */
static struct origin origin_of(const struct turn *t,
        const struct stored_issue *stored)
{
    const struct live_stream *all = t->run->streams;

    return (struct origin){.id = all->stored.iri,
            .title = t->run->config->site.title,
            .self = address(t,
                    arena_printf(t->arena, "%s%s", all->stored.name,
                            output_atom.suffix)),
            .alternate = t->run->config->site.url,
            .lang = t->live->edition->lang,
            .updated = stored->updated};
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
            .actor_name = t->run->config->site.title,
            .origin = origin_of(t, stored),
            .issue = outline_of(t, issue, stored)};
    return leaf;
}

/*
 * Documents of a feed: number 0 is its own, with the newest issues; archives
 * (RFC 5005 section 4) have numbers from 1 on, the oldest issues first. All
 * have as many as is kept: an archive never changes, but for what the operator
 * hides. Together they hold all issues.
 */
static int64_t archive_count(const struct writing *w)
{
    return w->count > 0 && w->turn.run->config->site.archives
            ? (w->count - 1) / w->turn.live->edition->keep
            : 0;
}

static const char *document_path(const struct turn *t, int64_t number,
        const char *suffix)
{
    return number == 0
            ? edition_path(t, suffix)
            : arena_printf(t->arena, "archives/editions/%s/%lld%s",
                      t->live->edition->id, (long long)number, suffix);
}

/* Its newest issue. */
static const struct stored_issue *first_issue(const struct writing *w,
        int64_t number)
{
    const struct stored_issue *issue = w->issues;
    int64_t newer = number == 0
            ? 0
            : w->count - number * w->turn.live->edition->keep;

    while (newer-- > 0)
        issue = issue->next;
    return issue;
}

static bool leaves(struct stream *stream, const struct writing *w,
        int64_t number, struct err *err)
{
    struct leaf **tail = &stream->leaves;
    int64_t left = w->turn.live->edition->keep;

    for (const struct stored_issue *i = first_issue(w, number); i && left > 0;
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
    if (!stream->leaves)
        stream->updated = w->turn.live->stored.begins;
    return true;
}

/* number 0: none. */
static const char *archive_address(const struct turn *t, int64_t number,
        const struct output *output)
{
    return number > 0 && output->archived
            ? address(t, document_path(t, number, output->suffix))
            : NULL;
}

static bool write_document(const struct writing *w, int64_t number,
        struct err *err)
{
    const struct turn *t = &w->turn;
    const struct site *site = &t->run->config->site;
    int64_t archives = archive_count(w);
    struct stream stream = {.id = edition_path(t, ""),
            .iri = t->live->stored.iri,
            .title = t->live->edition->name,
            .home = address(t, edition_path(t, ".html")),
            .lang = t->live->edition->lang,
            .site_title = site->title,
            .site_url = site->url,
            .hubs = number == 0 ? site->hubs : NULL};

    if (!leaves(&stream, w, number, err))
        return false;
    for (size_t i = 0; i < output_count; i++) {
        const struct output *output = outputs[i];
        const char *path = document_path(t, number, output->suffix);
        AUTO(buf) struct buf bytes = {0};

        if (number > 0 && !output->archived)
            continue;
        stream.self = address(t, path);
        stream.previous = archive_address(t,
                number == 0 ? archives : number - 1, output);
        if (number > 0)
            stream.current = address(t, edition_path(t, output->suffix));
        if (number > 0 && number < archives)
            stream.next = archive_address(t, number + 1, output);
        output->write(&bytes, &stream);
        if (!w->sink->write(w->sink->arg, path, &bytes, number == 0, err))
            return false;
    }
    return true;
}

static bool is_there(const struct writing *w, int64_t number)
{
    bool intact = true;

    for (size_t i = 0; i < output_count; i++) {
        const char *path = document_path(&w->turn, number, outputs[i]->suffix);

        if (!outputs[i]->archived)
            continue;
        w->sink->want(w->sink->arg, path);
        intact = w->sink->is_intact(w->sink->arg, path) && intact;
    }
    return intact;
}

static bool has_changed(const struct writing *w, int64_t number)
{
    const struct stored_issue *issue = first_issue(w, number);
    int64_t left = w->turn.live->edition->keep;

    while (left > 0 && issue && !issue->changed) {
        issue = issue->next;
        left--;
    }
    return left > 0 && issue;
}

/* One leads to those before and after it: where one of them is new, it changes,
 * too. */
static bool write_archives(const struct writing *w, struct err *err)
{
    int64_t archives = archive_count(w);
    bool before = true, there = archives > 0 && is_there(w, 1);

    for (int64_t i = 1; i <= archives; i++) {
        bool after = i == archives || is_there(w, i + 1);

        if ((w->all || !before || !there || !after || has_changed(w, i)) &&
                !write_document(w, i, err))
            return false;
        before = there;
        there = after;
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

        w->count++;
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
            edition->content, run->config->site.archives};
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
    if (!write_pages(w, err) || !write_archives(w, err))
        return false;
    if (want_feeds(w) && !w->all && !w->changed)
        return true;
    *changed = true;
    return write_document(w, 0, err) && write_index(w, err);
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
