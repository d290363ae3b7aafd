/* noseccomp.c - for builds without libseccomp. */
#include "sandbox/layers.h"

bool layer_seccomp(struct err *err)
{
    UNUSED(err);
    return true;
}

const char *layer_seccomp_missing(void)
{
    return "no seccomp: this build is without libseccomp";
}
