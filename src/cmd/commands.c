#include <string.h>

#include "cmd/commands.h"
#include "config.h"

/* In the order in which "affluent help" lists them. */
static const struct command *const commands[] = {
        &cmd_run,
        &cmd_fetch,
        &cmd_publish,
        &cmd_rebuild,
        &cmd_check,
        &cmd_init,
        &cmd_import,
        &cmd_status,
        &cmd_moved,
        &cmd_list,
        &cmd_query,
        &cmd_edition,
        &cmd_explain,
        &cmd_dupes,
        &cmd_hide,
        &cmd_unhide,
        &cmd_preview,
        &cmd_parse,
        &cmd_byline,
        &cmd_serve,
        &cmd_help,
};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

void command_unknown(struct err *err, const char *name)
{
    const char *names[COUNT(commands) + 1] = {0}, *nearest;

    if (name[0] == '-') {
        err_set(err, ERR_USAGE,
                "%s: no option of affluent: affluent help lists them, and the "
                "options of a command follow its name",
                name);
        return;
    }
    for (size_t i = 0; i < COUNT(commands); i++)
        names[i] = commands[i]->name;
    nearest = report_nearest(name, names);
    err_set(err, ERR_USAGE,
            "%s: no such command%s%s%s: affluent help lists them", name,
            nearest ? "; did you mean " : "", nearest ? nearest : "",
            nearest ? "?" : "");
}

static void list(FILE *out)
{
    fputs("usage: affluent [--config FILE] [--now TIME] [--json] [-q | -v]"
          " COMMAND [ARGUMENT...]\n\n",
            out);
    for (size_t i = 0; i < COUNT(commands); i++)
        fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
}

void command_help(FILE *out, const struct command *command)
{
    if (!command) {
        list(out);
        return;
    }
    fprintf(out, "usage: affluent %s%s%s\n\n  %s\n", command->name,
            *command->synopsis ? " " : "", command->synopsis, command->summary);
}
