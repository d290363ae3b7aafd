#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "publish/archive.h"
#include "publish/stream.h"
#include "publish/window.h"

enum { LEAST = 100 };
#define PAGE ".html" /* beside its feeds */

/* A month of a stream. */
struct month {
    struct month *next;
    struct interval time;
    struct archived_month stored; /* with the entries that it has now */
    int64_t left;  /* in the stream but for those of earlier months */
    int64_t stale; /* its archives from this one on, counted from 0, may be
                      other than they were */
};

/* A document of those that hold a month's entries. */
struct archive {
    struct archive *next, *previous;
    const char *path; /* without a suffix */
    const struct month *month;
    int64_t from, count; /* of the month's entries, as they arrived */
    bool stale;
    bool there; /* as it was written */
};

/* The archives of one stream. */
struct plan {
    struct archives *of;
    struct live_stream *live;
    struct arena *arena;
    struct month *months;
    struct archive *first, *last;
    int64_t size;    /* of a full one */
    int64_t entries; /* of all months */
    int64_t whole;   /* so many of the last are in the stream's own file; -1:
                        as many as when the archives were written */
    bool gap;        /* what stood behind the last one is no longer there */
};

struct archive_kept {
    struct archive_kept *next;
    int64_t stream;
    struct archived_month month;
};

/* ---- months ---- */

static int64_t month_end(int64_t start)
{
    struct civil day = civil_of(start);

    day.year += day.month == 12;
    day.month = day.month % 12 + 1;
    return civil_seconds(&day);
}

static bool load_months(struct plan *p, struct err *err)
{
    struct store *store = p->of->run->store;
    int64_t stream = p->live->stored.id;
    struct month **tail = &p->months;
    struct archived_month *stored;

    if (!store_archives(store, p->arena, stream, &stored, err))
        return false;
    for (; stored; stored = stored->next) {
        struct month *m = *tail = ARENA_NEW(p->arena, struct month);
        struct arrivals now = {.all = stored->entries, .before = INT64_MAX};

        tail = &m->next;
        m->time = (struct interval){stored->starts, month_end(stored->starts)};
        if (stored->since &&
                !store_count_archive(store, stream, m->time, stored->since,
                        &now, err))
            return false;
        m->stored = *stored;
        m->stored.entries = now.all;
        m->stale = now.before / p->size;
        p->entries += m->stored.entries;
    }
    return true;
}

/* ---- archives ---- */

static bool is_as_written(const struct plan *p)
{
    for (const struct month *m = p->months; m; m = m->next)
        if (m->stored.since)
            return false;
    return !p->live->stored.changed;
}

/* Where nothing is left out, or nothing is new, nobody need look. */
static bool load_whole(struct plan *p, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct window window;

    p->whole = p->live->limit;
    if (p->entries <= p->live->limit || p->live->share == p->live->limit)
        return true;
    p->whole = -1;
    if (is_as_written(p))
        return true;
    if (!window_load(&window, p->of->run->store, &a, p->live->stored.id,
                p->live, err))
        return false;
    p->whole = window.whole;
    return true;
}

/* How many a month has. */
static int64_t count_archives(const struct plan *p, const struct month *month)
{
    int64_t archived = month->left - p->whole;

    if (!p->of->run->config->site.archives)
        return 0;
    if (p->whole < 0 && month->time.ends > p->of->run->now)
        return month->stored.documents;
    if (month->time.ends <= p->of->run->now || archived > month->stored.entries)
        archived = month->stored.entries;
    return archived > 0 ? (archived + p->size - 1) / p->size : 0;
}

static void keep(struct plan *p, const struct month *month, int64_t documents)
{
    struct archive_kept *kept;

    if (!month->stored.since && month->stored.documents == documents)
        return;
    kept = ARENA_NEW(p->of->arena, struct archive_kept);
    kept->stream = p->live->stored.id;
    kept->month = month->stored;
    kept->month.documents = documents;
    kept->next = p->of->kept;
    p->of->kept = kept;
}

static const char *path_of(const struct plan *p, const struct month *month,
        int64_t number)
{
    struct civil day = civil_of(month->time.starts);
    const char *path = arena_printf(p->arena, "archives/%s/%04d-%02d",
            p->live->stored.name, day.year, day.month);

    return number == 0
            ? path
            : arena_printf(p->arena, "%s.%lld", path, (long long)number + 1);
}

static void add_archive(struct plan *p, const struct month *month,
        int64_t number)
{
    struct archive *archive = ARENA_NEW(p->arena, struct archive);
    int64_t left = month->stored.entries - number * p->size;

    *archive = (struct archive){.previous = p->last,
            .path = path_of(p, month, number),
            .month = month,
            .from = number * p->size,
            .count = left < p->size ? left : p->size,
            .stale = number >= month->stale || p->gap};
    *(p->last ? &p->last->next : &p->first) = archive;
    p->last = archive;
    p->gap = false;
}

/* Where some are gone, those around them lead elsewhere. */
static void add_archives(struct plan *p)
{
    int64_t left = p->entries;

    for (struct month *m = p->months; m; m = m->next) {
        int64_t count;

        m->left = left;
        count = count_archives(p, m);
        for (int64_t i = 0; i < count; i++)
            add_archive(p, m, i);
        if (count < m->stored.documents) {
            p->gap = true;
            if (p->last)
                p->last->stale = true;
        }
        keep(p, m, count);
        left -= m->stored.entries;
    }
}

static bool plan_make(struct plan *out, struct archives *archives,
        struct live_stream *live, struct arena *a, struct err *err)
{
    *out = (struct plan){.of = archives,
            .live = live,
            .arena = a,
            .size = live->limit > LEAST ? live->limit : LEAST};
    if (!load_months(out, err) || !load_whole(out, err))
        return false;
    add_archives(out);
    return true;
}

static const char *file_of(struct arena *a, const struct archive *archive,
        const char *suffix)
{
    return arena_printf(a, "%s%s", archive->path, suffix);
}

static bool is_there(const struct plan *p, const struct archive *archive,
        const char *suffix)
{
    const struct sink *sink = p->of->sink;
    const char *path = file_of(p->arena, archive, suffix);

    sink->want(sink->arg, path);
    return sink->is_intact(sink->arg, path);
}

static void look(const struct plan *p, struct archive *archive)
{
    archive->there = is_there(p, archive, PAGE);
    for (size_t i = 0; i < output_count; i++)
        if (outputs[i]->archived)
            archive->there = is_there(p, archive, outputs[i]->suffix) &&
                    archive->there;
}

static bool is_stale(const struct archive *archive)
{
    return archive->stale || !archive->there ||
            (archive->previous && !archive->previous->there) ||
            (archive->next && !archive->next->there);
}

/* ---- writing ---- */

/* Of a month's. */
static struct bytes slice(const struct archive *archive, struct bytes ids)
{
    ids.data += (size_t)archive->from * sizeof(int64_t);
    ids.size = (size_t)archive->count * sizeof(int64_t);
    return ids;
}

static const char *address(const struct plan *p, struct arena *a,
        const struct archive *archive, const struct output *output)
{
    return archive ? arena_printf(a, "%s%s", p->of->run->config->site.url,
                             file_of(a, archive, output->suffix))
                   : NULL;
}

static bool write_page(struct plan *p, struct arena *a,
        const struct archive *archive, const struct stream *stream,
        struct err *err)
{
    const struct archive *older = archive->previous, *newer = archive->next;
    AUTO(buf) struct buf page = {0};

    stream_page(&page, p->of->run, p->live, stream,
            (struct river_page){.path = archive->path,
                    .older = older ? older->path : NULL,
                    .newer = newer ? newer->path : NULL,
                    .month = archive->month->time.starts,
                    .number = archive->from / p->size + 1});
    return p->of->sink->write(p->of->sink->arg, file_of(a, archive, PAGE),
            &page, false, err);
}

static bool write_files(struct plan *p, struct arena *a,
        const struct archive *archive, struct stream *stream, struct err *err)
{
    const struct sink *sink = p->of->sink;

    for (size_t i = 0; i < output_count; i++) {
        AUTO(buf) struct buf bytes = {0};

        if (!outputs[i]->archived)
            continue;
        stream->self = address(p, a, archive, outputs[i]);
        stream->previous = address(p, a, archive->previous, outputs[i]);
        stream->next = address(p, a, archive->next, outputs[i]);
        stream->current = arena_printf(a, "%s%s%s",
                p->of->run->config->site.url, stream->id, outputs[i]->suffix);
        outputs[i]->write(&bytes, stream);
        if (!sink->write(sink->arg, file_of(a, archive, outputs[i]->suffix),
                    &bytes, false, err))
            return false;
    }
    return write_page(p, a, archive, stream, err);
}

/* Hubs are told of what is new, which no archive is. */
static bool write_one(struct plan *p, const struct archive *archive,
        struct bytes ids, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    struct run *run = p->of->run;
    struct stored *entries;
    struct stream stream;

    if (!stream_load(&entries, run, &a, slice(archive, ids), err) ||
            !stream_make(&stream, run, &a, p->live, entries, err))
        return false;
    stream.hubs = NULL;
    return (archive->from > 0 ||
                   stream_bury(&stream, run, &a, p->live, archive->month->time,
                           err)) &&
            write_files(p, &a, archive, &stream, err);
}

static bool write_archives(struct plan *p, struct err *err)
{
    int64_t loaded = INT64_MIN; /* when the month begins whose ids are there */
    struct bytes ids = {0};

    for (const struct archive *archive = p->first; archive;
            archive = archive->next) {
        if (!is_stale(archive))
            continue;
        if (loaded != archive->month->time.starts &&
                !store_archive_entries(p->of->run->store, p->arena,
                        p->live->stored.id, archive->month->time, &ids, err))
            return false;
        loaded = archive->month->time.starts;
        if (!write_one(p, archive, ids, err))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

void archives_begin(struct archives *out, struct run *run,
        const struct sink *sink, struct arena *a)
{
    uint64_t print = (uint64_t)run_face_print(run);

    for (const struct live_stream *s = run->streams; s; s = s->next)
        if (s->kind == STREAM_THEME)
            print = hash_text(hash_text(print, s->key), s->title);
    for (const struct live_source *s = run->sources; s; s = s->next)
        if (s->source->content != CONTENT_FULL)
            print = hash_bytes(hash_text(print, s->source->id),
                    &s->source->content, sizeof(s->source->content));
    *out = (struct archives){.run = run,
            .sink = sink,
            .arena = a,
            .print = (int64_t)print};
}

/* What is in all archives of a stream is another than it was: all are written
 * again. */
static bool spoil(const struct archives *archives, struct live_stream *live,
        struct err *err)
{
    uint64_t print = hash_bytes((uint64_t)archives->print, &live->limit,
            sizeof(live->limit));

    print = hash_text(hash_text(print, live->title), live->page);
    if (live->stored.archived == (int64_t)print)
        return true;
    live->stored.archived = (int64_t)print;
    return store_spoil_archives_of_stream(archives->run->store, live->stored.id,
            live->stored.archived, err);
}

bool archive_write(struct archives *archives, struct live_stream *live,
        const char **newest, bool *moved, struct err *err)
{
    const struct sink *sink = archives->sink;
    AUTO(arena) struct arena a = {0};
    struct plan p;

    if (!spoil(archives, live, err) || !plan_make(&p, archives, live, &a, err))
        return false;
    if (p.first)
        sink->trust(sink->arg,
                arena_printf(&a, "archives/%s", live->stored.name));
    for (struct archive *archive = p.first; archive; archive = archive->next)
        look(&p, archive);
    *moved = *moved || p.gap || (p.last && !p.last->there);
    *newest = p.last ? arena_text(archives->arena, p.last->path) : NULL;
    return write_archives(&p, err);
}

bool archives_written(struct archives *archives, struct err *err)
{
    for (const struct archive_kept *k = archives->kept; k; k = k->next)
        if (!store_keep_archive(archives->run->store, k->stream, &k->month,
                    err))
            return false;
    return true;
}

/* ---- looking at it ---- */

bool archive_find(const char **out, struct run *run, struct arena *a,
        const struct membership *member, struct err *err)
{
    struct live_stream *live = run_stream(run, member->stream);
    struct archives archives;
    struct plan p;
    int64_t left; /* but for those of earlier archives */

    *out = NULL;
    archives_begin(&archives, run, NULL, a);
    if (!plan_make(&p, &archives, live, a, err))
        return false;
    for (const struct archive *x = p.first; x; x = x->next) {
        left = x->month->left - x->from;
        if (member->rank <= left && member->rank > left - x->count)
            *out = x->path;
    }
    return true;
}

bool archive_entries(struct stored **out, struct run *run, struct arena *a,
        struct live_stream *live, const char *path, struct err *err)
{
    struct archives archives;
    struct archive *archive;
    struct plan p;
    struct bytes ids;

    *out = NULL;
    archives_begin(&archives, run, NULL, a);
    if (!plan_make(&p, &archives, live, a, err))
        return false;
    archive = p.first;
    while (archive && strcmp(archive->path, path) != 0)
        archive = archive->next;
    if (!archive)
        return true;
    return store_archive_entries(run->store, a, live->stored.id,
                   archive->month->time, &ids, err) &&
            stream_load(out, run, a, slice(archive, ids), err);
}
