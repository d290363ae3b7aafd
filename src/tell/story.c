#include <string.h>

#include "judge/settle.h"
#include "judge/takedown.h"
#include "publish/archive.h"
#include "publish/leaf.h"
#include "publish/window.h"
#include "run/keys.h"
#include "store/search.h"
#include "tell/double.h"
#include "tell/story.h"

enum { POLLS_TOLD = 3 };

static const struct member copy_members[] = {
        ROW(story_copy, id, MEMBER_TEXT),
        ROW(story_copy, url, MEMBER_TEXT),
        ROW(story_copy, source, MEMBER_TEXT),
        ROW(story_copy, winner, MEMBER_FLAG),
        ROW(story_copy, by, MEMBER_TEXT),
        ROW(story_copy, with, MEMBER_TEXT),
        ROW(story_copy, score, MEMBER_INT),
        ROW(story_copy, themes, MEMBER_TEXT),
        ROW(story_copy, reason, MEMBER_TEXT),
};
static const struct shape copy_shape = SHAPE(struct story_copy, copy_members);

static const struct member rule_members[] = {
        ROW(story_rule, place, MEMBER_TEXT),
        ROW(story_rule, rule, MEMBER_TEXT),
        ROW(story_rule, matched, MEMBER_FLAG),
        ROW(story_rule, text, MEMBER_TEXT),
        ROW(story_rule, error, MEMBER_TEXT),
};
static const struct shape rule_shape = SHAPE(struct story_rule, rule_members);

static const struct member stream_members[] = {
        ROW(story_stream, stream, MEMBER_TEXT),
        ROW(story_stream, rank, MEMBER_INT),
        ROW(story_stream, entered, MEMBER_TIME),
        ROW(story_stream, archive, MEMBER_TEXT),
};
static const struct shape stream_shape = SHAPE(struct story_stream,
        stream_members);

static const struct member story_members[] = {
        ROW(story, id, MEMBER_TEXT),
        ROW(story, url, MEMBER_TEXT),
        ROW(story, title, MEMBER_TEXT),
        ROW(story, published, MEMBER_FLAG),
        ROW(story, reason, MEMBER_TEXT),
        ROW(story, pending, MEMBER_TEXT),
        ROW(story, source, MEMBER_TEXT),
        ROW(story, source_url, MEMBER_TEXT),
        ROW(story, health, MEMBER_TEXT),
        ROW(story, health_reason, MEMBER_TEXT),
        ROW(story, polled, MEMBER_TIME),
        ROW_OF(story, polls, MEMBER_LIST, poll_shape),
        ROW(story, first_seen, MEMBER_TIME),
        ROW(story, last_seen, MEMBER_TIME),
        ROW(story, changed, MEMBER_TIME),
        ROW(story, dated, MEMBER_TIME),
        ROW(story, dated_updated, MEMBER_TIME),
        ROW(story, said_published, MEMBER_TIME),
        ROW(story, said_updated, MEMBER_TIME),
        ROW_OF(story, authors, MEMBER_LIST, person_shape),
        ROW_OF(story, notes, MEMBER_LIST, note_shape),
        ROW_OF(story, copies, MEMBER_LIST, copy_shape),
        ROW_OF(story, rules, MEMBER_LIST, rule_shape),
        ROW_OF(story, streams, MEMBER_LIST, stream_shape),
        ROW_OF(story, missing, MEMBER_LIST, missing_shape),
        ROW_OF(story, item, MEMBER_ONE, item_shape),
};
static const struct shape story_shape = SHAPE(struct story, story_members);

static const struct member telling_members[] = {
        ROW(telling, asked, MEMBER_TEXT),
        ROW(telling, published, MEMBER_FLAG),
        ROW_ALWAYS(telling, stories, MEMBER_LIST, story_shape),
        ROW_OF(telling, file, MEMBER_ONE, published_shape),
        ROW_OF(telling, absences, MEMBER_LIST, absence_shape),
        ROW_OF(telling, hidden, MEMBER_ONE, suppression_shape),
};
static const struct shape telling_shape = SHAPE(struct telling,
        telling_members);

void story_json(struct buf *out, const struct telling *telling)
{
    record_json(out, &telling_shape, telling);
    buf_char(out, '\n');
}

/* ---- the source ---- */

static void tell_pending(struct story *story, const struct live_source *live)
{
    if (live->state->judged != live->judged ||
            live->state->placed != live->placed)
        story->pending =
                "rules or settings have changed since: affluent "
                "publish applies them";
}

static bool tell_source(struct story *story, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    const struct live_source *live = run_source(run, stored->source);
    struct poll *last;

    if (!live)
        return true;
    if (!store_polls(run->store, a, stored->source, &story->polls, err))
        return false;
    last = story->polls;
    for (int i = 1; last && i < POLLS_TOLD; i++)
        last = last->next;
    if (last)
        last->next = NULL;
    story->source = live->source->id;
    story->source_url = live->source->url;
    tell_pending(story, live);
    story->health = live->state->health;
    story->health_reason = live->state->reason;
    story->polled = live->state->polled;
    return true;
}

/* ---- the rules ---- */

static bool tell_rules(struct story *story, struct run *run, struct arena *a,
        const struct stored *stored, const struct entry *entry, struct err *err)
{
    struct story_rule **tail = &story->rules;
    struct verdict verdict;
    struct subject subject;

    if (!run_source(run, stored->source))
        return true;
    if (!run_subject(&subject, run, stored, entry, err))
        return false;
    rules_judge(&verdict, a, run->rules, &subject, true);
    for (const struct trial *t = verdict.trials; t; t = t->next) {
        *tail = ARENA_NEW(a, struct story_rule);
        (*tail)->place = arena_printf(a, "%s:%d", t->rule->file, t->rule->line);
        (*tail)->rule = t->rule->text;
        (*tail)->matched = t->matched;
        (*tail)->text = t->text;
        (*tail)->error = t->error;
        tail = &(*tail)->next;
    }
    if (verdict.notes)
        list_add(&story->notes, verdict.notes);
    if (!stored->kept && verdict.by && !verdict.keep)
        story->reason = settle_reason(a, &verdict); /* where it stands now */
    return true;
}

/* ---- the cluster ---- */

static bool themes_of(const char **out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct stored_tag *tags;

    *out = NULL;
    if (!store_tags(run->store, a, stored->id, &tags, err))
        return false;
    for (; tags; tags = tags->next)
        *out = *out ? arena_printf(a, "%s, %s", *out, tags->id) : tags->id;
    return true;
}

static bool add_copy(struct story *story, struct same *same,
        const struct cluster *cluster, const struct stored *member,
        int64_t winner, struct err *err)
{
    struct story_copy *copy = ARENA_NEW(same->arena, struct story_copy);
    struct joint joint;

    if (!double_joint(&joint, same, cluster, member, winner, err))
        return false;
    copy->by = joint.by;
    copy->with = joint.with;
    copy->score = joint.score;
    copy->id = member->iri;
    copy->url = member->url;
    copy->source = double_source(same->run, member);
    copy->winner = member->id == winner;
    copy->reason = member->kept ? NULL : member->reason;
    list_add(&story->copies, copy);
    return themes_of(&copy->themes, same->run, same->arena, member, err);
}

static bool tell_cluster(struct story *story, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct same same = {.run = run, .arena = a};
    int64_t winner = stored->winner ? stored->winner : stored->id;
    const struct suppression *down;
    const struct stored *first = NULL;
    struct cluster cluster;

    if (!cluster_load(&cluster, run, a, stored, err))
        return false;
    for (size_t i = 0; i < cluster.count && cluster.count > 1; i++) {
        const struct stored *member = same_node(&same, cluster.members[i]);

        first = member->id == winner ? member : first;
        if (!add_copy(story, &same, &cluster, member, winner, err))
            return false;
    }
    down = cluster_takedown(run, &cluster);
    if (down && stored->kept)
        story->reason = arena_printf(a, "a copy of it was %s",
                takedown_words(a, down));
    else if (first && stored->winner && stored->kept)
        story->reason = arena_printf(a,
                "%s of %s stands for it, but in its actor's stream and in "
                "those that prefer another: they are the same article, and "
                "[doubles] "
                "prefers %s",
                first->iri, double_source(run, first),
                winner_reason(run->config->prefer));
    return true;
}

/* ---- the streams ---- */

static bool tell_streams(struct story *story, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct story_stream **tail = &story->streams;
    struct membership *member;

    if (!store_memberships(run->store, a, stored->id, true, &member, err) ||
            !missing_tell(&story->missing, run, a, stored, member, err))
        return false;
    for (; member; member = member->next) {
        const struct live_stream *stream = run_stream(run, member->stream);
        enum window_place place = WINDOW_IS_FULL;

        if (!stream)
            continue;
        *tail = ARENA_NEW(a, struct story_stream);
        (*tail)->stream = stream->stored.name;
        (*tail)->rank = member->rank;
        (*tail)->entered = member->entered;
        if (!archive_find(&(*tail)->archive, run, a, member, err))
            return false;
        if (!(*tail)->archive &&
                !window_find(&place, run, stream, stored->id, member, err))
            return false;
        story->published = story->published || (*tail)->archive ||
                place == WINDOW_HAS_IT;
        tail = &(*tail)->next;
    }
    if (!stored->kept && !story->reason)
        story->reason = stored->reason;
    else if (stored->kept && stored->old && story->streams &&
            !story->streams->next)
        story->reason =
                "it came with the back catalogue of its source: only "
                "its actor's stream has it";
    return true;
}

static bool tell_one(struct story **out, struct run *run, struct arena *a,
        const struct stored *stored, struct err *err)
{
    struct story *story = ARENA_NEW(a, struct story);
    struct item *item = ARENA_NEW(a, struct item);
    struct entry raw, entry;

    if (!record_unpack(item, a, &item_shape, stored->item, err) ||
            !record_unpack(&raw, a, &entry_shape, stored->entry, err) ||
            !run_entry(&entry, a, stored, err))
        return false;
    *out = story;
    story->id = stored->iri;
    story->url = stored->url;
    story->title = leaf_title(a, &entry);
    story->first_seen = stored->first_seen;
    story->last_seen = stored->last_seen;
    story->changed = stored->changed;
    story->dated = stored->published;
    story->dated_updated = stored->updated;
    story->said_published = raw.published;
    story->said_updated = raw.updated;
    story->authors = entry.authors;
    story->notes = raw.notes;
    story->item = item;
    return tell_rules(story, run, a, stored, &raw, err) &&
            tell_source(story, run, a, stored, err) &&
            tell_cluster(story, run, a, stored, err) &&
            tell_streams(story, run, a, stored, err);
}

static bool tell_entries(struct telling *out, struct run *run, struct arena *a,
        int64_t key, struct err *err)
{
    struct story **tail = &out->stories;
    struct stored *stored;

    if (!store_find_entries(run->store, a, out->asked, key, &stored, err) ||
            (!stored &&
                    !store_find_asked(run->store, a, out->asked, &stored, err)))
        return false;
    for (; stored; stored = stored->next) {
        if (!tell_one(tail, run, a, stored, err))
            return false;
        out->published = out->published || (*tail)->published;
        tail = &(*tail)->next;
    }
    return true;
}

bool story_tell(struct telling *out, struct run *run, struct arena *a,
        const char *asked, struct err *err)
{
    int64_t key = keys_of(run, a, asked);
    const char *path;

    *out = (struct telling){.asked = asked};
    if (!tell_entries(out, run, a, key, err))
        return false;
    if (out->stories)
        return true;
    path = published_path(run, a, asked);
    if (path && !config_actor(run->config, asked) &&
            !config_source(run->config, asked)) {
        if (!published_tell(&out->file, run, a, path, err))
            return false;
        out->published = out->file->published;
        return true;
    }
    out->hidden = index_get_number(&run->suppressed_by_key, key);
    return absence_tell(&out->absences, run, a, asked, err);
}
