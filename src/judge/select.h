/* select.h - the entries of streams whose condition is another than it was. */
#pragma once

#include "run/run.h"

/* In transactions of its own; after a crash it begins anew. All entries must be
 * judged and placed. */
bool select_stale(struct run *run, struct err *err) MUST_USE;
