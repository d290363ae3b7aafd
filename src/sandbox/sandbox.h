/*
 * sandbox.h - giving up every right but those of a reader of bytes. One file an
 * operating system; meson chooses.
 */
#pragma once

#include "base/err.h"

/*
 * What this system or this build lacks of what the program knows to use, in
 * words ("no Landlock: the kernel does not have it"); NULL where all is there.
 * Points to out.
 */
const char *sandbox_missing(char *out, size_t size);

/*
 * From here on this process can read and write the descriptors it holds, use
 * memory up to a limit and compute; it can open no file and no socket, start
 * nothing and signal nobody. Attempts to open files fail with EACCES; whatever
 * else is not allowed ends the process. There is no way back. Layers that the
 * system lacks are left out; fails with ERR_SYSTEM where one that it has cannot
 * be set.
 */
bool sandbox_enter(struct err *err) MUST_USE;

/* Allows this many seconds of CPU time more, from now; then the process ends.
 */
void sandbox_renew(int seconds);

/* Ends this process when its parent does, and keeps it from being debugged. */
bool sandbox_follow_parent(struct err *err) MUST_USE;
