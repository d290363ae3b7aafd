/* site.c - what the site says of itself, and what is named after it. */
#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "run/run.h"

const char *run_host(const struct run *run, struct arena *a)
{
    char *host = url_host(a, run->config->site.url);
    char *port = host ? strchr(host, ':') : NULL;

    if (port)
        *port = '\0';
    return host ? host : "affluent.invalid";
}

const char *run_tag_uri(const struct run *run, struct arena *a, int64_t when,
        const char *path)
{
    struct civil day = civil_of(when);

    return arena_printf(a, "tag:%s,%04d-%02d-%02d:%s", run_host(run, a),
            day.year, day.month, day.day, path);
}

int64_t run_face_print(const struct run *run)
{
    const struct site *site = &run->config->site;
    const char *const texts[] = {AFFLUENT_VERSION, site->title, site->url,
            site->lang, site->contact, site->zone_name,
            site->remote_images ? "images" : NULL,
            site->search ? "search" : NULL};
    uint64_t print = HASH_START;

    for (size_t i = 0; i < COUNT(texts); i++)
        print = hash_text(print, texts[i]);
    for (size_t i = 0; i < SLOTS; i++)
        print = hash_text(print, site->slots[i]);
    for (const struct name_of *h = site->hubs; h; h = h->next)
        print = hash_text(print, h->text);
    return (int64_t)print;
}

int64_t run_site_print(const struct run *run)
{
    uint64_t print = hash_text((uint64_t)run_face_print(run),
            run->config->site.archives ? "archives" : NULL);

    for (const struct live_stream *s = run->streams; s; s = s->next) {
        const int64_t room[] = {s->limit, s->share, s->max_age};

        print = hash_bytes(hash_text(hash_text(hash_text(print, s->stored.name),
                                             s->title),
                                   s->page),
                room, sizeof(room));
    }
    for (const struct edition *e = run->config->editions; e; e = e->next)
        print = hash_text(hash_text(print, e->id), e->name);
    for (const struct live_source *s = run->sources; s; s = s->next) {
        print = hash_bytes(print, &s->source->content,
                sizeof(s->source->content));
        print = hash_text(hash_text(hash_text(hash_text(print, s->source->url),
                                            s->source->actor->name),
                                  s->source->actor->site),
                s->source->lang);
    }
    return (int64_t)print;
}
