#include "run/fingerprint.h"
#include "base/hash.h"
#include "normalise/normalise.h"

enum { DOUBLES_VERSION = 1 /* of what same.h and winner.h make of a store */ };

static int64_t mix_text(int64_t seed, const char *text)
{
    return (int64_t)hash_text((uint64_t)seed, text);
}

static int64_t mix_number(int64_t seed, int64_t number)
{
    return (int64_t)hash_bytes((uint64_t)seed, &number, sizeof(number));
}

int64_t fingerprint_judged(const struct run *run, const struct source *source)
{
    int64_t print = mix_number(1,
            (int64_t)rules_fingerprint(run->rules, source->actor->id,
                    source->id));

    print = mix_text(print, source->lang);
    for (const struct name_of *t = source->actor->themes; t; t = t->next)
        print = mix_text(print, t->text);
    return print;
}

/* What says which entries are the same, and which is published. */
static int64_t doubles(const struct config *config)
{
    int64_t print = mix_number(DOUBLES_VERSION, config->prefer);

    print = mix_number(print, config->window);
    for (const char *const *t = config->same.tracking; t && *t; t++)
        print = mix_text(print, *t);
    for (const struct url_alias *h = config->same.hosts; h; h = h->next)
        print = mix_text(mix_text(print, h->host), h->as);
    for (const struct own_stream *s = config->streams; s; s = s->next)
        if (s->prefer != PREFERENCES)
            print = mix_number(mix_text(print, s->id), s->prefer);
    for (const struct own_theme *t = config->themes; t; t = t->next)
        if (t->prefer != PREFERENCES)
            print = mix_number(mix_text(print, t->id), t->prefer);
    return print;
}

int64_t fingerprint_placed(const struct run *run, const struct source *source)
{
    int64_t print = mix_number(1, source->order);

    print = mix_number(print, doubles(run->config));
    return mix_text(print, source->actor->site);
}

int64_t fingerprint_select(const struct own_stream *stream)
{
    return mix_text(1, stream->select);
}

int64_t fingerprint_selected(const struct source *source)
{
    int64_t print = mix_text(1, source->kind);

    for (const struct selector *s = source->selectors; s; s = s->next)
        print = mix_text(mix_text(print, s->part), s->text);
    return print ? print : 1;
}

int64_t fingerprint_derived(const struct source *source)
{
    int64_t print = mix_number(1, NORMALISE_VERSION);

    print = mix_number(print, fingerprint_selected(source));
    print = mix_text(print, source->lang);
    print = mix_text(print, source->zone_name);
    print = mix_number(print, source->zone_said);
    print = mix_text(print, source->actor->name);
    for (const struct name_of *n = source->actor->aliases; n; n = n->next)
        print = mix_text(print, n->text);
    return print;
}

int64_t fingerprint_settings(const struct source *source, int64_t derived)
{
    int64_t print = mix_number(derived, source->allow_private);

    print = mix_number(print, source->every);
    if (source->expect)
        print = mix_number(print, source->expect);
    return mix_text(print, source->url);
}
