/* base.h - the few words every file uses. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define UNUSED(name) (void)(name)

#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define MUST_USE           __attribute__((warn_unused_result))

/*
 * AUTO(arena) struct arena a = { 0 };
 *
 * runs arena_auto(&a) when a goes out of scope, on every return. The x_auto()
 * functions stand beside the types they release; there is no other cleanup.
 */
#define AUTO(kind) __attribute__((cleanup(kind##_auto)))

/* Whether this build has ASan, which reserves terabytes of address space. */
#ifdef __has_feature
#define HAS_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#else
#define HAS_ASAN 0
#endif
