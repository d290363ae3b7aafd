#include <string.h>

#include "base/compress.h"
#include "publish/archive.h"
#include "publish/leaf.h"
#include "publish/stream.h"
#include "publish/window.h"
#include "tell/published.h"

static const struct member entry_members[] = {
        ROW(published_entry, rank, MEMBER_INT),
        ROW(published_entry, id, MEMBER_TEXT),
        ROW(published_entry, title, MEMBER_TEXT),
        ROW(published_entry, source, MEMBER_TEXT),
        ROW(published_entry, published, MEMBER_TIME),
};
static const struct shape published_entry_shape = SHAPE(struct published_entry,
        entry_members);

static const struct member members[] = {
        ROW(published_file, path, MEMBER_TEXT),
        ROW(published_file, published, MEMBER_FLAG),
        ROW(published_file, reason, MEMBER_TEXT),
        ROW(published_file, stream, MEMBER_TEXT),
        ROW(published_file, archive, MEMBER_TEXT),
        ROW(published_file, title, MEMBER_TEXT),
        ROW(published_file, takes, MEMBER_TEXT),
        ROW(published_file, entries, MEMBER_INT),
        ROW(published_file, limit, MEMBER_INT),
        ROW_OF(published_file, holds, MEMBER_LIST, published_entry_shape),
};
const struct shape published_shape = SHAPE(struct published_file, members);

/* ---- the path ---- */

/* What follows a folder; NULL where text is not below it. */
static const char *below(const char *text, const char *folder)
{
    size_t size = strlen(folder);

    while (size > 0 && folder[size - 1] == '/')
        size--;
    return size > 0 && strncmp(text, folder, size) == 0 && text[size] == '/'
            ? text + size + 1
            : NULL;
}

const char *published_path(const struct run *run, struct arena *a,
        const char *asked)
{
    const char *public = run->config->public;
    const char *slash = strrchr(public, '/');
    const char *const folders[] = {run->config->site.url, public,
            slash ? slash + 1 : public};

    while (strncmp(asked, "./", 2) == 0)
        asked += 2;
    for (size_t i = 0; i < COUNT(folders); i++) {
        const char *path = below(asked, folders[i]);

        if (path)
            return *path ? arena_text(a, path) : "index.html";
    }
    return strchr(asked, ':') || *asked == '/' ? NULL : arena_text(a, asked);
}

/* ---- the file ---- */

static bool was_written(bool *out, struct run *run, struct arena *a,
        const char *path, struct err *err)
{
    struct stored_output *output;

    if (!store_outputs(run->store, a, &output, err))
        return false;
    while (output && strcmp(output->path, path) != 0)
        output = output->next;
    *out = output != NULL;
    return true;
}

static size_t without(const char *path, size_t size, const char *suffix)
{
    size_t tail = strlen(suffix);

    return size > tail && strncmp(path + size - tail, suffix, tail) == 0
            ? size - tail
            : 0;
}

/* That of the name, or of which it is an archive. */
static struct live_stream *stream_named(struct published_file *file,
        const struct run *run, struct arena *a, const char *stem)
{
    const char *name = below(stem, "archives");
    const char *slash = name ? strrchr(name, '/') : NULL;

    if (slash) {
        file->archive = stem;
        stem = arena_copy(a, name, (size_t)(slash - name));
    }
    return run_stream_named(run, stem);
}

/* That of the site, or the same compressed: it is of all entries. */
static bool is_front(const char *path)
{
    return strncmp(path, "index.html", 10) == 0;
}

/* Of the path without what tells that it is compressed. */
static size_t plain_size(const struct run *run, const char *path)
{
    size_t size = strlen(path), plain = 0;

    if (run->config->site.compress)
        for (size_t i = 0; i < CODING_COUNT && plain == 0; i++)
            plain = without(path, size, codings[i]->suffix);
    return plain ? plain : size;
}

/* Whose the file is, whose path ends in the suffix of a page or of a format,
 * and perhaps of a compressed file; NULL: no stream's. */
static struct live_stream *stream_of(struct published_file *file,
        const struct run *run, struct arena *a)
{
    size_t size = plain_size(run, file->path), name;

    name = without(file->path, size, ".html");
    if (name && is_front(file->path)) {
        file->limit = FRONT_MAX;
        return run->streams;
    }
    for (size_t i = 0; i < output_count && name == 0; i++)
        name = without(file->path, size, outputs[i]->suffix);
    return name ? stream_named(file, run, a, arena_copy(a, file->path, name))
                : NULL;
}

static const char *takes(const struct run *run, struct arena *a,
        const struct live_stream *stream)
{
    const struct own_stream *own = run->config->streams;

    if (stream->kind == STREAM_ACTOR)
        return arena_printf(a, "all of the actor %s", stream->key);
    if (stream->kind == STREAM_THEME)
        return arena_printf(a,
                "those that a rule or their actor's file gives the theme %s",
                stream->key);
    while (stream->kind == STREAM_OWN && own &&
            strcmp(own->id, stream->key) != 0)
        own = own->next;
    return stream->kind == STREAM_OWN && own && own->select
            ? arena_printf(a, "those for which this is true: %s", own->select)
            : "all that no rule drops";
}

/* That which the file is of; NULL: none. */
static const struct edition *edition_of(const struct run *run, const char *path)
{
    const char *archive = below(path, "archives");
    const char *name = below(archive ? archive : path, "editions");
    const struct edition *e = name ? run->config->editions : NULL;

    for (; e; e = e->next) {
        size_t size = strlen(e->id);

        if (strncmp(name, e->id, size) == 0 &&
                (name[size] == '/' || name[size] == '.'))
            return e;
    }
    return NULL;
}

static const char *takes_of_site(const struct run *run, struct arena *a,
        const char *path)
{
    const struct edition *edition = edition_of(run, path);

    return edition ? arena_printf(a,
                             "what the issues of the edition %s hold: affluent "
                             "edition %s shows the next one",
                             edition->id, edition->id)
                   : "nothing of streams: it is a file of the site";
}

static bool hold(struct published_file *file, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct published_entry *held = ARENA_NEW(a, struct published_entry);
    const struct live_source *live = run_source(run, stored->source);
    struct entry entry;

    if (!run_entry(&entry, a, stored, err))
        return false;
    held->id = stored->iri;
    held->title = leaf_title(a, &entry);
    held->source = live ? live->source->id : NULL;
    held->published = stored->published;
    list_add(&file->holds, held);
    return true;
}

/* What its window has, but for the front page, which has what is dated last. */
static bool load(struct stored **out, const struct published_file *file,
        struct run *run, struct arena *a, struct live_stream *stream,
        struct err *err)
{
    int64_t id = stream->stored.id;
    struct window window;

    if (file->archive)
        return archive_entries(out, run, a, stream, file->archive, err);
    if (is_front(file->path))
        return store_stream_entries(run->store, a, id,
                (struct span){0, FRONT_MAX}, out, err);
    return window_load(&window, run->store, a, id, stream, err) &&
            stream_load(out, run, a, window.ids, err);
}

static bool tell_stream(struct published_file *file, struct run *run,
        struct arena *a, struct live_stream *stream, struct err *err)
{
    struct stored *stored;
    int64_t rank = 0;

    file->stream = stream->stored.name;
    file->title = stream->title;
    file->takes = takes(run, a, stream);
    if (!file->limit || file->limit > stream->limit)
        file->limit = stream->limit;
    if (!store_stream_size(run->store, stream->stored.id, &file->entries,
                err) ||
            !load(&stored, file, run, a, stream, err))
        return false;
    for (; stored && (file->archive || rank < file->limit);
            stored = stored->next, rank++)
        if (!hold(file, run, a, stored, err))
            return false;
    rank = 0;
    for (struct published_entry *e = file->holds; e; e = e->next)
        e->rank = ++rank;
    if (file->published && stream->stored.changed)
        file->reason = "it is to be written again: affluent publish does it";
    return true;
}

bool published_tell(struct published_file **out, struct run *run,
        struct arena *a, const char *path, struct err *err)
{
    struct published_file *file = ARENA_NEW(a, struct published_file);
    struct live_stream *stream;

    *out = file;
    file->path = path;
    stream = stream_of(file, run, a);
    if (!was_written(&file->published, run, a, path, err) ||
            (stream && !tell_stream(file, run, a, stream, err)))
        return false;
    if (!file->published && stream && file->archive && !file->holds)
        file->reason = "the stream has no archive of that name";
    else if (!file->published)
        file->reason = stream
                ? "it was not written: affluent publish does it"
                : "no actor, theme, stream or edition makes a file of that "
                  "name: "
                  "feeds.opml lists those that there are";
    else if (!stream)
        file->takes = takes_of_site(run, a, path);
    return true;
}
