#include <string.h>

#include "base/log.h"
#include "judge/check.h"
#include "judge/identity.h"
#include "judge/item.h"
#include "poll/article.h"
#include "poll/likeness.h"
#include "poll/moved.h"
#include "poll/outcome.h"
#include "store/articles.h"

enum {
    ARTICLES_MS = 2 * 60 * 1000, /* then the rest waits for the next poll */
    VISITS_A_RUN = 3,            /* of articles that the store has */
    VISITS_MAX = 8,              /* of one: the last after ten days */
    TRIES_MAX =
            7, /* to read one: then, after three days, the list's word does */
    HOUR = 60 * 60,
    NEWS_AGE = 30 * 24 * HOUR, /* older ones are not visited again, */
    ABSENT_AGE = NEWS_AGE,     /* nor remembered as failing */
};

#define ACCEPT_ARTICLE "text/html, application/xhtml+xml, */*;q=0.5"

struct article {
    struct article *next;
    struct fetching *fetching;
    struct yield listed; /* what the list says of it */
    struct article_state state;
    struct absent absent;
    bool again; /* the store has it: to see whether it has changed */
    struct known known;
    struct http_request request;
};

static struct bytes copy(struct arena *a, struct bytes bytes)
{
    return (struct bytes){arena_copy(a, bytes.data, bytes.size), bytes.size};
}

/* The page is done when its last article is. Only when nothing is missing may
 * it be skipped while it stays the same. */
static void end_list(struct fetching *fetching)
{
    if (fetching->missing > 0)
        fetch_drop_validators(fetching->live->state);
    else if (!fetching->unchanged)
        fetch_keep_validators(fetching);
    if (fetching->cut && fetching->live->state->failures == 0)
        outcome_cut(fetching->fetch->run, fetching->live, fetching->poll.added);
    if (fetching->unchanged)
        fetching->poll.outcome = fetching->unchanged;
    else if (fetching->live->state->failures == 0)
        fetching->poll.outcome = arena_printf(&fetching->arena,
                "%lld new, %zu not read yet", (long long)fetching->poll.added,
                fetching->missing);
    fetch_end(fetching);
}

static void answered(void *arg, const struct http_response *response);

/* ---- articles that may have changed ---- */

/* An hour, two, four... after it was new: edits come soon, or not at all.
 * published is 0 where it is known to be new. */
static void plan_visit(struct article_state *state, int64_t published,
        int64_t now)
{
    bool is_new = published == 0 || published > now - NEWS_AGE;

    state->next_visit = is_new && state->visits < VISITS_MAX
            ? now + ((int64_t)HOUR << state->visits)
            : 0;
}

static void add_visit(struct fetching *fetching,
        const struct article_state *state)
{
    struct article *article = ARENA_NEW(&fetching->arena, struct article);

    article->fetching = fetching;
    article->state = *state;
    article->listed.key = state->key;
    article->again = true;
    article->known = (struct known){.key = state->key, .digest = state->digest};
    article->request = (struct http_request){
            .url = state->url,
            .etag = state->etag,
            .last_modified = state->last_modified,
            .validated = state->url,
            .allow_private = moved_allows_private(fetching->live, state->url),
            .accept = ACCEPT_ARTICLE,
            .user_agent = fetching->request.user_agent,
    };
    list_add(&fetching->waiting, article);
}

/* The newest few, once the list is done; not those that it just named. */
static void add_visits(struct fetching *fetching)
{
    struct fetch *fetch = fetching->fetch;
    struct article_state *due;

    fetching->visited = true;
    if (fetching->live->state->failures > 0)
        return;
    if (!store_due_articles(fetch->run->store, &fetching->arena,
                fetching->live->state->id,
                (struct span){fetch->run->now, VISITS_A_RUN}, &due,
                &fetch->err)) {
        fetch_broke(fetch);
        return;
    }
    for (; due; due = due->next)
        add_visit(fetching, due);
}

/* One at a time. */
static void ask_next(struct fetching *fetching)
{
    struct article *article = fetching->waiting;
    bool in_time = fetch_ms() - fetching->list_ms < ARTICLES_MS;

    if (!article && in_time && !fetching->visited) {
        add_visits(fetching);
        article = fetching->waiting;
    }
    if (article && in_time) {
        fetching->waiting = article->next;
        http_get(fetching->fetch->http, &article->request, answered, article);
        return;
    }
    for (; article; article = article->next)
        fetching->missing += !article->again;
    end_list(fetching);
}

/* ---- articles ---- */

static void tell(const struct article *article, const char *what)
{
    log_info("%s: %s: %s", article->fetching->live->source->id,
            article->request.url, what);
}

static bool save_state(struct article *article, int64_t published)
{
    struct fetch *fetch = article->fetching->fetch;

    plan_visit(&article->state, published, fetch->run->now);
    return (store_save_article(fetch->run->store, &article->state,
                    &fetch->err) &&
                   (article->absent.failures == 0 ||
                           store_forget_absent(fetch->run->store,
                                   article->absent.source, article->absent.key,
                                   &fetch->err))) ||
            fetch_broke(fetch);
}

/* It stays known by what the list calls it, whatever it says of itself. */
static bool save(struct article *article, struct yield yield)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = article->fetching;
    struct fetch *fetch = fetching->fetch;
    struct saved saved = {.old = fetching->live->state->entries == 0 &&
                    fetching->poll.added >= fetch->run->config->first};
    struct entry entry;

    yield.key = article->listed.key;
    yield.address = article->again ? NULL : article->request.url;
    if (!identity_of_page(fetch->run, &a, fetching->live, &yield,
                &fetch->err) ||
            !item_save(fetch->run, &a, fetching->live, &yield, &saved,
                    &fetch->err) ||
            !record_unpack(&entry, &a, &entry_shape, yield.entry, &fetch->err))
        return fetch_refuse(fetching);
    fetching->poll.added += saved.is_new;
    article->state.item = saved.id;
    article->state.selected = fetching->live->selected;
    article->state.visits += article->again;
    return save_state(article, entry.published);
}

/* What was asked for and is not worth reading: it is visited later, or not. */
static bool keep_visit(struct article *article, int64_t published)
{
    article->state.selected = 0;
    article->state.visits++;
    return fetch_begin(article->fetching->fetch) &&
            save_state(article, published);
}

static bool keep(struct article *article, const struct stored *there)
{
    article->state.item = there->id;
    return keep_visit(article, there->published);
}

static bool find(struct article *article, struct arena *a, struct stored **out)
{
    struct fetch *fetch = article->fetching->fetch;

    return fetch_begin(fetch) &&
            (store_find_item(fetch->run->store, a, article->state.source,
                     article->listed.key, out, &fetch->err) ||
                    fetch_broke(fetch));
}

/* All that is known of it is what the list says, unless the store has more. */
static bool save_listed(struct article *article)
{
    AUTO(arena) struct arena a = {0};
    struct stored *there;

    return find(article, &a, &there) &&
            (there ? keep(article, there) : save(article, article->listed));
}

static const char *refuses(struct fetch *fetch, struct arena *a,
        const struct article *article, const struct stored *there,
        const struct yield *yield)
{
    struct entry was, is, listed = {0};
    struct stored *whole;

    if (!store_entry(fetch->run->store, a, there->id, &whole, &fetch->err) ||
            !record_unpack(&was, a, &entry_shape, whole->entry, &fetch->err) ||
            !record_unpack(&is, a, &entry_shape, yield->entry, &fetch->err) ||
            (article->listed.entry.size > 0 &&
                    !record_unpack(&listed, a, &entry_shape,
                            article->listed.entry, &fetch->err)))
        return NULL; /* as saving it will find */
    return likeness_refuses(&was, &is, listed.title);
}

/* What other selectors select may be less, and is what is wanted. */
static bool save_read(struct article *article, const struct yield *yield)
{
    AUTO(arena) struct arena a = {0};
    bool otherwise = article->again &&
            article->state.selected != article->fetching->live->selected;
    const char *why = NULL;
    struct stored *there;

    if (!find(article, &a, &there))
        return false;
    if (there && !otherwise)
        why = refuses(article->fetching->fetch, &a, article, there, yield);
    if (!why)
        return save(article, *yield);
    tell(article,
            arena_printf(&a, "%s: what was read of it before stays", why));
    return keep(article, there);
}

/* That may pass: it is asked for again, ever less often, and is known in the
 * end by what the list says of it. */
static bool put_off(struct article *article)
{
    struct fetch *fetch = article->fetching->fetch;
    int64_t now = fetch->run->now;

    if (article->again)
        return keep_visit(article, 0);
    if (++article->absent.failures == TRIES_MAX)
        return save_listed(article);
    article->fetching->missing++;
    article->absent.next_try = now +
            ((int64_t)HOUR << (article->absent.failures - 1));
    return fetch_begin(fetch) &&
            (store_save_absent(fetch->run->store, &article->absent,
                     now - ABSENT_AGE, &fetch->err) ||
                    fetch_broke(fetch));
}

static void end_article(struct article *article, bool saved)
{
    article->fetching->missing += !saved && !article->again;
    ask_next(article->fetching);
}

static void was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct article *article = arg;
    struct answer answer = {0};
    struct err err = {0};
    bool saved;

    if (!error && !check_answer(&answer, &a, bytes, &err))
        error = err.text;
    if (!error && answer.cut)
        error = "it came only in part";
    if (error || answer.error)
        tell(article, error ? error : answer.error);
    if (error)
        saved = put_off(article);
    else if (answer.yields && !answer.yields->known)
        saved = save_read(article, answer.yields);
    else if (article->again)
        saved = keep_visit(article, 0);
    else
        saved = save_listed(article);
    end_article(article, saved);
}

/* Validators of where a redirect led are not those of what is asked next. */
static void keep_validators(struct article *article,
        const struct http_response *response)
{
    struct arena *a = &article->fetching->arena;
    bool here = strcmp(response->url, article->request.url) == 0;

    article->state.etag = here ? arena_text(a, response->etag) : NULL;
    article->state.last_modified = here ? arena_text(a, response->last_modified)
                                        : NULL;
}

/* An article that is not there for good is known by what the list says of it;
 * others are asked for again at the next poll. */
static void answered(void *arg, const struct http_response *response)
{
    struct article *article = arg;
    bool for_good = response->failure == HTTP_OK && response->status >= 400 &&
            response->status < 500 && response->status != 408 &&
            response->status != 429;
    bool saved;

    if (response->failure == HTTP_OK && response->status == 200) {
        keep_validators(article, response);
        fetch_read(article->fetching, "article", response,
                article->again ? &article->known : NULL, was_read, article);
        return;
    }
    fetch_wait(article->fetching, response);
    if (response->failure == HTTP_HELD || response->failure == HTTP_STOPPED) {
        end_article(article, false);
        return;
    }
    tell(article,
            arena_printf(&article->fetching->arena, "%d: %s", response->status,
                    response->error ? response->error
                                    : fetch_status(response->status)));
    if (article->again)
        saved = keep_visit(article, 0);
    else
        saved = for_good ? save_listed(article) : put_off(article);
    end_article(article, saved);
}

bool article_want(struct fetching *fetching, const struct yield *yield,
        const char *url, struct err *err)
{
    struct article *article = ARENA_NEW(&fetching->arena, struct article);

    article->absent.source = fetching->live->state->id;
    article->absent.key = yield->key;
    if (!store_absent(fetching->fetch->run->store, &article->absent, err))
        return false;
    if (article->absent.next_try > fetching->fetch->run->now) {
        fetching->missing++;
        return true;
    }
    article->fetching = fetching;
    article->listed.key = yield->key;
    article->listed.digest = yield->digest;
    article->listed.item = copy(&fetching->arena, yield->item);
    article->listed.entry = copy(&fetching->arena, yield->entry);
    article->state.source = fetching->live->state->id;
    article->state.listed = yield->digest;
    article->state.url = arena_text(&fetching->arena, url);
    article->request = (struct http_request){
            .url = article->state.url,
            .allow_private = moved_allows_private(fetching->live, url),
            .accept = ACCEPT_ARTICLE,
            .user_agent = fetching->request.user_agent,
    };
    fetching->articles++;
    list_add(&fetching->waiting, article);
    return true;
}

bool article_is_waiting(const struct fetching *fetching, int64_t key)
{
    const struct article *a = fetching->waiting;

    while (a && a->listed.key != key)
        a = a->next;
    return a != NULL;
}

static void load_chrome(struct fetching *fetching)
{
    struct fetch *fetch = fetching->fetch;

    if (!store_chrome(fetch->run->store, &fetching->arena,
                fetching->live->state->id, &fetching->chrome, &fetch->err))
        fetch_broke(fetch);
}

void article_begin(struct fetching *fetching)
{
    fetching->list_ms = fetch_ms();
    load_chrome(fetching);
    ask_next(fetching);
}
