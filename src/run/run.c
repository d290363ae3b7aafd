#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "run/editions.h"
#include "run/fingerprint.h"
#include "run/keys.h"
#include "run/reader.h"
#include "run/run.h"
#include "sandbox/sandbox.h"

enum { STREAM_LIMIT = 100 };

/* ---- opening ---- */

static bool lock(struct run *run, struct err *err)
{
    const char *path = arena_printf(&run->arena, "%s-lock", run->config->store);

    run->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (run->lock < 0)
        return fail(err, ERR_SYSTEM, "cannot open %s: %s", path,
                strerror(errno));
    if (flock(run->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    return fail(err, ERR_LOCKED,
            "another run is at work on %s: this one does nothing",
            run->config->store);
}

struct name_of *run_zones(struct arena *a, const struct config *config)
{
    struct name_of *zones = NULL;

    for (const struct source *s = config->sources; s; s = s->next) {
        struct name_of *zone = zones;

        while (zone && strcmp(zone->text, s->zone_name) != 0)
            zone = zone->next;
        if (zone)
            continue;
        zone = ARENA_NEW(a, struct name_of);
        zone->text = s->zone_name;
        zone->next = zones;
        zones = zone;
    }
    return zones;
}

static bool start_workers(struct run *run, struct err *err)
{
    struct name_of *zones = run_zones(&run->arena, run->config);

    return reader_open(&run->reader, zones, err) &&
            pool_open(&run->pool, 0, reader_work, run->reader, err);
}

/* What workers lack of their protection is told when it changes: not to the
 * same operator every hour. */
static bool tell_missing(struct run *run, struct err *err)
{
    char missing[200];
    const char *now = sandbox_missing(missing, sizeof(missing));
    int64_t print = now ? (int64_t)hash_text(HASH_START, now) : 0, before;

    if (!store_fingerprint(run->store, "sandbox", &before, err))
        return false;
    if (now)
        LOG(print == before ? LOG_INFO : LOG_WARN,
                "documents are read with less protection than there could be: "
                "%s",
                now);
    return print == before ||
            store_keep_fingerprint(run->store, "sandbox", print, err);
}

/* ---- sources ---- */

/* What another address said, or asked for, is not this one's; unless it led
 * here for good. */
static void change_address(struct source_state *state, const char *url)
{
    bool followed = state->moved_to && strcmp(state->moved_to, url) == 0;

    state->moved_to = NULL;
    state->moved_since = state->moved_polls = 0;
    if (followed)
        return;
    state->health = "new";
    state->reason = NULL;
    state->failures = state->next_poll = state->not_before = 0;
    state->begun = 0;
    state->etag = state->last_modified = state->validated = NULL;
    state->body = 0;
}

static struct live_source *live_source(struct run *run,
        const struct source *source, struct source_state *state)
{
    struct live_source *live = ARENA_NEW(&run->arena, struct live_source);

    live->source = source;
    live->state = state;
    if (!live->state) {
        live->state = ARENA_NEW(&run->arena, struct source_state);
        live->state->name = source->id;
        live->state->health = "new";
        live->state->told = "ok";
        live->state->order = -1;
    }
    if (live->state->url && strcmp(live->state->url, source->url) != 0)
        change_address(live->state, source->url);
    for (const struct name_of *t = source->actor->themes; t; t = t->next) {
        struct tag *tag = ARENA_NEW(&run->arena, struct tag);

        tag->id = t->text;
        list_add(&live->themes, tag);
    }
    live->judged = fingerprint_judged(run, source);
    live->placed = fingerprint_placed(run, source);
    live->selected = fingerprint_selected(source);
    live->derived = fingerprint_derived(source);
    live->settings = fingerprint_settings(source, live->derived);
    return live;
}

static bool load_sources(struct run *run, struct err *err)
{
    struct live_source **tail = &run->sources;
    struct index states = {0};

    if (!store_sources(run->store, &run->arena, &run->states, err))
        return false;
    for (struct source_state *s = run->states; s; s = s->next)
        index_put(&states, &run->arena, s->name, s);
    for (const struct source *s = run->config->sources; s; s = s->next) {
        *tail = live_source(run, s, index_get(&states, s->id));
        index_put_number(&run->sources_by_id, &run->arena, (*tail)->state->id,
                *tail);
        tail = &(*tail)->next;
    }
    return true;
}

struct live_source *run_source(const struct run *run, int64_t id)
{
    return index_get_number(&run->sources_by_id, id);
}

bool run_head(const struct entry **out, struct run *run,
        struct live_source *live, struct err *err)
{
    struct bytes bytes;
    struct entry *head;

    if (!live->head_is_known) {
        if (!store_head(run->store, &run->arena, live->state->id, &bytes, err))
            return false;
        head = bytes.data ? ARENA_NEW(&run->arena, struct entry) : NULL;
        if (head && !record_unpack(head, &run->arena, &entry_shape, bytes, err))
            return false;
        live->head = head;
        live->head_is_known = true;
    }
    *out = live->head;
    return true;
}

bool run_lang(const char **out, struct run *run, struct live_source *live,
        struct err *err)
{
    const struct entry *head;

    if (!run_head(&head, run, live, err))
        return false;
    *out = head && head->lang && *head->lang ? head->lang : live->source->lang;
    return true;
}

/* Gives new sources their row. */
static bool sync_sources(struct run *run, struct err *err)
{
    for (struct live_source *s = run->sources; s; s = s->next) {
        if (!s->state->id &&
                !store_add_source(run->store, s->source->id, &s->state->id,
                        err))
            return false;
        s->state->order = s->source->order;
        index_put_number(&run->sources_by_id, &run->arena, s->state->id, s);
    }
    return true;
}

/* ---- streams ---- */

/* At least one entry. */
static int64_t share_of(const struct live_stream *stream, int64_t percent)
{
    return (stream->limit * percent + 99) / 100;
}

static struct live_stream *add_stream(struct run *run,
        struct live_stream ***tail, enum stream_kind kind, const char *key)
{
    static const char *const folders[] = {
            [STREAM_ALL] = "",
            [STREAM_ACTOR] = "actors/",
            [STREAM_THEME] = "themes/",
            [STREAM_OWN] = "streams/",
    };
    struct live_stream *stream = ARENA_NEW(&run->arena, struct live_stream);

    stream->kind = kind;
    stream->key = key;
    stream->limit = STREAM_LIMIT;
    stream->max_age = run->config->site.max_age;
    stream->share = kind == STREAM_ACTOR
            ? stream->limit
            : share_of(stream, run->config->site.share);
    stream->prefer = run->config->prefer;
    **tail = stream;
    *tail = &stream->next;
    stream->stored.name = arena_printf(&run->arena, "%s%s", folders[kind], key);
    index_put(&run->streams_by_name, &run->arena, stream->stored.name, stream);
    return stream;
}

bool run_select(struct expr **out, const struct own_stream *own,
        const struct config *config, const struct rules *rules,
        struct report *report)
{
    struct position start = {own->file, own->line, own->select_column};

    *out = NULL;
    return !own->select ||
            expr_read(out, own->select, &start, config, rules, report);
}

/* What sections say of themes, which rules make. */
static void set_themes(struct run *run)
{
    for (const struct own_theme *t = run->config->themes; t; t = t->next) {
        struct live_stream *stream = run_stream_named(run,
                arena_printf(&run->arena, "themes/%s", t->id));

        if (stream && t->prefer != PREFERENCES)
            stream->prefer = t->prefer;
        if (stream && t->share > 0)
            stream->share = share_of(stream, t->share);
    }
}

static bool configured_streams(struct run *run, struct report *report)
{
    struct live_stream **tail = &run->streams, *stream;
    bool good = true;

    add_stream(run, &tail, STREAM_ALL, "all")->title = run->config->site.title;
    for (const struct actor *a = run->config->actors; a; a = a->next) {
        stream = add_stream(run, &tail, STREAM_ACTOR, a->id);
        stream->title = a->name;
        stream->page = a->site;
    }
    for (const struct theme *t = run->rules ? rules_themes(run->rules) : NULL;
            t; t = t->next)
        add_stream(run, &tail, STREAM_THEME, t->id)->title = t->title;
    for (const struct own_stream *s = run->config->streams; s; s = s->next) {
        stream = add_stream(run, &tail, STREAM_OWN, s->id);
        if (!run->own)
            run->own = stream;
        stream->title = s->title;
        stream->limit = s->limit;
        stream->share = share_of(stream,
                s->share > 0 ? s->share : run->config->site.share);
        stream->selected = fingerprint_select(s);
        if (s->prefer != PREFERENCES)
            stream->prefer = s->prefer;
        good = run_select(&stream->select, s, run->config, run->rules,
                       report) &&
                good;
    }
    set_themes(run);
    for (stream = run->streams; stream; stream = stream->next)
        run->preferred |= 1U << stream->prefer;
    return good;
}

struct live_stream *run_stream(const struct run *run, int64_t id)
{
    return index_get_number(&run->streams_by_id, id);
}

struct live_stream *run_stream_named(const struct run *run, const char *name)
{
    return index_get(&run->streams_by_name, name);
}

/* What the store knows of the streams; those it has and nobody wants stay in
 * *gone. */
static bool load_streams(struct run *run, struct stored_stream **gone,
        struct err *err)
{
    struct stored_stream *stored, *next;

    *gone = NULL;
    if (!store_streams(run->store, &run->arena, &stored, err))
        return false;
    for (; stored; stored = next) {
        struct live_stream *live = run_stream_named(run, stored->name);

        next = stored->next;
        stored->next = NULL;
        if (!live) {
            list_add(gone, stored);
            continue;
        }
        live->stored = *stored;
        index_put_number(&run->streams_by_id, &run->arena, stored->id, live);
    }
    return true;
}

static bool sync_streams(struct run *run, const struct stored_stream *gone,
        struct err *err)
{
    for (struct live_stream *s = run->streams; s; s = s->next) {
        if (s->stored.id)
            continue;
        s->stored.created = run->now;
        s->stored.changed = true;
        s->stored.iri = run_tag_uri(run, &run->arena, run->now, s->stored.name);
        if (!store_add_stream(run->store, &s->stored, err))
            return false;
        index_put_number(&run->streams_by_id, &run->arena, s->stored.id, s);
    }
    for (; gone; gone = gone->next)
        if (!store_empty_stream(run->store, gone->id, err))
            return false;
    return true;
}

bool run_suppressed(struct run *run, struct err *err)
{
    run->suppressed_by_key = (struct index){0};
    if (!store_suppressions(run->store, &run->arena, &run->suppressed, err))
        return false;
    for (struct suppression *s = run->suppressed; s; s = s->next) {
        s->key = keys_of(run, &run->arena, s->what);
        index_put_number(&run->suppressed_by_key, &run->arena, s->key, s);
    }
    return true;
}

/* ---- the whole ---- */

static bool sync_all(struct run *run, const struct stored_stream *gone,
        struct err *err)
{
    return store_begin(run->store, err) && tell_missing(run, err) &&
            sync_sources(run, err) && sync_streams(run, gone, err) &&
            store_commit(run->store, err);
}

/* What is said of a theme has an effect. */
static bool check_themes(const struct config *config, const struct rules *rules,
        struct report *report)
{
    bool good = true;

    for (const struct own_theme *t = config->themes; t; t = t->next) {
        const struct theme *theme = rules_themes(rules);

        while (theme && strcmp(theme->id, t->id) != 0)
            theme = theme->next;
        if (theme)
            continue;
        report_add(report, t->file, t->line, 1,
                "[theme %s]: neither a rule nor an actor names that theme",
                t->id);
        good = false;
    }
    return good;
}

bool run_configure(struct config **config, struct rules **rules,
        const char *path, const char *instead, struct report *report)
{
    bool good = config_load(config, path, report);

    if ((*config)->filters)
        good = rules_load(rules, (*config)->filters, instead, *config,
                       report) &&
                good;
    if (*rules)
        good = check_themes(*config, *rules, report) && good;
    return good;
}

/* A store that is only tried must be there. */
static bool open_store(struct run *run, enum run_mode mode, struct err *err)
{
    const char *path = run->config->store;

    if (mode == RUN_TRY && !file_exists(path))
        return fail(err, ERR_STORE,
                "%s: there is none yet: affluent run makes it", path);
    return store_open(&run->store, path, mode == RUN_LOOK, err) &&
            (mode != RUN_TRY || store_try(run->store, err));
}

bool run_open(struct run **out, const struct run_wish *wish,
        struct report *report, struct err *err)
{
    AUTO(run) struct run *run = xcalloc(1, sizeof(*run));
    struct stored_stream *gone;
    bool good;

    run->now = wish->now;
    run->lock = -1;
    good = run_configure(&run->config, &run->rules, wish->config, wish->rules,
            report);
    good = configured_streams(run, report) && good;
    if (!editions_configure(run, report) || !good)
        return fail(err, ERR_CONFIG,
                "the configuration has %d mistake%s: nothing was done",
                report->count, report->count == 1 ? "" : "s");
    if (wish->mode != RUN_LOOK && (!lock(run, err) || !start_workers(run, err)))
        return false;
    if (!open_store(run, wish->mode, err) || !run_suppressed(run, err) ||
            !load_sources(run, err) || !load_streams(run, &gone, err))
        return false;
    if (wish->mode != RUN_LOOK && !sync_all(run, gone, err))
        return false;
    *out = run;
    run = NULL; /* it is the caller's now */
    return true;
}

void run_auto(struct run **run)
{
    if (!*run)
        return;
    pool_auto(&(*run)->pool);
    reader_auto(&(*run)->reader);
    store_auto(&(*run)->store);
    for (struct live_stream *s = (*run)->streams; s; s = s->next)
        expr_auto(&s->select);
    for (struct live_edition *e = (*run)->editions; e; e = e->next)
        expr_auto(&e->select);
    rules_auto(&(*run)->rules);
    config_auto(&(*run)->config);
    if ((*run)->lock >= 0)
        close((*run)->lock);
    arena_auto(&(*run)->arena);
    free(*run);
    *run = NULL;
}

bool run_entry(struct entry *out, struct arena *a, const struct stored *stored,
        struct err *err)
{
    return record_unpack(out, a, &entry_shape,
            stored->shown.data ? stored->shown : stored->entry, err);
}

bool run_subject(struct subject *out, struct run *run,
        const struct stored *stored, const struct entry *entry, struct err *err)
{
    struct live_source *live = run_source(run, stored->source);

    *out = (struct subject){.entry = entry,
            .actor = live->source->actor->id,
            .source = live->source->id,
            .published = stored->published,
            .updated = stored->updated,
            .tags = live->themes,
            .now = run->now};
    return run_lang(&out->lang, run, live, err);
}
