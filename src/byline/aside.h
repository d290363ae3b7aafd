/* aside.h - what stands in bylines beside names and dates. */
#pragma once

#include "byline/names.h"

/* Each moves *i on behind such a thing, where there is one, and says so. */

/* "in News", "dans : A la une, Actu juridique"; not before anything else was
 * said, nor where more follows. */
bool aside_category(const struct draft *d, const struct line *line, size_t from,
        size_t *i);

/* ", chargée de mission" behind a name: in small letters. */
bool aside_role(const struct line *line, size_t *i);

/* "(Premier ministre)" behind a name. */
bool aside_remark(const struct line *line, size_t *i);

/* "Photos : Luc Robinet" */
bool aside_credit(const struct line *line, size_t *i);
