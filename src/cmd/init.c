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
        "prefer = order   # of files in feeds.d; original, longest, earliest\n"
        "\n"
        "# Editions are newsletters as feeds: editions/ID.atom has an entry "
        "for\n"
        "# each day, week or month. To mail them, add mail = ADDRESS and "
        "[mail].\n"
        "#\n"
        "# [edition quotidienne]\n"
        "# name    = La quotidienne\n"
        "# title   = {name} du {date}\n"
        "# period  = day\n"
        "# days    = mon-fri           # Monday's has the week-end\n"
        "# cutoff  = 07:00             # what comes later is in the next one\n"
        "# publish = 07:30\n"
        "#\n"
        "# [edition hebdo-entreprise]\n"
        "# name    = L'hebdo entreprise, fondation, partenaire\n"
        "# title   = {name} – semaine {week}\n"
        "# period  = week\n"
        "# select  = tag in (entreprise, fondation, partenaire)\n"
        "#\n"
        "# [edition hebdo-association]\n"
        "# name    = L'hebdo association\n"
        "# title   = {name} – semaine {week}\n"
        "# period  = week\n"
        "# select  = tag = association\n"
        "#\n"
        "# [edition hebdo-grand-public]\n"
        "# name    = L'hebdo grand public\n"
        "# title   = {name} – semaine {week}\n"
        "# period  = week\n"
        "# select  = tag = grand-public\n"
        "# limit   = 20\n"
        "#\n"
        "# [mail]\n"
        "# server      = smtp://mail.example.org:587\n"
        "# from        = My feeds <news@example.org>\n"
        "# credentials = mail.secret   # user:password; chmod 600\n";

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
