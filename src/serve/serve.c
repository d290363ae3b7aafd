#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "serve/reply.h"

enum { STACK_BYTES = 1024 * 1024 }; /* of a connection's thread */

struct serve {
    struct desk desk;
    int port;
    char url[sizeof("http://[]:65535/") + INET6_ADDRSTRLEN];
    struct MHD_Daemon *daemon;
};

static bool read_address(struct sockaddr_storage *out, socklen_t *size,
        const struct serve_options *options)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET,
            .sin_port = htons((uint16_t)options->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
            .sin6_port = htons((uint16_t)options->port)};

    if (inet_pton(AF_INET, options->address, &v4.sin_addr) == 1) {
        memcpy(out, &v4, *size = sizeof(v4));
        return true;
    }
    if (inet_pton(AF_INET6, options->address, &v6.sin6_addr) == 1) {
        memcpy(out, &v6, *size = sizeof(v6));
        return true;
    }
    return false;
}

static int port_of(int fd)
{
    struct sockaddr_in6 address = {0}; /* the port lies as in IPv4's */
    socklen_t size = sizeof(address);

    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return 0;
    return ntohs(address.sin6_port);
}

static bool listen_at(int *out, const struct serve_options *options,
        struct err *err)
{
    struct sockaddr_storage address = {0};
    socklen_t size;
    int fd, one = 1;

    if (!read_address(&address, &size, options))
        return fail(err, ERR_USAGE, "%s is no IPv4 or IPv6 address",
                options->address);
    fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
            0);
    if (fd >= 0 &&
            setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
            bind(fd, (struct sockaddr *)&address, size) == 0 &&
            listen(fd, SOMAXCONN) == 0) {
        *out = fd;
        return true;
    }
    fail(err, ERR_SYSTEM, "cannot listen at %s port %d: %s", options->address,
            options->port, strerror(errno));
    if (fd >= 0)
        close(fd);
    return false;
}

static bool start(struct serve *serve, int listener)
{
    serve->daemon = MHD_start_daemon(MHD_USE_AUTO |
                    MHD_USE_INTERNAL_POLLING_THREAD |
                    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC,
            0, NULL, NULL, reply, &serve->desk, MHD_OPTION_LISTEN_SOCKET,
            listener, MHD_OPTION_UNESCAPE_CALLBACK, reply_unescape, NULL,
            MHD_OPTION_NOTIFY_COMPLETED, reply_over, &serve->desk,
            MHD_OPTION_NOTIFY_CONNECTION, guests_notify, &serve->desk.guests,
            MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_CONNECTIONS_MAX,
            MHD_OPTION_PER_IP_CONNECTION_LIMIT,
            (unsigned)SERVE_CONNECTIONS_OF_ONE, MHD_OPTION_CONNECTION_TIMEOUT,
            (unsigned)SERVE_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
            (size_t)SERVE_HEADER_BYTES, MHD_OPTION_THREAD_STACK_SIZE,
            (size_t)STACK_BYTES, MHD_OPTION_END);
    return serve->daemon != NULL;
}

bool serve_open(struct serve **out, const struct serve_options *options,
        struct err *err)
{
    struct serve *serve = xcalloc(1, sizeof(*serve));
    int listener;

    *out = serve;
    serve->desk.pages = options->pages;
    serve->desk.page_count = options->page_count;
    serve->desk.arg = options->arg;
    pthread_mutex_init(&serve->desk.guests.lock, NULL);
    sem_init(&serve->desk.free, 0, SERVE_PAGES_AT_ONCE);
    serve->desk.folder = open(options->folder,
            O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (serve->desk.folder < 0)
        return fail(err, ERR_SYSTEM, "cannot open the folder %s: %s",
                options->folder, strerror(errno));
    if (!listen_at(&listener, options, err))
        return false;
    serve->port = port_of(listener);
    snprintf(serve->url, sizeof(serve->url),
            strchr(options->address, ':') ? "http://[%s]:%d/" : "http://%s:%d/",
            options->address, serve->port);
    if (start(serve, listener))
        return true;
    close(listener);
    return fail(err, ERR_SYSTEM, "cannot start serving %s", options->folder);
}

/* Takes no more connections, and waits for the answers under way. */
static void finish(struct serve *serve)
{
    const struct timespec step = {.tv_nsec = 10000000};
    int listener = MHD_quiesce_daemon(serve->daemon);

    if (listener >= 0)
        close(listener);
    atomic_store(&serve->desk.ends, true);
    for (int i = 0; i < SERVE_END_SECONDS * 100; i++) {
        if (atomic_load(&serve->desk.busy) == 0)
            break;
        nanosleep(&step, NULL);
    }
    MHD_stop_daemon(serve->daemon);
}

void serve_auto(struct serve **serve)
{
    if (!*serve)
        return;
    if ((*serve)->daemon)
        finish(*serve);
    if ((*serve)->desk.folder >= 0)
        close((*serve)->desk.folder);
    sem_destroy(&(*serve)->desk.free);
    pthread_mutex_destroy(&(*serve)->desk.guests.lock);
    free(*serve);
    *serve = NULL;
}

void serve_tidy(struct serve *serve)
{
    guests_tidy(&serve->desk.guests);
}

int serve_port(const struct serve *serve)
{
    return serve->port;
}

const char *serve_url(const struct serve *serve)
{
    return serve->url;
}
