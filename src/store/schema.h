/* schema.h - the database's shape, one step per change to it. */
#pragma once

#include "base/base.h"

enum { SCHEMA_APPLICATION = 0x61666c75 }; /* "aflu" */

extern const char *const schema_steps[];
extern const size_t schema_step_count;
