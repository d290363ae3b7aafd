/* serve.c - "affluent serve": what was published, over HTTP. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "cmd/work.h"
#include "output/search.h"
#include "poll/status.h"
#include "serve/serve.h"
#include "tell/search.h"
#include "tell/words.h"

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

/* ---- pages that are made ---- */

struct site_pages {
    const struct call *call;
    int64_t begun; /* by the clock: call->now moves on with it */
};

/* Each request opens what it reads, and holds nothing when it is answered: it
 * sees what the last run left, and is never in the way of the next. */
static bool look(struct run **out, const struct site_pages *pages,
        struct err *err)
{
    AUTO(report) struct report report = {0};
    struct run_wish wish = {.config = pages->call->config,
            .now = pages->call->now + (int64_t)time(NULL) - pages->begun,
            .mode = RUN_LOOK};

    return run_open(out, &wish, &report, err);
}

static bool look_at_health(struct run **run, struct health *health,
        const struct site_pages *pages, struct err *err)
{
    return look(run, pages, err) &&
            status_of(health, *run, &(*run)->arena, false, err);
}

static bool make_status(struct buf *out, void *arg, const char *words,
        struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct health health;

    UNUSED(words);
    if (!look_at_health(&run, &health, arg, err))
        return false;
    status_page_write(out, &run->config->site, &health);
    return true;
}

static bool make_status_json(struct buf *out, void *arg, const char *words,
        struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct health health;

    UNUSED(words);
    if (!look_at_health(&run, &health, arg, err))
        return false;
    status_json(out, &health);
    return true;
}

static void show(struct search_page *page, const struct search *search)
{
    page->found = &search->found;
    page->path = strrchr(search->found.home, '/') + 1;
    page->feed = strrchr(search->found.self, '/') + 1;
    page->more = search->more;
    page->late = search->late;
}

static bool make_search(struct buf *out, void *arg, const char *words,
        struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct search_page page = {0};
    struct search search;

    if (!look(&run, arg, err))
        return false;
    page.site = &run->config->site;
    if (words && words_are_any(words)) {
        page.refused = !search_find(&search, run, &run->arena, words, err);
        if (page.refused && err->kind != ERR_USAGE)
            return false;
        page.words = search.words;
        if (!page.refused)
            show(&page, &search);
    }
    search_page_write(out, &page);
    return !page.refused;
}

static bool make_search_feed(struct buf *out, void *arg, const char *words,
        struct err *err)
{
    AUTO(run) struct run *run = NULL;
    struct search search;

    if (!words)
        return fail(err, ERR_USAGE, "search.atom?q=WORDS");
    if (!look(&run, arg, err) ||
            !search_find(&search, run, &run->arena, words, err))
        return false;
    output_atom.write(out, &search.found);
    return true;
}

#define HTML "text/html; charset=utf-8"
#define ATOM "application/atom+xml; charset=utf-8"

static const struct serve_page pages[] = {
        {"/status",      HTML,               NULL,              make_status     },
        {"/status.json", "application/json", NULL,              make_status_json},
        {"/search",      HTML,               NULL,              make_search     },
        {"/search.atom", ATOM,               "application/xml", make_search_feed},
};

/* ---- the whole ---- */

/* Without a folder: what this configuration publishes, never what happens to be
 * in the current folder; and the pages that are made of its store. */
static bool find_site(struct serve_options *options, struct config **config,
        struct site_pages *arg, struct err *err)
{
    const char *path;

    if (options->folder)
        return true;
    if (!work_config(&path, arg->call, err) || !work_load(config, path, err))
        return false;
    options->folder = (*config)->public;
    options->pages = pages;
    options->page_count = COUNT(pages);
    options->arg = arg;
    return true;
}

static bool run(const struct call *call, struct err *err)
{
    AUTO(serve) struct serve *serve = NULL;
    AUTO(config) struct config *config = NULL;
    struct site_pages site = {call, (int64_t)time(NULL)};
    struct serve_options options;
    const char *port_file = NULL;
    const struct timespec second = {.tv_sec = 1};
    sigset_t end;

    if (!read_options(&options, &port_file, call, err) ||
            !find_site(&options, &config, &site, err))
        return false;
    sigemptyset(&end);
    sigaddset(&end, SIGINT);
    sigaddset(&end, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &end, NULL); /* in the server's threads, too */
    if (!serve_open(&serve, &options, err) ||
            (port_file && !write_port(port_file, serve_port(serve), err)))
        return false;
    printf("serving %s at %s\n", options.folder, serve_url(serve));
    fflush(stdout);
    while (sigtimedwait(&end, NULL, &second) < 0)
        serve_tidy(serve);
    return true;
}

const struct command cmd_serve = {
        .name = "serve",
        .synopsis = "[--port N] [--address A] [--port-file FILE] [DIR]",
        .summary = "serve what was published over HTTP, with a search",
        .run = run,
};
