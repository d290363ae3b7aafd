/* import.c - "affluent import": a list of feeds becomes files in feeds.d/. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cmd/work.h"
#include "judge/ask.h"

enum {
    ID_MAX = 64,        /* bytes of an actor's id */
    NUMBERED_MAX = 1000 /* actors of one name */
};

struct import {
    struct arena *a;
    const struct config *config;
    struct added {
        struct added *next;
        const char *id, *url;
    } * added;
    int written, skipped;
};

/* ---- what there is already ---- */

/* Whose source polls that URL; NULL for nobody. */
static const char *owner_of(const struct import *import, const char *url)
{
    for (const struct source *s = import->config->sources; s; s = s->next)
        if (s->url && url_compare(s->url, url) == 0)
            return s->actor->id;
    for (const struct added *x = import->added; x; x = x->next)
        if (url_compare(x->url, url) == 0)
            return x->id;
    return NULL;
}

/* "Le RAMEAU" becomes "le-rameau"; NULL where no letter or digit is in it. */
static char *slug_of(struct arena *a, const char *text)
{
    const char *folded = text_fold(a, text, strlen(text));
    char *slug = arena_alloc(a, ID_MAX + 1);
    size_t size = 0;

    for (; folded && *folded && size < ID_MAX; folded++)
        if (isalnum((unsigned char)*folded) && (*folded & 0x80) == 0)
            slug[size++] = *folded;
        else if (size > 0 && slug[size - 1] != '-')
            slug[size++] = '-';
    while (size > 0 && slug[size - 1] == '-')
        slug[--size] = '\0';
    return size > 0 ? slug : NULL;
}

static const char *path_of(const struct import *import, const char *id)
{
    return arena_printf(import->a, "%s/%s.conf", import->config->feeds, id);
}

/* The first id of that name that no file has. */
static const char *free_id(const struct import *import, const char *slug)
{
    const char *id = slug;

    for (int n = 2; n < NUMBERED_MAX; n++) {
        if (!config_actor(import->config, id) &&
                !file_exists(path_of(import, id)))
            return id;
        id = arena_printf(import->a, "%.*s-%d", ID_MAX - 4, slug, n);
    }
    return NULL;
}

/* ---- one file ---- */

/* A "#" after a space would begin a comment. */
static const char *value_of(struct arena *a, const char *text)
{
    char *value = arena_text(a, text);

    for (char *c = value; (c = strchr(c, '#')); c++)
        if (c == value || c[-1] == ' ')
            *c = '-';
    return value;
}

static void put_themes(struct buf *out, struct arena *a,
        const struct category *group)
{
    const char *before = "themes = ";

    for (; group; group = group->next) {
        const char *theme = slug_of(a, group->term);

        if (!theme)
            continue;
        buf_printf(out, "%s%s", before, theme);
        before = ", ";
    }
    if (*before == ',')
        buf_char(out, '\n');
}

static bool write_actor(struct import *import, const char *id, const char *name,
        const struct entry *feed, const char *url, struct err *err)
{
    const struct link *home = entry_link(feed, "alternate");
    AUTO(buf) struct buf text = {0};

    buf_printf(&text, "name = %s\n", value_of(import->a, name));
    if (home)
        buf_printf(&text, "site = %s\n", home->href);
    put_themes(&text, import->a, feed->categories);
    buf_printf(&text, "\n[feed]\nurl = %s\n", url);
    return work_write_new(path_of(import, id), text.data, err);
}

static bool import_feed(struct import *import, const struct entry *feed,
        struct err *err)
{
    const struct link *self = entry_link(feed, "self");
    const char *url = self ? self->href : NULL, *name, *owner, *id, *slug;
    struct added *added;

    if (!url || !url_is_web(url)) {
        import->skipped++;
        return true; /* the reader's problem says which */
    }
    owner = owner_of(import, url);
    if (owner) {
        printf("%s: left out: %s polls it already\n", url, owner);
        import->skipped++;
        return true;
    }
    name = feed->title ? feed->title->text : url_host(import->a, url);
    slug = slug_of(import->a, name);
    if (!slug)
        slug = slug_of(import->a, url_host(import->a, url));
    id = slug ? free_id(import, slug) : NULL;
    if (!id)
        return fail(err, ERR_SYSTEM, "%s: no name is free for its file", url);
    if (!write_actor(import, id, name, feed, url, err))
        return false;
    printf("%s: %s, %s\n", path_of(import, id), name, url);
    added = ARENA_NEW(import->a, struct added);
    added->id = id;
    added->url = url;
    list_add(&import->added, added);
    import->written++;
    return true;
}

/* ---- the list ---- */

static bool read_list(struct entry **out, struct arena *a, const char *path,
        int64_t now, struct err *err)
{
    AUTO(reader) struct reader *reader = NULL;
    AUTO(pool) struct pool *pool = NULL;
    struct document doc = {.kind = "opml", .now = now};
    struct answer answer;

    if (!ask_open(&reader, &pool, NULL, err) ||
            !file_read(&doc.bytes, a, path, DOCUMENT_MAX, err))
        return false;
    if (!ask_reader(&answer, a, pool, &doc, err))
        return fail_in(err, "%s", path);
    for (const struct problem *p = answer.problems; p; p = p->next) {
        fprintf(stderr, "%s:", path);
        if (p->line > 0)
            fprintf(stderr, "%lld:%lld:", (long long)p->line,
                    (long long)p->column);
        fprintf(stderr, " %s\n", p->message);
    }
    return ask_entries(out, a, &answer, err);
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(config) struct config *config = NULL;
    struct import import = {.a = &a};
    struct entry *feeds;
    const char *path;

    if (!work_arguments(call, 1, 1, err) || !work_config(&path, call, err) ||
            !work_load(&config, path, err))
        return false;
    import.config = config;
    if (!read_list(&feeds, &a, call->argv[1], call->now, err))
        return false;
    if (!feeds)
        return fail(err, ERR_DOCUMENT, "%s: no feed is in this list",
                call->argv[1]);
    for (const struct entry *feed = feeds; feed; feed = feed->next)
        if (!import_feed(&import, feed, err))
            return false;
    printf("%d written, %d left out%s\n", import.written, import.skipped,
            import.written > 0 ? "; now: affluent check" : "");
    return true;
}

const struct command cmd_import = {
        .name = "import",
        .synopsis = "FILE",
        .summary = "write a file in feeds.d for each feed of an OPML list",
        .run = run,
};
