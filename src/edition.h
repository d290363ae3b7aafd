/*
 * edition.h - what the operator wrote of editions: streams of issues, each of
 * which holds what a day, a week or a month brought.
 */
#pragma once

#include "base/period.h"

struct name_of;

enum edition_order { ORDER_NEWEST, ORDER_OLDEST };
enum edition_group { GROUP_ACTOR, GROUP_NONE };

/* How much of an article is shown. */
enum content {
    CONTENT_SUMMARY,
    CONTENT_FULL,
    CONTENT_TITLES,
    CONTENTS /* how many there are; not said: as [site] says */
};

/* What becomes of a period without entries. */
enum edition_empty {
    EMPTY_SKIP,
    EMPTY_NOTE,  /* an issue that says so */
    EMPTY_CARRY, /* it becomes a part of the next one */
};

/* Its texts live as long as the configuration. */
struct edition {
    struct edition *next;
    const char *id, *name;
    const char *title;  /* a pattern: see edition_placeholder() */
    const char *select; /* a condition of rules.h; NULL: all */
    const char *lang, *zone_name;
    enum period_kind period;
    unsigned week_start;
    int64_t cutoff, publish, days;
    struct period_rule rule; /* of the above */
    int64_t grace;           /* seconds after which an issue is frozen */
    int64_t max_age;  /* an entry that is older when a period begins is in none
                       */
    int64_t catch_up; /* issues, of periods that were missed */
    int64_t limit;    /* entries that an issue shows */
    int64_t keep;     /* issues in the feed */
    enum edition_order order;
    enum edition_group group;
    enum content content;
    enum edition_empty empty;
    bool include_updates;    /* entries that changed later are told again */
    struct name_of *mail;    /* addresses */
    const char *unsubscribe; /* mailto: or a page; or NULL */
    const char *file;
    int line, select_column;
};

/* Whom issues are given to that go out by mail. */
struct mail_server {
    const char *server;      /* smtp:// or smtps://; NULL: none was named */
    const char *from;        /* an address, or "Name <address>" */
    bool starttls;           /* demanded of smtp:// */
    const char *credentials; /* the file that holds them; or NULL */
    const char *userinfo;    /* as in a URL: never to be shown */
};

/* What a title may hold in braces: "{date}". */
enum placeholder {
    PLACE_NAME,
    PLACE_DATE, /* of the day that it comes out */
    PLACE_KEY,
    PLACE_WEEK,
    PLACE_MONTH,
    PLACE_YEAR,
    PLACE_NUMBER,
    PLACEHOLDERS
};

/* The length of the placeholder that text, which begins with "{", begins with,
 * and which it is; 0 where it begins with none. */
size_t edition_placeholder(const char *text, enum placeholder *which);
