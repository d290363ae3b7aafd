/* likeness.h - whether what came in an article's place is that article. */
#pragma once

#include "feed.h"

/*
 * Why what a page says now is not put in the place of what it said before, in
 * words; NULL where it is. Addresses lead elsewhere in time: to a front page,
 * to words of regret with a 200, to the first lines of what is sold now. listed
 * is what the page's list calls it today, or NULL.
 */
const char *likeness_refuses(const struct entry *was, const struct entry *is,
        const struct construct *listed);
