/* slots.h - what the operator adds to the site's pages. */
#pragma once

#include "config/section.h"

/* Reads the files of the pages' folder into the site's slots; key names the
 * folder, or is NULL. What cannot be read is a mistake, what belongs to no slot
 * a warning. */
void slots_read(struct loader *l, const struct ini_key *key);
