#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "poll/schedule.h"

enum {
    HOUR = 60 * 60,
    DAY = 24 * HOUR,
    BACK_OFF_MAX = DAY,
    RETRY_AFTER_MAX = 7 * DAY,
    WAIT_MAX = 31 * DAY, /* whatever a server or feed says */
    DOUBLINGS_MAX = 8,
    /* What has been as it is for so long may stay so for a tenth of it: the
     * freshness that RFC 9111 section 4.2.2 gives to what names none. */
    QUIET_PART = 10,
    JITTER_PART = 4,
    /* A cron job that comes a moment early must not wait a whole turn. */
    SLACK_PART = 20,
};

static const char *until(struct arena *a, const char *what, int64_t when)
{
    char date[DATE_SIZE];

    date_write(date, when);
    return arena_printf(a, "%s %s", what, date);
}

static bool is_skipped(const struct source_state *state, int64_t when)
{
    struct civil at = civil_of(when);

    return (state->skip_hours >> at.hour & 1) ||
            (state->skip_days >> civil_weekday(&at) & 1);
}

/* The first hour from when on that the feed does not mind. */
static int64_t past_skipped(const struct source_state *state, int64_t when)
{
    int64_t found = when;

    for (int hours = 0; hours < 8 * 24; hours++) {
        if (!is_skipped(state, found))
            return found;
        found += HOUR - found % HOUR;
    }
    return when; /* it minds them all: that cannot be meant */
}

static bool is_gone(const struct source_state *state)
{
    return strcmp(state->health, "gone") == 0;
}

bool schedule_is_over(const struct live_source *live)
{
    return is_gone(live->state);
}

/* NULL where it is due. */
static const char *why_not(const struct source_state *state, int64_t now,
        struct arena *a)
{
    if (is_gone(state))
        return "its server said that it is gone for good (410): remove it, or "
               "ask with --force";
    /* A poll in the future means that the clock went backwards. */
    if (state->next_poll > now && state->polled <= now)
        return until(a, "not due until", state->next_poll);
    if (past_skipped(state, now) > now)
        return until(a, "its feed asks not to be asked until",
                past_skipped(state, now));
    return NULL;
}

bool schedule_is_due(const struct live_source *live, int64_t now, bool force,
        struct arena *a, const char **why)
{
    const struct source_state *state = live->state;

    *why = NULL;
    /* One that is further away than any server may ask for was stored by a
     * clock that went back since. */
    if (state->not_before > now && state->not_before <= now + RETRY_AFTER_MAX)
        *why = until(a, "its server asked to be left alone until",
                state->not_before);
    else if (!force && state->settings == live->settings)
        *why = why_not(state, now, a);
    if (*why)
        return false;
    if (!state->polled)
        *why = "it was never asked";
    else if (state->settings != live->settings)
        *why = "its settings changed";
    else if (force)
        *why = "--force";
    else if (state->polled > now)
        *why = "the clock went back since it was asked";
    else
        *why = until(a, "it was due at", state->next_poll);
    return true;
}

static int64_t latest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t earliest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The same for a source whenever it is asked for, below most. */
static int64_t jitter(const struct live_source *live, int64_t turn,
        int64_t most)
{
    uint64_t print = hash_bytes(hash_text(HASH_START, live->source->id), &turn,
            sizeof(turn));

    return most > 0 ? (int64_t)(print % (uint64_t)most) : 0;
}

/* By the source's own rhythm, between its bounds. */
static int64_t rhythm(const struct live_source *live, int64_t now)
{
    int64_t newest = live->state->newest;
    int64_t quiet = newest > 0 && newest < now ? now - newest : 0;

    return earliest(latest(quiet / QUIET_PART, live->source->every),
            live->source->slowest);
}

/* Twice as long with each failure after the first, and not the same for all who
 * failed together. */
static int64_t interval(const struct live_source *live, int64_t now)
{
    int64_t every = rhythm(live, now), failures = live->state->failures;
    int64_t wait = every;

    for (int64_t n = 1; n < failures && n < DOUBLINGS_MAX; n++)
        wait = earliest(wait * 2, latest(BACK_OFF_MAX, every));
    return failures > 1 ? wait + jitter(live, failures, wait / JITTER_PART)
                        : wait;
}

void schedule_next(struct live_source *live, int64_t now)
{
    struct source_state *state = live->state;
    int64_t next = now + interval(live, now) - live->source->every / SLACK_PART;

    if (state->next_poll == 0)
        next += jitter(live, 0, earliest(live->source->every, HOUR));
    if (state->failures == 0) {
        next = latest(next, now + state->wish);
        next = latest(next, state->fresh);
    }
    if (next > now + WAIT_MAX && WAIT_MAX > live->source->every)
        next = now + WAIT_MAX;
    next = past_skipped(state, next);
    state->next_poll = latest(next, state->not_before);
}

/* The seconds of "max-age" in a list of directives; -1: it is not there. */
static int64_t max_age(const char *directives)
{
    static const char name[] = "max-age=";

    for (const char *at = directives; (at = strcasestr(at, name)); at++) {
        int64_t seconds = 0;

        if (at > directives && !strchr(", \t", at[-1]))
            continue;
        at += strlen(name);
        at += *at == '"';
        if (*at < '0' || *at > '9')
            return -1;
        for (; *at >= '0' && *at <= '9' && seconds < WAIT_MAX; at++)
            seconds = seconds * 10 + (*at - '0');
        return seconds < WAIT_MAX ? seconds : WAIT_MAX;
    }
    return -1;
}

int64_t schedule_fresh(const struct http_response *response, int64_t now)
{
    const char *directives = response->cache_control;
    int64_t age = directives ? max_age(directives) : -1, expires;

    if (directives &&
            (strcasestr(directives, "no-cache") ||
                    strcasestr(directives, "no-store")))
        return now;
    if (age >= 0)
        return now + age;
    if (!response->expires || !date_read(response->expires, &expires, NULL))
        return now;
    return latest(now, now + expires - (response->date ? response->date : now));
}

void schedule_learn(struct source_state *state, const struct entry *feed)
{
    int64_t ttl = feed->ttl < WAIT_MAX / 60 ? feed->ttl * 60
                                            : (int64_t)WAIT_MAX;

    state->wish = latest(ttl, feed->update_every);
    state->skip_hours = feed->skip_hours;
    state->skip_days = feed->skip_days;
}

/* The seconds to wait; 0: none are asked for. */
static int64_t retry_after(const struct http_response *response, int64_t now)
{
    const char *text = response->retry_after;
    int64_t wait = 0;

    if (*text && strspn(text, "0123456789") == strlen(text))
        for (; *text && wait < RETRY_AFTER_MAX; text++)
            wait = wait * 10 + (*text - '0');
    else if (date_read(text, &wait, NULL))
        wait -= response->date ? response->date : now;
    return earliest(latest(wait, 0), RETRY_AFTER_MAX);
}

int64_t schedule_not_before(const struct http_response *response, int64_t now)
{
    int64_t wait = response->retry_after ? retry_after(response, now) : 0;
    bool enough = response->failure == HTTP_HELD || response->status == 429 ||
            (response->status == 503 && response->retry_after);

    if (enough)
        wait = latest(wait, HOUR);
    return wait > 0 ? now + wait : 0;
}
