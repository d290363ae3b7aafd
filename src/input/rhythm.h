/* rhythm.h - when a feed asks to be asked: RSS 2.0 skipHours and skipDays, and
 * the syndication module of RSS 1.0. */
#pragma once

#include "input/element.h"

/* From the children of a channel or feed to t->item. */
void rhythm_take(struct taker *t, const struct xml_node *channel);
