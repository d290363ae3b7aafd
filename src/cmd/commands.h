/* commands.h - the table of all commands. */
#pragma once

#include <stdio.h>

#include "cmd/command.h"

/* NULL where there is none of that name. */
const struct command *command_find(const char *name);

/* Says that there is none, and which is near. */
void command_unknown(struct err *err, const char *name);

/* The list of commands, or what one of them takes. */
void command_help(FILE *out, const struct command *command);
