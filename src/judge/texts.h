/* texts.h - the index of texts: made when it is first asked for, then kept. */
#pragma once

#include "run/run.h"

/* Entries that one call brings into the index: a big store takes several. */
enum { TEXTS_AT_ONCE = 20 * 1000 };

/* Where there is an index, or the site wants one, brings it up to date; in
 * transactions of its own. */
bool texts_keep(struct run *run, struct err *err) MUST_USE;

/* The same for a condition that looks for texts, and makes the index where
 * there is none. A store that cannot be written now stays as it is: what is not
 * indexed is found all the same. */
struct texts_progress {
    void (*tell)(void *arg, int done); /* entries; or NULL */
    void *arg;
};
void texts_make(struct run *run, const struct expr *expr,
        const struct texts_progress *progress);

/* Throws away what the index holds, if there is one. */
bool texts_forget(struct store *store, struct err *err) MUST_USE;
