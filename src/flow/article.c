#include <string.h>

#include "base/log.h"
#include "flow/article.h"
#include "flow/item.h"
#include "flow/moved.h"
#include "flow/outcome.h"
#include "input/learned.h"
#include "store/articles.h"

enum {
    ARTICLES_MS = 2 * 60 * 1000, /* then the rest waits for the next poll */
    VISITS_A_RUN = 3,            /* of articles that the store has */
    VISITS_MAX = 8,              /* of one: the last after ten days */
    HOUR = 60 * 60,
    NEWS_AGE = 30 * 24 * HOUR, /* older ones are not visited again */
};

#define ACCEPT_ARTICLE "text/html, application/xhtml+xml, */*;q=0.5"

struct article {
    struct article *next;
    struct fetching *fetching;
    struct yield listed; /* what the list says of it */
    struct article_state state;
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

/* What was asked for and is not worth reading: it is visited later, or not. */
static bool keep_visit(struct article *article, int64_t published)
{
    struct fetch *fetch = article->fetching->fetch;

    article->state.visits++;
    plan_visit(&article->state, published, fetch->run->now);
    return fetch_begin(fetch) &&
            (store_save_article(fetch->run->store, &article->state,
                     &fetch->err) ||
                    fetch_broke(fetch));
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
        if (due->url)
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

static void end_article(struct article *article, bool missing)
{
    article->fetching->missing += missing && !article->again;
    ask_next(article->fetching);
}

/* It stays known by what the list calls it, whatever it says of itself. */
static bool save(struct article *article, struct yield yield)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = article->fetching;
    struct fetch *fetch = fetching->fetch;
    struct saved saved;
    struct entry entry;

    if (!fetch_begin(fetch))
        return false;
    yield.key = article->listed.key;
    if (!item_save(fetch->run, &a, fetching->live, &yield, &saved,
                &fetch->err) ||
            !record_unpack(&entry, &a, &entry_shape, yield.entry, &fetch->err))
        return fetch_refuse(fetching);
    fetching->poll.added += saved.is_new;
    article->state.item = saved.id;
    article->state.visits += article->again;
    plan_visit(&article->state, entry.published, fetch->run->now);
    return store_save_article(fetch->run->store, &article->state,
                   &fetch->err) ||
            fetch_broke(fetch);
}

/* All that is known of it is what the list says, unless the store has more. */
static bool save_listed(struct article *article)
{
    AUTO(arena) struct arena a = {0};
    struct fetch *fetch = article->fetching->fetch;
    struct stored *there;

    if (!fetch_begin(fetch))
        return false;
    if (!store_find_item(fetch->run->store, &a, article->state.source,
                article->listed.key, &there, &fetch->err))
        return fetch_broke(fetch);
    if (!there)
        return save(article, article->listed);
    article->state.item = there->id;
    return keep_visit(article, there->published);
}

static void was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct article *article = arg;
    struct answer answer = {0};
    struct err err = {0};
    bool saved;

    if (!error && !record_unpack(&answer, &a, &answer_shape, bytes, &err))
        error = err.text;
    if (error || answer.cut) {
        /* It is not the article's fault: it is asked for again. */
        log_info("%s: %s: %s", article->fetching->live->source->id,
                article->request.url, error ? error : "it came only in part");
        end_article(article, true);
        return;
    }
    if (answer.error)
        log_info("%s: %s: %s", article->fetching->live->source->id,
                article->request.url, answer.error);
    if (answer.yields && !answer.yields->known)
        saved = save(article, *answer.yields);
    else if (article->again)
        saved = keep_visit(article, 0);
    else
        saved = save_listed(article);
    end_article(article, !saved);
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

    if (response->failure == HTTP_OK && response->status == 200) {
        keep_validators(article, response);
        fetch_read(article->fetching, "article", response,
                article->again ? &article->known : NULL, was_read, article);
        return;
    }
    fetch_wait(article->fetching, response);
    if (article->again) {
        end_article(article, !keep_visit(article, 0));
        return;
    }
    log_info("%s: %s: %d: %s", article->fetching->live->source->id,
            article->request.url, response->status,
            response->error ? response->error : fetch_status(response->status));
    end_article(article, !for_good || !save_listed(article));
}

void article_want(struct fetching *fetching, const struct yield *yield,
        const char *url)
{
    struct article *article = ARENA_NEW(&fetching->arena, struct article);

    article->fetching = fetching;
    article->listed.key = yield->key;
    article->listed.digest = yield->digest;
    article->listed.item = copy(&fetching->arena, yield->item);
    article->listed.entry = copy(&fetching->arena, yield->entry);
    article->state.source = fetching->live->state->id;
    article->state.listed = yield->digest;
    article->request = (struct http_request){
            .url = arena_text(&fetching->arena, url),
            .allow_private = moved_allows_private(fetching->live, url),
            .accept = ACCEPT_ARTICLE,
            .user_agent = fetching->request.user_agent,
    };
    fetching->articles++;
    list_add(&fetching->waiting, article);
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
                fetching->live->state->id, LEARNED_PAGES, &fetching->chrome,
                &fetch->err))
        fetch_broke(fetch);
}

void article_begin(struct fetching *fetching)
{
    fetching->list_ms = fetch_ms();
    load_chrome(fetching);
    ask_next(fetching);
}
