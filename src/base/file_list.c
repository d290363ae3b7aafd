#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

static int by_bytes(const void *a, const void *b)
{
    const struct name *const *x = a, *const *y = b;

    return strcmp((*x)->text, (*y)->text);
}

static bool is_listed(int dir, const char *name, const char *suffix)
{
    size_t size = strlen(name), end = strlen(suffix);
    struct stat st;

    return name[0] != '.' && size > end &&
            strcmp(name + size - end, suffix) == 0 &&
            (fstatat(dir, name, &st, 0) != 0 || S_ISREG(st.st_mode));
}

static struct name *sorted(struct arena *a, struct name *first, size_t count)
{
    struct name **all = ARENA_ARRAY(a, struct name *, count + 1);
    size_t used = 0;

    for (; first; first = first->next)
        all[used++] = first;
    qsort(all, count, sizeof(struct name *), by_bytes);
    for (size_t i = 0; i < count; i++)
        all[i]->next = all[i + 1];
    return all[0];
}

bool folder_list(struct name **out, struct arena *a, const char *path,
        const char *suffix, struct err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *item;
    struct name *names = NULL;
    size_t count = 0;

    if (!dir)
        return fail(err, ERR_SYSTEM, "cannot open %s: %s", path,
                strerror(errno));
    while ((item = readdir(dir)))
        if (is_listed(dirfd(dir), item->d_name, suffix)) {
            struct name *name = ARENA_NEW(a, struct name);

            name->text = arena_text(a, item->d_name);
            name->next = names;
            names = name;
            count++;
        }
    closedir(dir);
    *out = sorted(a, names, count);
    return true;
}
