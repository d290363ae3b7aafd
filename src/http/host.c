#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "http/host.h"
#include "http/transfer.h"

struct host *hosts_get(struct hosts *hosts, const char *name)
{
    struct host **bucket =
            &hosts->buckets[hash_text(HASH_START, name) % HOST_BUCKETS];
    struct host *host = *bucket;

    while (host && strcmp(host->name, name) != 0)
        host = host->next_in_bucket;
    if (host)
        return host;
    host = xcalloc(1, sizeof(*host));
    host->name = xcalloc(1, strlen(name) + 1);
    memcpy(host->name, name, strlen(name));
    host->next_in_bucket = *bucket;
    *bucket = host;
    return host;
}

void hosts_auto(struct hosts *hosts)
{
    for (size_t i = 0; i < HOST_BUCKETS; i++) {
        struct host *host = hosts->buckets[i];

        while (host) {
            struct host *next = host->next_in_bucket;

            free(host->name);
            free(host->hold);
            free(host->retry_after);
            free(host);
            host = next;
        }
    }
    *hosts = (struct hosts){0};
}

static void append_ready(struct hosts *hosts, struct host *host)
{
    host->next_in_turn = NULL;
    if (hosts->ready)
        hosts->ready_last->next_in_turn = host;
    else
        hosts->ready = host;
    hosts->ready_last = host;
}

static void insert_resting(struct hosts *hosts, struct host *host)
{
    struct host **at = &hosts->resting;

    while (*at && (*at)->not_before <= host->not_before)
        at = &(*at)->next_in_turn;
    host->next_in_turn = *at;
    *at = host;
}

static void take_turn(struct hosts *hosts, struct host *host, int64_t now)
{
    if (host->in_turn || !host->first || host->active >= hosts->per_host)
        return;
    host->in_turn = true;
    if (host->not_before > now)
        insert_resting(hosts, host);
    else
        append_ready(hosts, host);
}

void host_push(struct hosts *hosts, struct host *host,
        struct transfer *transfer, bool first, int64_t now)
{
    transfer->next = NULL;
    if (!host->first) {
        host->first = host->last = transfer;
    } else if (first) {
        transfer->next = host->first;
        host->first = transfer;
    } else {
        host->last->next = transfer;
        host->last = transfer;
    }
    take_turn(hosts, host, now);
}

static struct host *pop(struct host **list)
{
    struct host *host = *list;

    *list = host->next_in_turn;
    host->in_turn = false;
    return host;
}

struct transfer *hosts_next(struct hosts *hosts, int64_t now)
{
    while (hosts->resting && hosts->resting->not_before <= now)
        take_turn(hosts, pop(&hosts->resting), now);
    while (hosts->ready) {
        struct host *host = pop(&hosts->ready);
        struct transfer *transfer = host->first;

        if (!transfer) /* drained meanwhile */
            continue;
        host->first = transfer->next;
        host->active++;
        host->not_before = now +
                (transfer->request.allow_private ? hosts->private_gap_ms
                                                 : hosts->gap_ms);
        take_turn(hosts, host, now);
        return transfer;
    }
    return NULL;
}

void host_release(struct hosts *hosts, struct host *host, int64_t now)
{
    host->active--;
    take_turn(hosts, host, now);
}

struct transfer *host_drain(struct host *host)
{
    struct transfer *all = host->first;

    host->first = host->last = NULL;
    return all;
}

int64_t hosts_wake(const struct hosts *hosts)
{
    return hosts->resting ? hosts->resting->not_before : -1;
}
