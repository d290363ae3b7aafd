/* chrome.h - what stands on a page around its articles. */
#pragma once

#include "input/html.h"

/* Navigation, forms, dialogs, boxes for sharing, comments and the like; whether
 * or not they hold an article. */
bool chrome_is(const xmlNode *node);

/* Headers, footers and asides: chrome inside of a body, but they may hold an
 * article's title and date. */
bool chrome_is_margin(const xmlNode *node);

/* Whether all that a block says is a known label: «Partager», "Read more". */
bool chrome_says(struct arena *a, const char *text);

/* Whether a block asks the reader for something: money, an address. */
bool chrome_appeals(struct arena *a, const char *text);

/* Whether a page of that title stands in the place of another: "Page not
 * found", "Log in", "Just a moment". With more prose, in bytes, than such pages
 * have, it is an article of that name. */
bool chrome_is_wall(struct arena *a, const char *title, size_t prose);
