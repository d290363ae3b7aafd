/*
 * headers.h - the headers of an answer that mean something here.
 *
 * libcurl hands over every line of every answer: those of 1xx before it, and
 * trailers after it. Only the last answer's own lines count.
 */
#pragma once

#include "base/arena.h"
#include "base/record.h"

enum field {
    FIELD_CACHE_CONTROL,
    FIELD_CONTENT_ENCODING,
    FIELD_CONTENT_LOCATION,
    FIELD_CONTENT_TYPE,
    FIELD_DATE,
    FIELD_ETAG,
    FIELD_EXPIRES,
    FIELD_LAST_MODIFIED,
    FIELD_LOCATION,
    FIELD_RETRY_AFTER,
    FIELD_COUNT,
};

/* {0} before the first line. */
struct headers {
    const char *value[FIELD_COUNT]; /* in the arena; NULL: not said, or not fit
                                       to be used */
    bool ended;                     /* what follows are trailers */
};

/* Takes one line, with its line end. */
void headers_take(struct headers *headers, struct arena *a, struct bytes line);
