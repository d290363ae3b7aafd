/*
 * calendar.h - what months and weekdays are called, one table a language.
 *
 * Names mean different months in different languages: a text is read in one of
 * them at a time, never with the names of several.
 */
#pragma once

#include "base/base.h"

enum calendar_language {
    CALENDAR_EN,
    CALENDAR_FR,
    CALENDAR_DE,
    CALENDAR_ES,
    CALENDAR_IT,
    CALENDAR_NL,
    CALENDAR_PT,
    CALENDAR_CA,
    CALENDAR_PL,
    CALENDAR_CS,
    CALENDAR_SV,
    CALENDAR_DA,
    CALENDAR_NB,
    CALENDAR_FI,
    CALENDAR_HU,
    CALENDAR_RO,
    CALENDAR_EL,
    CALENDAR_EU,
    CALENDAR_COUNT
};

/* Alternatives are divided by "|"; all are folded: see text_fold(). */
struct calendar {
    const char *code;
    const char *months[12];
    const char *weekdays; /* Monday to Sunday in full, then other forms */
    const char *of;       /* between a day and its month: "de" */
};

extern const struct calendar calendars[CALENDAR_COUNT];

/* That of a tag such as "fr-CA", or NULL. */
const struct calendar *calendar_named(const char *tag);

/* 1 to 12, or 0 for what is no month's name; word is folded. */
int calendar_month(const struct calendar *calendar, const char *word,
        size_t size);

/* 1 (Monday) to 7 of a weekday's name in full, or 0. */
int calendar_weekday(const struct calendar *calendar, const char *word,
        size_t size);

/* Whether the word is one of the alternatives. */
bool calendar_has(const char *alternatives, const char *word, size_t size);
