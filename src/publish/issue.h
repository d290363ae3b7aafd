/* issue.h - from stored issues to files. */
#pragma once

#include "publish/edition.h"
#include "publish/sink.h"

/* Wants the files of all editions, and writes those that changed or are not as
 * they were written. *changed tells, where some were, and else is left alone.
 */
bool issues_write(struct run *run, const struct sink *sink, bool *changed,
        struct err *err) MUST_USE;

/* They are written: remembers it. */
bool issues_written(struct run *run, struct err *err) MUST_USE;

/* The issue with its parts, in the arena. */
bool issue_load(struct issue **out, const struct turn *turn,
        const struct stored_issue *stored, struct err *err) MUST_USE;
