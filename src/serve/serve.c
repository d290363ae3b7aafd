#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "serve/file.h"
#include "serve/serve.h"

struct serve {
    int folder;
    int port;
    char url[sizeof("http://[]:65535/") + INET6_ADDRSTRLEN];
    struct MHD_Daemon *daemon;
};

typedef enum MHD_Result result;

static void add(struct MHD_Response *response, const char *name,
        const char *value)
{
    MHD_add_response_header(response, name, value);
}

static result send_off(struct MHD_Connection *connection, unsigned status,
        struct MHD_Response *response)
{
    result sent;

    add(response, "X-Content-Type-Options", "nosniff");
    sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

static struct MHD_Response *text(const char *words)
{
    struct MHD_Response *response =
            MHD_create_response_from_buffer(strlen(words), (void *)words,
                    MHD_RESPMEM_MUST_COPY);

    add(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
    return response;
}

static result refuse_method(struct MHD_Connection *connection)
{
    struct MHD_Response *response = text("only GET and HEAD\n");

    add(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    return send_off(connection, MHD_HTTP_METHOD_NOT_ALLOWED, response);
}

/* To the same path with a slash, so that relative links work. */
static result send_to_folder(struct MHD_Connection *connection,
        const char *path)
{
    AUTO(buf) struct buf location = {0};
    struct MHD_Response *response = text("it is a folder\n");

    for (const char *c = path; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
                (*c >= 'a' && *c <= 'z') || strchr("/-._~", *c);

        buf_printf(&location, plain ? "%c" : "%%%02X", (unsigned char)*c);
    }
    buf_char(&location, '/');
    add(response, MHD_HTTP_HEADER_LOCATION, location.data);
    return send_off(connection, MHD_HTTP_MOVED_PERMANENTLY, response);
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* RFC 9110 section 13.2.2: a tag is asked before a date. */
static bool is_unchanged(struct MHD_Connection *connection,
        const struct served *file)
{
    const char *tags = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
    const char *since = header(connection, MHD_HTTP_HEADER_IF_MODIFIED_SINCE);
    int64_t date;

    if (tags)
        return served_matches(tags, file->tag);
    return since && date_read(since, &date, NULL) &&
            file->stat.st_mtim.tv_sec <= date;
}

static result send_file(struct MHD_Connection *connection,
        const struct served *file)
{
    bool unchanged = is_unchanged(connection, file);
    char modified[DATE_RFC822_SIZE];
    struct MHD_Response *response;

    if (unchanged) {
        close(file->fd);
        response = MHD_create_response_from_buffer(0, NULL,
                MHD_RESPMEM_PERSISTENT);
    } else {
        response = MHD_create_response_from_fd64((uint64_t)file->stat.st_size,
                file->fd); /* closes it */
        add(response, MHD_HTTP_HEADER_CONTENT_TYPE, file->type);
        if (file->compressed)
            add(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    }
    date_write_rfc822(modified, file->stat.st_mtim.tv_sec);
    add(response, MHD_HTTP_HEADER_ETAG, file->tag);
    add(response, MHD_HTTP_HEADER_LAST_MODIFIED, modified);
    add(response, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    return send_off(connection, unchanged ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK,
            response);
}

// NOLINTNEXTLINE(readability-function-size): as libmicrohttpd wants it
static result on_request(void *arg, struct MHD_Connection *connection,
        const char *path, const char *method, const char *version,
        const char *upload, size_t *upload_size, void **state)
{
    const struct serve *serve = arg;
    struct served file;
    bool gzip;

    UNUSED(version);
    UNUSED(upload);
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
            strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return refuse_method(connection);
    if (!*state) { /* the headers are there, a body may follow */
        *state = arg;
        return MHD_YES;
    }
    *upload_size = 0;
    gzip = served_accepts(header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING),
            "gzip");
    switch (served_open(&file, serve->folder, path, gzip)) {
    case SERVED_FILE:
        return send_file(connection, &file);
    case SERVED_FOLDER:
        return send_to_folder(connection, path);
    case SERVED_NOTHING:
        break;
    }
    return send_off(connection, MHD_HTTP_NOT_FOUND, text("not found\n"));
}

static bool read_address(struct sockaddr_storage *out, socklen_t *size,
        const struct serve_options *options)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET,
            .sin_port = htons((uint16_t)options->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
            .sin6_port = htons((uint16_t)options->port)};

    if (inet_pton(AF_INET, options->address, &v4.sin_addr) == 1) {
        memcpy(out, &v4, *size = sizeof(v4));
        return true;
    }
    if (inet_pton(AF_INET6, options->address, &v6.sin6_addr) == 1) {
        memcpy(out, &v6, *size = sizeof(v6));
        return true;
    }
    return false;
}

static int port_of(int fd)
{
    struct sockaddr_in6 address = {0}; /* the port lies as in IPv4's */
    socklen_t size = sizeof(address);

    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return 0;
    return ntohs(address.sin6_port);
}

static bool listen_at(int *out, const struct serve_options *options,
        struct err *err)
{
    struct sockaddr_storage address = {0};
    socklen_t size;
    int fd, one = 1;

    if (!read_address(&address, &size, options))
        return fail(err, ERR_USAGE, "%s is no IPv4 or IPv6 address",
                options->address);
    fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
            0);
    if (fd >= 0 &&
            setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
            bind(fd, (struct sockaddr *)&address, size) == 0 &&
            listen(fd, SOMAXCONN) == 0) {
        *out = fd;
        return true;
    }
    fail(err, ERR_SYSTEM, "cannot listen at %s port %d: %s", options->address,
            options->port, strerror(errno));
    if (fd >= 0)
        close(fd);
    return false;
}

bool serve_open(struct serve **out, const struct serve_options *options,
        struct err *err)
{
    struct serve *serve = xcalloc(1, sizeof(*serve));
    int listener;

    *out = serve;
    serve->folder = open(options->folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (serve->folder < 0)
        return fail(err, ERR_SYSTEM, "cannot open the folder %s: %s",
                options->folder, strerror(errno));
    if (!listen_at(&listener, options, err))
        return false;
    serve->port = port_of(listener);
    snprintf(serve->url, sizeof(serve->url),
            strchr(options->address, ':') ? "http://[%s]:%d/" : "http://%s:%d/",
            options->address, serve->port);
    serve->daemon = MHD_start_daemon(MHD_USE_AUTO |
                    MHD_USE_INTERNAL_POLLING_THREAD,
            0, NULL, NULL, on_request, serve, MHD_OPTION_LISTEN_SOCKET,
            listener, MHD_OPTION_CONNECTION_LIMIT,
            (unsigned)SERVE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
            (unsigned)SERVE_IDLE_SECONDS, MHD_OPTION_END);
    if (serve->daemon)
        return true;
    close(listener);
    return fail(err, ERR_SYSTEM, "cannot start serving %s", options->folder);
}

void serve_auto(struct serve **serve)
{
    if (!*serve)
        return;
    if ((*serve)->daemon)
        MHD_stop_daemon((*serve)->daemon);
    if ((*serve)->folder >= 0)
        close((*serve)->folder);
    free(*serve);
    *serve = NULL;
}

int serve_port(const struct serve *serve)
{
    return serve->port;
}

const char *serve_url(const struct serve *serve)
{
    return serve->url;
}
