/*
 * wide.h - sixteen bytes at a time, for looking over text that is nearly always
 * in order. Comparisons of vectors are true (all bits set) or false byte by
 * byte, in gcc and clang alike.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A type of its own has no other form. */
typedef uint8_t wide __attribute__((vector_size(16)));

enum { WIDE_BYTES = 16 };

static inline wide wide_load(const char *bytes)
{
    wide loaded;

    memcpy(&loaded, bytes, sizeof(loaded));
    return loaded;
}

/* Whether any bit is set. */
static inline bool wide_any(wide bits)
{
    uint64_t halves[2];

    memcpy(halves, &bits, sizeof(halves));
    return (halves[0] | halves[1]) != 0;
}

/* The number of the first byte that is true; there is one. */
static inline size_t wide_first(wide truth)
{
    bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
    uint64_t halves[2], half;

    memcpy(halves, &truth, sizeof(halves));
    half = halves[0] ? halves[0] : halves[1];
    return (halves[0] ? 0 : 8) +
            (size_t)(little ? __builtin_ctzll(half) : __builtin_clzll(half)) /
            8;
}
