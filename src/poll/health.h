/*
 * health.h - how sources are, and that each change of it is told once: by a
 * line of the log, and by an entry of health.atom.
 */
#pragma once

#include "run/run.h"

/*
 * After a poll: what it found is the source's health, but one that is well and
 * has had no news for as long as its operator expects is quiet. What differs
 * from what was told last is told now. From the fourth telling on that came
 * within two days of the one before, this waits until a day after the last: a
 * source that comes and goes is told once a day. Changes the state of live,
 * which the caller stores.
 */
bool health_settle(struct run *run, struct live_source *live,
        struct err *err) MUST_USE;

/* The first few problems of a document, as struct source_state keeps them; and
 * back again. */
struct bytes health_pack(struct arena *a, const struct problem *problems);
bool health_problems(struct problem **out, struct arena *a, struct bytes packed,
        struct err *err) MUST_USE;

/* The last changes that were told, as a stream: the same as long as the store
 * is. */
bool health_stream(struct stream *out, struct run *run, struct arena *a,
        struct err *err) MUST_USE;
