/* work.h - what several commands do alike. */
#pragma once

#include "cmd/command.h"
#include "run/run.h"

/* Opens what the command works on; prints the mistakes of the configuration. */
bool work_open(struct run **out, const struct call *call, enum run_mode mode,
        struct err *err) MUST_USE;

/* The same to try something, with rules in the place of a file of filters/, or
 * NULL. */
bool work_try(struct run **out, const struct call *call, const char *rules,
        struct err *err) MUST_USE;

/* The configuration's path; fails where there is none. */
bool work_config(const char **out, const struct call *call,
        struct err *err) MUST_USE;

/* Writes a file that is not there yet. */
bool work_write_new(const char *path, const char *text,
        struct err *err) MUST_USE;

/* The configuration at path, with its mistakes printed; "": what is so without
 * one. */
bool work_load(struct config **out, const char *path, struct err *err) MUST_USE;

/* Takes "--name" out of the arguments; whether it was there. */
bool work_flag(struct call *call, const char *name);

/* Takes "--name VALUE" out; NULL where it was not there. */
bool work_option(const char **out, struct call *call, const char *name,
        struct err *err) MUST_USE;

/* Fails where an option is left that nobody knows, or where the number of other
 * arguments is not within least and most (-1: any). */
bool work_arguments(const struct call *call, int least, int most,
        struct err *err) MUST_USE;

/* Whether there is an actor or a source of that name: a mistyped one must not
 * look like one of which there is nothing to say. */
bool work_known(const struct run *run, const char *name,
        struct err *err) MUST_USE;

/* Fetches those that are due; actors is NULL-ended, or NULL for all. */
bool work_fetch(struct run *run, const char *const *actors, bool force,
        struct err *err) MUST_USE;

bool work_publish(struct run *run, struct err *err) MUST_USE;
