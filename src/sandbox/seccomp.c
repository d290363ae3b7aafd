/* seccomp.c - which system calls a worker may make. */
#include <errno.h>
#include <string.h>

#include <seccomp.h>

#include "sandbox/layers.h"

/* Memory, the socket it holds, time, randomness, and its end. */
static const int allowed[] = {
        SCMP_SYS(brk),
        SCMP_SYS(clock_gettime),
        SCMP_SYS(close),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
        SCMP_SYS(fstat),
        SCMP_SYS(futex),
        SCMP_SYS(getpid),
        SCMP_SYS(getrandom),
        SCMP_SYS(getrusage),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(madvise),
        SCMP_SYS(mmap),
        SCMP_SYS(mprotect),
        SCMP_SYS(mremap),
        SCMP_SYS(munmap),
        SCMP_SYS(read),
        SCMP_SYS(readv),
        SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(sigaltstack),
        SCMP_SYS(write),
        SCMP_SYS(writev),
};

/* What libraries try and can do without: they are told no. */
static const int refused[] = {
        SCMP_SYS(access),
        SCMP_SYS(faccessat2),
        SCMP_SYS(getcwd),
        SCMP_SYS(ioctl),
        SCMP_SYS(lseek),
        SCMP_SYS(newfstatat),
        SCMP_SYS(open),
        SCMP_SYS(openat),
        SCMP_SYS(readlink),
        SCMP_SYS(stat),
};

static bool add(scmp_filter_ctx filter, uint32_t action, const int *calls,
        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int result = seccomp_rule_add(filter, action, calls[i], 0);

        if (result != 0 && result != -EDOM) /* not on this architecture */
            return false;
    }
    return true;
}

/* sandbox_renew() sets limits of this process (0) and of no other; hard ones
 * cannot be raised. */
static bool add_own_limits(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp itself = {.arg = 0, .op = SCMP_CMP_EQ};

    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64),
                   1, &itself) == 0;
}

bool layer_seccomp(struct err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool loaded = filter &&
            add(filter, SCMP_ACT_ALLOW, allowed, COUNT(allowed)) &&
            add(filter, SCMP_ACT_ERRNO(EACCES), refused, COUNT(refused)) &&
            add_own_limits(filter) && seccomp_load(filter) == 0;

    seccomp_release(filter);
    return loaded ||
            fail(err, ERR_SYSTEM, "cannot set seccomp for a worker: %s",
                    strerror(errno));
}

const char *layer_seccomp_missing(void)
{
    return NULL;
}
