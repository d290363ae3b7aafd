#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "normalise/alike.h"
#include "normalise/work.h"

/* ---- what an item is made with ---- */

static struct work begin(struct arena *a, struct arena *scratch,
        const struct context *context, const struct item *item,
        const char *outer_lang)
{
    struct work w = {.arena = a,
            .scratch = scratch,
            .context = context,
            .item = item,
            .base = context->doc->url};
    const char *base = item->base ? url_join(a, w.base, item->base) : NULL;

    if (base)
        w.base = base;
    w.lang = work_lang(&w, item->lang);
    if (!w.lang)
        w.lang = outer_lang;
    return w;
}

/* The configured name and its other forms, ended by NULL. */
static const char *const *names(struct arena *a, const struct document *doc)
{
    const char **list, **next;
    size_t count = 2;

    for (const struct name_of *n = doc->aliases; n; n = n->next)
        count++;
    list = next = ARENA_ARRAY(a, const char *, count);
    if (doc->actor)
        *next++ = doc->actor;
    for (const struct name_of *n = doc->aliases; n; n = n->next)
        *next++ = n->text;
    return list;
}

static void read_byline(struct work *w)
{
    const struct document *doc = w->context->doc;
    struct byline_context known = {
            .lang = w->lang && *w->lang ? w->lang : doc->lang,
            .zone = w->context->zone ? w->context->zone : zone_utc(),
            .now = doc->now,
    };

    if (!w->item->byline)
        return;
    known.names = names(w->scratch, doc);
    if (!byline_read(&w->byline, w->arena, w->item->byline, &known))
        work_problem(w, "a byline", w->item->byline);
}

/* ---- what only some of them have ---- */

/* A relative reference can be Atom's id only by mistake; other ids are names
 * and no references. One that is too long is none: the key stands for it. */
static const char *id_of(const struct work *w)
{
    const struct reading *reading = w->context->reading;
    const char *id = w->item->id, *url = NULL;

    if (!id || strlen(id) > KEY_MAX)
        return NULL;
    if (reading && reading->format && strcmp(reading->format, "atom") == 0 &&
            !url_is_absolute(id))
        url = url_join(w->arena, w->base, id);
    return url ? url : work_block(w, id);
}

static const struct generator *generator(const struct work *w)
{
    const struct generator *said = w->item->generator;
    struct generator *made = ARENA_NEW(w->arena, struct generator);

    if (!said)
        return NULL;
    made->name = work_name(w, said->name);
    made->uri = work_url(w, NULL, said->uri, "the address of a generator");
    made->version = work_line(w, said->version);
    return made->name || made->uri || made->version ? made : NULL;
}

static bool is_told(const struct claim *list, const struct claim *claim)
{
    for (; list != claim; list = list->next)
        if (strcmp(list->field, claim->field) == 0 &&
                strcmp(list->value, claim->value) == 0)
            return true;
    return false;
}

/* Where the parts of a page came from, and what else it says of them. */
static void tell_claims(const struct work *w, struct entry *e)
{
    for (const struct claim *c = w->item->claims; c; c = c->next) {
        const struct claim *first = claim_of(w->item->claims, c->field);
        bool taken = strcmp(c->from, first->from) == 0 &&
                (w->item->authors || strcmp(c->field, "authors") != 0);

        if (!is_told(w->item->claims, c))
            work_note(w, e, c->field,
                    taken ? c->from
                          : arena_printf(w->scratch, "passed over: %s",
                                    c->from),
                    c->value);
    }
}

static struct entry *entry(const struct work *w, const char *outer_lang)
{
    struct entry *e = ARENA_NEW(w->arena, struct entry);

    e->id = id_of(w);
    work_constructs(w, e);
    work_links(w, e);
    work_people(w, e);
    work_categories(w, e);
    work_dates(w, e);
    work_extensions(w, e);
    tell_claims(w, e);
    e->generator = generator(w);
    e->lang = lang_differing(w->lang, outer_lang);
    e->ttl = w->item->ttl > 0 ? w->item->ttl : 0;
    e->draft = w->item->draft;
    return e;
}

/* The feed that an entry came from first; its own sources are history. */
static const struct entry *source(const struct work *w)
{
    struct entry *e;
    struct work inner;

    if (!w->item->source)
        return NULL;
    inner = begin(w->arena, w->scratch, w->context, w->item->source, w->lang);
    e = entry(&inner, w->lang);
    e->notes = NULL;
    return e;
}

/* ---- the whole ---- */

struct entry *normalise_item(struct arena *a, const struct context *context,
        const struct item *item)
{
    AUTO(arena) struct arena scratch = {0};
    const struct item nothing = {0};
    const struct item *head = context->feed ? context->feed : &nothing;
    struct work feed = begin(&scratch, &scratch, context, head, NULL);
    struct work w = begin(a, &scratch, context, item, feed.lang);
    struct entry *e;

    read_byline(&w);
    e = entry(&w, feed.lang);
    e->source = source(&w);
    if (w.base && (!feed.base || strcmp(w.base, feed.base) != 0))
        e->base = w.base;
    e->key = work_key(&w, e);
    alike_mark(e, a);
    return e;
}

struct entry *normalise_feed(struct arena *a, const struct context *context,
        const struct item *feed)
{
    AUTO(arena) struct arena scratch = {0};
    struct work w = begin(a, &scratch, context, feed, NULL);
    struct entry *e = entry(&w, NULL);

    e->base = w.base;
    e->update_every = feed->update_every;
    e->skip_hours = feed->skip_hours;
    e->skip_days = feed->skip_days;
    return e;
}
