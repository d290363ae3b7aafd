/* takedown.h - what must not be published, and may be again. */
#pragma once

#include "flow/run.h"

/* Hides it, or gives it free, and judges again all that it may be about.
 * ERR_USAGE where there is nothing of that name, and may never be. */
bool takedown_set(struct run *run, const struct suppression *s, bool hidden,
        struct err *err) MUST_USE;
