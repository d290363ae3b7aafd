/* absence.h - which source should have had what was never seen. */
#pragma once

#include "run/run.h"

struct absence {
    struct absence *next;
    const char *source, *url;
    int64_t polled, next_poll;
    int64_t status;      /* of the last poll; 0: no answer, or none was made */
    const char *outcome; /* of the last poll, in words; NULL: none was made */
    const char *health, *reason;
    int64_t failures, next_try; /* of the article itself, where a list named
                                   it and it could not be read; else 0 */
};

extern const struct shape absence_shape;

/* The sources of url's host, or of an actor whose site is there, in the
 * operator's order; NULL where there is none. */
bool absence_tell(struct absence **out, struct run *run, struct arena *a,
        const char *url, struct err *err) MUST_USE;
