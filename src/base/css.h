/* css.h - CSS selectors, the usual part of them, as XPath 1.0. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

/*
 * Compiles a list of selectors to an XPath expression that selects below the
 * context node, in a tree of the HTML parser. Fails with ERR_USAGE; *column,
 * from 1, is then the character that was not understood.
 *
 * Known are: name, *, .class, #id, [a] and [a=v] with = ~= |= ^= $= *=, the
 * combinators " ", >, + and ~, the comma, :first-child, :last-child,
 * :nth-child(), :first-of-type, :last-of-type, :empty, :not() with one
 * compound, and :contains("text").
 */
bool css_compile(const char **out, struct arena *a, const char *css,
        int *column, struct err *err) MUST_USE;
