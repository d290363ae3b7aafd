/*
 * linux.c - resource limits, Landlock and seccomp, in this order: each layer
 * holds where the next one is missing.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox/layers.h"
#include "sandbox/sandbox.h"

#define MIB ((rlim_t)1024 * 1024)

static const struct limit {
    int resource;
    rlim_t most;
} limits[] = {
        {RLIMIT_FSIZE, 0        },
        {RLIMIT_NPROC, 0        },
        {RLIMIT_CORE,  0        },
#if !HAS_ASAN
        {RLIMIT_AS,    512 * MIB},
#endif
};

/* Every right on files that any version of Landlock knows. The kernel refuses
 * bits it does not know, so they are cut to its version's. */
static uint64_t landlock_rights(long version)
{
    static const int bits[] = {0, 13, 14, 15, 15, 16};

    if (version >= (long)COUNT(bits))
        version = (long)COUNT(bits) - 1;
    return ((uint64_t)1 << bits[version]) - 1;
}

static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0,
            LANDLOCK_CREATE_RULESET_VERSION);
}

static bool fail_system(struct err *err, const char *what)
{
    return fail(err, ERR_SYSTEM, "cannot set %s for a worker: %s", what,
            strerror(errno));
}

/* A ruleset that handles every right and grants none. */
static bool enter_landlock(struct err *err)
{
    long version = landlock_version(), ruleset, result;
    struct landlock_ruleset_attr attr = {0};

    if (version <= 0)
        return true;
    attr.handled_access_fs = landlock_rights(version);
    ruleset = syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
    if (ruleset < 0)
        return fail_system(err, "a Landlock ruleset");
    result = syscall(SYS_landlock_restrict_self, ruleset, 0);
    close((int)ruleset);
    return result == 0 || fail_system(err, "Landlock");
}

static bool enter_limits(struct err *err)
{
    for (size_t i = 0; i < COUNT(limits); i++) {
        struct rlimit limit = {limits[i].most, limits[i].most};

        if (setrlimit(limits[i].resource, &limit) != 0)
            return fail_system(err, "a resource limit");
    }
    return true;
}

bool sandbox_enter(struct err *err)
{
    if (!enter_limits(err))
        return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail_system(err, "no_new_privs");
    return enter_landlock(err) && layer_seccomp(err);
}

const char *sandbox_missing(char *out, size_t size)
{
    const char *landlock = NULL, *seccomp = layer_seccomp_missing();

    if (landlock_version() <= 0)
        landlock = errno == EOPNOTSUPP ? "no Landlock: it is switched off"
                                       : "no Landlock: the kernel lacks it";
    if (!landlock && !seccomp)
        return NULL;
    snprintf(out, size, "%s%s%s", landlock ? landlock : "",
            landlock && seccomp ? "; " : "", seccomp ? seccomp : "");
    return out;
}

void sandbox_renew(int seconds)
{
    struct rusage used;
    struct rlimit limit = {0, RLIM_INFINITY};

    getrusage(RUSAGE_SELF, &used);
    limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec +
            seconds + 1);
    setrlimit(RLIMIT_CPU, &limit);
}

bool sandbox_follow_parent(struct err *err)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return fail_system(err, "a death signal");
    if (prctl(PR_SET_DUMPABLE, 0) != 0)
        return fail_system(err, "no dumps");
    return true;
}
