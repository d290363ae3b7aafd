/* spoken.h - the languages that the program itself speaks to readers, and dates
 * in them. */
#pragma once

#include "base/buf.h"
#include "base/date.h"

enum spoken { SPOKEN_EN, SPOKEN_FR, SPOKEN_COUNT };

/* That of a tag such as "fr-CA"; English where it is not spoken here. */
enum spoken spoken_of(const char *tag);
const char *spoken_tag(enum spoken language);

/* "1er juin 2022", "juin". */
void spoken_day(struct buf *out, enum spoken language, const struct civil *day);
const char *spoken_month(enum spoken language, int month);

/* The same with its weekday: "mercredi 1er juin 2022". */
void spoken_date(struct buf *out, enum spoken language,
        const struct civil *day);
