#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "config/index.h"

static int by_actor_id(const void *a, const void *b)
{
    const struct actor *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

static int by_source_id(const void *a, const void *b)
{
    const struct source *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

static void sort(void *array, int count, size_t size,
        int (*compare)(const void *, const void *))
{
    if (count > 0)
        qsort(array, (size_t)count, size, compare);
}

void config_index(struct config *config)
{
    struct arena *a = &config->arena;
    size_t used = 0;

    config->actors_by_id = ARENA_ARRAY(a, const struct actor *,
            (size_t)config->actor_count);
    for (const struct actor *x = config->actors; x; x = x->next)
        config->actors_by_id[used++] = x;
    sort(config->actors_by_id, config->actor_count, sizeof(struct actor *),
            by_actor_id);
    config->sources_by_id = ARENA_ARRAY(a, const struct source *,
            (size_t)config->source_count);
    used = 0;
    for (const struct source *x = config->sources; x; x = x->next)
        config->sources_by_id[used++] = x;
    sort(config->sources_by_id, config->source_count, sizeof(struct source *),
            by_source_id);
}

const struct actor *config_actor(const struct config *config, const char *id)
{
    const struct actor wanted = {.id = id}, *key = &wanted;
    const struct actor **found = bsearch(&key, config->actors_by_id,
            (size_t)config->actor_count, sizeof(struct actor *), by_actor_id);

    return found ? *found : NULL;
}

const struct source *config_source(const struct config *config, const char *id)
{
    const struct source wanted = {.id = id}, *key = &wanted;
    const struct source **found = bsearch(&key, config->sources_by_id,
            (size_t)config->source_count, sizeof(struct source *),
            by_source_id);

    return found ? *found : NULL;
}

/* ---- URLs ---- */

struct address {
    const char *url; /* as it would be asked */
    const struct source *source;
};

static int by_url(const void *a, const void *b)
{
    const struct address *x = a, *y = b;
    int order = url_compare(x->url, y->url);

    return order ? order : x->source->order - y->source->order;
}

/* A fragment is not sent (RFC 9110 section 4.2.5). */
static const char *asked_url(struct arena *a, const char *url)
{
    const char *resolved = url_resolve(a, NULL, url);

    return resolved ? arena_copy(a, resolved, strcspn(resolved, "#")) : url;
}

const struct source *config_asks(const struct config *config, const char *url)
{
    AUTO(arena) struct arena a = {0};
    const char *asked = asked_url(&a, url);
    const struct source *s = config->sources;

    while (s && (!s->url || url_compare(asked_url(&a, s->url), asked) != 0))
        s = s->next;
    return s;
}

void config_check_urls(const struct config *config, struct report *report)
{
    AUTO(arena) struct arena a = {0};
    struct address *all = ARENA_ARRAY(&a, struct address,
            (size_t)config->source_count);
    int used = 0;

    for (const struct source *s = config->sources; s; s = s->next)
        if (s->url)
            all[used++] = (struct address){asked_url(&a, s->url), s};
    sort(all, used, sizeof(*all), by_url);
    for (int i = 1; i < used; i++) {
        const struct source *first = all[i - 1].source, *s = all[i].source;

        if (url_compare(all[i - 1].url, all[i].url) == 0)
            report_add(report, s->file, s->url_at.line, s->url_at.column,
                    "%s has the same url as %s (%s:%d)", s->id, first->id,
                    first->file, first->url_at.line);
    }
}

/* ---- names ---- */

struct name_said {
    const char *folded, *name;
    const struct actor *actor;
    struct place at;
};

static int by_name(const void *a, const void *b)
{
    const struct name_said *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);

    return order ? order : x->actor->order - y->actor->order;
}

static size_t count_names(const struct config *config)
{
    size_t count = 0;

    for (const struct actor *x = config->actors; x; x = x->next) {
        count++;
        for (const struct name_of *n = x->aliases; n; n = n->next)
            count++;
    }
    return count;
}

static void add_name(struct name_said *out, struct arena *a, const char *name,
        const struct actor *actor, struct place at)
{
    const char *folded = name ? text_fold(a, name, strlen(name)) : NULL;

    *out = (struct name_said){folded ? folded : "", name, actor, at};
}

void config_check_names(const struct config *config, struct report *report)
{
    AUTO(arena) struct arena a = {0};
    size_t count = count_names(config), used = 0;
    struct name_said *all = ARENA_ARRAY(&a, struct name_said, count + 1);

    for (const struct actor *x = config->actors; x; x = x->next) {
        add_name(&all[used++], &a, x->name, x, x->name_at);
        for (const struct name_of *n = x->aliases; n; n = n->next)
            add_name(&all[used++], &a, n->text, x, x->aliases_at);
    }
    sort(all, (int)count, sizeof(*all), by_name);
    for (size_t i = 1; i < count; i++) {
        const struct name_said *first = &all[i - 1], *n = &all[i];

        if (*n->folded && first->actor != n->actor &&
                strcmp(first->folded, n->folded) == 0)
            report_warn(report, n->actor->file, n->at.line, n->at.column,
                    "\"%.100s\" is a name of %s, too (%s:%d)", n->name,
                    first->actor->id, first->actor->file, first->at.line);
    }
}
