#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/hash.h"
#include "serve/file.h"

enum { HEAD_BYTES = 512 };

/* XML without a charset: its own declaration counts. Browsers save feeds, or
 * show them as bare text: what is told to be XML they show as such. */
static const struct {
    const char *suffix, *type, *seen_as;
} types[] = {
        {".atom",  "application/atom+xml; charset=utf-8", "application/xml" },
        {".rss",   "application/rss+xml; charset=utf-8",  "application/xml" },
        {".json",  "application/json",                    "application/json"},
        {".opml",  "text/x-opml; charset=utf-8",          "application/xml" },
        {".xml",   "application/xml",                     NULL              },
        {".xsl",   "application/xslt+xml",                NULL              },
        {".html",  "text/html; charset=utf-8",            NULL              },
        {".htm",   "text/html; charset=utf-8",            NULL              },
        {".css",   "text/css; charset=utf-8",             NULL              },
        {".js",    "text/javascript; charset=utf-8",      NULL              },
        {".txt",   "text/plain; charset=utf-8",           NULL              },
        {".svg",   "image/svg+xml",                       NULL              },
        {".png",   "image/png",                           NULL              },
        {".jpg",   "image/jpeg",                          NULL              },
        {".jpeg",  "image/jpeg",                          NULL              },
        {".gif",   "image/gif",                           NULL              },
        {".webp",  "image/webp",                          NULL              },
        {".ico",   "image/vnd.microsoft.icon",            NULL              },
        {".woff2", "font/woff2",                          NULL              },
        {".gz",    "application/gzip",                    NULL              },
        {".zst",   "application/zstd",                    NULL              },
};

static bool ends_with(const char *text, const char *suffix)
{
    size_t size = strlen(text), tail = strlen(suffix);

    return size > tail && strcmp(text + size - tail, suffix) == 0;
}

/* Copies are good for a quarter of an hour, and then asked about; those of
 * archives are no longer, since what is taken down must leave them. Each run
 * writes status.html and status.json. */
static const char *cache_of(const char *path)
{
    static const char status[] = "status.";

    return strncmp(path, status, sizeof(status) - 1) == 0
            ? "no-cache"
            : "public, max-age=900";
}

/* A JSON feed says so in its first member. */
static bool is_json_feed(int fd)
{
    static const char mark[] = "://jsonfeed.org/version/";
    char head[HEAD_BYTES];
    ssize_t size = pread(fd, head, sizeof(head), 0);

    return size > 0 &&
            memmem(head, (size_t)size, mark, sizeof(mark) - 1) != NULL;
}

static void set_type(struct served *file, const char *path)
{
    file->type = "application/octet-stream";
    for (size_t i = 0; i < COUNT(types); i++) {
        if (!ends_with(path, types[i].suffix))
            continue;
        file->type = types[i].type;
        file->seen_as = types[i].seen_as;
    }
    if (ends_with(path, ".json") && is_json_feed(file->fd))
        file->type = "application/feed+json";
}

/* Segments that are empty or begin with a dot lead nowhere: ".", "..", "//",
 * and what is hidden. */
static bool is_plain(const char *path)
{
    if (*path != '/' || strlen(path) >= SERVE_PATH_MAX)
        return false;
    for (const char *c = path; (c = strchr(c, '/')); c++)
        if (c[1] == '.' || c[1] == '/')
            return false;
    return true;
}

/* Step by step, so that no symbolic link on the way leads out. */
static int open_below(int folder, const char *path)
{
    char step[SERVE_PATH_MAX + sizeof("index.html") + CODING_SUFFIX_SIZE];
    int at = dup(folder);

    while (at >= 0 && *path) {
        size_t size = strcspn(path, "/");
        int next;

        memcpy(step, path, size);
        step[size] = '\0';
        next = openat(at, step, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        close(at);
        at = next;
        path += size + (path[size] == '/');
    }
    return at;
}

/* false, and nothing open, where the path is neither a file nor a folder. */
static bool open_path(struct served *out, int folder, const char *path)
{
    out->fd = open_below(folder, path);
    if (out->fd < 0)
        return false;
    if (fstat(out->fd, &out->stat) == 0 &&
            (S_ISREG(out->stat.st_mode) || S_ISDIR(out->stat.st_mode)))
        return true;
    close(out->fd);
    return false;
}

static bool is_older(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec < b->st_mtim.tv_sec ||
            (a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
                    a->st_mtim.tv_nsec < b->st_mtim.tv_nsec);
}

/* Whether the file now is what stands beside it in the coding. */
static bool take_coded(struct served *file, int folder, const char *path,
        const struct coding *coding)
{
    struct served other = {.type = file->type,
            .seen_as = file->seen_as,
            .cache = file->cache,
            .coding = coding};
    char name[SERVE_PATH_MAX + sizeof("index.html") + CODING_SUFFIX_SIZE];

    snprintf(name, sizeof(name), "%s%s", path, coding->suffix);
    if (!open_path(&other, folder, name))
        return false;
    if (!S_ISREG(other.stat.st_mode) || is_older(&other.stat, &file->stat)) {
        close(other.fd);
        return false;
    }
    close(file->fd);
    *file = other;
    return true;
}

static void take_accepted(struct served *file, int folder, const char *path,
        const struct accepted *accepted)
{
    for (size_t i = 0; i < accepted->count; i++)
        if (take_coded(file, folder, path, accepted->codings[i]))
            return;
}

void served_tag(char out[SERVE_TAG_SIZE], uint64_t hash)
{
    snprintf(out, SERVE_TAG_SIZE, "\"%016llx\"", (unsigned long long)hash);
}

static void set_tag(struct served *file)
{
    const int64_t parts[] = {file->stat.st_size, file->stat.st_mtim.tv_sec,
            file->stat.st_mtim.tv_nsec, (int64_t)file->stat.st_ino};

    served_tag(file->tag, hash_bytes(HASH_START, parts, sizeof(parts)));
}

/* No page, no folder: what is sent there would find nothing. */
static enum served_as as_folder(int folder, const char *path)
{
    struct served page;
    char name[SERVE_PATH_MAX + sizeof("/index.html")];

    snprintf(name, sizeof(name), "%s/index.html", path);
    if (!open_path(&page, folder, name))
        return SERVED_NOTHING;
    close(page.fd);
    return S_ISREG(page.stat.st_mode) ? SERVED_FOLDER : SERVED_NOTHING;
}

enum served_as served_open(struct served *out, int folder, const char *path,
        const struct accepted *accepted)
{
    char name[SERVE_PATH_MAX + sizeof("index.html")];
    bool slash;

    if (!is_plain(path))
        return SERVED_NOTHING;
    slash = path[strlen(path) - 1] == '/';
    snprintf(name, sizeof(name), "%s%s", path + 1, slash ? "index.html" : "");
    *out = (struct served){0};
    if (!open_path(out, folder, name))
        return SERVED_NOTHING;
    if (S_ISDIR(out->stat.st_mode)) {
        close(out->fd);
        return slash ? SERVED_NOTHING : as_folder(folder, name);
    }
    out->cache = cache_of(name);
    set_type(out, name);
    take_accepted(out, folder, name, accepted);
    set_tag(out);
    return SERVED_FILE;
}
