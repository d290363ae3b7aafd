/*
 * input.h - from bytes to what they say.
 *
 * To add a format, write one file that defines a struct input, and name it in
 * the table in input.c and in src/meson.build.
 *
 * Runs in a worker: no files, no clock, no network.
 */
#pragma once

#include "document.h"

struct input {
    const char *name;
    /* A cheap look at the decoded beginning; the first input that claims wins.
     */
    bool (*claims)(const struct document *doc, const char *head, size_t size);
    /* text is the document in UTF-8, a NUL after it. */
    bool (*read)(struct reading *out, struct arena *a,
            const struct document *doc, struct bytes text, struct err *err);
};

/*
 * Decodes and reads doc in whichever format claims it. The reading lives as
 * long as the arena; texts may point into doc. Fails with ERR_DOCUMENT where
 * nothing can be used; out then still holds the encoding and the problems.
 */
bool input_read(struct reading *out, struct arena *a,
        const struct document *doc, struct err *err) MUST_USE;

/* Loads what readers need from files, before the sandbox closes. */
void input_warm(void);

extern const struct input input_rss, input_atom, input_json, input_opml,
        input_page, input_sitemap;
