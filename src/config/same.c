/* same.c - what of URLs does not count when copies are looked for. */
#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "config.h"
#include "config/list.h"
#include "config/same.h"
#include "config/value.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

/* Such names as URLs have them: everything else is a slip of the pen. */
static bool is_parameter(const char *name)
{
    size_t size = strspn(name,
            LETTERS DIGITS
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "-._~%[]:");

    return size > 0 && (!name[size] || strcmp(name + size, "*") == 0);
}

bool same_parameters(void *into, const struct value *value, struct err *err)
{
    struct name_of *names;
    const char **list, **next;
    size_t count = 1;

    if (!list_names(&names, value, err))
        return false;
    for (const struct name_of *n = names; n; n = n->next, count++)
        if (!is_parameter(n->text))
            return fail(err, ERR_USAGE,
                    "\"%s\" is no name of a parameter, such as ref or mc_*",
                    value_shown(value->arena, n->text));
    list = next = ARENA_ARRAY(value->arena, const char *, count);
    for (const struct name_of *n = names; n; n = n->next)
        *next++ = n->text;
    *(const char ***)into = list;
    return true;
}

/* As url_host() would have it. */
static const char *host_of(const struct value *value, const char *name)
{
    const char *host = url_host(value->arena,
            arena_printf(value->arena, "https://%s/", name));

    return host && text_same_ascii(host, name) ? host : NULL;
}

/* All names of one group are said to be the first. */
static bool read_group(struct url_alias **hosts, const struct value *value,
        const char *group, struct err *err)
{
    const char *first = NULL;

    for (const char *rest = group; *rest;) {
        const char *name = list_word(value->arena, &rest, "=");
        const char *host = name ? host_of(value, name) : NULL;
        struct url_alias *alias = ARENA_NEW(value->arena, struct url_alias);

        if (name && !host)
            return fail(err, ERR_USAGE,
                    "\"%s\" is no host, such as m.example.org",
                    value_shown(value->arena, name));
        if (!host)
            continue;
        first = first ? first : host;
        *alias = (struct url_alias){.host = host, .as = first};
        list_add(hosts, alias);
    }
    return (*hosts && first && (*hosts)->next) ||
            fail(err, ERR_USAGE,
                    "\"%s\" names no two hosts: write m.example.org = "
                    "example.org",
                    value_shown(value->arena, group));
}

/* A host is of one group, since groups do not lead on to others. */
static bool check_group(const struct url_alias *all,
        const struct url_alias *group, struct err *err)
{
    for (const struct url_alias *g = group; g; g = g->next)
        for (const struct url_alias *a = all; a; a = a->next)
            if (strcmp(g->host, a->host) == 0)
                return fail(err, ERR_USAGE,
                        "\"%s\" is in two groups: write all that is one as "
                        "one, a = b = c",
                        g->host);
    return true;
}

bool same_hosts(void *into, const struct value *value, struct err *err)
{
    struct url_alias *all = NULL;
    struct name_of *groups;

    if (!list_names(&groups, value, err))
        return false;
    for (const struct name_of *g = groups; g; g = g->next) {
        struct url_alias *hosts = NULL;

        if (!read_group(&hosts, value, g->text, err) ||
                !check_group(all, hosts, err))
            return false;
        list_add(&all, hosts);
    }
    *(const struct url_alias **)into = all;
    return true;
}
