/*
 * file.c - see file.h for what is promised.
 *
 * No path is ever resolved as a whole: each part is opened below the one before
 * it and may not be a symbolic link, so that nobody who can write into the
 * folder leads a replacement out of it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

enum { RANDOM_SIZE = 6, DEPTH_MAX = 8, CHUNK = 16 * 1024 };

#define TEMPORARY_END ".tmp"

/* What folder_commit() has to do for one path. */
struct change {
    struct change *next;
    const char *path;
    const char *parent, *name; /* what path consists of */
    const char *temporary;     /* NULL: the file is to be removed */
};

struct folder {
    struct arena arena;
    const char *path;
    int fd;
    struct change *changes, **next_change;
    struct timespec times[2]; /* of what a commit replaces: access, change */
};

static void fd_auto(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

#define fail_errno(err, what, path) \
    fail((err), ERR_SYSTEM, "cannot " what " %s: %s", (path), strerror(errno))

/* ---- reading ---- */

/* Reads until size bytes are there or the file ends; -1 on an error. */
static ssize_t read_all(int fd, char *out, size_t size)
{
    size_t used = 0;

    while (used < size) {
        ssize_t got = read(fd, out + used, size - used);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    return (ssize_t)used;
}

bool file_read(struct bytes *out, struct arena *a, const char *path, size_t max,
        struct err *err)
{
    /* O_NONBLOCK: a pipe would wait for somebody who writes to it */
    AUTO(fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ssize_t size;
    char *data;

    if (fd < 0 || fstat(fd, &st) < 0)
        return fail_errno(err, "open", path);
    if (!S_ISREG(st.st_mode))
        return fail(err, ERR_SYSTEM, "%s is no file", path);
    if ((uintmax_t)st.st_size > max)
        return fail(err, ERR_SYSTEM, "%s is larger than %zu bytes", path, max);
    data = arena_alloc(a, (size_t)st.st_size + 1);
    size = read_all(fd, data, (size_t)st.st_size);
    if (size < 0)
        return fail_errno(err, "read", path);
    *out = (struct bytes){data, (size_t)size};
    return true;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool file_is_private(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && (st.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

int64_t file_stamp(const char *path)
{
    struct stat st;
    uint64_t stamp;

    if (stat(path, &st) != 0 || (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
        return 0;
    stamp = hash_bytes(HASH_START, &st.st_size, sizeof(st.st_size));
    stamp = hash_bytes(stamp, &st.st_mtim.tv_sec, sizeof(st.st_mtim.tv_sec));
    stamp = hash_bytes(stamp, &st.st_mtim.tv_nsec, sizeof(st.st_mtim.tv_nsec));
    return (int64_t)hash_bytes(stamp, &st.st_ino, sizeof(st.st_ino)) | 1;
}

/* ---- names ---- */

static bool is_temporary(const char *name, size_t size)
{
    size_t end = strlen(TEMPORARY_END);

    return size > end && name[0] == '.' &&
            memcmp(name + size - end, TEMPORARY_END, end) == 0;
}

/* "a/b", where no part is "", "." or "..", or looks like a temporary file. */
static bool is_safe(const char *path)
{
    static const char allowed[] =
            "abcdefghijklmnopqrstuvwxyz"
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "0123456789._-";

    for (;;) {
        size_t size = strspn(path, allowed);

        if (strspn(path, ".") == size || is_temporary(path, size))
            return false;
        if (!path[size])
            return true;
        if (path[size] != '/')
            return false;
        path += size + 1;
    }
}

/* ---- opening ---- */

/* Opens the folder name in parent, made first if make; -1 with errno. */
static int open_below(int parent, const char *name, bool make)
{
    enum { FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
    int fd = openat(parent, name, FLAGS);

    if (fd >= 0 || errno != ENOENT || !make)
        return fd;
    if (mkdirat(parent, name, 0755) < 0 && errno != EEXIST)
        return -1;
    fd = openat(parent, name, FLAGS);
    /* whatever the umask, a web server is to read it */
    if (fd >= 0 && (fchmod(fd, 0755) < 0 || fsync(parent) < 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Opens the folder that the file is in; path is safe. -1 with errno. */
static int open_parent(const struct folder *folder, const char *path, bool make)
{
    AUTO(arena) struct arena a = {0};
    int fd = fcntl(folder->fd, F_DUPFD_CLOEXEC, 0);
    const char *slash;

    while (fd >= 0 && (slash = strchr(path, '/'))) {
        AUTO(fd) int above = fd;

        fd = open_below(above, arena_copy(&a, path, (size_t)(slash - path)),
                make);
        path = slash + 1;
    }
    return fd;
}

/* Removes what killed runs left. Nobody else writes here meanwhile: the caller
 * holds the lock. Takes fd over; what cannot be read stays as it is. */
static void sweep(int fd, int depth)
{
    DIR *dir = fdopendir(fd);
    const struct dirent *item;
    struct stat st;

    if (!dir) {
        close(fd);
        return;
    }
    while ((item = readdir(dir))) {
        const char *name = item->d_name;

        if (name[strspn(name, ".")] == '\0' ||
                fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX) {
            int below = open_below(dirfd(dir), name, false);

            if (below >= 0)
                sweep(below, depth + 1);
        } else if (S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
                is_temporary(name, strlen(name))) {
            unlinkat(dirfd(dir), name, 0);
        }
    }
    closedir(dir);
}

bool folder_open(struct folder **out, const char *path, struct err *err)
{
    AUTO(folder) struct folder *folder = xcalloc(1, sizeof(*folder));
    int again;

    folder->path = arena_text(&folder->arena, path);
    folder->next_change = &folder->changes;
    if (mkdir(path, 0755) == 0)
        (void)!chmod(path, 0755);
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    again = folder->fd < 0 ? -1 : openat(folder->fd, ".", O_RDONLY | O_CLOEXEC);
    if (again < 0)
        return fail_errno(err, "open", path);
    sweep(again, 0);
    *out = folder;
    folder = NULL; /* it is the caller's now */
    return true;
}

/* What was staged and not committed is gone. */
void folder_auto(struct folder **folder)
{
    struct folder *f = *folder;

    if (!f)
        return;
    for (const struct change *c = f->changes; c; c = c->next) {
        AUTO(fd) int parent = open_parent(f, c->path, false);

        if (parent >= 0 && c->temporary)
            unlinkat(parent, c->temporary, 0);
    }
    if (f->fd >= 0)
        close(f->fd);
    arena_auto(&f->arena);
    free(f);
    *folder = NULL;
}

/* ---- staging ---- */

static bool has_bytes(int parent, const char *name, struct bytes bytes)
{
    AUTO(fd)
    int fd = openat(parent, name,
            O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    char chunk[CHUNK];
    struct stat st;
    size_t at = 0;

    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
            (uintmax_t)st.st_size != bytes.size)
        return false;
    while (at < bytes.size) {
        size_t left = bytes.size - at;
        size_t want = left < sizeof(chunk) ? left : sizeof(chunk);

        if (read_all(fd, chunk, want) != (ssize_t)want ||
                memcmp(chunk, bytes.data + at, want) != 0)
            return false;
        at += want;
    }
    return true;
}

static bool write_all(int fd, struct bytes bytes)
{
    for (size_t at = 0; at < bytes.size;) {
        ssize_t put = write(fd, bytes.data + at, bytes.size - at);

        if (put < 0 && errno != EINTR)
            return false;
        at += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static const char *temporary_name(struct arena *a, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char random[RANDOM_SIZE] = {0};
    char suffix[RANDOM_SIZE + 1] = {0};

    (void)!getrandom(random, sizeof(random), 0);
    for (size_t i = 0; i < sizeof(random); i++)
        suffix[i] = letters[random[i] % 32];
    return arena_printf(a, ".%s.%s" TEMPORARY_END, name, suffix);
}

/* Writes bytes to a new file; where that fails, there is none. After a failed
 * fsync() nothing can be known of the file, so it is not tried again. */
static bool write_new(int parent, const char *name, struct bytes bytes,
        mode_t mode)
{
    int fd = openat(parent, name,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int why;
    bool done;

    if (fd < 0)
        return false;
    done = write_all(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    why = errno;
    if (close(fd) < 0 && done) {
        why = errno;
        done = false;
    }
    if (!done)
        unlinkat(parent, name, 0);
    errno = why;
    return done;
}

bool file_replace(const char *path, struct bytes bytes, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    char *real = realpath(path, NULL); /* a link stays one */
    const char *target = arena_text(&a, real), *name;
    struct stat st;

    free(real);
    if (!target || stat(target, &st) < 0)
        return fail_errno(err, "open", path);
    name = strrchr(target, '/') + 1;
    name = arena_printf(&a, "%.*s%s", (int)(name - target), target,
            temporary_name(&a, name));
    if (write_new(AT_FDCWD, name, bytes, st.st_mode & 0777) &&
            rename(name, target) == 0)
        return true;
    (void)!fail_errno(err, "write", path);
    unlink(name);
    return false;
}

static struct change *change_add(struct folder *folder, const char *path)
{
    struct change *change = ARENA_NEW(&folder->arena, struct change);
    const char *slash = strrchr(path, '/');

    change->path = arena_text(&folder->arena, path);
    change->name = arena_text(&folder->arena, slash ? slash + 1 : path);
    change->parent = arena_copy(&folder->arena, path,
            slash ? (size_t)(slash - path) : 0);
    *folder->next_change = change;
    folder->next_change = &change->next;
    return change;
}

static bool check_path(const char *path, struct err *err)
{
    return is_safe(path) ||
            fail(err, ERR_SYSTEM, "\"%s\" is no path that can be written",
                    path);
}

bool folder_stage(struct folder *folder, const char *path, struct bytes bytes,
        bool *changed, struct err *err)
{
    AUTO(fd) int parent = -1;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *temporary;

    if (!check_path(path, err))
        return false;
    temporary = temporary_name(&folder->arena, name);
    parent = open_parent(folder, path, true);
    if (parent < 0)
        return fail_errno(err, "open the folder of", path);
    *changed = !has_bytes(parent, name, bytes);
    if (!*changed)
        return true;
    if (!write_new(parent, temporary, bytes, 0644))
        return fail_errno(err, "write", path);
    change_add(folder, path)->temporary = temporary;
    return true;
}

bool folder_remove(struct folder *folder, const char *path, struct err *err)
{
    if (!check_path(path, err))
        return false;
    change_add(folder, path);
    return true;
}

/* ---- committing ---- */

static bool put_in_place(const struct folder *folder, int parent,
        const struct change *change)
{
    return utimensat(parent, change->temporary, folder->times,
                   AT_SYMLINK_NOFOLLOW) == 0 &&
            renameat(parent, change->temporary, parent, change->name) == 0;
}

static bool apply(const struct folder *folder, int parent,
        struct change *change, struct err *err)
{
    bool done = change->temporary
            ? put_in_place(folder, parent, change)
            : unlinkat(parent, change->name, 0) == 0 || errno == ENOENT;

    if (!done)
        return fail_errno(err, "replace", change->path);
    change->temporary = NULL; /* nothing is left to be cleaned up */
    return true;
}

/* Applies the changes of one folder that stand together, and syncs it. */
static bool apply_group(const struct folder *folder, struct change **next,
        struct err *err)
{
    const char *path = (*next)->parent;
    AUTO(fd) int parent = open_parent(folder, (*next)->path, false);

    if (parent < 0 && (errno != ENOENT || (*next)->temporary))
        return fail_errno(err, "open the folder of", (*next)->path);
    for (; *next && strcmp((*next)->parent, path) == 0; *next = (*next)->next)
        if (parent >= 0 && !apply(folder, parent, *next, err))
            return false;
    if (parent >= 0 && fsync(parent) < 0)
        return fail_errno(err, "sync", *path ? path : folder->path);
    return true;
}

bool folder_commit(struct folder *folder, struct err *err)
{
    struct change *next = folder->changes;

    clock_gettime(CLOCK_REALTIME, &folder->times[0]);
    folder->times[1] = folder->times[0];
    while (next)
        if (!apply_group(folder, &next, err))
            return false;
    folder->changes = NULL;
    folder->next_change = &folder->changes;
    return true;
}
