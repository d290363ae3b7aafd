/*
 * text.h - UTF-8, and what people mean by "the same text".
 */
#pragma once

#include "base/arena.h"

/* The replacement for what cannot be decoded. */
#define TEXT_REPLACEMENT "\xEF\xBF\xBD"

/*
 * Decodes one character of valid or invalid UTF-8 at text[*at] (*at < size) and
 * moves *at on. What is not UTF-8 gives U+FFFD for each maximal broken part, as
 * the WHATWG decoder does.
 */
uint32_t text_next(const char *text, size_t size, size_t *at);

/* Writes c as UTF-8 and returns the number of bytes, 1 to 4. */
size_t text_encode(char out[4], uint32_t c);

/* Whether all of it is UTF-8; fast for ASCII. */
bool text_is_utf8(const char *text, size_t size) MUST_USE;

/* What XML 1.0 can hold and nobody minds: no controls but TAB, LF and CR, no
 * C1, no surrogates, no noncharacters. */
bool text_is_publishable(uint32_t c);

/*
 * White space as people see it: ASCII's, and U+0085, U+00A0, U+1680, U+2000 to
 * U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
 */
bool text_is_space(uint32_t c);

/*
 * What only changes the direction or cannot be seen: U+00AD, U+061C, U+200B,
 * U+200E, U+200F, U+202A to U+202E, U+2060 to U+206F, U+FEFF, U+FFF9 to U+FFFB,
 * U+E0000 to U+E007F. Joiners (U+200C, U+200D) are seen in what they join.
 */
bool text_is_unseen(uint32_t c);

/*
 * One line: runs of ASCII's white space, and line separators, become one space;
 * other spaces stay as they were typed; none stands at the ends. Characters
 * that cannot be published or seen are dropped. NULL where nothing is left.
 */
char *text_line(struct arena *a, const char *text, size_t size);

/*
 * For comparing only: one line in lower case, without accents and joiners (e
 * for é, oe for œ, ss for ß), ’ as ', all dashes as -. Covers Latin, Greek and
 * Cyrillic letters. NULL where nothing is left.
 */
char *text_fold(struct arena *a, const char *text, size_t size);

/* What text_fold() makes of one character; NULL where that is itself, "" where
 * it is dropped. Not of white space and ASCII's capitals. */
const char *text_folded(uint32_t c);

/* Cuts at a character boundary so that at most max bytes are left. */
size_t text_cut(const char *text, size_t size, size_t max);

/* The same, and at a space where one stands in the second half of them. */
size_t text_cut_words(const char *text, size_t size, size_t max);

/* ASCII only, whatever the locale. */
static inline char text_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool text_same_ascii(const char *a, const char *b); /* without regard to case */
