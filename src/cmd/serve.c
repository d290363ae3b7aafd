/* serve.c - "affluent serve": what was published, over HTTP. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cmd/work.h"
#include "serve/serve.h"

enum { PORT_DEFAULT = 8080, PORT_MAX = 65535 };

static bool read_port(int *out, const char *text, struct err *err)
{
    char *end;
    long port = strtol(text, &end, 10);

    if (end == text || *end || port < 0 || port > PORT_MAX)
        return fail(err, ERR_USAGE, "%s is no port", text);
    *out = (int)port;
    return true;
}

static bool read_options(struct serve_options *out, const char **port_file,
        const struct call *call, struct err *err)
{
    struct call mine = *call;
    const char *port;

    *out = (struct serve_options){.port = PORT_DEFAULT};
    if (!work_option(&out->address, &mine, "--address", err) ||
            !work_option(&port, &mine, "--port", err) ||
            !work_option(port_file, &mine, "--port-file", err) ||
            !work_arguments(&mine, 0, 1, err) ||
            (port && !read_port(&out->port, port, err)))
        return false;
    if (!out->address)
        out->address = "127.0.0.1";
    if (mine.argc > 1)
        out->folder = mine.argv[1];
    return true;
}

/* Whole or not at all: who waits for the file may read it at once. */
static bool write_port(const char *path, int port, struct err *err)
{
    AUTO(arena) struct arena a = {0};
    const char *fresh = arena_printf(&a, "%s.tmp", path);
    FILE *file = fopen(fresh, "we");
    bool written = file && fprintf(file, "%d\n", port) > 0;

    if (file && fclose(file) != 0)
        written = false;
    if (!written || rename(fresh, path) != 0)
        return fail(err, ERR_SYSTEM, "cannot write %s: %s", path,
                strerror(errno));
    return true;
}

/* Without a folder: what this configuration publishes, never what happens to be
 * in the current folder. */
static bool find_folder(struct serve_options *options, struct config **config,
        const struct call *call, struct err *err)
{
    const char *path;

    if (options->folder)
        return true;
    if (!work_config(&path, call, err) || !work_load(config, path, err))
        return false;
    options->folder = (*config)->public;
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(serve) struct serve *serve = NULL;
    AUTO(config) struct config *config = NULL;
    struct serve_options options;
    const char *port_file = NULL;
    sigset_t end;
    int signal;

    if (!read_options(&options, &port_file, call, err) ||
            !find_folder(&options, &config, call, err))
        return false;
    sigemptyset(&end);
    sigaddset(&end, SIGINT);
    sigaddset(&end, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &end, NULL); /* in the server's thread, too */
    if (!serve_open(&serve, &options, err) ||
            (port_file && !write_port(port_file, serve_port(serve), err)))
        return false;
    printf("serving %s at %s\n", options.folder, serve_url(serve));
    fflush(stdout);
    sigwait(&end, &signal);
    return true;
}

const struct command cmd_serve = {
        .name = "serve",
        .synopsis = "[--port N] [--address A] [--port-file FILE] [DIR]",
        .summary = "serve what was published over HTTP, for previews",
        .run = run,
};
