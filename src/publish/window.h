/*
 * window.h - which entries a stream's own file has: those that arrived last,
 * but that one source cannot push all others out.
 *
 * A source has its share of the file; what it has besides is in it where others
 * have not enough to fill it. How far back others are looked for is bounded, so
 * that it costs the same in a stream of any size. The archives begin where
 * something is left out: the file and they hold all that is in the stream.
 *
 * What came long before the newest entry is not in it, since a reader that
 * forgets old entries would show it as new; but the last few are, for who comes
 * to a stream that has little. Without news, time alone changes no file.
 *
 * It is a function of what is stored alone: the same entries make the same
 * file, whatever happened in between. What arrives brings back nothing that was
 * left out, unless it pushes the last entries of others out of sight. What
 * leaves the stream does: then it is as if it had never been there. To know
 * better, the store would have to remember what each file ever had.
 */
#pragma once

#include "run/run.h"

struct window {
    struct arrived_entry
            *arrivals; /* that were looked at; chosen: is in the file */
    int64_t oldest;    /* what came before is not in it, but for the last few */
    struct bytes ids; /* of those in the file, eight bytes each, as they came */
    int64_t whole;    /* the last so many arrivals are all in it, or would be */
};

/* stream is the live one's number in that store; 0: it is not there. */
bool window_load(struct window *out, struct store *store, struct arena *a,
        int64_t stream, const struct live_stream *live,
        struct err *err) MUST_USE;

enum window_place {
    WINDOW_HAS_IT,
    WINDOW_SHARED,  /* it has older ones of others: its source has its share */
    WINDOW_IS_FULL, /* of what arrived later */
    WINDOW_BEGINS_LATER, /* than it came, long before the newest */
};

/* Of an entry that is in the stream, with its rank there. */
bool window_find(enum window_place *out, struct run *run,
        const struct live_stream *live, int64_t entry,
        const struct membership *in, struct err *err) MUST_USE;
