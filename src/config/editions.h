/* editions.h - the sections of editions and of their mail. */
#pragma once

#include "config/section.h"

void edition_read(struct loader *l, const struct ini_section *section);
void mail_read(struct loader *l, const struct ini_section *section);

/* What follows from the sections of the site and of mail, wherever they stand
 * in the file below top. */
void editions_finish(struct loader *l, const struct ini_section *top);
