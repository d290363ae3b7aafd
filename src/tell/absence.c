#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "store/articles.h"
#include "tell/absence.h"

static const struct member members[] = {
        ROW(absence, source, MEMBER_TEXT),
        ROW(absence, url, MEMBER_TEXT),
        ROW(absence, polled, MEMBER_TIME),
        ROW(absence, next_poll, MEMBER_TIME),
        ROW(absence, status, MEMBER_INT),
        ROW(absence, outcome, MEMBER_TEXT),
        ROW(absence, health, MEMBER_TEXT),
        ROW(absence, reason, MEMBER_TEXT),
        ROW(absence, failures, MEMBER_INT),
        ROW(absence, next_try, MEMBER_TIME),
};
const struct shape absence_shape = SHAPE(struct absence, members);

/* "www." is no other place. */
static const char *place(struct arena *a, const char *url)
{
    const char *host = url ? url_host(a, url) : NULL;

    return host && strncmp(host, "www.", 4) == 0 ? host + 4 : host;
}

static bool is_of(struct arena *a, const struct source *source,
        const char *where)
{
    const char *at = place(a, source->url);
    const char *site = place(a, source->actor->site);

    return (at && strcmp(at, where) == 0) || (site && strcmp(site, where) == 0);
}

static bool tell(struct absence **out, struct run *run, struct arena *a,
        const struct live_source *live, const char *url, struct err *err)
{
    struct absence *told = ARENA_NEW(a, struct absence);
    struct absent article = {.source = live->state->id,
            .key = (int64_t)hash_text(HASH_START, url)};
    struct poll *poll;

    if (!store_polls(run->store, a, live->state->id, &poll, err) ||
            !store_absent(run->store, &article, err))
        return false;
    *told = (struct absence){.source = live->source->id,
            .url = live->source->url,
            .polled = live->state->polled,
            .next_poll = live->state->next_poll,
            .status = poll ? poll->status : 0,
            .outcome = poll ? poll->outcome : NULL,
            .health = live->state->health,
            .reason = live->state->reason,
            .failures = article.failures,
            .next_try = article.next_try};
    list_add(out, told);
    return true;
}

bool absence_tell(struct absence **out, struct run *run, struct arena *a,
        const char *url, struct err *err)
{
    const char *where = place(a, url);

    *out = NULL;
    for (const struct live_source *s = run->sources; where && s; s = s->next)
        if (is_of(a, s->source, where) && !tell(out, run, a, s, url, err))
            return false;
    return true;
}
