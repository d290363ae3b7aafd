/*
 * listed.c - what a page or a sitemap lists, and which of it is to be fetched.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "judge/check.h"
#include "poll/article.h"
#include "poll/listed.h"
#include "poll/moved.h"
#include "poll/outcome.h"

enum {
    ARTICLES_A_RUN = 10,
    ARTICLES_AT_FIRST = 50, /* of a source that has none, */
    PAGES_AT_FIRST = 5,     /* from so many pages of its list */
};

static size_t articles_max(const struct fetching *fetching)
{
    return fetching->live->state->entries == 0 ? ARTICLES_AT_FIRST
                                               : ARTICLES_A_RUN;
}

/* In the list's order; what is too much for one run waits for the next. */
static bool ask_for(struct fetching *fetching, struct arena *a,
        const struct yield *yield)
{
    const struct link *link;
    struct entry entry;

    if (yield->known)
        return store_saw_item(fetching->fetch->run->store,
                fetching->live->state->id, yield->key,
                fetching->fetch->run->now, &fetching->fetch->err);
    if (!record_unpack(&entry, a, &entry_shape, yield->entry,
                &fetching->fetch->err) ||
            !check_entry(&entry, &fetching->fetch->err))
        return false;
    link = entry_link(&entry, "alternate");
    if (!link)
        return true;
    if (article_is_waiting(fetching, yield->key))
        return true;
    if (fetching->articles < articles_max(fetching))
        return article_want(fetching, yield, link->href, &fetching->fetch->err);
    fetching->missing++;
    return true;
}

static int64_t when(struct arena *a, const struct yield *yield)
{
    struct entry entry;
    struct err err = {0};

    if (yield->known ||
            !record_unpack(&entry, a, &entry_shape, yield->entry, &err))
        return 0;
    return entry.updated > entry.published ? entry.updated : entry.published;
}

struct listed {
    int64_t when;
    size_t at;
    const struct yield *yield;
};

static int newest_first(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;

    if (a->when != b->when)
        return a->when < b->when ? 1 : -1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Pages list in their own order; sitemaps in none that means anything. */
static bool ask_for_all(struct fetching *fetching, struct arena *a,
        const struct answer *answer)
{
    bool sort = strcmp(fetching->live->source->kind, "sitemap") == 0;
    struct listed *all;
    size_t count = 0;

    for (const struct yield *y = answer->yields; y; y = y->next)
        count++;
    all = ARENA_ARRAY(a, struct listed, count + 1);
    count = 0;
    for (const struct yield *y = answer->yields; y; y = y->next, count++)
        all[count] = (struct listed){sort ? when(a, y) : 0, count, y};
    qsort(all, count, sizeof(*all), newest_first);
    for (size_t i = 0; i < count; i++)
        if (!ask_for(fetching, a, all[i].yield))
            return false;
    return true;
}

static bool read_list(struct fetching *fetching, struct arena *a,
        const struct answer *answer)
{
    if (!fetch_begin(fetching->fetch))
        return false;
    if (!fetch_settle(fetching, answer))
        return false;
    if (!ask_for_all(fetching, a, answer))
        return fetch_refuse(fetching);
    outcome_ok(fetching->live);
    return true;
}

/* ---- further pages of a list ---- */

static void next_answered(void *arg, const struct http_response *response);

/* A source that has nothing yet is filled from more than its list's first page;
 * before was the number of articles that were known without this one. */
static void turn_page(struct fetching *fetching, const struct answer *answer,
        size_t before)
{
    const struct link *next = answer->feed ? entry_link(answer->feed, "next")
                                           : NULL;

    if (!next || fetching->live->state->entries > 0 ||
            ++fetching->pages == PAGES_AT_FIRST ||
            fetching->articles == before ||
            fetching->articles == ARTICLES_AT_FIRST) {
        article_begin(fetching);
        return;
    }
    fetching->next_page = fetching->request;
    fetching->next_page.url = arena_text(&fetching->arena, next->href);
    fetching->next_page.etag = fetching->next_page.last_modified = NULL;
    fetching->next_page.allow_private = moved_allows_private(fetching->live,
            next->href);
    http_get(fetching->fetch->http, &fetching->next_page, next_answered,
            fetching);
}

/* The first page was read: one that fails after it only ends the list. */
static void next_was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = arg;
    struct answer answer = {.error = error};
    struct err err = {0};
    size_t before = fetching->articles;

    if (!error && !check_answer(&answer, &a, bytes, &err))
        answer.error = err.text;
    if (answer.error)
        log_info("%s: %s: %s", fetching->live->source->id,
                fetching->next_page.url, answer.error);
    else if (!ask_for_all(fetching, &a, &answer))
        fetch_refuse(fetching);
    turn_page(fetching, &answer, before);
}

static void next_answered(void *arg, const struct http_response *response)
{
    struct fetching *fetching = arg;

    fetch_wait(fetching, response);
    if (response->failure == HTTP_OK && response->status == 200)
        fetch_read(fetching, "page", response, NULL, next_was_read, fetching);
    else
        article_begin(fetching);
}

void listed_unchanged(struct fetching *fetching, const char *words)
{
    fetching->unchanged = words;
    article_begin(fetching);
}

void listed_was_read(void *arg, struct bytes bytes, const char *error)
{
    AUTO(arena) struct arena a = {0};
    struct fetching *fetching = arg;
    struct answer answer = {0};

    if (!fetch_answer(&answer, &a, bytes, error, fetching) ||
            !read_list(fetching, &a, &answer)) {
        fetching->waiting = NULL;
        fetching->missing++;
        answer.feed = NULL;
    }
    fetching->cut = answer.cut;
    fetching->missing += answer.cut;
    turn_page(fetching, &answer, 0);
}
