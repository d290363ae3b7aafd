/*
 * pattern.h - regular expressions (PCRE2: UTF, UCP, JIT) that cost a bounded
 * number of steps, whatever the pattern and the text.
 *
 * Steps are counted, not timed, so that the same text always gets the same
 * verdict.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"

struct pattern;

/* What matching needs beside the pattern: one for many patterns, one thread. */
struct matcher;

void matcher_new(struct matcher **out);
void matcher_auto(struct matcher **matcher);

enum {
    PATTERN_BYTES_MAX = 4096,    /* of a pattern */
    PATTERN_STEPS = 5000 * 1000, /* of one match: some 20 ms */
};

/*
 * text is what stands between the slashes, flags any of "imsx". Fails with
 * ERR_USAGE; *at is then the byte of text where the mistake is.
 */
bool pattern_new(struct pattern **out, const char *text, size_t size,
        const char *flags, size_t *at, struct err *err) MUST_USE;
void pattern_auto(struct pattern **pattern);

/* Between the slashes, and PCRE2's options that come of the flags. */
const char *pattern_text(const struct pattern *pattern);
uint32_t pattern_options(const struct pattern *pattern);

/* Whether it is one word of ASCII, to the letter. */
bool pattern_is_word(const struct pattern *pattern);

/* Whether no match on size bytes can come near the limit. */
bool pattern_is_cheap(const struct pattern *pattern, size_t size);

/* Of the last match. */
size_t matcher_steps(const struct matcher *matcher);

enum matched {
    MATCHED_NO,
    MATCHED_YES,
    MATCHED_UNKNOWN, /* a limit was hit */
};

/* The first match is subject[start] to subject[end - 1]. */
struct span {
    size_t start, end;
};

/* subject is valid UTF-8. */
enum matched pattern_match(struct span *out, struct matcher *matcher,
        struct pattern *pattern, const char *subject, size_t size);

/*
 * Writes subject with every match replaced. In replacement, $1 to $99, ${1} and
 * ${name} stand for groups, $0 for the whole match, $$ for a dollar. All
 * matches together have the steps of one; an empty match right behind another
 * does not count. Nothing is written where there is no
 * match.
 */
enum matched pattern_replace(struct buf *out, struct matcher *matcher,
        struct pattern *pattern, const char *replacement, const char *subject,
        size_t size);

/* Whether replacement can be used with the pattern. ERR_USAGE; *at as above. */
bool pattern_check_replacement(const struct pattern *pattern,
        const char *replacement, size_t *at, struct err *err) MUST_USE;
