/* fetching.h - the state of a fetch, shared by the files that carry it out. */
#pragma once

#include "http/http.h"
#include "poll/fetch.h"

/* All that is under way in one call of fetch_sources(). Times in ms are of the
 * monotonic clock. */
struct fetch {
    struct run *run;
    struct http *http;
    struct fetch_result *result;
    struct live_source **due; /* to be asked, the longest due first */
    size_t due_count, due_next;
    struct arena arena;
    size_t open;     /* sources that were asked and are not done */
    int64_t stop_ms; /* when nothing more is asked */
    bool stopped;
    bool in_transaction;
    int64_t begun_ms; /* when it was */
    bool broken;      /* by err, which stops everything */
    struct err err;
};

/* One source that was asked. */
struct fetching {
    struct fetch *fetch;
    struct live_source *live;
    const char *address; /* that was asked, without credentials */
    struct http_request request;
    struct poll poll;
    int64_t not_before;                           /* the server's wish; or 0 */
    struct arena arena;                           /* until fetch_end() */
    const char *validated, *etag, *last_modified; /* of the response */
    const char *moved_to; /* by the response; lives as long as the run */
    bool insecure;        /* redirects led from https to http */
    int64_t body;
    struct article *waiting; /* of a page's list, in its order */
    struct bytes chrome;     /* what stands on several of its articles */
    bool visited;            /* old articles, too, are among those */
    const char *unchanged;   /* the list is as it was, in words; or NULL */
    size_t articles;         /* of that list that were to be asked */
    size_t missing;          /* that the list names and the store has not */
    bool cut;                /* the list was */
    int64_t list_ms;         /* when it was read */
    struct http_request next_page; /* of the list, where it is filled first */
    int pages;                     /* of it that were read */
};

int64_t fetch_ms(void); /* now */

bool fetch_broke(struct fetch *fetch); /* false */

/* Opens a transaction where none is open; false where all is broken. */
bool fetch_begin(struct fetch *fetch);

/* Sends the response to a worker; known are the items that it need not send. */
void fetch_read(struct fetching *fetching, const char *kind,
        const struct http_response *response, struct known *known,
        pool_done *done, void *arg);

/* What came back; false, and the source failed, where it is no use. */
bool fetch_answer(struct answer *out, struct arena *a, struct bytes bytes,
        const char *error, struct fetching *fetching);

/* Stores the head and under what settings the source was read. */
bool fetch_settle(struct fetching *fetching, const struct answer *answer);

/* What fetch->err says is the source's failure, unless it is the store's;
 * false. */
bool fetch_refuse(struct fetching *fetching);

void fetch_keep_validators(struct fetching *fetching);
void fetch_drop_validators(struct source_state *state);

/* Heeds a Retry-After, wherever it comes from. */
void fetch_wait(struct fetching *fetching,
        const struct http_response *response);

/* What a status that is neither 200 nor 304 means, in words. */
const char *fetch_status(int status);

/* An http_done of a source; arg is its struct fetching. */
void fetch_answered(void *arg, const struct http_response *response);

/* The source is done: stores how it went. */
void fetch_end(struct fetching *fetching);

/* It was not asked after all: nothing is stored but what its server wishes. */
void fetch_drop(struct fetching *fetching, const char *why);
