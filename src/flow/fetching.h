/* fetching.h - the state of a fetch, shared by the files that carry it out. */
#pragma once

#include "flow/fetch.h"
#include "http/http.h"

/* All that is under way in one call of fetch_sources(). */
struct fetch {
    struct run *run;
    struct http *http;
    struct fetch_result *result;
    struct live_source *next; /* to be asked */
    struct arena arena;
    size_t open; /* sources that were asked and are not done */
    bool in_transaction;
    int64_t begun_ms; /* when, by the monotonic clock */
    int saves;
    bool broken; /* by err, which stops everything */
    struct err err;
};

/* One source that was asked. */
struct fetching {
    struct fetch *fetch;
    struct live_source *live;
    const char *address; /* that was asked, without credentials */
    struct http_request request;
    struct poll poll;
    struct arena arena;                           /* until fetch_end() */
    const char *validated, *etag, *last_modified; /* of the response */
    const char *moved_to; /* by the response; lives as long as the run */
    int64_t body;
    size_t articles; /* that are under way */
    size_t missing;  /* that the list names and the store has not */
};

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

/* The source is done: stores how it went. */
void fetch_end(struct fetching *fetching);
