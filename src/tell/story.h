/*
 * story.h - why an entry is where it is, or is not: what explain tells.
 */
#pragma once

#include "item.h"
#include "tell/absence.h"
#include "tell/missing.h"
#include "tell/published.h"

struct story_copy { /* an entry of the same cluster */
    struct story_copy *next;
    const char *id, *url, *source;
    bool winner;
    const char *by, *with; /* see struct joint in double.h */
    int64_t score;
    const char *themes; /* that it brings, "odd-17, alliances"; or NULL */
    const char *reason; /* why rules keep it from being published; or NULL */
};

struct story_rule {
    struct story_rule *next;
    const char *place; /* "50-themes.rules:3" */
    const char *rule;
    bool matched;
    const char *text, *error; /* what matched; which limit was hit */
};

struct story_stream {
    struct story_stream *next;
    const char *stream;
    int64_t rank, entered;
    const char *archive; /* that has it, without a suffix; or NULL */
};

struct story {
    struct story *next;
    const char *id, *url, *title;
    bool published;
    const char *reason;  /* why not */
    const char *pending; /* what would change that, and was not done yet */
    const char *source, *source_url, *health, *health_reason;
    int64_t polled;
    struct poll *polls;      /* the last few, newest first */
    const struct item *item; /* as it was read */
    int64_t first_seen, last_seen, changed;
    int64_t dated, dated_updated;         /* as published */
    int64_t said_published, said_updated; /* as the document says */
    struct person *authors;
    struct note *notes;        /* how fields came to their values */
    struct story_copy *copies; /* empty where there is only this one */
    struct story_rule *rules;  /* every one that was tried */
    struct story_stream *streams;
    struct missing *missing; /* the streams whose files have it not */
};

/* What is told of what was asked for. */
struct telling {
    const char *asked;
    bool published;
    struct story
            *stories; /* of every entry of that published id or URL; else */
    struct published_file *file;      /* if it names one below public/; else */
    struct absence *absences;         /* where it should have come from */
    const struct suppression *hidden; /* it was taken down before it came */
};

bool story_tell(struct telling *out, struct run *run, struct arena *a,
        const char *asked, struct err *err) MUST_USE;

/* {"asked": ..., "published": ..., "stories": [...]}, and "file", "absences" or
 * "hidden" where there are such. */
void story_json(struct buf *out, const struct telling *telling);
