#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/hash.h"
#include "serve/file.h"

enum { HEAD_BYTES = 512 };

/* XML without a charset: its own declaration counts. */
static const struct {
    const char *suffix, *type;
} types[] = {
        {".atom",  "application/atom+xml; charset=utf-8"},
        {".rss",   "application/rss+xml; charset=utf-8" },
        {".json",  "application/json"                   },
        {".opml",  "text/x-opml; charset=utf-8"         },
        {".xml",   "application/xml"                    },
        {".xsl",   "application/xslt+xml"               },
        {".html",  "text/html; charset=utf-8"           },
        {".htm",   "text/html; charset=utf-8"           },
        {".css",   "text/css; charset=utf-8"            },
        {".js",    "text/javascript; charset=utf-8"     },
        {".txt",   "text/plain; charset=utf-8"          },
        {".svg",   "image/svg+xml"                      },
        {".png",   "image/png"                          },
        {".jpg",   "image/jpeg"                         },
        {".jpeg",  "image/jpeg"                         },
        {".gif",   "image/gif"                          },
        {".webp",  "image/webp"                         },
        {".ico",   "image/vnd.microsoft.icon"           },
        {".woff2", "font/woff2"                         },
        {".gz",    "application/gzip"                   },
};

static bool ends_with(const char *text, const char *suffix)
{
    size_t size = strlen(text), tail = strlen(suffix);

    return size > tail && strcmp(text + size - tail, suffix) == 0;
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

static const char *type_of(const char *path, int fd)
{
    if (ends_with(path, ".json") && is_json_feed(fd))
        return "application/feed+json";
    for (size_t i = 0; i < COUNT(types); i++)
        if (ends_with(path, types[i].suffix))
            return types[i].type;
    return "application/octet-stream";
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
    char step[SERVE_PATH_MAX + sizeof("index.html.gz")];
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

static void prefer_compressed(struct served *file, int folder, const char *path)
{
    struct served other = {.type = file->type, .compressed = true};
    char name[SERVE_PATH_MAX + sizeof(".gz")];

    snprintf(name, sizeof(name), "%s.gz", path);
    if (!open_path(&other, folder, name))
        return;
    if (!S_ISREG(other.stat.st_mode) || is_older(&other.stat, &file->stat)) {
        close(other.fd);
        return;
    }
    close(file->fd);
    *file = other;
}

static void set_tag(struct served *file)
{
    const int64_t parts[] = {file->stat.st_size, file->stat.st_mtim.tv_sec,
            file->stat.st_mtim.tv_nsec, (int64_t)file->stat.st_ino};

    snprintf(file->tag, sizeof(file->tag), "\"%016llx\"",
            (unsigned long long)hash_bytes(HASH_START, parts, sizeof(parts)));
}

enum served_as served_open(struct served *out, int folder, const char *path,
        bool gzip)
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
        return slash ? SERVED_NOTHING : SERVED_FOLDER;
    }
    out->type = type_of(name, out->fd);
    if (gzip)
        prefer_compressed(out, folder, name);
    set_tag(out);
    return SERVED_FILE;
}

/* Whether parameters such as ";q=0.0" say no. */
static bool is_refused(const char *parameters, size_t size)
{
    const char *q = memmem(parameters, size, "q=", 2);

    if (!q)
        return false;
    q += 2;
    return *q == '0' && strspn(q, "0.") == strcspn(q, " ,;\t");
}

bool served_accepts(const char *accept_encoding, const char *coding)
{
    size_t size = strlen(coding);
    const char *at = accept_encoding ? accept_encoding : "";

    while (*at) {
        size_t item;

        at += strspn(at, " ,\t");
        item = strcspn(at, ",");
        if (strncasecmp(at, coding, size) == 0 && strchr(" ,;\t", at[size]))
            return !is_refused(at + size, item - size);
        at += item;
    }
    return false;
}

bool served_matches(const char *if_none_match, const char *tag)
{
    const char *at = if_none_match;
    size_t size = strlen(tag);

    while (*at) {
        at += strspn(at, " ,\t");
        if (*at == '*')
            return true;
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        if (strncmp(at, tag, size) == 0)
            return true;
        at += strcspn(at, ",");
    }
    return false;
}
