/* made.h - an item of a document at URL, and what becomes of it. */
#pragma once

#include <string.h>

#include "normalise/normalise.h"
#include "test.h"

#define URL "https://a.example/blog/feed"

struct made {
    struct arena arena;
    struct document doc;
    struct item feed;
    struct reading reading;
    struct entry *entry;
};

static inline void made_auto(struct made *made)
{
    arena_auto(&made->arena);
}

static inline struct made new_made(const char *kind, const char *format)
{
    return (struct made){
            .doc = {.kind = kind,       .url = URL, .now = 1700000000},
            .reading = {.format = format}
    };
}

static inline struct entry *make(struct made *made, const struct item *item)
{
    const struct context context = {.doc = &made->doc,
            .feed = &made->feed,
            .reading = &made->reading,
            .problems = &made->arena};

    made->entry = normalise_item(&made->arena, &context, item);
    return made->entry;
}

static inline void assert_text(const char *got, const char *want)
{
    if (want) {
        assert_non_null(got);
        assert_string_equal(got, want);
    } else {
        assert_null(got);
    }
}
