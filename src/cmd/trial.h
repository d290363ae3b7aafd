/* trial.h - printing what would change. */
#pragma once

#include "cmd/work.h"

/* Settles what the run is opened with and prints what that would change, of
 * entries that were published since; nothing stays changed. */
bool trial_print(struct run *run, int64_t since, bool json,
        struct err *err) MUST_USE;
