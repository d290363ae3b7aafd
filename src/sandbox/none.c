/* none.c - for systems whose ways of giving up rights are not known here. */
#include <stdio.h>

#include "sandbox/sandbox.h"

const char *sandbox_missing(char *out, size_t size)
{
    snprintf(out, size, "no sandbox: none is known for this system");
    return out;
}

bool sandbox_enter(struct err *err)
{
    UNUSED(err);
    return true;
}

void sandbox_renew(int seconds)
{
    UNUSED(seconds);
}

bool sandbox_follow_parent(struct err *err)
{
    UNUSED(err);
    return true;
}
