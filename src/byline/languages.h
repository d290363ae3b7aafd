/* languages.h - the words of bylines, one table a language. */
#pragma once

#include "base/calendar.h"

enum role {
    ROLE_NONE,
    ROLE_PUBLISHED,
    ROLE_UPDATED,
    ROLE_CREATED,
    ROLE_AUTHOR,  /* before names: "by" */
    ROLE_GENRE,   /* before a full name or a colon: "a text of", "source" */
    ROLE_REVISER, /* before names, and the date behind them is an update's */
    ROLE_WRITTEN, /* after a name: "wrote on" */
    ROLE_AND,     /* between names, or within one */
    ROLE_WITH,    /* between names */
    ROLE_NAME,    /* a name by itself: "the editors" */
    ROLE_LINK,    /* before a date or a time: "on", "at" */
    ROLE_NOISE,   /* may stand in any byline */
    ROLE_REST,    /* noise, as is all that follows in the block */
    ROLE_RUBRIC,  /* what a text may be called: "press release"; noise before a
                     label, a date or a divider, else a word */
    ROLE_CREDIT,  /* before names of others than authors: "photos:" */
    ROLE_ELSEWHERE, /* "published in": a label before a date, else prose */
    ROLE_PROSE,     /* never in a byline */
    ROLE_NOON,
    ROLE_MIDNIGHT,
    ROLE_OCLOCK, /* after a time: "Uhr" */
    ROLE_SECONDS_AGO,
    ROLE_MINUTES_AGO,
    ROLE_HOURS_AGO,
    ROLE_DAYS_AGO,
    ROLE_WEEKS_AGO,
    ROLE_MONTHS_AGO,
    ROLE_YEARS_AGO,
};

/*
 * A pattern for folded text (folded.h): a space stands for white space, at
 * least one, with ":", "<" or "~" in it, "x?" for an optional letter, "#" for a
 * number in digits or as one of the language's words for one, "*" for a word.
 */
struct phrase {
    const char *pattern;
    enum role role;
    int number; /* of the roles AGO, where the pattern has no # */
};

/* Alternatives are divided by "|"; all are folded. */
struct language {
    const struct calendar *calendar;
    const char *particles;        /* small words of names */
    const char *bodies;           /* first words of the names of institutions */
    const char *within;           /* before a category: "in" */
    const char *one;              /* words for 1 */
    const struct phrase *phrases; /* ended by one without pattern */
};

/* The language of a tag such as "fr-CA", or NULL. */
const struct language *language_named(const char *tag);

/* In the order in which an unknown text is tried; NULL after the last. */
const struct language *language_at(size_t i);

/* Agencies, which are names whatever the language; ended by one without
 * pattern. They begin with a capital. */
extern const struct phrase language_agencies[];

/* Each in a file of its own. */
extern const struct language language_de, language_en, language_es, language_fr,
        language_it, language_nl, language_pt;
