/* init.c - "affluent init": a configuration to start from. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/work.h"

static const char conf[] =
        "# What affluent does is said here, in feeds.d/ and in filters/.\n"
        "# affluent check finds every mistake; affluent help keys lists all\n"
        "# keys, affluent.conf(5) explains them.\n"
        "\n"
        "[site]\n"
        "title    = My feeds\n"
        "url      = https://news.example.org/   # where public/ is served\n"
        "language = en\n"
        "timezone = UTC\n"
        "contact  = https://news.example.org/about   # for those you poll\n"
        "\n"
        "[fetch]\n"
        "every = 1h\n"
        "# expect = 30d   # to be told of sources without news for so long\n"
        "\n"
        "[doubles]\n"
        "prefer = order   # of files in feeds.d; original, longest, earliest\n";

static const char actor[] =
        "# One actor a file; its id is the file's name without .conf. Rename\n"
        "# this one to start. affluent-feeds(5) explains the keys.\n"
        "\n"
        "name   = Example\n"
        "site   = https://www.example.org/\n"
        "themes = local\n"
        "\n"
        "[feed]\n"
        "url = https://www.example.org/feed.xml\n";

static const char rules[] =
        "# Rules, read from top to bottom; affluent-filters(5) explains them.\n"
        "\n"
        "theme local \"Local news\"\n"
        "\n"
        "drop when title matches /^\\s*\\[?(ad|sponsored)\\]?/i\n";

static const struct {
    const char *path, *text; /* text NULL: a folder */
} parts[] = {
        {"affluent.conf",               conf },
        {"feeds.d",                     NULL },
        {"feeds.d/example.conf.sample", actor},
        {"filters",                     NULL },
        {"filters/50-themes.rules",     rules},
};

static bool make(const char *path, const char *text, struct err *err)
{
    if (text)
        return work_write_new(path, text, err);
    return mkdir(path, 0755) == 0 || errno == EEXIST ||
            fail(err, ERR_SYSTEM, "%s: cannot be made: %s", path,
                    strerror(errno));
}

static bool run(const struct call *call, struct err *err)
{
    if (!work_arguments(call, 0, 0, err))
        return false;
    umask(022);
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!make(parts[i].path, parts[i].text, err))
            return false;
    puts("wrote affluent.conf, feeds.d/ and filters/: edit affluent.conf, copy "
         "feeds.d/example.conf.sample to feeds.d/ID.conf for each actor, then: "
         "affluent check");
    return true;
}

const struct command cmd_init = {
        .name = "init",
        .synopsis = "",
        .summary = "write a commented configuration into this folder",
        .run = run,
};
