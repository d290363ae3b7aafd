/*
 * words.h - what somebody looks for: words, or "phrases in quotes", all of
 * which a text must have. Case and accents do not count. Each must begin where
 * a word does, and may end before it: "econom" is in "économie", "old" not in
 * "bold". In scripts that put nothing between words it may begin anywhere.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "feed.h"

enum {
    WORDS_MAX = 8,         /* words or phrases */
    WORDS_BYTES_MAX = 400, /* of all of them */
};

struct words;

/* Whether there is anything to look for. text is UTF-8. */
bool words_are_any(const char *text);

/* ERR_USAGE where there is none, or too many. They are of one thread. */
bool words_read(struct words **out, const char *text, struct err *err) MUST_USE;
void words_auto(struct words **words);

/* A condition of the rule language that is true of all that has them, and of
 * more. */
void words_condition(struct buf *out, const struct words *words);

/* Whether the entry's title, summary and content have them. */
bool words_are_in(const struct words *words, struct arena *a,
        const struct entry *entry);
