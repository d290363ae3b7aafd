#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/arena.h"
#include "serve/guests.h"
#include "serve/serve.h"

struct guest {
    struct guest *next;
    int fd;
    _Atomic int64_t until; /* seconds, on the clock of now() */
};

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static void come(struct guests *guests, struct MHD_Connection *connection,
        void **guest)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
            MHD_CONNECTION_INFO_CONNECTION_FD);
    struct guest *new = xcalloc(1, sizeof(*new));

    new->fd = info->connect_fd;
    atomic_store(&new->until, now() + SERVE_REQUEST_SECONDS);
    pthread_mutex_lock(&guests->lock);
    new->next = guests->first;
    guests->first = new;
    pthread_mutex_unlock(&guests->lock);
    *guest = new;
}

/* Before its socket is closed, whose number may then be another's. */
static void leave(struct guests *guests, void **guest)
{
    struct guest **at = &guests->first;

    pthread_mutex_lock(&guests->lock);
    while (*at && *at != *guest)
        at = &(*at)->next;
    if (*at)
        *at = (*at)->next;
    pthread_mutex_unlock(&guests->lock);
    free(*guest);
    *guest = NULL;
}

void guests_notify(void *arg, struct MHD_Connection *connection, void **guest,
        enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        come(arg, connection, guest);
    else
        leave(arg, guest);
}

void guest_may_stay(struct MHD_Connection *connection, int seconds)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
            MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct guest *guest = info->socket_context;

    if (guest)
        atomic_store(&guest->until, now() + seconds);
}

void guests_tidy(struct guests *guests)
{
    pthread_mutex_lock(&guests->lock);
    for (struct guest *g = guests->first; g; g = g->next)
        if (atomic_load(&g->until) < now())
            shutdown(g->fd, SHUT_RDWR);
    pthread_mutex_unlock(&guests->lock);
}
