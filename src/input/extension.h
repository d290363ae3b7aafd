/* extension.h - what an item says in the vocabularies of src/extension.h. */
#pragma once

#include "input/element.h"

/* From the children of node to t->item. */
void extension_take(struct taker *t, const struct xml_node *node);
