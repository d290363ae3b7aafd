/* lists.h - the files that are of no one stream: the pages of the site, its
 * styles, the lists of feeds, and how the sources are. */
#pragma once

#include "publish/sink.h"
#include "run/run.h"

/* Wants them all. *changed tells, where one that only changes with what is
 * published is not as it was written, and else is left alone. */
void lists_want(const struct run *run, const struct sink *sink, bool *changed);

/* Those that only change with what is published; all is the newest of the
 * stream of all entries, for the front page. */
bool lists_write(struct run *run, const struct sink *sink,
        const struct stream *all, struct err *err) MUST_USE;

/* How the sources are, now that the run comes to its end. */
bool lists_write_health(struct run *run, const struct sink *sink,
        struct err *err) MUST_USE;
