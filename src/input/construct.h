/* construct.h - texts of elements, with their types. */
#pragma once

#include "input/xml.h"

/* A text that a format gives no type: as the type says, but "html" where it
 * looks like markup, or is. NULL where it is empty. */
const struct said *construct_plain(struct arena *a, const struct xml_node *node,
        const char *type);

/* Atom 1.0's text constructs and content, and those of Atom 0.3. */
const struct said *construct_typed(struct arena *a, struct reading *reading,
        const struct xml_node *node);

/* Whether text holds an end tag, a self-closing tag, or a reference that HTML
 * knows: what nobody writes who means plain characters. */
bool construct_is_markup(const char *text);
