#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "base/url.h"
#include "judge/joined.h"
#include "publish/leaf.h"

enum {
    MADE_UP_MAX = 80,  /* bytes of a title made from a text */
    SUMMARY_MAX = 500, /* of a summary that stands for a text */
};

/* The first words of a text. */
static const char *made_up(struct arena *a, const char *text)
{
    size_t size = strlen(text), cut = text_cut_words(text, size, MADE_UP_MAX);

    return cut == size ? text : arena_printf(a, "%.*s…", (int)cut, text);
}

const char *leaf_title(struct arena *a, const struct entry *entry)
{
    const struct construct *texts[] = {entry->summary, entry->content};
    const struct link *link = entry_link(entry, "alternate");
    const char *title = construct_line(a, entry->title);

    if (title)
        return title;
    for (size_t i = 0; i < COUNT(texts); i++) {
        const char *text = construct_line(a, texts[i]);

        if (text)
            return made_up(a, text);
    }
    return link ? link->href : "…";
}

/* ---- how much of it ---- */

const char *leaf_summary(struct arena *a, const struct entry *entry, size_t max)
{
    const char *line = construct_line(a,
            entry->summary ? entry->summary : entry->content);
    size_t size = line ? strlen(line) : 0;
    size_t cut = line ? text_cut_words(line, size, max) : 0;

    return cut == size ? line : arena_printf(a, "%.*s …", (int)cut, line);
}

/* Pictures and extensions go with the text: they may be, or hold, as much. A
 * title that is made up is made before. */
void leaf_limit(struct arena *a, struct entry *entry, enum content content)
{
    struct construct *summary = NULL;
    const char *text;

    if (content == CONTENT_FULL)
        return;
    text = content == CONTENT_SUMMARY ? leaf_summary(a, entry, SUMMARY_MAX)
                                      : NULL;
    if (text) {
        summary = ARENA_NEW(a, struct construct);
        summary->text = text;
    }
    entry->summary = summary;
    entry->content = NULL;
    entry->image = NULL;
    entry->extensions = NULL;
}

/* ---- where it comes from ---- */

static const char *href(const struct entry *entry, const char *rel)
{
    const struct link *link = entry ? entry_link(entry, rel) : NULL;

    return link ? link->href : NULL;
}

static const char *first(const char *a, const char *b)
{
    return a ? a : b;
}

/*
 * Where the entry was before, in its own words (RFC 4287 4.2.11). Without an id
 * and an address they name no feed. Where the one is an address, it is taken
 * for the other; the site is then where that is.
 */
static bool former_origin(struct origin *out, struct arena *a,
        const struct entry *said)
{
    const char *id = said && said->id && url_is_id(said->id) ? said->id : NULL;
    const char *self = href(said, "self");

    if (!id && !self)
        return false;
    if (!self && url_is_web(id))
        self = id;
    *out = (struct origin){.id = first(id, self),
            .self = self,
            .alternate = first(href(said, "alternate"),
                    self ? url_join(a, self, "/") : NULL),
            .title = construct_line(a, said->title),
            .updated = said->updated >= DATE_EARLIEST ? said->updated : 0,
            .from = said};
    if (!out->title)
        out->title = first(out->alternate, out->id);
    return true;
}

/* The feed that was polled, in its own words. */
static struct origin own_origin(struct arena *a, const struct source *source,
        const struct entry *head)
{
    bool has_id = head && head->id && url_is_id(head->id);
    const char *site = first(href(head, "alternate"), source->actor->site);

    return (struct origin){.id = has_id ? head->id : source->url,
            .self = source->url,
            .alternate = first(site, url_join(a, source->url, "/")),
            .title = first(head ? construct_line(a, head->title) : NULL,
                    source->actor->name),
            .from = head};
}

/*
 * The date of a feed is the entry's, where it is not known: true of the feed as
 * it was then, and never a reason to write a file again.
 */
static void set_origin(struct leaf *leaf, struct arena *a,
        const struct source *source, const struct entry *head)
{
    struct origin own = own_origin(a, source, head);

    if (!former_origin(&leaf->origin, a, leaf->entry->source))
        leaf->origin = own;
    if (!leaf->origin.updated)
        leaf->origin.updated = leaf->updated;
    leaf->origin.lang = first(head ? head->lang : NULL, source->lang);
    leaf->feed = own.self;
    leaf->home = own.alternate;
}

/* ---- themes ---- */

static bool has_theme(const struct leaf *leaf, const char *id)
{
    for (const struct theme_of *t = leaf->themes; t; t = t->next)
        if (strcmp(t->id, id) == 0)
            return true;
    return false;
}

static void add_themes(struct leaf *leaf, const struct run *run,
        struct arena *a, const struct stored_tag *tags)
{
    for (; tags; tags = tags->next) {
        const char *name = arena_printf(a, "themes/%s", tags->id);
        const struct live_stream *stream = run_stream_named(run, name);
        struct theme_of *theme;

        if (has_theme(leaf, tags->id))
            continue;
        theme = ARENA_NEW(a, struct theme_of);
        theme->id = tags->id;
        theme->title = stream ? stream->title : tags->id;
        list_add(&leaf->themes, theme);
    }
}

/* ---- the others of its cluster ---- */

/* Where it comes from, if one that is no original stands for it; else one more
 * copy. */
static void add_copy(struct leaf *leaf, const struct run *run, struct arena *a,
        const struct stored *other, bool at_home)
{
    const struct live_source *live = run_source(run, other->source);
    struct link *link;

    if (!other->url || (leaf->url && url_compare(other->url, leaf->url) == 0))
        return;
    link = ARENA_NEW(a, struct link);
    link->rel = !at_home && winner_is_at_home(run, a, other) ? "via"
                                                             : "related";
    link->href = other->url;
    link->type = "text/html";
    link->title = live->source->actor->name;
    list_add(&leaf->copies, link);
}

/* For a leaf that stands for them. */
static void add_copies(struct leaf *leaf, const struct run *run,
        struct arena *a, const struct stored *stored,
        const struct cluster *cluster)
{
    bool at_home = winner_is_at_home(run, a, stored);

    for (size_t i = 0; i < cluster->count; i++)
        if (joined_counts(run, stored, cluster->members[i]))
            add_copy(leaf, run, a, cluster->members[i], at_home);
}

/* The tags of one that stands for others are theirs, too. */
static bool join(struct leaf *leaf, struct run *run, struct arena *a,
        const struct stored *stored, bool stands, struct err *err)
{
    struct joined joined;
    struct stored_tag *tags;

    if (!stands) {
        if (!store_tags(run->store, a, stored->id, &tags, err))
            return false;
        add_themes(leaf, run, a, tags);
        return true;
    }
    if (!joined_load(&joined, run, a, stored, err))
        return false;
    add_copies(leaf, run, a, stored, joined.cluster);
    add_themes(leaf, run, a, joined.tags);
    return true;
}

bool leaf_make(struct leaf **out, struct run *run, struct arena *a,
        const struct stored *stored, bool stands, struct err *err)
{
    struct live_source *live = run_source(run, stored->source);
    struct entry *entry = ARENA_NEW(a, struct entry);
    const struct entry *feed;
    struct leaf *leaf = ARENA_NEW(a, struct leaf);

    if (!live)
        return fail(err, ERR_STORE, "%s: an entry without a source",
                stored->iri);
    if (!run_entry(entry, a, stored, err) || !run_head(&feed, run, live, err))
        return false;
    if (!leaf_names_any(entry->authors) && !entry->source && feed)
        entry->authors = feed->authors;
    leaf->entry = entry;
    leaf->id = stored->iri;
    leaf->url = stored->url;
    leaf->title = leaf_title(a, entry);
    leaf_limit(a, entry, live->source->content);
    leaf->published = stored->published;
    leaf->updated = stored->updated;
    leaf->actor = live->source->actor->id;
    leaf->actor_name = live->source->actor->name;
    set_origin(leaf, a, live->source, feed);
    *out = leaf;
    return join(leaf, run, a, stored, stands, err);
}
