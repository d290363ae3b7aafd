#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "config/credentials.h"

enum { CREDENTIALS_MAX = 4096 };

const char *config_path(struct config *config, const char *path)
{
    return path[0] == '/' || strcmp(config->folder, ".") == 0
            ? path
            : arena_printf(&config->arena, "%s/%s", config->folder, path);
}

const char *path_plain(struct arena *a, const char *path)
{
    AUTO(buf) struct buf out = {0};

    buf_text(&out, path[0] == '/' ? "/" : "");
    while (*path) {
        size_t size;

        path += strspn(path, "/");
        size = strcspn(path, "/");
        if (size > 0 && !(size == 1 && *path == '.')) {
            if (out.size > 0 && out.data[out.size - 1] != '/')
                buf_char(&out, '/');
            buf_add(&out, path, size);
        }
        path += size;
    }
    return arena_copy(a, out.data ? out.data : "", out.size);
}

bool path_is_inside(const char *folder, const char *path)
{
    size_t size = strlen(folder);

    if (size == 0)
        return path[0] != '/' && strncmp(path, "..", 2) != 0;
    return strncmp(path, folder, size) == 0 &&
            (folder[size - 1] == '/' || path[size] == '/' || !path[size]);
}

/* RFC 3986 section 3.2.1; the first ":" stands between the two. */
static const char *userinfo_of(struct arena *a, const char *text, size_t size)
{
    AUTO(buf) struct buf out = {0};
    bool first = true;

    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool divides = c == ':' && first;

        if (c < 0x20 || c == 0x7F)
            return NULL;
        first = first && !divides;
        if (divides || isalnum(c) || strchr("-._~", c))
            buf_char(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    return first ? NULL : arena_copy(a, out.data, out.size);
}

/* The file is looked at now, so that check finds what is wrong with it. */
const char *credentials_read(struct loader *l, const char *file,
        const struct ini_key *key, const char *clear)
{
    const char *path = config_path(l->config, file), *userinfo = NULL;
    struct bytes bytes = {0};
    struct err err = {0};
    const char *wrong = NULL;

    if (clear)
        wrong = arena_printf(l->scratch, "would be sent in the clear: %s",
                clear);
    else if (path_is_inside(path_plain(l->scratch, l->config->public),
                     path_plain(l->scratch, path)))
        wrong = "would be published: keep it in another folder";
    else if (!file_read(&bytes, l->scratch, path, CREDENTIALS_MAX, &err))
        wrong = err.text;
    else if (!file_is_private(path))
        wrong = "can be read by others: take that right away with chmod 600";
    while (bytes.size > 0 && strchr("\r\n", bytes.data[bytes.size - 1]))
        bytes.size--;
    if (!wrong)
        userinfo = userinfo_of(&l->config->arena, bytes.data, bytes.size);
    if (!wrong && !userinfo)
        wrong = "holds no line user:password";
    if (wrong)
        report_add(l->report, l->file, key->line, key->value_column,
                "credentials: %s %s", path, wrong);
    return userinfo;
}
