#include <string.h>

#include "base/date_draft.h"

enum { TEXT_MAX = 128 /* bytes: no date is longer */ };

/* Reads all of text, its words as those of one language. */
static bool read_in(struct draft *out, const char *text, int64_t *seconds,
        const struct calendar *calendar)
{
    struct draft start = {.at = text, .calendar = calendar};

    draft_skip_space(&start);
    *out = start;
    if (!draft_read_iso(out)) {
        *out = start;
        if (!draft_read_words(out))
            return false;
    }
    return draft_finish(seconds, out);
}

/* The same in another language than English: one of its words must be there. */
static bool read_foreign(struct draft *out, const char *text, int64_t *seconds,
        const struct calendar *calendar)
{
    return read_in(out, text, seconds, calendar) && out->named;
}

/* In any of the languages, if those that can read it agree. */
static bool read_in_one(struct draft *out, const char *text, int64_t *seconds)
{
    bool found = false;

    for (size_t i = 0; i < CALENDAR_COUNT; i++) {
        struct draft d;
        int64_t other;

        if (!read_foreign(&d, text, &other, &calendars[i]))
            continue;
        if (found && other != *seconds)
            return false;
        found = true;
        *out = d;
        *seconds = other;
    }
    return found;
}

bool date_read_zoned(const char *text, const char *lang, int64_t *out,
        bool *day_only, bool *zoned)
{
    const struct calendar *calendar = calendar_named(lang);
    int64_t seconds;
    struct draft d;

    if (strnlen(text, TEXT_MAX) == TEXT_MAX)
        return false;
    if (!read_in(&d, text, &seconds, &calendars[CALENDAR_EN]) &&
            !(calendar && read_foreign(&d, text, &seconds, calendar)) &&
            !read_in_one(&d, text, &seconds))
        return false;
    *out = seconds;
    *day_only = !d.timed;
    *zoned = d.zoned || d.zone || d.offset;
    return true;
}

bool date_read(const char *text, int64_t *out, bool *day_only)
{
    bool day = false, zoned;

    if (!date_read_zoned(text, NULL, out, &day, &zoned))
        return false;
    if (day_only)
        *day_only = day;
    return true;
}
