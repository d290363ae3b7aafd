/* markup.h - elements of a document as HTML. */
#pragma once

#include "input/xml.h"

/* What is inside node, written as HTML; outer white space removed, NULL where
 * nothing is left. Links in elements with a base of their own are resolved. */
const char *markup_write(struct arena *a, const struct xml_node *node);
