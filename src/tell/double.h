/* double.h - the clusters of a store: what dupes tells. */
#pragma once

#include "judge/cluster.h"

struct double_copy { /* an entry of a cluster */
    struct double_copy *next;
    const char *id, *url, *source, *title;
    int64_t published, words;
    bool winner;
    const char *by;   /* what joins it to the winner, else to another; or NULL:
                         "the same URL" */
    const char *with; /* the source of that one */
    int64_t score;    /* of texts, in thousandths; else 0 */
    const char *stands_in; /* the streams that prefer it to the winner; or NULL
                            */
    const char *reason;    /* why it is not published itself; or NULL */
};

struct double_of {
    const char *title;              /* the winner's */
    int64_t published;              /* of the newest */
    const char *prefer, *preferred; /* "longest", "the longest copy" */
    struct double_copy *copies;     /* in the operator's order */
};

/* Calls tell for every cluster of several entries that has one from since on,
 * in the order of the winners' numbers. */
bool double_tell(struct run *run, int64_t since,
        void (*tell)(void *arg, const struct double_of *cluster), void *arg,
        struct err *err) MUST_USE;

void double_json(struct buf *out, const struct double_of *cluster);

/* What joins a member to the rest of its cluster, in words; *by is NULL for the
 * winner, and where nothing does any more. */
struct joint {
    const char *by, *with; /* "the same URL"; the other's source */
    int64_t score;
};
bool double_joint(struct joint *out, struct same *same,
        const struct cluster *cluster, const struct stored *member,
        int64_t winner, struct err *err) MUST_USE;

/* The source of an entry, for people. */
const char *double_source(const struct run *run, const struct stored *stored);
