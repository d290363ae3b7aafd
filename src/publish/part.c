#include <string.h>

#include "base/text.h"
#include "judge/joined.h"
#include "output/tame.h"
#include "publish/leaf.h"
#include "publish/part.h"

enum { SUMMARY_MAX = 320, DAY = 86400 };

/* ---- which ---- */

static bool is_day_only(const struct entry *entry)
{
    return entry->published_precision &&
            strcmp(entry->published_precision, "day") == 0;
}

/* The instant that says of which period it is. */
static int64_t instant_of(const struct stored *stored,
        const struct entry *entry)
{
    return is_day_only(entry) && stored->published < stored->first_seen
            ? stored->first_seen
            : stored->published;
}

static bool is_of_period(const struct part_wish *wish,
        const struct stored *stored, const struct entry *entry)
{
    return instant_of(stored, entry) < wish->ends &&
            stored->published + (is_day_only(entry) ? DAY : 0) >= wish->oldest;
}

static bool is_selected(bool *out, const struct part_wish *wish,
        struct arena *a, const struct stored *stored, struct err *err)
{
    struct joined joined;
    struct subject subject;

    *out = true;
    if (!wish->live->select)
        return true;
    if (!joined_load(&joined, wish->run, a, stored, err) ||
            !joined_subject(&subject, wish->run, a, stored, &joined, err))
        return false;
    *out = expr_matches(wish->live->select, a, &subject, NULL);
    return true;
}

bool part_choose(struct bytes *out, const struct part_wish *wish,
        struct arena *a, int64_t id, struct err *err)
{
    AUTO(arena) struct arena scratch = {0};
    struct stored *stored;
    struct entry entry;
    bool selected;

    *out = (struct bytes){0};
    if (!store_entry(wish->run->store, &scratch, id, &stored, err))
        return false;
    if (!stored || !run_source(wish->run, stored->source))
        return true;
    if (!run_entry(&entry, &scratch, stored, err))
        return false;
    if (!wish->updates && !is_of_period(wish, stored, &entry))
        return true;
    if (!is_selected(&selected, wish, &scratch, stored, err))
        return false;
    return !selected || part_pack(out, wish, a, stored, err);
}

/* ---- what ---- */

static const char *content_of(struct arena *a, const struct entry *entry)
{
    const struct construct *content = entry->content ? entry->content
                                                     : entry->summary;
    AUTO(buf) struct buf tame = {0};

    if (!content || !content->html.markup)
        return NULL;
    tame_markup(&tame, content->html.markup);
    return arena_text(a, tame.data);
}

/* Texts are in the arena, in the entry or in the configuration. */
static bool make(struct part *part, const struct part_wish *wish,
        struct arena *a, const struct stored *stored, struct err *err)
{
    const struct edition *edition = wish->live->edition;
    struct live_source *live = run_source(wish->run, stored->source);
    const struct link *link;
    struct entry entry;

    if (!run_entry(&entry, a, stored, err) ||
            !run_lang(&part->lang, wish->run, live, err))
        return false;
    link = entry_link(&entry, "alternate");
    part->iri = stored->iri;
    part->title = leaf_title(a, &entry);
    leaf_limit(a, &entry, live->source->content);
    part->url = link ? link->href : NULL;
    part->actor = live->source->actor->id;
    part->actor_name = live->source->actor->name;
    part->published = stored->published;
    part->updated = wish->updates ? stored->updated : 0;
    part->late = !wish->updates && instant_of(stored, &entry) < wish->starts;
    if (entry.lang)
        part->lang = entry.lang;
    if (edition->content != CONTENT_TITLES)
        part->summary = leaf_summary(a, &entry, SUMMARY_MAX);
    if (edition->content == CONTENT_FULL)
        part->content.markup = content_of(a, &entry);
    return true;
}

bool part_pack(struct bytes *out, const struct part_wish *wish, struct arena *a,
        const struct stored *stored, struct err *err)
{
    AUTO(arena) struct arena scratch = {0};
    AUTO(buf) struct buf packed = {0};
    struct part part = {0};

    if (!make(&part, wish, &scratch, stored, err))
        return false;
    record_pack(&packed, &part_shape, &part);
    *out = (struct bytes){arena_copy(a, packed.data, packed.size), packed.size};
    return true;
}
