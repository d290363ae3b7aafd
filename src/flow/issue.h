/* issue.h - from stored issues to files. */
#pragma once

#include "flow/edition.h"

/* Where files go: flow/publish.c. */
struct issue_sink {
    void *arg;
    void (*want)(void *arg, const char *path);
    bool (*is_intact)(void *arg, const char *path);
    /* feed: hubs are told of it where it changes. */
    bool (*write)(void *arg, const char *path, const struct buf *bytes,
            bool feed, struct err *err);
};

/* Wants the files of all editions, and writes those that changed or are not as
 * they were written. *changed tells, where some were, and else is left alone.
 */
bool issues_write(struct run *run, const struct issue_sink *sink, bool *changed,
        struct err *err) MUST_USE;

/* They are written: remembers it. */
bool issues_written(struct run *run, struct err *err) MUST_USE;

/* The issue with its parts, in the arena. */
bool issue_load(struct issue **out, const struct turn *turn,
        const struct stored_issue *stored, struct err *err) MUST_USE;
