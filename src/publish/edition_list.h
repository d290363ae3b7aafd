/* edition_list.h - editions in the lists of what there is. */
#pragma once

#include "publish/edition.h"

/* Both write to the end of a list. */
void edition_outlines(struct outline **tail, const struct run *run,
        struct arena *a);
bool edition_places(struct place_of_site **tail, const struct run *run,
        struct arena *a, struct err *err) MUST_USE;
