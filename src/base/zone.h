/*
 * zone.h - time zones, read from TZif files (RFC 9636) into plain data: no TZ,
 * no tzset(), no globals, several zones side by side.
 */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct zone;

/* What a wall clock's reading turned out to be. */
enum zone_fit {
    ZONE_UNIQUE,
    ZONE_AMBIGUOUS,   /* clocks went back: the first of the two was taken */
    ZONE_NONEXISTENT, /* clocks went forward: moved on by the gap */
};

/*
 * Loads name ("Europe/Paris", "UTC") from $TZDIR or /usr/share/zoneinfo. Names
 * with "..", a leading "/" or other characters than [A-Za-z0-9_+/-] are
 * refused. The zone lives in the arena. Fails with ERR_USAGE where there is no
 * such zone, with ERR_SYSTEM where its file is damaged.
 */
bool zone_load(const struct zone **out, struct arena *a, const char *name,
        struct err *err) MUST_USE;

/* The same from a file's bytes; name is for messages. */
bool zone_read(const struct zone **out, struct arena *a, const char *name,
        const char *bytes, size_t size, struct err *err) MUST_USE;

const struct zone *zone_utc(void);

/* Where the zones' files are. */
const char *zone_folder(void);

/* Seconds east of UTC at that instant. */
int zone_offset(const struct zone *zone, int64_t instant);

/* The instant of a wall clock's reading; *fit may be NULL. */
int64_t zone_instant(const struct zone *zone, const struct civil *wall,
        enum zone_fit *fit);
