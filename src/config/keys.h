/*
 * keys.h - every section and every key there is. These tables drive parsing,
 * defaults, limits, messages and the manual.
 */
#pragma once

#include "base/buf.h"

enum key_type {
    KEY_TEXT,
    KEY_PATH,
    KEY_URL,
    KEY_URLS,     /* separated by ";" */
    KEY_SITE_URL, /* ends with "/", so that names of files can be added */
    KEY_CONTACT,  /* mailto:, or a page */
    KEY_LANG,
    KEY_ZONE,
    KEY_FLAG,
    KEY_CHOICE,
    KEY_COUNT,
    KEY_SHARE, /* 33% */
    KEY_DURATION,
    KEY_IDS,        /* of themes */
    KEY_NAMES,      /* separated by ";" */
    KEY_PARAMETERS, /* of URLs; "*" at the end stands for any */
    KEY_SAME_HOSTS, /* "a = b = c; d = e" */
    KEY_TITLE,      /* of issues, with placeholders */
    KEY_CLOCK,      /* 07:30 */
    KEY_WEEKDAYS,   /* mon-fri; sun */
    KEY_SMTP,       /* the URL of a mail server */
    KEY_MAILBOX,    /* an address, or Name <address> */
    KEY_MAILBOXES,  /* addresses, separated by ";" */
    KEY_SELECTOR,
};

enum section_id {
    SECTION_SITE,
    SECTION_PATHS,
    SECTION_FETCH,
    SECTION_DOUBLES,
    SECTION_STREAM,
    SECTION_THEME,
    SECTION_EDITION,
    SECTION_MAIL,
    SECTION_ACTOR, /* the keys before an actor's file's first section */
    SECTION_FEED,
    SECTION_PAGE,
    SECTION_SITEMAP,
    SECTIONS
};

enum naming { NAME_NEVER, NAME_ALWAYS, NAME_WHERE_SEVERAL };

struct section {
    const char *kind;
    bool in_actor; /* stands in an actor's file */
    enum naming naming;
};

struct key {
    const char *name;
    unsigned sections; /* a bit for each section_id */
    enum key_type type;
    size_t into; /* offset in the struct of the section */
    bool required;
    int64_t least, most;
    const char *initial;        /* the default, as one would write it */
    const char *const *choices; /* NULL-ended */
    const char *text;
};

extern const struct section config_sections[SECTIONS];

const struct key *config_keys(size_t *count);

/* NULL where the section has no such key. */
const struct key *config_key(enum section_id section, const char *name);

/* All of it, for people: "[site]" and, indented below it, a key a line. The
 * keys of an actor stand below "ACTOR". */
void config_keys_write(struct buf *out);

static inline bool key_is_in(const struct key *key, enum section_id section)
{
    return key->sections & 1U << section;
}
