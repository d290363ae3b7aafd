#include <stdlib.h>
#include <string.h>

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
            report_add(report, s->file, s->line, 1,
                    "%s has the same url as %s (%s, line %d)", s->id, first->id,
                    first->file, first->line);
    }
}
