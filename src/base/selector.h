/* selector.h - "css: .news h3 a" and "xpath: //h3/a", checked. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

/*
 * Makes an XPath expression of a selector with its prefix. Fails with ERR_USAGE
 * and the column, from 1, of the character that was not understood. What is
 * right here can be evaluated, but may still select nothing.
 */
bool selector_xpath(const char **out, struct arena *a, const char *text,
        int *column, struct err *err) MUST_USE;

/* The same for who only wants to know. */
bool selector_check(const char *text, int *column, struct err *err) MUST_USE;
