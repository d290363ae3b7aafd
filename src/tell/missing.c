#include <inttypes.h>
#include <string.h>

#include "judge/joined.h"
#include "publish/window.h"
#include "tell/double.h"
#include "tell/missing.h"

enum { DAY = 24 * 60 * 60 };

static const struct member name_members[] = {
        ROW_NAMED(name_of, text, MEMBER_TEXT, ""),
};
static const struct shape name_shape = SHAPE(struct name_of, name_members);

static const struct member missing_members[] = {
        ROW_OF(missing, streams, MEMBER_LIST, name_shape),
        ROW(missing, reason, MEMBER_TEXT),
};
const struct shape missing_shape = SHAPE(struct missing, missing_members);

struct asked {
    struct run *run;
    struct arena *arena;
    const struct stored *stored;
    struct joined joined;
    struct subject subject; /* as conditions see it */
};

static void add(struct missing **list, struct arena *a, const char *stream,
        const char *reason)
{
    struct name_of *name = ARENA_NEW(a, struct name_of);

    name->text = stream;
    while (*list && strcmp((*list)->reason, reason) != 0)
        list = &(*list)->next;
    if (!*list) {
        *list = ARENA_NEW(a, struct missing);
        (*list)->reason = reason;
    }
    list_add(&(*list)->streams, name);
}

/* ---- reasons ---- */

static bool has_tag(const struct subject *subject, const char *id)
{
    for (const struct tag *t = subject->tags; t; t = t->next)
        if (strcmp(t->id, id) == 0)
            return true;
    return false;
}

/* Why the stream takes nothing like it; or NULL. */
static const char *not_wanted(const struct asked *s,
        const struct live_stream *stream)
{
    AUTO(buf) struct buf untrue = {0};

    if (stream->kind == STREAM_THEME && !has_tag(&s->subject, stream->key))
        return "neither a rule nor its actor gives it that theme";
    if (!stream->select)
        return NULL;
    expr_why_not(&untrue, stream->select, s->arena, &s->subject);
    return untrue.size > 0
            ? arena_printf(s->arena, "this is not true of it: %s", untrue.data)
            : NULL;
}

/* A copy that is there in its place. */
static bool stand_in(const char **out, const struct asked *s,
        const struct live_stream *stream, struct err *err)
{
    *out = NULL;
    for (size_t i = 0; i < s->joined.cluster->count && !*out; i++) {
        const struct stored *other = s->joined.cluster->members[i];
        bool there;

        if (other->id == s->stored->id)
            continue;
        if (!store_is_member(s->run->store, stream->stored.id, other->id,
                    &there, err))
            return false;
        if (there)
            *out = arena_printf(s->arena,
                    "%s of %s stands for it there: %s is preferred", other->iri,
                    double_source(s->run, other),
                    winner_reason(stream->prefer));
    }
    return true;
}

static bool is_history(const struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->count; i++)
        if (cluster->members[i]->kept && !cluster->members[i]->old)
            return false;
    return true;
}

static bool why_not(const char **out, const struct asked *s,
        const struct live_stream *stream, struct err *err)
{
    if (!stand_in(out, s, stream, err))
        return false;
    if (!*out)
        *out = not_wanted(s, stream);
    if (!*out && stream->kind != STREAM_ACTOR && is_history(s->joined.cluster))
        *out = arena_printf(s->arena,
                "it was not among the first %" PRId64
                " entries when its source was new: only its actor's stream has "
                "the back catalogue",
                s->run->config->first);
    if (!*out)
        *out = "rules or settings have changed since: affluent publish applies "
               "them";
    return true;
}

/* ---- streams ---- */

static bool concerns(const struct asked *s, const struct live_stream *stream)
{
    return stream->kind != STREAM_ACTOR ||
            strcmp(stream->key, s->subject.actor) == 0;
}

/* Why the stream's own file lacks what is in the stream; NULL: it does not. */
static bool no_room(const char **out, const struct asked *s,
        const struct membership *in, const struct live_stream *stream,
        struct err *err)
{
    enum window_place place;

    *out = NULL;
    if (!window_find(&place, s->run, stream, s->stored->id, in, err))
        return false;
    if (place == WINDOW_SHARED)
        *out = arena_printf(s->arena,
                "it is number %" PRId64
                " there, and its source has its share of the stream's own "
                "file: %" PRId64 " of %" PRId64 ", and what others leave",
                in->rank, stream->share, stream->limit);
    else if (place == WINDOW_IS_FULL)
        *out = arena_printf(s->arena,
                "it is number %" PRId64
                " there, and the stream's own file has the last %" PRId64,
                in->rank, stream->limit);
    else if (place == WINDOW_BEGINS_LATER)
        *out = arena_printf(s->arena,
                "it came more than %" PRId64
                " days before the newest entry there, too long for the "
                "stream's own file",
                stream->max_age / DAY);
    return true;
}

static bool tell_stream(struct missing **out, const struct asked *s,
        const struct live_stream *stream, const struct membership *in,
        struct err *err)
{
    const char *reason;
    bool good;

    while (in && in->stream != stream->stored.id)
        in = in->next;
    good = in ? no_room(&reason, s, in, stream, err)
              : why_not(&reason, s, stream, err);
    if (good && reason)
        add(out, s->arena, stream->stored.name, reason);
    return good;
}

bool missing_tell(struct missing **out, struct run *run, struct arena *a,
        const struct stored *stored, const struct membership *in,
        struct err *err)
{
    struct asked s = {.run = run, .arena = a, .stored = stored};

    *out = NULL;
    if (!stored->kept || !run_source(run, stored->source))
        return true;
    if (!joined_load(&s.joined, run, a, stored, err) ||
            !joined_subject(&s.subject, run, a, stored, &s.joined, err))
        return false;
    if (cluster_takedown(run, s.joined.cluster)) /* which is told */
        return true;
    for (const struct live_stream *l = run->streams; l; l = l->next)
        if (concerns(&s, l) && !tell_stream(out, &s, l, in, err))
            return false;
    return true;
}
