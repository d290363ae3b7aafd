/* health_stream.c - the changes of sources' health as entries of a feed. */
#include <string.h>

#include "poll/health.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, LONG = 2 * DAY };

/* ---- words ---- */

enum change { FAILING, GONE, QUIET, RECOVERED, BACK, MOVED, CHANGES };

/* As struct event has them. */
static const char *const changes[CHANGES] = {
        [FAILING] = "failing",
        [GONE] = "gone",
        [QUIET] = "quiet",
        [RECOVERED] = "recovered",
        [BACK] = "back",
        [MOVED] = "moved",
};

static const struct words {
    const char *lang, *title;
    const char *changed[CHANGES]; /* after the source's name */
    const char *lasted, *days;
    const char *moved; /* before the address */
} words[] = {
        {
         .lang = "en",
         .title = "Health of the sources",
         .changed = {"is failing", "is gone for good", "is quiet",
                        "is well again", "has news again",
                        "has moved for good"},
         .lasted = "It had lasted",
         .days = "days",
         .moved = "It is now at",
         },
        {
         .lang = "fr",
         .title = "Santé des sources",
         .changed = {"est en panne", "a disparu pour de bon",
                        "ne publie plus", "est rétablie", "publie de nouveau",
                        "a déménagé pour de bon"},
         .lasted = "Cela avait duré",
         .days = "jours",
         .moved = "Sa nouvelle adresse est",
         },
};

static const struct words *words_of(const char *lang)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (output_speaks(lang, words[i].lang))
            return &words[i];
    return &words[0];
}

/* One that is not known was written by a newer program. */
static const char *changed(const struct words *w, const char *what)
{
    for (size_t i = 0; i < CHANGES; i++)
        if (strcmp(changes[i], what) == 0)
            return w->changed[i];
    return what;
}

/* ---- entries ---- */

static const char *name_of(struct run *run, struct arena *a, const char *id)
{
    const struct source *source = config_source(run->config, id);

    return source ? arena_printf(a, "%s (%s)", source->actor->name, id) : id;
}

static const char *lasted(struct arena *a, const struct words *w,
        int64_t seconds)
{
    if (seconds >= LONG)
        return arena_printf(a, "%s %lld %s.", w->lasted,
                (long long)(seconds / DAY), w->days);
    if (seconds >= HOUR)
        return arena_printf(a, "%s %lld h.", w->lasted,
                (long long)(seconds / HOUR));
    return arena_printf(a, "%s %lld min.", w->lasted,
            (long long)(seconds / MINUTE));
}

/* The reasons are the program's own words, which are English. */
static struct construct *content(struct arena *a, const struct event *event,
        const struct words *w)
{
    struct construct *content = ARENA_NEW(a, struct construct);

    content->type = "text";
    if (strcmp(event->what, changes[MOVED]) == 0) {
        content->text = arena_printf(a, "%s %s", w->moved, event->words);
    } else if (event->words) {
        content->text = event->words;
        content->lang = output_speaks("en", w->lang) ? NULL : "en";
    } else if (event->since && event->since < event->at) {
        content->text = lasted(a, w, event->at - event->since);
    }
    return content->text ? content : NULL;
}

/* What all the site's ids begin with: as that of the stream of all entries. */
static const char *iri(const struct run *run, struct arena *a, const char *path)
{
    const struct stored_stream *all = &run->streams->stored;
    size_t size = strlen(all->iri) - strlen(all->name);

    return arena_printf(a, "%.*s%s", (int)size, all->iri, path);
}

/* It comes from the page that tells how sources are. */
static struct leaf *leaf(struct run *run, struct arena *a,
        const struct stream *stream, const struct event *event,
        const struct words *w)
{
    struct leaf *leaf = ARENA_NEW(a, struct leaf);
    struct entry *entry = ARENA_NEW(a, struct entry);
    struct link *page = ARENA_NEW(a, struct link);

    page->rel = "alternate";
    page->type = "text/html";
    page->href = arena_printf(a, "%s#%s", stream->home, event->name);
    entry->links = page;
    entry->content = content(a, event, w);
    leaf->entry = entry;
    leaf->id = iri(run, a,
            arena_printf(a, "health/%s/%lld/%s", event->name,
                    (long long)event->at, event->what));
    leaf->title = arena_printf(a, "%s %s", name_of(run, a, event->name),
            changed(w, event->what));
    leaf->published = leaf->updated = event->at;
    leaf->actor_name = stream->site_title;
    leaf->origin = (struct origin){.id = iri(run, a, "status"),
            .title = stream->title,
            .self = stream->self,
            .alternate = stream->home,
            .lang = stream->lang,
            .updated = event->at};
    return leaf;
}

bool health_stream(struct stream *out, struct run *run, struct arena *a,
        struct err *err)
{
    const struct site *site = &run->config->site;
    const struct words *w = words_of(site->lang);
    struct leaf **tail = &out->leaves;
    struct event *event;

    if (!store_events(run->store, a, &event, err))
        return false;
    *out = (struct stream){.id = "health",
            .iri = iri(run, a, "health"),
            .title = arena_printf(a, "%s – %s", w->title, site->title),
            .home = arena_printf(a, "%sstatus.html", site->url),
            .self = arena_printf(a, "%shealth.atom", site->url),
            .lang = w->lang,
            .site_title = site->title,
            .site_url = site->url,
            .updated = event ? event->at : run->streams->stored.created};
    for (; event; event = event->next) {
        *tail = leaf(run, a, out, event, w);
        tail = &(*tail)->next;
    }
    return true;
}
