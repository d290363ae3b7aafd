#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "serve/file.h"
#include "serve/negotiate.h"
#include "serve/reply.h"

typedef enum MHD_Result result;

/* ---- answers ---- */

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void add(struct MHD_Response *response, const char *name,
        const char *value)
{
    MHD_add_response_header(response, name, value);
}

/* Readers that are web pages may read all that is answered. */
static result send_off(const struct desk *desk,
        struct MHD_Connection *connection, unsigned status,
        struct MHD_Response *response)
{
    result sent;

    add(response, "Access-Control-Allow-Origin", "*");
    add(response, "X-Content-Type-Options", "nosniff");
    add(response, "Content-Security-Policy", "frame-ancestors 'none'");
    if (atomic_load(&desk->ends))
        add(response, MHD_HTTP_HEADER_CONNECTION, "close");
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

static result refuse_method(const struct desk *desk,
        struct MHD_Connection *connection)
{
    struct MHD_Response *response = text("only GET and HEAD\n");

    add(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    return send_off(desk, connection, MHD_HTTP_METHOD_NOT_ALLOWED, response);
}

/* To the same path with a slash, so that relative links work. */
static result send_to_folder(const struct desk *desk,
        struct MHD_Connection *connection, const char *path)
{
    AUTO(buf) struct buf location = {0};
    struct MHD_Response *response = text("it is a folder\n");

    url_escape(&location, path, "/");
    buf_char(&location, '/');
    add(response, MHD_HTTP_HEADER_LOCATION, location.data);
    return send_off(desk, connection, MHD_HTTP_MOVED_PERMANENTLY, response);
}

/* ---- what there is ---- */

/* A file or a page, in the form that was asked for. */
struct content {
    const char *type, *tag, *vary, *cache;
    int64_t modified;            /* 0: nobody knows */
    const struct coding *coding; /* NULL: none */
    struct MHD_Response *body;
};

static void describe(struct MHD_Response *response,
        const struct content *content)
{
    char modified[DATE_RFC822_SIZE];

    date_write_rfc822(modified, content->modified);
    add(response, MHD_HTTP_HEADER_ETAG, content->tag);
    if (content->modified)
        add(response, MHD_HTTP_HEADER_LAST_MODIFIED, modified);
    add(response, MHD_HTTP_HEADER_CACHE_CONTROL, content->cache);
    add(response, MHD_HTTP_HEADER_ACCEPT_RANGES, "none");
    add(response, MHD_HTTP_HEADER_VARY, content->vary);
}

static result send_content(const struct desk *desk,
        struct MHD_Connection *connection, const struct content *content)
{
    const struct conditions conditions = {
            .match = header(connection, MHD_HTTP_HEADER_IF_MATCH),
            .unmodified_since = header(connection,
                    MHD_HTTP_HEADER_IF_UNMODIFIED_SINCE),
            .none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
            .modified_since = header(connection,
                    MHD_HTTP_HEADER_IF_MODIFIED_SINCE),
    };
    unsigned status = negotiate_status(&conditions, content->tag,
            content->modified);
    struct MHD_Response *response = content->body;

    if (status == MHD_HTTP_OK) {
        add(response, MHD_HTTP_HEADER_CONTENT_TYPE, content->type);
        if (content->coding)
            add(response, MHD_HTTP_HEADER_CONTENT_ENCODING,
                    content->coding->name);
    } else {
        MHD_destroy_response(response);
        response = status == MHD_HTTP_NOT_MODIFIED
                ? MHD_create_response_from_buffer(0, NULL,
                          MHD_RESPMEM_PERSISTENT)
                : text("it has changed\n");
    }
    describe(response, content);
    return send_off(desk, connection, status, response);
}

static struct accepted accepted_by(struct MHD_Connection *connection)
{
    struct accepted accepted;

    negotiate_codings(&accepted,
            header(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING));
    return accepted;
}

/* A browser that is to show it to somebody says so. */
static const char *type_for(struct MHD_Connection *connection, const char *type,
        const char *seen_as)
{
    const char *wanted = header(connection, "Sec-Fetch-Dest");

    return seen_as && wanted && strcmp(wanted, "document") == 0 ? seen_as
                                                                : type;
}

static const char *vary_of(const char *seen_as)
{
    return seen_as ? "Accept-Encoding, Sec-Fetch-Dest" : "Accept-Encoding";
}

/* What was written in this very second may be written again in it, and then has
 * no date that tells the one from the other (RFC 9110 section 8.8.2.2). */
static int64_t date_of(const struct served *file)
{
    int64_t seconds = file->stat.st_mtim.tv_sec;

    return seconds < (int64_t)time(NULL) ? seconds : 0;
}

static result send_file(const struct desk *desk,
        struct MHD_Connection *connection, const struct served *file)
{
    const struct content content = {
            .type = type_for(connection, file->type, file->seen_as),
            .tag = file->tag,
            .vary = vary_of(file->seen_as),
            .cache = file->cache,
            .modified = date_of(file),
            .coding = file->coding,
            .body = MHD_create_response_from_fd64((uint64_t)file->stat.st_size,
                    file->fd), /* closes it */
    };

    return send_content(desk, connection, &content);
}

/* Of what is published, the page for that; else a word. */
static result send_nothing(const struct desk *desk,
        struct MHD_Connection *connection)
{
    const struct accepted plain = {0};
    struct MHD_Response *response;
    struct served file;

    if (served_open(&file, desk->folder, "/404.html", &plain) != SERVED_FILE)
        return send_off(desk, connection, MHD_HTTP_NOT_FOUND,
                text("not found\n"));
    response = MHD_create_response_from_fd64((uint64_t)file.stat.st_size,
            file.fd); /* closes it */
    add(response, MHD_HTTP_HEADER_CONTENT_TYPE, file.type);
    return send_off(desk, connection, MHD_HTTP_NOT_FOUND, response);
}

static result find_file(const struct desk *desk,
        struct MHD_Connection *connection, const char *path)
{
    const struct accepted accepted = accepted_by(connection);
    struct served file;

    switch (served_open(&file, desk->folder, path, &accepted)) {
    case SERVED_FILE:
        return send_file(desk, connection, &file);
    case SERVED_FOLDER:
        return send_to_folder(desk, connection, path);
    case SERVED_NOTHING:
        break;
    }
    return send_nothing(desk, connection);
}

/* ---- pages ---- */

static const struct serve_page *find_page(const struct desk *desk,
        const char *path)
{
    for (size_t i = 0; i < desk->page_count; i++)
        if (strcmp(desk->pages[i].path, path) == 0)
            return &desk->pages[i];
    return NULL;
}

/* "?q=": false where it is no text. */
static bool read_words(const char **out, struct MHD_Connection *connection)
{
    *out = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q");
    return !*out || text_is_utf8(*out, strlen(*out));
}

/* The first of those accepted that this build can make; NULL: none. */
static const struct coding *coding_for(struct MHD_Connection *connection)
{
    const struct accepted accepted = accepted_by(connection);

    for (size_t i = 0; i < accepted.count; i++)
        if (accepted.codings[i]->compress)
            return accepted.codings[i];
    return NULL;
}

static struct MHD_Response *bytes_of(const struct buf *bytes)
{
    return MHD_create_response_from_buffer(bytes->size, bytes->data,
            MHD_RESPMEM_MUST_COPY);
}

static result send_page(const struct desk *desk,
        struct MHD_Connection *connection, const struct serve_page *page,
        struct buf *bytes)
{
    AUTO(buf) struct buf small = {0};
    char tag[SERVE_TAG_SIZE];
    const struct coding *coding = coding_for(connection);
    struct content content = {
            .type = type_for(connection, page->type, page->seen_as),
            .tag = tag,
            .vary = vary_of(page->seen_as),
            .cache = "no-cache",
            .coding = coding,
    };

    if (coding) {
        coding->compress(&small, (struct bytes){bytes->data, bytes->size});
        bytes = &small;
    }
    served_tag(tag, hash_bytes(HASH_START, bytes->data, bytes->size));
    content.body = bytes_of(bytes);
    return send_content(desk, connection, &content);
}

/* made: the page that says what is wrong, or nothing. */
static result send_mistake(const struct desk *desk,
        struct MHD_Connection *connection, const struct serve_page *page,
        const struct buf *made, const struct err *err)
{
    AUTO(buf) struct buf words = {0};
    struct MHD_Response *response;

    if (made->size > 0) {
        response = bytes_of(made);
        add(response, MHD_HTTP_HEADER_CONTENT_TYPE, page->type);
    } else {
        buf_printf(&words, "%s\n", err->text);
        response = text(words.data);
    }
    return send_off(desk, connection, MHD_HTTP_BAD_REQUEST, response);
}

static result send_failure(const struct desk *desk,
        struct MHD_Connection *connection, const struct serve_page *page,
        const struct err *err)
{
    log_warn("%s: %s", page->path, err->text);
    return send_off(desk, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
            text("it cannot be told now: the server's log says why\n"));
}

/* Waits for its turn. */
static bool take_turn(struct desk *desk)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SERVE_WAIT_SECONDS;
    return sem_timedwait(&desk->free, &until) == 0;
}

static result make_page(struct desk *desk, struct MHD_Connection *connection,
        const struct serve_page *page)
{
    AUTO(buf) struct buf bytes = {0};
    struct err err = {0};
    const char *words;
    bool made;

    if (!read_words(&words, connection))
        return send_off(desk, connection, MHD_HTTP_BAD_REQUEST,
                text("?q= is not UTF-8\n"));
    if (!take_turn(desk)) {
        struct MHD_Response *response = text("too many ask: try again\n");

        add(response, MHD_HTTP_HEADER_RETRY_AFTER, "10");
        return send_off(desk, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                response);
    }
    made = page->make(&bytes, desk->arg, words, &err);
    sem_post(&desk->free);
    if (made)
        return send_page(desk, connection, page, &bytes);
    if (err.kind == ERR_USAGE)
        return send_mistake(desk, connection, page, &bytes, &err);
    return send_failure(desk, connection, page, &err);
}

/* ---- requests ---- */

/* A body that nobody reads would keep the connection busy. */
static bool has_body(struct MHD_Connection *connection)
{
    const char *size = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);

    return header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) ||
            (size && strcmp(size, "0") != 0);
}

static result count(void *arg, enum MHD_ValueKind kind, const char *name,
        const char *value)
{
    int *hosts = arg;

    UNUSED(kind);
    UNUSED(value);
    *hosts += strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
    return MHD_YES;
}

/* RFC 9112 section 3.2: once, and always since HTTP/1.1. */
static bool says_host(struct MHD_Connection *connection, const char *version)
{
    int hosts = 0;

    MHD_get_connection_values(connection, MHD_HEADER_KIND, count, &hosts);
    return hosts == 1 ||
            (hosts == 0 && strcmp(version, MHD_HTTP_VERSION_1_1) != 0);
}

/* That of a whole URL, too (RFC 9112 section 3.2.2), whatever its host: there
 * is but one site. Without a slash where the target is neither. */
static const char *path_of(const char *target)
{
    static const char *const schemes[] = {"http://", "https://"};

    for (size_t i = 0; i < COUNT(schemes); i++) {
        const size_t scheme = strlen(schemes[i]);
        const char *path;

        if (strncasecmp(target, schemes[i], scheme) != 0)
            continue;
        path = strchr(target + scheme, '/');
        if (target[scheme] && path != target + scheme)
            return path ? path : "/";
    }
    return target;
}

/* What the request breaks; NULL: nothing. */
static const char *fault_of(struct MHD_Connection *connection,
        const char *target, const char *version)
{
    if (has_body(connection))
        return "GET and HEAD have no body\n";
    if (!says_host(connection, version))
        return "a request has one Host\n";
    if (*path_of(target) != '/')
        return "what is asked for is a path, or a URL of http\n";
    return NULL;
}

size_t reply_unescape(void *arg, struct MHD_Connection *connection, char *text)
{
    UNUSED(arg);
    UNUSED(connection);
    for (char *nul = text; (nul = strstr(nul, "%00"));)
        nul[1] = nul[2] = 'F';
    return MHD_http_unescape(text);
}

// NOLINTNEXTLINE(readability-function-size): as libmicrohttpd wants it
result reply(void *arg, struct MHD_Connection *connection, const char *target,
        const char *method, const char *version, const char *upload,
        size_t *upload_size, void **state)
{
    struct desk *desk = arg;
    const struct serve_page *page;
    const char *path = path_of(target), *fault;
    bool known = strcmp(method, MHD_HTTP_METHOD_GET) == 0 ||
            strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;

    UNUSED(upload);
    UNUSED(upload_size);
    if (!*state) { /* the headers are there */
        *state = desk;
        atomic_fetch_add(&desk->busy, 1);
        guest_may_stay(connection, SERVE_ANSWER_SECONDS);
        if (!known)
            return refuse_method(desk, connection);
        fault = fault_of(connection, target, version);
        return fault
                ? send_off(desk, connection, MHD_HTTP_BAD_REQUEST, text(fault))
                : MHD_YES;
    }
    page = find_page(desk, path);
    return page ? make_page(desk, connection, page)
                : find_file(desk, connection, path);
}

void reply_over(void *arg, struct MHD_Connection *connection, void **state,
        enum MHD_RequestTerminationCode how)
{
    struct desk *desk = arg;

    UNUSED(how);
    if (*state)
        atomic_fetch_sub(&desk->busy, 1);
    guest_may_stay(connection, SERVE_REQUEST_SECONDS);
    *state = NULL;
}
