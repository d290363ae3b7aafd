/*
 * section.h - the sections of a file: which there may be, and their keys.
 */
#pragma once

#include "config/ini.h"
#include "config/keys.h"

/* The reading of one configuration; file and scratch are of one file. */
struct loader {
    struct config *config;
    struct report *report;
    struct arena *scratch;
    const char *file;      /* "": there is none */
    bool in_actor;         /* the file is an actor's */
    unsigned misspelt;     /* a bit for each section that was probably meant */
    struct name_of *zones; /* known to exist */
    struct actor **next_actor;
    struct source **next_source;
    struct own_stream **next_stream;
    struct own_theme **next_theme;
    struct edition **next_edition;
};

/* One section of a file, and the struct that its values go to. */
struct target {
    enum section_id id;
    const struct ini_section *section; /* NULL: not in the file */
    void *into;
};

/*
 * What section is, one of those that follow top; SECTIONS where it is unknown,
 * badly named or there twice, which is then reported.
 */
enum section_id section_check(struct loader *l, const struct ini_section *top,
        const struct ini_section *section);

/* The key of the section's; or NULL. */
const struct ini_key *section_key(const struct target *target,
        const char *name);

/* In an actor's file a section's name, or else its kind, is a source's id. */
const char *section_label(const struct ini_section *section);

/* Reads the keys that are there, and sets the defaults of those that are not.
 * With SECTIONS for its id, a target has no key that is known. */
void section_read(struct loader *l, const struct target *target);
