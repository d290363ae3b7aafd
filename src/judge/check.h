/*
 * check.h - what a worker sent, looked at before it is kept.
 *
 * A worker may have been taken over by a document: what it sends must be
 * something that an honest one could have sent. Lengths and UTF-8 were checked
 * when it was unpacked.
 */
#pragma once

#include "document.h"

/* An entry with its source; fails with ERR_DOCUMENT. */
bool check_entry(const struct entry *entry, struct err *err) MUST_USE;

/* A feed's head: an entry that needs no key. */
bool check_head(const struct entry *head, struct err *err) MUST_USE;

/* Unpacks an answer, and checks its head; entries are checked where they are
 * unpacked. Fails with ERR_DOCUMENT. */
bool check_answer(struct answer *out, struct arena *a, struct bytes bytes,
        struct err *err) MUST_USE;
