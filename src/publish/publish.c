#include <string.h>

#include "base/compress.h"
#include "base/file.h"
#include "judge/takedown.h"
#include "output/river.h"
#include "publish/archive.h"
#include "publish/issue.h"
#include "publish/lists.h"
#include "publish/publish.h"
#include "publish/stream.h"
#include "publish/window.h"

struct publishing {
    struct run *run;
    struct folder *folder;
    struct publish_result *result;
    struct index wanted;           /* paths that there should be */
    struct name_of *pages;         /* those of them that the sitemap names */
    struct stored_output *outputs; /* that there were */
    struct index outputs_by_path;
    struct index folders; /* that are looked at as one; still ones: this */
    struct name_of *staged;
    struct name_of *changed; /* URLs of feeds that are new or different */
    struct sink sink;        /* this */
    struct archives archives;
    struct arena arena;
};

static const char *address(const struct run *run, struct arena *a,
        const char *path)
{
    return arena_printf(a, "%s%s", run->config->site.url, path);
}

/* ---- files ---- */

static bool load_outputs(struct publishing *p, struct err *err)
{
    if (!store_outputs(p->run->store, &p->arena, &p->outputs, err))
        return false;
    for (struct stored_output *o = p->outputs; o; o = o->next)
        index_put(&p->outputs_by_path, &p->arena, o->path, o);
    return true;
}

/* "a/b/" of "a/b/c" */
static const char *folder_of(struct publishing *p, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? arena_copy(&p->arena, path, (size_t)(slash - path) + 1) : "";
}

/* Once all is written. */
static void note_stamp(struct publishing *p, const char *path)
{
    struct name_of *staged = ARENA_NEW(&p->arena, struct name_of);

    staged->text = arena_text(&p->arena, path);
    staged->next = p->staged;
    p->staged = staged;
}

static bool stage(struct publishing *p, const char *path,
        const struct buf *bytes, bool *changed, struct err *err)
{
    if (!folder_stage(p->folder, path, (struct bytes){bytes->data, bytes->size},
                changed, err))
        return false;
    note_stamp(p, path);
    if (*changed && index_get(&p->folders, folder_of(p, path)))
        note_stamp(p, folder_of(p, path));
    return true;
}

/* The path of what stands beside the file in the coding; NULL: nothing does. */
static const char *companion(struct publishing *p, const char *path,
        const struct coding *coding)
{
    return p->run->config->site.compress && coding->compress
            ? arena_printf(&p->arena, "%s%s", path, coding->suffix)
            : NULL;
}

/* The file, and beside it the same for servers that send it compressed: these
 * first, so that none of them is ever older than what is seen of the file. */
static bool write_file(struct publishing *p, const char *path,
        const struct buf *bytes, struct err *err)
{
    bool changed = false;

    for (size_t i = 0; i < CODING_COUNT; i++) {
        const char *beside = companion(p, path, codings[i]);
        AUTO(buf) struct buf small = {0};

        if (!beside)
            continue;
        codings[i]->compress(&small, (struct bytes){bytes->data, bytes->size});
        if (!stage(p, beside, &small, &changed, err))
            return false;
    }
    if (!stage(p, path, bytes, &changed, err))
        return false;
    p->result->written += changed;
    return true;
}

static void want(struct publishing *p, const char *path)
{
    index_put(&p->wanted, &p->arena, path, p);
    for (size_t i = 0; i < CODING_COUNT; i++) {
        const char *beside = companion(p, path, codings[i]);

        if (beside)
            index_put(&p->wanted, &p->arena, beside, p);
    }
}

static void list_page(struct publishing *p, const char *path)
{
    struct name_of *page = ARENA_NEW(&p->arena, struct name_of);

    page->text = path;
    page->next = p->pages;
    p->pages = page;
}

static int64_t stamp_of(struct publishing *p, const char *path)
{
    AUTO(arena) struct arena a = {0};

    return file_stamp(arena_printf(&a, "%s/%s", p->run->config->public, path));
}

static bool is_as_written(struct publishing *p, const char *path)
{
    const struct stored_output *output = index_get(&p->outputs_by_path, path);

    return output &&
            (index_get(&p->folders, folder_of(p, path)) == p ||
                    output->stamp == stamp_of(p, path));
}

/* Whether nobody removed or edited the file, or what stands beside it. */
static bool is_intact(struct publishing *p, const char *path)
{
    bool intact = is_as_written(p, path);

    for (size_t i = 0; i < CODING_COUNT && intact; i++) {
        const char *beside = companion(p, path, codings[i]);

        intact = !beside || is_as_written(p, beside);
    }
    return intact;
}

static bool want_intact(struct publishing *p, const char *path)
{
    want(p, path);
    return is_intact(p, path);
}

static bool keep_stamps(struct publishing *p, struct err *err)
{
    for (const struct name_of *n = p->staged; n; n = n->next)
        if (!store_keep_output(p->run->store, n->text, stamp_of(p, n->text),
                    err))
            return false;
    return true;
}

static bool is_folder(const char *path)
{
    return path[strlen(path) - 1] == '/';
}

/* Files of streams that are no longer configured. */
static bool remove_others(struct publishing *p, struct err *err)
{
    for (const struct stored_output *o = p->outputs; o; o = o->next) {
        if (index_get(&p->wanted, o->path))
            continue;
        if ((!is_folder(o->path) && !folder_remove(p->folder, o->path, err)) ||
                !store_remove_output(p->run->store, o->path, err))
            return false;
        p->result->written += !is_folder(o->path);
    }
    return true;
}

static void note_change(struct publishing *p, const char *url)
{
    struct name_of *changed = ARENA_NEW(&p->arena, struct name_of);

    changed->text = arena_text(&p->arena, url);
    changed->next = p->changed;
    p->changed = changed;
}

/* ---- for others ---- */

static void want_of(void *arg, const char *path)
{
    struct publishing *p = arg;

    want(p, arena_text(&p->arena, path));
}

static void list_of(void *arg, const char *path)
{
    struct publishing *p = arg;

    list_page(p, arena_text(&p->arena, path));
}

static bool is_intact_of(void *arg, const char *path)
{
    return is_intact(arg, path);
}

static void trust_of(void *arg, const char *folder)
{
    struct publishing *p = arg;
    const char *path = arena_printf(&p->arena, "%s/", folder);
    bool still = is_as_written(p, path);

    index_put(&p->wanted, &p->arena, path, p);
    index_put(&p->folders, &p->arena, path, still ? (void *)p : (void *)path);
    if (!still)
        note_stamp(p, path);
}

static bool write_of(void *arg, const char *path, const struct buf *bytes,
        bool feed, struct err *err)
{
    struct publishing *p = arg;
    int written = p->result->written;

    if (!write_file(p, path, bytes, err))
        return false;
    if (feed && p->result->written > written)
        note_change(p, address(p->run, &p->arena, path));
    return true;
}

/* ---- streams ---- */

static const char *page_of(struct publishing *p, const struct live_stream *live)
{
    return arena_printf(&p->arena, "%s.html", live->stored.name);
}

static bool write_page(struct publishing *p, const struct live_stream *live,
        const struct stream *stream, const char *previous, struct err *err)
{
    AUTO(buf) struct buf page = {0};

    stream_page(&page, p->run, live, stream,
            (struct river_page){.path = stream->id, .older = previous});
    return write_file(p, page_of(p, live), &page, err);
}

/* previous: its newest archive, or NULL. */
static bool write_stream(struct publishing *p, struct live_stream *live,
        const char *previous, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct stored *entries;
    struct window window;
    struct stream stream;

    if (!window_load(&window, p->run->store, &a, live->stored.id, live, err) ||
            !stream_load(&entries, p->run, &a, window.ids, err) ||
            !stream_make(&stream, p->run, &a, live, entries, err) ||
            !stream_bury(&stream, p->run, &a, live, ALWAYS, err))
        return false;
    for (size_t i = 0; i < output_count; i++) {
        const char *suffix = outputs[i]->suffix;
        const char *path = arena_printf(&a, "%s%s", stream.id, suffix);
        AUTO(buf) struct buf bytes = {0};

        stream.self = address(p->run, &a, path);
        stream.previous = previous && outputs[i]->archived
                ? arena_printf(&a, "%s%s%s", p->run->config->site.url, previous,
                          suffix)
                : NULL;
        outputs[i]->write(&bytes, &stream);
        if (!write_of(p, path, &bytes, live->stored.changed, err))
            return false;
    }
    return write_page(p, live, &stream, previous, err);
}

static bool write_streams(struct publishing *p, bool *changed, struct err *err)
{
    for (struct live_stream *s = p->run->streams; s; s = s->next) {
        const char *page = page_of(p, s), *newest;
        bool stale = !want_intact(p, page);

        list_page(p, page);
        for (size_t i = 0; i < output_count; i++)
            stale = !want_intact(p,
                            arena_printf(&p->arena, "%s%s", s->stored.name,
                                    outputs[i]->suffix)) ||
                    stale;
        stale = stale || s->stored.changed;
        p->result->streams++;
        if (!archive_write(&p->archives, s, &newest, &stale, err))
            return false;
        if (!stale)
            continue;
        *changed = true;
        if (!write_stream(p, s, newest, err))
            return false;
    }
    return true;
}

/* ---- editions and lists ---- */

/* The front page has what is dated last. */
static bool write_lists(struct publishing *p, bool changed, struct err *err)
{
    const struct live_stream *live = p->run->streams;
    AUTO(arena) struct arena a = {0};
    struct stored *newest;
    struct stream all;

    lists_want(p->run, &p->sink, &changed);
    if (changed &&
            (!store_stream_entries(p->run->store, &a, live->stored.id,
                     (struct span){0, FRONT_MAX}, &newest, err) ||
                    !stream_make(&all, p->run, &a, live, newest, err) ||
                    !lists_write(p->run, &p->sink, &all, err)))
        return false;
    return lists_write_health(p->run, &p->sink, err);
}

/* Of all pages that were listed by then. */
static bool write_sitemap(struct publishing *p, struct err *err)
{
    AUTO(buf) struct buf bytes = {0};

    want(p, "sitemap.xml");
    sitemap_write(&bytes, p->run->config->site.url, p->pages);
    return write_file(p, "sitemap.xml", &bytes, err);
}

static bool write_others(struct publishing *p, bool changed, struct err *err)
{
    return issues_write(p->run, &p->sink, &changed, err) &&
            write_lists(p, changed, err) && write_sitemap(p, err);
}

/* ---- the whole ---- */

static bool mark_all(struct run *run, struct err *err)
{
    for (struct live_stream *s = run->streams; s; s = s->next)
        s->stored.changed = true;
    return store_mark_streams(run->store, err);
}

static bool unmark(struct run *run, struct err *err)
{
    for (struct live_stream *s = run->streams; s; s = s->next) {
        if (!s->stored.changed)
            continue;
        s->stored.changed = false;
        if (!store_mark_stream(run->store, s->stored.id, false, err))
            return false;
    }
    return true;
}

/* What the hubs are to be told is safe before the files are seen: a run that is
 * killed between owes it still. */
static bool owe_pings(struct publishing *p, struct err *err)
{
    const struct run *run = p->run;
    struct owed_ping ping = {.owed = run->now};

    if (!p->changed || !run->config->site.hubs)
        return true;
    for (const struct name_of *h = run->config->site.hubs; h; h = h->next) {
        ping.hub = h->text;
        for (const struct name_of *c = p->changed; c; c = c->next) {
            ping.url = c->text;
            if (!store_owe_ping(run->store, &ping, err))
                return false;
        }
    }
    return store_commit(run->store, err) && store_begin(run->store, err);
}

static bool write_all(struct publishing *p, struct err *err)
{
    int64_t print = run_site_print(p->run), before;
    bool changed;

    if (!takedown_forget(p->run, err) || !load_outputs(p, err) ||
            !store_fingerprint(p->run->store, "site", &before, err))
        return false;
    changed = print != before;
    if (changed && !mark_all(p->run, err))
        return false;
    return write_streams(p, &changed, err) && write_others(p, changed, err) &&
            owe_pings(p, err) && remove_others(p, err) &&
            folder_commit(p->folder, err) && keep_stamps(p, err) &&
            unmark(p->run, err) && archives_written(&p->archives, err) &&
            issues_written(p->run, err) &&
            store_keep_fingerprint(p->run->store, "site", print, err);
}

/*
 * The store remembers what was written only after it was: a run that is killed
 * between the two writes the same bytes again.
 */
bool publish(struct run *run, struct publish_result *out, struct err *err)
{
    AUTO(folder) struct folder *folder = NULL;
    struct publishing p = {.run = run, .result = out};
    bool good;

    *out = (struct publish_result){0};
    if (!folder_open(&folder, run->config->public, err))
        return false;
    p.folder = folder;
    p.sink = (struct sink){&p, want_of, is_intact_of, list_of, trust_of,
            write_of};
    archives_begin(&p.archives, run, &p.sink, &p.arena);
    good = store_begin(run->store, err) && write_all(&p, err) &&
            store_commit(run->store, err);
    arena_auto(&p.arena);
    return good;
}
