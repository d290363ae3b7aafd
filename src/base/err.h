/* err.h - what went wrong, said once, by the code that knows. */
#pragma once

#include "base/base.h"

/* Only the kinds that some caller treats differently. */
enum err_kind {
    ERR_NONE,
    ERR_SYSTEM,   /* files, sockets, limits */
    ERR_USAGE,    /* the command line is wrong */
    ERR_CONFIG,   /* the configuration is */
    ERR_DOCUMENT, /* the bytes are no feed and no page that can be used */
    ERR_SOURCES,  /* some sources failed; the run went on */
    ERR_LOCKED,   /* another run holds the lock */
    ERR_STORE,    /* the database refused */
    ERR_ABSENT,   /* what was asked for is not published */
    ERR_LATE,     /* it took longer than it may */
};

struct err {
    enum err_kind kind;
    char text[500]; /* one line, no full stop; cut where too long */
};

/*
 * Sets err and is false, so that a failing function ends with
 *
 *	return fail(err, ERR_SYSTEM, "cannot open %s", path);
 */
#define fail(err, ...) (err_set((err), __VA_ARGS__), always_false())

/* Puts "context: " before the text that is in err, and is false. */
#define fail_in(err, ...) (err_prefix((err), __VA_ARGS__), always_false())

void err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
        PRINTF(3, 4);
void err_prefix(struct err *err, const char *fmt, ...) PRINTF(2, 3);

/* Lets compilers and analysers see that nothing after fail() was set. */
static inline bool always_false(void)
{
    return false;
}
