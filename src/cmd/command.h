/*
 * command.h - what every subcommand is.
 *
 * To add one, write cmd/NAME.c, and name it in main.c and in src/meson.build; a
 * test then asks for it in doc/affluent.1.scd.
 */
#pragma once

#include "base/err.h"

/* What main() found out before it ran the command. */
struct call {
    int argc;
    char **argv;        /* argv[0] is the command's name */
    const char *config; /* --config, or where one was found; or NULL */
    int64_t now;        /* --now, $AFFLUENT_NOW, else the clock */
    bool json;          /* --json */
    int verbosity;      /* -q: -1; -v: 1 */
};

struct command {
    const char *name;
    const char *synopsis; /* what follows the name */
    const char *summary;  /* one line, lower case, no full stop */
    /* The error is main()'s to print. */
    bool (*run)(const struct call *call, struct err *err);
};

extern const struct command cmd_byline, cmd_check, cmd_dupes, cmd_edition,
        cmd_explain, cmd_fetch, cmd_help, cmd_hide, cmd_unhide, cmd_import,
        cmd_init, cmd_list, cmd_moved, cmd_parse, cmd_preview, cmd_publish,
        cmd_query, cmd_rebuild, cmd_run, cmd_serve, cmd_status;
