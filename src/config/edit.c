#include <string.h>

#include "base/file.h"
#include "config/edit.h"
#include "config/ini.h"
#include "config/keys.h"
#include "config/value.h"

/* The line of the section's url; 0: there is none. */
static int url_line(const struct ini_section *section, int line)
{
    while (section && section->line != line)
        section = section->next;
    for (const struct ini_key *k = section ? section->keys : NULL; k;
            k = k->next)
        if (strcmp(k->name, "url") == 0)
            return k->line;
    return 0;
}

bool config_set_url(const struct source *source, const char *url, int *line,
        struct err *err)
{
    AUTO(arena) struct arena a = {0};
    AUTO(report) struct report report = {0};
    AUTO(buf) struct buf out = {0};
    struct bytes bytes;
    const char *read;

    if (!value_read(&read, &a, config_key(SECTION_FEED, "url"), url, err) ||
            !file_read(&bytes, &a, source->file, INI_FILE_MAX, err))
        return false;
    *line = url_line(ini_read(&a, source->file, bytes, &report), source->line);
    if (*line == 0)
        return fail(err, ERR_SYSTEM, "%s: was changed meanwhile: try again",
                source->file);
    ini_replace(&out, bytes, *line, url);
    return file_replace(source->file, (struct bytes){out.data, out.size}, err);
}
