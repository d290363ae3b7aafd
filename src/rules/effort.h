/* effort.h - how much work a pattern can be at worst. */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/base.h"

/* What the items of a pattern amount to. */
struct effort {
    const char *text;   /* the pattern */
    double items, ways; /* how long one way through is; how many there are */
    int bars, groups;
    int degree;
    bool wild;        /* no bound is known */
    bool backward;    /* \1: compares with what was matched before */
    uint32_t longest; /* the longest that one item must match at once: {100} */
};

/* code was compiled from text with PCRE2_AUTO_CALLOUT. */
void effort_of(struct effort *out, const pcre2_code *code, const char *text);

/* Whether a match on size bytes is cheap without being watched. */
bool effort_is_small(const struct effort *effort, size_t size);
