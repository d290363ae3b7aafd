/* commands.h - the table of all commands. */
#pragma once

#include <stdio.h>

#include "cmd/command.h"

/* NULL where there is none of that name. */
const struct command *command_find(const char *name);

/* The list of commands, or what one of them takes. */
void command_help(FILE *out, const struct command *command);
