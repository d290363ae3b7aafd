/* layers.h - the part of the sandbox that a library does. */
#pragma once

#include "base/err.h"

bool layer_seccomp(struct err *err) MUST_USE;
const char *layer_seccomp_missing(void); /* NULL: it is there */
