/* hash.h - a 64-bit hash of bytes: for change detection, not for secrets. */
#pragma once

#include "base/base.h"

enum { HASH_START = 0 };

/* Hashes on from seed, so that hash(hash(0, "a"), "b") depends on both. */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t size);

/* The same for a text; NULL and "" differ. */
uint64_t hash_text(uint64_t seed, const char *text);
