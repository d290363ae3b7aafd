/*
 * reader.h - reading a document in a worker: from bytes to entries.
 */
#pragma once

#include "config.h"
#include "sandbox/pool.h"

/* What a reader needs that is not in the document: made before workers are
 * forked, because they cannot open files. */
struct reader;

/* names are time zones, as zone_load() takes them. */
bool reader_open(struct reader **out, const struct name_of *zones,
        struct err *err) MUST_USE;
/* Whether documents of that kind list articles that are pages of their own. */
bool reader_is_list(const char *kind);

void reader_auto(struct reader **reader);

/* A pool_work: the job is a packed document, the answer a packed answer. */
void reader_work(void *reader, struct buf *answer, struct bytes job);
