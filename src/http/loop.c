#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "http/http.h"
#include "http/loop.h"

enum { EVENTS_MAX = 256, OTHERS_MAX = 64 };

int64_t loop_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *arg,
        void *known)
{
    struct loop *loop = arg;
    struct epoll_event event = {.data.fd = socket};

    UNUSED(easy);
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(loop->epoll, EPOLL_CTL_DEL, socket, NULL);
        curl_multi_assign(loop->multi, socket, NULL);
        return 0;
    }
    if (what & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    if (known)
        return epoll_ctl(loop->epoll, EPOLL_CTL_MOD, socket, &event);
    curl_multi_assign(loop->multi, socket, loop);
    return epoll_ctl(loop->epoll, EPOLL_CTL_ADD, socket, &event);
}

static int on_timer(CURLM *multi, long timeout_ms, void *arg)
{
    struct loop *loop = arg;

    UNUSED(multi);
    loop->deadline = timeout_ms < 0 ? -1 : loop_now() + timeout_ms;
    return 0;
}

bool loop_open(struct loop *loop, struct err *err)
{
    *loop = (struct loop){.multi = curl_multi_init(),
            .epoll = epoll_create1(EPOLL_CLOEXEC),
            .deadline = -1};
    if (!loop->multi || loop->epoll < 0)
        return fail(err, ERR_SYSTEM, "cannot watch connections: %s",
                strerror(errno));
    curl_multi_setopt(loop->multi, CURLMOPT_MAXCONNECTS, (long)HTTP_IN_FLIGHT);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
    return true;
}

void loop_auto(struct loop *loop)
{
    if (loop->multi)
        curl_multi_cleanup(loop->multi);
    if (loop->epoll >= 0)
        close(loop->epoll);
    *loop = (struct loop){.epoll = -1};
}

/* How long may be waited, at most most_ms, for a deadline or -1. */
static int wait_for(int64_t deadline, int most_ms)
{
    int64_t left = deadline - loop_now();

    if (deadline < 0 || left > most_ms)
        return most_ms;
    return left > 0 ? (int)left : 0;
}

/* Waits for libcurl's sockets and the caller's descriptors at once. */
static bool wait_all(struct loop *loop, struct pollfd *others, size_t count,
        int timeout_ms, struct err *err)
{
    struct pollfd all[OTHERS_MAX + 1] = {
            {.fd = loop->epoll, .events = POLLIN}
    };

    if (count > OTHERS_MAX)
        return fail(err, ERR_SYSTEM, "cannot wait for %zu descriptors", count);
    memcpy(all + 1, others, count * sizeof(*others));
    for (size_t i = 1; i <= count; i++)
        all[i].revents = 0;
    if (poll(all, count + 1, timeout_ms) < 0 && errno != EINTR)
        return fail(err, ERR_SYSTEM, "cannot wait for connections: %s",
                strerror(errno));
    memcpy(others, all + 1, count * sizeof(*others));
    return true;
}

static void dispatch(struct loop *loop, const struct epoll_event *event)
{
    int running, what = 0;

    if (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        what |= CURL_CSELECT_IN;
    if (event->events & EPOLLOUT)
        what |= CURL_CSELECT_OUT;
    curl_multi_socket_action(loop->multi, event->data.fd, what, &running);
}

void loop_kick(struct loop *loop)
{
    int running;

    if (loop->deadline < 0 || loop_now() < loop->deadline)
        return;
    loop->deadline = -1;
    curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

bool loop_step(struct loop *loop, struct pollfd *others, size_t count,
        int timeout_ms, struct err *err)
{
    struct epoll_event events[EVENTS_MAX];
    int ready, wait = wait_for(loop->deadline, timeout_ms);

    if (count > 0) {
        if (!wait_all(loop, others, count, wait, err))
            return false;
        wait = 0;
    }
    ready = epoll_wait(loop->epoll, events, EVENTS_MAX, wait);
    if (ready < 0 && errno != EINTR)
        return fail(err, ERR_SYSTEM, "cannot wait for connections: %s",
                strerror(errno));
    for (int i = 0; i < ready; i++)
        dispatch(loop, &events[i]);
    loop_kick(loop);
    return true;
}
