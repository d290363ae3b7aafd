/*
 * host.h - whose turn it is. Each host has its queue; hosts that may be asked
 * take turns, so that one with a thousand feeds delays no other.
 */
#pragma once

#include "base/base.h"

struct transfer; /* transfer.h; linked by its first member, next */

struct host {
    struct host *next_in_bucket, *next_in_turn;
    char *name; /* with its port, where it is not the scheme's own */
    struct transfer *first, *last;
    int active;
    bool in_turn;
    int64_t not_before; /* ms, monotonic */
    int unreached;      /* how often in a row no connection came about */
    bool slow;          /* a request was given up: the next get less time */
    char *hold;         /* why it is not asked any more; or NULL */
    int hold_kind;      /* the enum http_failure of that */
    char *retry_after;  /* the header that said so; or NULL */
    int64_t date;       /* by that host's clock; or 0 */
};

enum { HOST_BUCKETS = 1024 };

struct hosts {
    struct host *buckets[HOST_BUCKETS];
    struct host *ready, *ready_last; /* have work and may be asked */
    struct host *resting;            /* must wait, the shortest wait first */
    int per_host;
    int gap_ms, private_gap_ms;
};

struct host *hosts_get(struct hosts *hosts, const char *name);
void hosts_auto(struct hosts *hosts);

/* A later hop of a request that was begun goes first. */
void host_push(struct hosts *hosts, struct host *host,
        struct transfer *transfer, bool first, int64_t now);

/* Takes the next transfer that may start now, which counts as active until
 * host_release(); NULL: none. */
struct transfer *hosts_next(struct hosts *hosts, int64_t now);
void host_release(struct hosts *hosts, struct host *host, int64_t now);

/* Empties the queue and returns what was in it. */
struct transfer *host_drain(struct host *host);

/* When the next host has rested enough; -1: none rests. */
int64_t hosts_wake(const struct hosts *hosts);
