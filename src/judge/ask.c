#include "judge/ask.h"
#include "base/url.h"
#include "http/http.h"

enum { WAIT_MS = 1000 };

struct asked {
    struct arena *arena;
    struct answer *answer;
    struct document *doc;
    struct err *err;
    bool good;
};

static void was_read(void *arg, struct bytes bytes, const char *error)
{
    struct asked *asked = arg;
    struct bytes mine = {arena_copy(asked->arena, bytes.data, bytes.size),
            bytes.size};

    if (error)
        asked->good = fail(asked->err, ERR_DOCUMENT, "%s", error);
    else if (!record_unpack(asked->answer, asked->arena, &answer_shape, mine,
                     asked->err))
        asked->good = false;
    else if (asked->answer->error)
        asked->good = fail(asked->err, ERR_DOCUMENT, "%s",
                asked->answer->error);
}

bool ask_open(struct reader **reader, struct pool **pool,
        const struct name_of *zones, struct err *err)
{
    return reader_open(reader, zones, err) &&
            pool_open(pool, 1, reader_work, *reader, err);
}

bool ask_reader(struct answer *out, struct arena *a, struct pool *pool,
        const struct document *doc, struct err *err)
{
    AUTO(buf) struct buf job = {0};
    struct asked asked = {.arena = a, .answer = out, .err = err, .good = true};

    *out = (struct answer){0};
    pool_begin(&job);
    record_pack(&job, &document_shape, doc);
    pool_submit(pool, &job, 0, was_read, &asked);
    return pool_wait(pool, err) && asked.good;
}

static void came(void *arg, const struct http_response *response)
{
    struct asked *asked = arg;
    struct arena *a = asked->arena;
    const char *base = response->content_location
            ? url_join(a, response->url, response->content_location)
            : NULL;

    if (response->failure != HTTP_OK)
        asked->good = fail(asked->err, ERR_SYSTEM, "%s", response->error);
    else if (response->status != 200)
        asked->good = fail(asked->err, ERR_SYSTEM, "its server answered %d",
                response->status);
    if (!asked->good)
        return;
    asked->doc->url = base ? base : arena_text(a, response->url);
    asked->doc->content_type = arena_text(a, response->content_type);
    asked->doc->content_coding = arena_text(a, response->content_coding);
    asked->doc->bytes = (struct bytes){arena_copy(a, response->body,
                                               response->size),
            response->size};
}

bool ask_url(struct document *doc, struct arena *a, const char *url,
        const struct http_options *options, bool allow_private, struct err *err)
{
    AUTO(http) struct http *http = NULL;
    struct asked asked = {.arena = a, .doc = doc, .err = err, .good = true};
    struct http_request request = {.url = url,
            .allow_private = allow_private,
            .accept = "*/*"};

    if (!http_open(&http, options, err))
        return false;
    http_get(http, &request, came, &asked);
    while (http_pending(http) > 0)
        if (!http_step(http, NULL, 0, WAIT_MS, err))
            return false;
    return asked.good || fail_in(err, "%s", url);
}

bool ask_entries(struct entry **out, struct arena *a,
        const struct answer *answer, struct err *err)
{
    struct entry **tail = out;

    *out = NULL;
    for (const struct yield *y = answer->yields; y; y = y->next) {
        *tail = ARENA_NEW(a, struct entry);
        if (!record_unpack(*tail, a, &entry_shape, y->entry, err))
            return false;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
    }
    return true;
}
