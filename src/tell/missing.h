/* missing.h - why an entry that is kept is not in a stream's files. */
#pragma once

#include "document.h"
#include "run/run.h"

struct missing {
    struct missing *next;
    struct name_of *streams; /* all for which the reason is the same */
    const char *reason;
};

extern const struct shape missing_shape;

/*
 * Of the streams that an entry of its source may be in (all, its actor's, those
 * of themes, the operator's own): those whose files do not have it, though it
 * was not dropped. in: the streams that it is in, with its rank.
 */
bool missing_tell(struct missing **out, struct run *run, struct arena *a,
        const struct stored *stored, const struct membership *in,
        struct err *err) MUST_USE;
