/* help.c - "affluent help": the commands, one of them, or the keys. */
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "config/keys.h"

static void print_keys(void)
{
    AUTO(buf) struct buf out = {0};

    config_keys_write(&out);
    fwrite(out.data, 1, out.size, stdout);
}

static bool run(const struct call *call, struct err *err)
{
    const char *topic = call->argc > 1 ? call->argv[1] : NULL;
    const struct command *command = topic ? command_find(topic) : NULL;

    if (topic && strcmp(topic, "keys") == 0) {
        print_keys();
        return true;
    }
    if (topic && !command)
        return command_unknown(err, topic), false;
    command_help(stdout, command);
    return true;
}

const struct command cmd_help = {
        .name = "help",
        .synopsis = "[COMMAND | keys]",
        .summary =
                "list the commands, what one takes, or the keys of the "
                "configuration",
        .run = run,
};
