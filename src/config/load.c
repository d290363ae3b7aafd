#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/url.h"
#include "config/credentials.h"
#include "config/editions.h"
#include "config/index.h"
#include "config/section.h"
#include "config/slots.h"
#include "config/value.h"

/* Reads what a file says; NULL, and a mistake, where it cannot be read. */
static const struct ini_section *read_file(struct loader *l)
{
    struct bytes bytes = {0};
    struct err err = {0};

    if (*l->file &&
            !file_read(&bytes, l->scratch, l->file, INI_FILE_MAX, &err)) {
        report_add(l->report, l->file, 0, 0, "%s", err.text);
        return NULL;
    }
    return ini_read(l->scratch, l->file, bytes, l->report);
}

static struct place place_of(const struct ini_key *key)
{
    return key ? (struct place){key->line, key->value_column}
               : (struct place){1, 1};
}

/* ---- actors ---- */

static void add_source(struct loader *l, struct actor *actor,
        enum section_id id, const struct ini_section *section)
{
    struct arena *a = &l->config->arena;
    struct source *source = ARENA_NEW(a, struct source);
    const struct target target = {id, section, source};

    source->actor = actor;
    source->id = arena_printf(a, "%s/%s", actor->id, section_label(section));
    source->kind = config_sections[id].kind;
    source->file = actor->file;
    source->line = section->line;
    source->url_at = place_of(section_key(&target, "url"));
    source->order = l->config->source_count++;
    source->content = CONTENTS;
    section_read(l, &target);
    if (source->credentials)
        source->userinfo = credentials_read(l, source->credentials,
                section_key(&target, "credentials"),
                source->allow_private || !source->url ||
                                strncmp(source->url, "https:", 6) == 0
                        ? NULL
                        : "the url must begin with https://");
    if (!source->every)
        source->every = l->config->every;
    if (!source->slowest)
        source->slowest = l->config->slowest;
    if (source->slowest < source->every)
        source->slowest = source->every;
    if (!source->expect)
        source->expect = l->config->expect;
    if (source->content == CONTENTS)
        source->content = l->config->site.content;
    if (!source->lang)
        source->lang = actor->lang ? actor->lang : l->config->site.lang;
    source->zone_said = source->zone_name || actor->zone_name;
    if (!source->zone_name)
        source->zone_name = actor->zone_name ? actor->zone_name
                                             : l->config->site.zone_name;
    if (!actor->sources)
        actor->sources = source;
    actor->source_count++;
    *l->next_source = source;
    l->next_source = &source->next;
}

static void load_actor(struct loader *l, const char *id)
{
    struct arena *a = &l->config->arena;
    struct actor *actor = ARENA_NEW(a, struct actor);
    const struct ini_section *top = read_file(l);
    const struct target target = {SECTION_ACTOR, top, actor};

    if (!top)
        return;
    actor->id = id;
    actor->file = l->file;
    actor->name_at = place_of(section_key(&target, "name"));
    actor->aliases_at = place_of(section_key(&target, "aliases"));
    actor->themes_at = place_of(section_key(&target, "themes"));
    actor->order = l->config->actor_count++;
    section_read(l, &target);
    for (const struct ini_section *s = top->next; s; s = s->next) {
        enum section_id section = section_check(l, top, s);

        if (section != SECTIONS)
            add_source(l, actor, section, s);
    }
    if (!top->next)
        report_add(l->report, l->file, 1, 1,
                "no source: add [feed], [page] or [sitemap] with its url");
    *l->next_actor = actor;
    l->next_actor = &actor->next;
}

static void load_actor_file(struct loader *outer, const char *name)
{
    AUTO(arena) struct arena scratch = {0};
    struct arena *a = &outer->config->arena;
    struct loader l = *outer;
    const char *id = arena_copy(a, name, strlen(name) - strlen(".conf"));

    l.scratch = &scratch;
    l.in_actor = true;
    l.file = arena_printf(a, "%s/%s", l.config->feeds, name);
    if (value_is_id(id))
        load_actor(&l, id);
    else
        report_add(l.report, l.file, 0, 0,
                "the file's name cannot be an id: " VALUE_ID_RULE);
    outer->zones = l.zones;
    outer->next_actor = l.next_actor;
    outer->next_source = l.next_source;
}

/* A folder that nobody named may be missing: there are no actors yet. */
static void load_actors(struct loader *l, const struct ini_key *feeds)
{
    struct name *names = NULL;
    struct err err = {0};

    if (!*l->config->file) /* there is no configuration at all */
        return;
    if (!folder_list(&names, l->scratch, l->config->feeds, ".conf", &err))
        report_add(l->report, l->file, feeds ? feeds->line : 1,
                feeds ? feeds->value_column : 1, "%s", err.text);
    for (; names; names = names->next)
        load_actor_file(l, names->text);
}

/* Without filters there are no rules; with a name for them they must be there.
 */
static void check_filters(struct loader *l, const struct ini_key *filters)
{
    if (filters && !file_exists(l->config->filters))
        report_add(l->report, l->file, filters->line, filters->value_column,
                "cannot open %s: there is no such folder", l->config->filters);
}

/* What is published is for all to read; what is stored or configured is not. */
static void check_public(struct loader *l, const struct target *paths)
{
    const struct ini_key *public = section_key(paths, "public");
    const struct ini_key *written = section_key(paths, "store");
    const char *folder = path_plain(l->scratch, l->config->public);
    const char *store = path_plain(l->scratch, l->config->store);
    const struct {
        const char *key, *path;
    } others[] = {
            {"store",   l->config->store  },
            {"feeds",   l->config->feeds  },
            {"filters", l->config->filters},
            {"pages",   l->config->pages  },
    };

    for (size_t i = 0; i < COUNT(others); i++) {
        const struct ini_key *other = section_key(paths, others[i].key);
        struct place at = place_of(public ? public : other);

        if (path_is_inside(folder, path_plain(l->scratch, others[i].path)))
            report_add(l->report, l->file, at.line, at.column,
                    "the %s %s would be published in %s: give them different "
                    "folders",
                    others[i].key, others[i].path, l->config->public);
        if (i > 0 && strcmp(path_plain(l->scratch, others[i].path), store) == 0)
            report_add(l->report, l->file, place_of(written).line,
                    place_of(written).column,
                    "the store %s is the folder of the %s: it is a file of its "
                    "own",
                    l->config->store, others[i].key);
    }
}

/* ---- affluent.conf ---- */

static void add_stream(struct loader *l, const struct ini_section *section)
{
    struct arena *a = &l->config->arena;
    struct own_stream *stream = ARENA_NEW(a, struct own_stream);
    const struct target target = {SECTION_STREAM, section, stream};
    const struct ini_key *select = section_key(&target, "select");

    stream->id = arena_text(a, section->name);
    stream->file = l->config->file;
    stream->line = select ? select->line : section->line;
    stream->select_column = select ? select->value_column : 0;
    stream->prefer = PREFERENCES;
    section_read(l, &target);
    if (!stream->title)
        stream->title = stream->id;
    *l->next_stream = stream;
    l->next_stream = &stream->next;
}

static void add_theme(struct loader *l, const struct ini_section *section)
{
    struct arena *a = &l->config->arena;
    struct own_theme *theme = ARENA_NEW(a, struct own_theme);

    theme->id = arena_text(a, section->name);
    theme->prefer = PREFERENCES;
    theme->file = l->config->file;
    theme->line = section->line;
    section_read(l, &(struct target){SECTION_THEME, section, theme});
    *l->next_theme = theme;
    l->next_theme = &theme->next;
}

static void finish_site(struct config *config)
{
    struct site *site = &config->site;
    struct err err = {0};

    if (!site->title && site->url)
        site->title = url_host(&config->arena, site->url);
    if (!site->zone_name ||
            !zone_load(&site->zone, &config->arena, site->zone_name, &err))
        site->zone = zone_utc(); /* the mistake is reported already */
    config->feeds = config_path(config, config->feeds);
    config->filters = config_path(config, config->filters);
    config->pages = config_path(config, config->pages);
    config->store = config_path(config, config->store);
    config->public = config_path(config, config->public);
}

static void load_main(struct loader *l)
{
    struct config *config = l->config;
    void *const into[] = {[SECTION_SITE] = &config->site,
            [SECTION_PATHS] = config,
            [SECTION_FETCH] = config,
            [SECTION_DOUBLES] = config};
    struct target targets[COUNT(into)] = {0};
    const struct ini_section *top = read_file(l);

    if (!top)
        return;
    section_read(l, &(struct target){SECTIONS, top, NULL});
    for (const struct ini_section *s = top->next; s; s = s->next) {
        enum section_id id = section_check(l, top, s);

        if (id < COUNT(into)) {
            targets[id] = (struct target){id, s, into[id]};
            section_read(l, &targets[id]);
        } else if (id == SECTION_STREAM) {
            add_stream(l, s);
        } else if (id == SECTION_THEME) {
            add_theme(l, s);
        } else if (id == SECTION_EDITION) {
            edition_read(l, s);
        } else if (id == SECTION_MAIL) {
            mail_read(l, s);
        }
    }
    for (size_t i = 0; i < COUNT(into); i++)
        if (!targets[i].section) {
            targets[i] = (struct target){(enum section_id)i, NULL, into[i]};
            section_read(l, &targets[i]);
        }
    finish_site(config);
    editions_finish(l, top);
    check_filters(l, section_key(&targets[SECTION_PATHS], "filters"));
    check_public(l, &targets[SECTION_PATHS]);
    slots_read(l, section_key(&targets[SECTION_PATHS], "pages"));
    load_actors(l, section_key(&targets[SECTION_PATHS], "feeds"));
}

/* ---- the whole ---- */

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_copy(a, path, (size_t)(slash - path));
}

bool config_load(struct config **out, const char *path, struct report *report)
{
    AUTO(arena) struct arena scratch = {0};
    struct config *config = xcalloc(1, sizeof(*config));
    struct loader l = {.config = config,
            .report = report,
            .scratch = &scratch,
            .next_actor = &config->actors,
            .next_source = &config->sources,
            .next_stream = &config->streams,
            .next_theme = &config->themes,
            .next_edition = &config->editions};
    int before = report->count;

    config->file = l.file = arena_text(&config->arena, path);
    config->folder = folder_of(&config->arena, path);
    load_main(&l);
    config_index(config);
    config_check_urls(config, report);
    *out = config;
    return report->count == before;
}

void config_auto(struct config **config)
{
    if (!*config)
        return;
    arena_auto(&(*config)->arena);
    free(*config);
    *config = NULL;
}
