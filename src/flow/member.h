/* member.h - in which streams an entry is. */
#pragma once

#include "flow/run.h"

/*
 * Puts the entry into the streams where it belongs and takes it out of others.
 * tags are its cluster's; stands tells whether it stands for its cluster.
 * Streams that it enters, leaves or stays in are marked as changed.
 */
bool member_update(struct run *run, struct arena *a,
        const struct stored *stored, const struct stored_tag *tags, bool stands,
        struct err *err) MUST_USE;
