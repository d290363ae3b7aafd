#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "config/slots.h"

enum { SLOT_MAX = 256 * 1024 };

static const char *const files[] = {
        [SLOT_HEAD] = "head.html",
        [SLOT_HEADER] = "header.html",
        [SLOT_ASIDE] = "aside.html",
        [SLOT_FOOTER] = "footer.html",
        [SLOT_ABOUT] = "about.html",
        [SLOT_STYLE] = "user.css",
        [SLOTS] = NULL,
};

static enum slot slot_of(const char *name)
{
    size_t i = 0;

    while (i < SLOTS && strcmp(files[i], name) != 0)
        i++;
    return (enum slot)i;
}

static void warn(struct loader *l, const char *path, const char *meant)
{
    report_warn(l->report, path, 0, 0,
            "is added to no page: %s%s%s known are head.html, header.html, "
            "aside.html, footer.html, about.html and user.css",
            meant ? "did you mean \"" : "", meant ? meant : "",
            meant ? "\"?" : "");
    report_suggest(l->report, meant);
}

static void read_slot(struct loader *l, const char *name)
{
    struct config *config = l->config;
    const char *path = arena_printf(&config->arena, "%s/%s", config->pages,
            name);
    enum slot slot = slot_of(name);
    struct bytes bytes;
    struct err err = {0};

    if (slot == SLOTS) {
        warn(l, path, report_nearest(name, files));
    } else if (!file_read(&bytes, &config->arena, path, SLOT_MAX, &err)) {
        report_add(l->report, path, 0, 0, "%s", err.text);
    } else if (!text_is_utf8(bytes.data, bytes.size) ||
            memchr(bytes.data, '\0', bytes.size)) {
        report_add(l->report, path, 0, 0, "is not UTF-8 text");
    } else if (bytes.size > 0) {
        config->site.slots[slot] = bytes.data;
    }
}

static void read_slots(struct loader *l, const char *suffix,
        const struct ini_key *key)
{
    struct name *names = NULL;
    struct err err = {0};

    if (!folder_list(&names, l->scratch, l->config->pages, suffix, &err))
        report_add(l->report, l->file, key ? key->line : 1,
                key ? key->value_column : 1, "%s", err.text);
    for (; names; names = names->next)
        read_slot(l, names->text);
}

void slots_read(struct loader *l, const struct ini_key *key)
{
    if (!*l->config->file) /* there is no configuration at all */
        return;
    if (!file_exists(l->config->pages)) {
        if (key)
            report_add(l->report, l->file, key->line, key->value_column,
                    "cannot open %s: there is no such folder",
                    l->config->pages);
        return;
    }
    read_slots(l, ".html", key);
    read_slots(l, ".css", key);
}
