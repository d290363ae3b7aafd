#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "sandbox/frame.h"
#include "sandbox/nursery.h"
#include "sandbox/sandbox.h"

static bool fail_errno(struct err *err, const char *what)
{
    return fail(err, ERR_SYSTEM, "cannot start a worker: %s: %s", what,
            strerror(errno));
}

enum {
    SOCKET = 3,
    KEPT_BYTES = 256 * 1024, /* of buffers, between jobs */
};

/* Leaves a process nothing but the socket, which becomes SOCKET, and standard
 * error: no lock, no input, no output of the program's. */
static bool keep_only(int fd)
{
    int nowhere = open("/dev/null", O_RDWR);

    return nowhere >= 0 && dup2(nowhere, STDIN_FILENO) >= 0 &&
            dup2(nowhere, STDOUT_FILENO) >= 0 && dup2(fd, SOCKET) >= 0 &&
            close_range(SOCKET + 1, ~0U, 0) == 0;
}

/* One job after another, until the socket closes. */
static _Noreturn void worker(int fd, pool_work *work, void *context)
{
    struct buf in = {.max = FRAME_MAX + FRAME_HEAD};
    struct buf answer = {.max = FRAME_MAX + FRAME_HEAD};
    struct bytes job;
    struct err err = {0};

    if (!keep_only(fd) || !sandbox_follow_parent(&err) ||
            !sandbox_enter(&err)) {
        log_error("%s", *err.text ? err.text : "a worker cannot be confined");
        _exit(1);
    }
    while (frame_receive(SOCKET, &in, &job)) {
        sandbox_renew(POOL_JOB_CPU_S);
        frame_begin(&answer);
        work(context, &answer, job);
        frame_end(&answer);
        if (answer.full || !frame_send(SOCKET, &answer))
            break;
        buf_shrink(&in, KEPT_BYTES);
        buf_shrink(&answer, KEPT_BYTES);
    }
    _exit(0);
}

/* Sends the worker's socket and process number over the nursery's socket. */
static bool hand_over(int to, int fd, pid_t pid)
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec bytes = {&pid, sizeof(pid)};
    struct msghdr message = {.msg_iov = &bytes,
            .msg_iovlen = 1,
            .msg_control = &control,
            .msg_controllen = sizeof(control)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &fd, sizeof(fd));
    return sendmsg(to, &message, MSG_NOSIGNAL) == (ssize_t)sizeof(pid);
}

static bool bear(pool_work *work, void *context)
{
    int pair[2];
    pid_t pid;
    bool handed;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    pid = fork();
    if (pid == 0) {
        worker(pair[1], work, context);
    }
    close(pair[1]);
    handed = pid > 0 && hand_over(SOCKET, pair[0], pid);
    close(pair[0]);
    return handed;
}

static _Noreturn void nursery(int fd, pool_work *work, void *context)
{
    struct err err = {0};
    char request;

    signal(SIGINT, SIG_IGN); /* workers end when the program does */
    if (keep_only(fd) && sandbox_follow_parent(&err))
        while (read(SOCKET, &request, 1) == 1 && bear(work, context))
            while (waitpid(-1, NULL, WNOHANG) > 0)
                continue; /* that died meanwhile */
    while (wait(NULL) > 0)
        continue; /* so that their time is told to who asks for the program's */
    _exit(0);
}

bool nursery_open(struct nursery *out, pool_work *work, void *context,
        struct err *err)
{
    int pair[2];
    pid_t pid;

    *out = (struct nursery){-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail_errno(err, "socketpair");
    pid = fork();
    if (pid == 0) {
        nursery(pair[1], work, context);
    }
    close(pair[1]);
    *out = (struct nursery){pair[0], pid};
    return pid > 0 || fail_errno(err, "fork");
}

void nursery_auto(struct nursery *nursery)
{
    if (nursery->fd >= 0)
        close(nursery->fd);
    if (nursery->pid > 0)
        waitpid(nursery->pid, NULL, 0);
    *nursery = (struct nursery){-1, -1};
}

bool nursery_worker(const struct nursery *nursery, int *fd, pid_t *pid,
        struct err *err)
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec bytes = {pid, sizeof(*pid)};
    struct msghdr message = {.msg_iov = &bytes,
            .msg_iovlen = 1,
            .msg_control = &control,
            .msg_controllen = sizeof(control)};
    struct cmsghdr *head;

    if (send(nursery->fd, "w", 1, MSG_NOSIGNAL) != 1 ||
            recvmsg(nursery->fd, &message, MSG_CMSG_CLOEXEC) !=
                    (ssize_t)sizeof(*pid))
        return fail(err, ERR_SYSTEM,
                "cannot start a worker: the process that bears them ended");
    head = CMSG_FIRSTHDR(&message);
    if (!head || head->cmsg_type != SCM_RIGHTS)
        return fail(err, ERR_SYSTEM, "cannot start a worker: no socket came");
    memcpy(fd, CMSG_DATA(head), sizeof(*fd));
    return true;
}
