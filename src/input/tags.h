/* tags.h - the mending of tags, and of elements that are not closed. */
#pragma once

#include "input/mend.h"

/* Mends the start tag at m->at and moves past it. */
bool tags_start(struct mend *m, struct bytes name, struct err *err) MUST_USE;

/* The same for the end tag, which ends at to. */
void tags_end(struct mend *m, struct bytes name, const char *to);
