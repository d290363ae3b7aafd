/* month.h - the names of months in feeds whose language nobody told. */
#pragma once

#include "base/base.h"

/* 1 to 12, or 0 for what is no month's name. Case does not matter. */
int month_named(const char *name, size_t size);
