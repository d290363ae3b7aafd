#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "judge/settle.h"
#include "judge/takedown.h"
#include "place.h"
#include "poll/fetching.h"
#include "publish/publish.h"
#include "run/keys.h"

static void must(bool good, const char *what, const struct err *err)
{
    if (good)
        return;
    fprintf(stderr, "%s: %s\n", what, err->text);
    abort();
}

static void write_text(const struct scene *place, const char *name,
        const struct buf *text)
{
    AUTO(arena) struct arena a = {0};
    const char *path = arena_printf(&a, "%s/%s", place->folder, name);
    FILE *file;

    if (text->size == 0) {
        unlink(path);
        return;
    }
    file = fopen(path, "w");
    if (!file || fwrite(text->data, 1, text->size, file) != text->size ||
            fclose(file) != 0) {
        perror(path);
        abort();
    }
}

static void write_setting(const struct scene *place)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = {0};
    const struct setting *s = &place->setting;

    mkdir(place->folder, 0700);
    mkdir(arena_printf(&a, "%s/feeds.d", place->folder), 0700);
    mkdir(arena_printf(&a, "%s/filters", place->folder), 0700);
    setting_config(&text, s);
    write_text(place, "affluent.conf", &text);
    buf_clear(&text);
    setting_rules(&text, s);
    write_text(place, "filters/50-all.rules", &text);
    for (int i = 0; i < ACTORS; i++) {
        buf_clear(&text);
        setting_actor(&text, s, i);
        write_text(place,
                arena_printf(&a, "feeds.d/%s.conf", setting_actor_name(i)),
                &text);
    }
}

void place_close(struct scene *place)
{
    run_auto(&place->run);
    arena_auto(&place->arena);
}

void place_open(struct scene *place, const struct setting *setting, int64_t now)
{
    AUTO(report) struct report report = {0};
    struct err err = {0};
    struct run_wish wish = {.now = now, .mode = RUN_WRITE};
    bool good;

    place_close(place);
    place->setting = *setting;
    write_setting(place);
    wish.config = arena_printf(&place->arena, "%s/affluent.conf",
            place->folder);
    good = run_open(&place->run, &wish, &report, &err);
    for (const struct mistake *m = report.mistakes; m; m = m->next)
        fprintf(stderr, "%s:%d: %s\n", m->file, m->line, m->text);
    must(good, "open", &err);
    must(settle_stale(place->run, &err), "settle", &err);
}

static struct live_source *source_of(const struct scene *place, int source)
{
    struct live_source *s = place->run->sources;

    while (s && strcmp(s->source->id, world_source(source)) != 0)
        s = s->next;
    return s;
}

/* What was taken away comes back before it is asked or named. */
static void bring_back(struct scene *place, const char *name, int64_t now)
{
    struct setting setting = place->setting;
    const char *removed = setting.removed < 0
            ? NULL
            : setting_actor_name(setting.removed);

    if (!removed || strncmp(name, removed, strlen(removed)) != 0)
        return;
    setting.removed = -1;
    place_open(place, &setting, now);
}

void place_poll(struct scene *place, int source, int instant, int64_t now)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf body = {0};
    struct fetch_result result = {0};
    struct fetch fetch = {.result = &result};
    struct fetching *fetching = ARENA_NEW(&a, struct fetching);
    struct http_response response = {.status = 200,
            .url = arena_printf(&a, "https://feeds.example/%d", source)};

    bring_back(place, world_source(source), now);
    place->run->now = now;
    world_document(&body, place->world, source, instant);
    response.body = body.data;
    response.size = body.size;
    fetch.run = place->run;
    fetch.open = 1;
    fetching->fetch = &fetch;
    fetching->live = source_of(place, source);
    fetching->address = response.url;
    fetching->live->asked = true;
    if (fetching->live->state->derived != fetching->live->derived)
        fetch_drop_validators(fetching->live->state);
    fetch_answered(fetching, &response);
    must(pool_wait(place->run->pool, &fetch.err) && !fetch.broken &&
                    fetch.open == 0 && result.failed == 0,
            "poll", &fetch.err);
    must(!fetch.in_transaction || store_commit(place->run->store, &fetch.err),
            "commit", &fetch.err);
    must(settle_stale(place->run, &fetch.err), "settle", &fetch.err);
}

void place_publish(struct scene *place, int64_t now)
{
    struct publish_result result;
    struct err err = {0};

    place->run->now = now;
    must(settle_stale(place->run, &err) && publish(place->run, &result, &err),
            "publish", &err);
}

void place_rebuild(struct scene *place, int64_t now)
{
    for (struct live_source *s = place->run->sources; s; s = s->next)
        s->state->made = s->state->judged = 0;
    place_publish(place, now);
}

void place_hide(struct scene *place, const char *what, bool hidden, int64_t now)
{
    struct suppression s = {.what = what,
            .key = keys_of(place->run, &place->arena, what),
            .reason = "so",
            .since = now};
    struct err err = {0};

    bring_back(place, what, now);
    place->run->now = now;
    must(takedown_set(place->run, &s, hidden, &err), "hide", &err);
}

/* ---- files ---- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

struct file *place_files(struct arena *a, const struct scene *place)
{
    char *root = arena_printf(a, "%s/public", place->folder);
    char *const roots[] = {root, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    struct file *first = NULL, **tail = &first;
    struct err err = {0};

    for (FTSENT *e; walk && (e = fts_read(walk));) {
        const char *path = e->fts_path + strlen(root) + 1;

        if (e->fts_info != FTS_F || strncmp(path, "status.", 7) == 0)
            continue;
        *tail = ARENA_NEW(a, struct file);
        (*tail)->path = arena_text(a, path);
        (*tail)->mtime = e->fts_statp->st_mtim.tv_sec * INT64_C(1000000000) +
                e->fts_statp->st_mtim.tv_nsec;
        (*tail)->inode = e->fts_statp->st_ino;
        must(file_read(&(*tail)->bytes, a, e->fts_path, 16 << 20, &err), path,
                &err);
        tail = &(*tail)->next;
    }
    if (walk)
        fts_close(walk);
    return first;
}

const struct file *file_named(const struct file *files, const char *path)
{
    while (files && strcmp(files->path, path) != 0)
        files = files->next;
    return files;
}

void place_remove(const char *folder)
{
    char *root = strdup(folder);
    char *const roots[] = {root, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);

    for (FTSENT *e; walk && (e = fts_read(walk));)
        if (e->fts_info != FTS_D)
            remove(e->fts_path);
    if (walk)
        fts_close(walk);
    free(root);
}
