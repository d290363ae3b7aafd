/* derive.h - entries that are made again of the items that the store holds. */
#pragma once

#include "run/run.h"

/*
 * All that are stale, and all of sources whose settings changed: by workers, a
 * batch at a time, so that a run that is ended goes on where it was. Nothing is
 * asked of anyone.
 */
bool derive_stale(struct run *run, struct err *err) MUST_USE;
