/* same.h - what of URLs does not count when copies are looked for. */
#pragma once

#include "config/list.h"

/* Names of parameters, or their beginnings and "*": a NULL-ended array. */
bool same_parameters(void *into, const struct value *value,
        struct err *err) MUST_USE;

/* "A = B = C; D = E": a list of struct url_alias. */
bool same_hosts(void *into, const struct value *value,
        struct err *err) MUST_USE;
